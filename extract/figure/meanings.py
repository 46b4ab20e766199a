"""Sightings -> meanings: value, interval, bound, change, dimension, unit and what is counted (docs/figures.md)."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.amount.codes import title_case
from extract.figure.amount.limits import CHANGES, Limit, change_before, reach
from extract.figure.counted.nouns import Counted, Tokens, counted_after
from extract.figure.date.periods import period_of
from extract.figure.lexemes import DASHES, Lexemes
from extract.figure.number.multiples import whole_of
from extract.figure.unit.units import read_rate
from extract.figure.vocabulary import CONTEXT
from extract.intervals import Interval, ordered
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from datetime import date

    from extract.figure.amount.amounts import Amount
    from extract.figure.date.calendars import Moment
    from extract.figure.scan import Sighting
    from extract.reading import Paragraph

ZERO = Decimal(0)
EXACT = frozenset({Dimension.COUNT, Dimension.AGE, Dimension.RATIO})  # a bare whole number of these is exact
OLDEST = 120
YOUNG = frozenset({"girl", "boy", "child", "youth", "toddler"})  # "a girl of 14"
WON, LEAST_WON = "KRW", 1000


class LexedParagraph:
    """A paragraph as the row maker needs it: its words, lexemes and, where asked, its tokens by offset."""

    def __init__(self, paragraph: Paragraph, words: str, lexemes: Lexemes, published: date | None = None) -> None:
        self.paragraph, self.words, self.lexemes, self.published = paragraph, words, lexemes, published

    @cached_property
    def tokens(self) -> Tokens:
        """Return the parse's tokens by the offset where they begin."""
        return Tokens(self.paragraph.doc)

    def counted(self, last: int, *, single: bool = False) -> Counted | None:
        """Return the noun phrase right after lexeme `last` - 1."""
        at = last + (self.lexemes[last].text in DASHES and self.lexemes[last].glued)
        return counted_after(self.tokens, self.paragraph.doc, self.lexemes[at].start, single=single)


class Meaning(NamedTuple):
    """What a row says beyond its span."""

    dimension: Dimension
    unit: str = ""
    unit_name: str = ""
    value: Decimal | None = None
    ends: tuple[Decimal, Decimal] | None = None
    interval: Interval = Interval(None, None)
    bound: Bound = Bound.EXACT
    change: str | None = None
    counted: str | None = None
    time: tuple[date | None, date | None] = (None, None)
    step: Decimal | None = None  # of a compound, whose first number does not show it


def meaning_of(lexed: LexedParagraph, found: Sighting) -> Meaning | None:
    """Return what a sighting means, or None where it counts nothing ("the one who")."""
    if found.moment:
        return _dated(found.moment)
    if found.multiple:
        multiple = found.multiple
        bound = found.limit.bound if found.limit else Bound.ABOUT if multiple.near else Bound.EXACT
        interval = Interval(multiple.low, multiple.high)
        if found.limit:
            middle = multiple.value or whole_of(multiple.low, multiple.high)
            interval = _halved(middle, found.limit) if middle < 1 else reach(middle, ZERO, found.limit)
        return Meaning(Dimension.RATIO, "count", "count", multiple.value, interval=interval, bound=bound)
    if found.amount is None:
        return Meaning(Dimension.OTHER)
    return _amount(lexed, found, found.amount)


def _dated(moment: Moment) -> Meaning:
    """Return the days of a date, or the minute of a time of day."""
    if moment.kind != "time":
        return Meaning(Dimension.DATE, bound=moment.bound, time=(moment.start, moment.end))
    if moment.minute is None:
        return Meaning(Dimension.TIME)
    minute = Decimal(moment.minute)
    return Meaning(Dimension.TIME, "min", "minute of the day", minute, interval=Interval(minute, minute))


def _halved(share: Decimal, limit: Limit) -> Interval:
    """Return what a share below one is under a limit: "more than halved" is less than a half, "nearly halved" more."""
    least = ZERO if limit.high is None else share / limit.high
    return Interval(least, Decimal(1) if not limit.low else share / limit.low)


