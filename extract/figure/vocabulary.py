"""The words that the figure grammar knows, as typed and frozen tables: lexicons/en, read once (docs/figures.md)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping  # noqa: TC003 - the loader asks for the types at run time
from decimal import Decimal  # noqa: TC003 - as above

from extract.lexicon import Words, load
from warehouse.terms import Bound, Dimension


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """numerals.toml: what number words are worth, and the words beside them that settle a doubt."""

    small: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    glued_scales: Mapping[str, int]
    dozens: Mapping[str, int]
    parts: Mapping[str, int]
    worded_parts: Mapping[str, tuple[Decimal, ...]]
    vague: Mapping[str, tuple[Decimal, ...]]
    few: Mapping[str, tuple[Decimal, ...]]
    ordinals: Mapping[str, int]
    from_the_end: Mapping[str, int]
    multiples: Mapping[str, tuple[Decimal, ...]]
    glyphs: Mapping[str, str]
    after_a_share: Words
    period_words: Words
    before_periods: Words
    plain_multiples: Words
    after_a_multiple: Words
    no_numbered_names: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """calendar.toml: months, weekdays, feasts, and the words that place a day."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    shifts: Mapping[str, int]
    feasts: Mapping[str, tuple[int, ...]]
    moving: Mapping[str, tuple[int, ...]]
    thirds: Mapping[str, tuple[int, int]]
    bounds: Mapping[str, Bound]
    days_of_unit: Mapping[str, int]
    months_of_unit: Mapping[str, int]
    coming: Words
    certain_months: Words
    common_words: Words
    abbreviated: Words
    before_a_year: Words
    before_a_bare_month: Words
    before_a_slashed_day: Words
    after_a_list_of_days: Words
    after_to_date: Words
    periods: Words
    looks_back: Words
    relative: Words
    day_parts: Words
    future: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LimitWords:
    """limits.toml: phrases that limit a figure, and verbs and nouns of change."""

    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]
    change: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    irregular: Mapping[str, tuple[str, ...]]
    between: Words
    further: Words
    shaky: Words
    careful: Words
    particles: Words
    closing: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """quantity_context.toml: words around a number that tell what it is."""

    metres: Words
    not_nouns: Words
    plurals: Words
    contests: Words
    ballots: Words
    rates: Words
    rate_periods: Mapping[str, str]
    no_rate_after: Words
    series: Words
    labels: Words
    streets: Words
    furniture: Words
    heat: Words
    angles: Words
    heat_codes: Words
    after_heat: Words
    millions_before: Words
    millions_after: Words
    people_do: Words
    distances: Words
    pounds_of_money: Words
    pounds_of_mass: Words
    called: Words
    before_hyphen: Words
    not_names: Words
    ends_a_list: Words
    stepped_over: Words
    stops_a_noun: Words
    no_counted_verbs: Words
    multiplied: Words
    persons: Words
    being: Words
    after_an_age: Words
    dying: Words
    not_one: Words
    listed: Words
    joins: Words
    elided_further: Words
    follows: Words
    ends: Words
    predicates: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReadWords:
    """reads.toml: phrases that say what the words around a figure make of it; "*" stands for any ending."""

    revised: tuple[str, ...]
    earlier: tuple[str, ...]
    subset: tuple[str, ...]
    part_of: tuple[str, ...]
    compared: tuple[str, ...]
    supposed: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit (units.toml, UCUM code) or a currency (currencies.toml, ISO 4217 code): its name, its words and signs."""

    code: str
    name: str
    dimension: Dimension = Dimension.CURRENCY
    nouns: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """units.toml."""

    unit: tuple[UnitRow, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Currencies:
    """currencies.toml, with the codes whose hundredths are said apart and those that small letters print."""

    currency: tuple[UnitRow, ...]
    with_hundredths: Words
    in_small_letters: Words
    only_scaled: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonWords:
    """comparison.toml: words by which the figures of one article are held against each other."""

    says_nothing: Words
    endings: tuple[str, ...]
    named_by_number: Words
    listed: Words
    list_openers: Words
    list_joins: Words
    named_days: Words
    not_counted: Words
    turns: Words
    another_before: Words
    another_after: Words
    elsewhere: Words
    ranks_nothing: Mapping[str, Words]
    happenings: Mapping[str, Words]
    kinds: Mapping[str, Words]


NUMERALS = load(Numerals, "numerals")
CALENDAR = load(Calendar, "calendar")
LIMIT_WORDS = load(LimitWords, "limits")
CONTEXT = load(Context, "quantity_context")
READ_WORDS = load(ReadWords, "reads")
UNITS = load(Units, "units").unit
CURRENCIES = load(Currencies, "currencies")
COMPARISON_WORDS = load(ComparisonWords, "comparison")
HAPPENINGS = {word: kind for kind, words in COMPARISON_WORDS.happenings.items() for word in words}
