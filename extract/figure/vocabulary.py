"""The words that the figure grammar knows, as typed and frozen tables: lexicons/en, read once (docs/figures.md)."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from decimal import Decimal  # noqa: TC003 - the loader asks for the types at run time
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from warehouse.terms import Bound, Dimension

Table = TypeVar("Table")
Words = frozenset[str]


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
    odd_plurals: Mapping[str, str]


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


@lru_cache(maxsize=1)
def happenings() -> Mapping[str, str]:
    """Return the kind of happening that a word names: "=death" for "dead" (happenings.txt)."""
    lines = (files("extract") / "lexicons" / "en" / "happenings.txt").read_text("utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {word: kind.strip() for kind, words in pairs for word in words.split()}


def load(kind: type[Table], name: str) -> Table:
    """Return a file of lexicons/en as a typed table; a key that is missing or unknown raises, with the file's name."""
    text = (files("extract") / "lexicons" / "en" / f"{name}.toml").read_text(encoding="utf-8")
    try:
        table: Table = _made(kind, tomllib.loads(text))
    except (TypeError, ValueError) as error:
        raise ValueError(f"lexicons/en/{name}.toml: {error}") from error
    return table


def _made(kind: Any, found: Any) -> Any:  # noqa: ANN401 - a type and what the file holds for it
    """Return what a TOML value says, as the type asks: word sets may be one string, phrases in it with underscores."""
    origin, parts = get_origin(kind), get_args(kind)
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        unknown = [key for key in found if key not in hints]
        if unknown:
            raise ValueError(f"{unknown[0]} is not known")
        return kind(**{key: _made(hints[key], value) for key, value in found.items()})  # type: ignore[operator] # a class
    if origin is Mapping:
        return {key: _made(parts[1], value) for key, value in found.items()}
    if origin in {frozenset, tuple}:
        words = [word.replace("_", " ") for word in found.split()] if isinstance(found, str) else found
        return origin(_made(parts[0], word) for word in words)
    return kind(found)


NUMERALS = load(Numerals, "numerals")
CALENDAR = load(Calendar, "calendar")
LIMIT_WORDS = load(LimitWords, "limits")
CONTEXT = load(Context, "quantity_context")
READ_WORDS = load(ReadWords, "reads")
UNITS = load(Units, "units").unit
CURRENCIES = load(Currencies, "currencies")
