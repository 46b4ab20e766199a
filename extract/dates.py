"""Dates and times of day: "Friday, Jan. 7, 2022", "7 January", "2019", "the 1990s", "9:35 p.m."."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from extract.lexemes import NUMERAL, WORD, table
from extract.number_words import kind_at, word_at
from extract.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.lexemes import Lexeme

WORDS = table("calendar")
MONTHS: dict[str, int] = WORDS["months"]
WEEKDAYS: dict[str, int] = WORDS["weekdays"]
ABBREVIATED = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mar", "may", "march", "august"})
FIRST_YEAR, LAST_YEAR, LAST_DAY, LAST_MONTH = 1500, 2100, 31, 12
SURE_YEAR = 1700  # earlier years only after a preposition
HALVES = frozenset({"am", "pm", "a.m.", "p.m.", "a", "p"})


class Moment(NamedTuple):
    """A date, range, duration or time (its kind) in lexemes [first, last); the ends are days, inclusive."""

    kind: str
    first: int
    last: int
    start: date | None = None
    end: date | None = None


def made(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_range(year: int, month: int) -> tuple[date, date]:
    """Return a month's first and last day."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def read_dates(lexemes: Sequence[Lexeme], published: date | None) -> list[Moment]:
    """Return the dates and times in order; yearless ones take the year nearest before publication."""
    found, i = [], 0
    while i < len(lexemes):
        moment = date_at(lexemes, i, published)
        if moment:
            found.append(moment)
            i = moment.last
        else:
            i += 1
    return found