def _amount(lexed: LexedParagraph, found: Sighting, amount: Amount) -> Meaning | None:
    number = amount.number
    if number.form == "ordinal":
        return Meaning(Dimension.ORDINAL, "count", "", number.value, interval=Interval(number.value, number.value))
    meaning = _score(amount) if amount.kind == "score" else _named(lexed, found, amount)
    if meaning is None or not (meaning.unit or meaning.dimension == Dimension.COUNT) or amount.kind == "score":
        return meaning
    change = change_before(lexed.lexemes, found.first, meaning.dimension)
    if change is None and meaning.dimension == Dimension.PERCENTAGE and number.value and number.value < 0:
        change = "down"  # "FTSE -0.6%"
    if amount.kind in {"range", "age"} and amount.second:
        return _ranged(meaning, (number.value, amount.second.value), found.limit, change)
    bound = found.limit.bound if found.limit else Bound.EXACT
    return _sized(amount, meaning._replace(bound=bound, change=change), found.limit)


def _score(amount: Amount) -> Meaning:
    """Return a score: an interval from the smaller to the larger side, and no value."""
    second = amount.second.value if amount.second else None
    return Meaning(Dimension.SCORE, "count", interval=ordered(amount.number.value, second))


def _named(lexed: LexedParagraph, found: Sighting, amount: Amount) -> Meaning | None:
    """Return dimension, unit and counted noun of an amount; None for a pronoun ("the one who")."""
    unit = amount.unit
    if unit is not None and unit.code == WON and (amount.number.value or ZERO) < LEAST_WON and not amount.marked:
        unit = None  # "the three won", not three South Korean won
    if unit is not None and unit.code == "point" and lexed.lexemes[amount.first].low == "one":
        return None  # "at one point"
    if unit is not None:
        counted = lexed.counted(amount.last) if lexed.lexemes[amount.last].low == "of" else None
        dimension = unit.dimension
        if unit.name == "count" and not _multiplies(lexed, amount):
            dimension = Dimension.COUNT  # "won three times"
        time = period_of(lexed.lexemes, amount, lexed.published)
        return Meaning(dimension, unit.code, unit.name, counted=counted.name if counted else None, time=time)
    if _is_age(lexed, amount):
        return Meaning(Dimension.AGE, "a", "year of age")
    single = amount.number.value == 1 or amount.number.form in {"vague", "fraction", "few"}
    counted = lexed.counted(max(amount.last, found.last), single=single)
    if _is_pronoun(lexed, amount, counted):
        return None
    return _counting(lexed, amount, counted, single=single)


def _multiplies(lexed: LexedParagraph, amount: Amount) -> bool:
    """Whether "times" multiplies ("three times as many", "6.5 times earnings") and does not count occasions."""
    value = amount.number.value
    fraction = value is not None and value != value.to_integral_value()
    lexemes, after = lexed.lexemes, amount.last + (lexed.lexemes[amount.last].low == ",")
    grown = lexemes[amount.first - 1].low in CHANGES and lexemes[after].low == "from"  # grew ten times, from
    named = lexemes[amount.last].low in CONTEXT.multiplied or lexemes[amount.last - 1].low in {"x", "×"}
    return fraction or grown or named


def _counting(lexed: LexedParagraph, amount: Amount, counted: Counted | None, *, single: bool) -> Meaning:
    """Return the meaning of a number without a unit: a count, a share of what is counted, or a name's number."""
    name = counted.name if counted else ""
    if amount.kind == "ratio" or amount.number.form == "fraction":
        return Meaning(Dimension.RATIO, "1", name, counted=name or None)
    if counted and counted.named and not single and amount.number.form == "digits" and not title_case(lexed.lexemes):
        return Meaning(Dimension.OTHER)  # "the 20 Ultra"
    rate = read_rate(lexed.lexemes, _after(lexed, counted, amount.last)) if counted else None
    if rate:
        return Meaning(Dimension.COUNT, f"count/{rate[1]}", f"{name} per {rate[0]}", counted=name)
    return Meaning(Dimension.COUNT, "count", name, counted=name or None)


def _after(lexed: LexedParagraph, counted: Counted | None, last: int) -> int:
    """Return the lexeme after the counted noun."""
    end = counted.end if counted else 0
    while lexed.lexemes[last].start < end:
        last += 1
    return last


def _is_pronoun(lexed: LexedParagraph, amount: Amount, counted: Counted | None) -> bool:
    """Whether "one" stands for a person or thing and counts nothing."""
    word = lexed.lexemes[amount.first]
    if word.low == "zero" and lexed.lexemes[amount.last].low in {"in", "tolerance"}:
        return True  # "zero in on"
    if word.low != "one" or amount.last != amount.first + 1 or amount.kind != "plain":
        return False
    if counted is None:
        return not _is_victim(lexed, amount)
    before = lexed.lexemes[amount.first - 1].low
    return before in CONTEXT.not_one and lexed.lexemes[amount.last].low != "of"


def _is_victim(lexed: LexedParagraph, amount: Amount) -> bool:
    """Whether "one" counts after another count: "two people were killed and one injured"."""
    at = amount.last + (lexed.lexemes[amount.last].low in {"was", "is"})
    return lexed.lexemes[amount.first - 1].low in {"and", ","} and lexed.lexemes[at].low in CONTEXT.predicates


def _is_age(lexed: LexedParagraph, amount: Amount) -> bool:
    """Whether a bare whole number is somebody's age: "John Smith, 45,", "aged 45", "who was 10"."""
    value, lexemes = amount.number.value, lexed.lexemes
    if value is None or not 0 < value < OLDEST or value != int(value) or amount.number.scaled or amount.kind == "ratio":
        return False
    first, last = amount.first, amount.last
    before, after = lexemes[first - 1].low, lexemes[last].low
    said = before in {"age", "aged", "ages"} or (before == "of" and lexemes[first - 2].low in {"age", *YOUNG})
    said = said or (before in {"between", "from"} and lexemes[first - 2].low in {"aged", "ages"})
    now = before == "now" and lexemes[first - 2].low == "," and after in {",", "."}
    dying = before == "at" and lexemes[first - 2].low in CONTEXT.dying
    limited = after in {"and", "or"} and lexemes[last + 1].low in {"older", "younger"}
    if said or dying or limited or now:
        return True
    if before == "," and after in {",", ".", ";"} and first > 1 and amount.number.form == "digits":
        token = lexed.tokens.get(lexemes[first - 2].start)
        return token is not None and token.tag_ == "NNP" and not lexemes[first - 2].low.isdigit()
    if before not in CONTEXT.being or not (not after or after in CONTEXT.after_an_age):
        return False
    return before.startswith("turn") or _of_person(lexemes, first - 2) or _is_named(lexed, first - 1)


def _is_named(lexed: LexedParagraph, verb: int) -> bool:
    """Whether a person's full name is the subject, words in brackets stepped over: "Ana Lind (born 1952) is 64"."""
    token = lexed.tokens.get(lexed.lexemes[verb].start)
    subjects = [child for child in token.lefts if child.dep_ == "nsubj"] if token is not None else []
    return any(child.tag_ == "NNP" and any(name.tag_ == "NNP" for name in child.lefts) for child in subjects)


def _of_person(lexemes: Lexemes, at: int) -> bool:
    """Whether a pronoun is the subject of the form of be after lexeme `at` ("she will be", "he’s")."""
    subject = lexemes[at].low
    return subject in CONTEXT.persons or (
        subject in {"will", "would", "'", "’"} and lexemes[at - 1].low in CONTEXT.persons
    )


def _ranged(
    meaning: Meaning, ends: tuple[Decimal | None, Decimal | None], limit: Limit | None, change: str | None
) -> Meaning:
    low, high = ordered(*ends)
    if low is None or high is None:
        return meaning
    bound = limit.bound if limit and limit.bound == Bound.ABOUT else Bound.BETWEEN
    return meaning._replace(ends=(low, high), interval=Interval(low, high), bound=bound, change=change)


def _sized(amount: Amount, meaning: Meaning, limit: Limit | None) -> Meaning:
    """Return the meaning with its value and the interval it allows."""
    number = amount.number
    if number.ends and (number.value is None or limit is None):
        interval = Interval(number.ends[0], number.ends[1])
        if number.value is None:
            interval = _stretched(interval, limit)
            bound = limit.bound if limit else Bound.BETWEEN
            ends = (number.magnitude[0], number.magnitude[1]) if number.magnitude else None
            return meaning._replace(ends=ends, interval=interval, bound=bound)
        return meaning._replace(value=number.value, interval=interval)
    value, step = number.value, number.step
    if amount.kind == "ratio" and amount.second and value is not None and amount.second.value:
        value, step = value / amount.second.value, ZERO
    if value is None:
        return meaning
    if meaning.dimension in EXACT and not number.scaled and value == value.to_integral_value():
        step = ZERO
    shown = step if amount.kind == "compound" else None
    return meaning._replace(value=value, interval=reach(value, step, limit), step=shown)


def _stretched(interval: Interval, limit: Limit | None) -> Interval:
    """Return a vague word's interval under a limit: "more than a dozen", "up to thousands"."""
    if limit is None or limit.bound == Bound.ABOUT:
        return interval
    if limit.bound in {Bound.OVER, Bound.AT_LEAST}:
        return Interval(interval.low, None)
    return Interval(ZERO, interval.high)