def date_at(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Return the date or time that begins at lexeme i."""
    word = lexemes[i]
    if word.kind == WORD:
        if word.low in WEEKDAYS and word.text[0].isupper():
            return _weekday(lexemes, i, published)
        if word.low in MONTHS and _is_month(lexemes, i):
            return _month_first(lexemes, i, published)
        return None
    if word.kind == NUMERAL:
        return _time(lexemes, i) or _day_first(lexemes, i, published) or _year(lexemes, i)
    return None


def _is_month(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether a word is a month: capitalised, or beside a day or year where it is no common word."""
    word = lexemes[i]
    if word.text[0].isupper():
        return True
    beside = NUMERAL in {kind_at(lexemes, _dot(lexemes, i + 1)), kind_at(lexemes, i - 1)}
    return beside and (
        word.low not in ABBREVIATED
        or word_at(lexemes, i - 1) in {"on", "in", "of", "since", "until", "by"}
        or kind_at(lexemes, i - 1) == NUMERAL
    )


def _dot(lexemes: Sequence[Lexeme], i: int) -> int:
    """Step over the point of an abbreviation; a full name's point ends the sentence."""
    if i and len(lexemes[i - 1].low) > len("sept"):
        return i
    return i + 1 if word_at(lexemes, i) == "." and lexemes[i].glued else i


def _weekday(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment:
    at = _dot(lexemes, i + 1)
    at += word_at(lexemes, at) == ","
    rest = date_at(lexemes, at, published) if at < len(lexemes) and word_at(lexemes, at) not in WEEKDAYS else None
    if rest and rest.kind == "date" and rest.last > at + 1:
        return rest._replace(first=i)
    if published is None:
        return Moment("date", i, i + 1)
    back = (published.weekday() - WEEKDAYS[lexemes[i].low]) % 7
    day = published - timedelta(days=back)
    return Moment("date", i, i + 1, day, day)


def _day(lexemes: Sequence[Lexeme], i: int) -> tuple[int, int] | None:
    """Return the day of the month at lexeme i ("7", "7th", "seventh") and the lexeme after it."""
    number = read_number(lexemes, i)
    if number is None or number.value is None or number.scaled or not 1 <= number.value <= LAST_DAY:
        return None
    if number.value != int(number.value) or (number.form == "digits" and len(lexemes[i].text) > len("31")):
        return None
    return int(number.value), number.last


def _year_at(lexemes: Sequence[Lexeme], i: int) -> int | None:
    word = lexemes[i] if i < len(lexemes) else None
    if word is None or word.kind != NUMERAL or len(word.text) != len("2022") or not word.text.isdigit():
        return None
    return int(word.text) if FIRST_YEAR <= int(word.text) < LAST_YEAR else None


def _dated(month: int, day: int, year: int | None, span: tuple[int, int], published: date | None) -> Moment:
    if year is None and published is not None:
        year = published.year
        this = made(year, month, day)
        if this and (this - published).days > HALF_YEAR:
            year -= 1
        elif this and (published - this).days > HALF_YEAR:
            year += 1
    day_of = made(year, month, day) if year else None
    return Moment("date", *span, day_of, day_of)


HALF_YEAR = 183


def _month_first(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    month, at = MONTHS[lexemes[i].low], _dot(lexemes, i + 1)
    year = _year_at(lexemes, at)
    day = None if year else _day(lexemes, at)
    if day:
        value, at = day
        comma = at + (word_at(lexemes, at) == ",")
        year = _year_at(lexemes, comma)
        return _dated(month, value, year, (i, comma + 1 if year else at), published)
    if not year:
        at += word_at(lexemes, at) in {",", "of"}
        year = _year_at(lexemes, at)
    if year:
        return Moment("date", i, at + 1, *month_range(year, month))
    if lexemes[i].low in ABBREVIATED - {"august"}:
        return None
    year = published.year - (month > published.month) if published else None
    return Moment(
        "date",
        i,
        _dot(lexemes, i + 1) if len(lexemes[i].low) <= len("sept") else i + 1,
        *(month_range(year, month) if year else (None, None)),
    )


def _day_first(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    day = _day(lexemes, i)
    if not day:
        return None
    value, at = day
    at += word_at(lexemes, at) == "of"
    word = lexemes[at] if at < len(lexemes) else None
    if word is None or word.low not in MONTHS or not (word.text[0].isupper() or _is_month(lexemes, at)):
        return None
    month, at = MONTHS[word.low], _dot(lexemes, at + 1)
    comma = at + (word_at(lexemes, at) == ",")
    year = _year_at(lexemes, comma)
    return _dated(month, value, year, (i, comma + 1 if year else at), published)


def _year(lexemes: Sequence[Lexeme], i: int) -> Moment | None:
    """Read a bare year or a decade: four digits that no unit, scale or counted noun follows."""
    year = _year_at(lexemes, i)
    if year is None or (lexemes[i].glued and word_at(lexemes, i - 1) not in {"(", "-", "–", "/", "'", "’", '"', "“"}):
        return None
    if word_at(lexemes, i + 1) == "s" and lexemes[i + 1].glued and year % 10 == 0:
        return Moment("range", i, i + 2, date(year, 1, 1), date(year + 9, 12, 31))
    if i + 1 < len(lexemes) and lexemes[i + 1].glued and lexemes[i + 1].kind == WORD:
        return None
    if word_at(lexemes, i + 1) in {"%", "percent", "°"} or (
        year < SURE_YEAR and word_at(lexemes, i - 1) not in {"in", "since", "from", "until", "and"}
    ):
        return None
    return Moment("date", i, i + 1, date(year, 1, 1), date(year, 12, 31))


def _time(lexemes: Sequence[Lexeme], i: int) -> Moment | None:
    """Read "9:35 p.m.", "11am", "14:30"."""
    hour = lexemes[i].text
    if not hour.replace(".", "").isdigit() or len(hour) > len("10.30"):
        return None
    at = i + 1
    clock = (
        word_at(lexemes, at) == ":"
        and kind_at(lexemes, at + 1) == NUMERAL
        and lexemes[at + 1].glued
        and lexemes[at].glued
    )
    if clock and len(lexemes[at + 1].text) >= len("05"):
        at += 2
        if word_at(lexemes, at) == ":" and kind_at(lexemes, at + 1) == NUMERAL and lexemes[at].glued:
            at += 2
    if word_at(lexemes, at) in HALVES - {"a", "p"}:
        return Moment("time", i, at + 1)
    return Moment("time", i, at) if at > i + 1 else None
