"""The calendar that the date grammars share: names, moments, months, weeks, quarters, and dates without a year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from extract.figure.lexemes import NUMERAL, WORD, Lexemes
from extract.figure.number.numbers import ORDINAL_ENDS, read_number
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import Bound

MONTHS, WEEKDAYS, CERTAIN = CALENDAR.months, CALENDAR.weekdays, CALENDAR.certain_months
SENTENCE_SIGNS = frozenset(["", *".,;?!"])
FIRST_YEAR, LAST_YEAR, LAST_DAY, DAYS, MONTHS_A_YEAR = 1500, 2200, 31, 7, 12
Published = date | None  # the day from which dates are told
Days = tuple[date | None, date | None]
UNKNOWN: Days = (None, None)


class Parts(NamedTuple):
    """What is known of a date's year, month and day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Moment(NamedTuple):
    """A date, range or time of day (its kind) in lexemes [first, last); the ends are days, inclusive.

    `weekday` is the weekday said with it (Monday 0), `bound` how a word before it limits it, `minute` a time of day in
    minutes after midnight; `named` says that month and day are a feast's, not printed.
    """

    kind: str
    first: int
    last: int
    start: date | None = None
    end: date | None = None
    parts: Parts = Parts()
    weekday: int | None = None
    bound: Bound = Bound.EXACT
    named: bool = False
    minute: int | None = None

    @property
    def printed(self) -> Parts:
        """Return the year, month and day that are printed."""
        return Parts(self.parts.year) if self.named else self.parts


def made(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_range(year: int, month: int) -> tuple[date, date]:
    """Return a month's first and last day."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_range(year: int) -> tuple[date, date]:
    """Return a year's first and last day."""
    return date(year, 1, 1), date(year, 12, 31)


def moved_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the year and month some months away."""
    count = year * MONTHS_A_YEAR + month - 1 + by
    return count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1


def moved(day: date | None, unit: str, by: int) -> date | None:
    """Return a day some periods away; the 31st becomes a shorter month's last day."""
    days, months = CALENDAR.days_of_unit.get(unit, 0), CALENDAR.months_of_unit.get(unit, 0)
    try:
        return day + relativedelta(days=by * days, months=by * months) if day and days + months else None
    except (OverflowError, ValueError):
        return None


def period(day: date | None, unit: str, by: int) -> Days:
    """Return the first and last day of the day, week, weekend, month, quarter, year or decade `by` periods away."""
    away = moved(day, unit, by)
    if away is None or not 1 < away.year < date.max.year - DAYS:
        return UNKNOWN
    months = CALENDAR.months_of_unit.get(unit)
    if months:
        first = (away.year * MONTHS_A_YEAR + away.month - 1) // months * months
        start = date(*moved_month(0, 1, max(first, MONTHS_A_YEAR)), 1)
        return start, month_range(*moved_month(0, 1, first + months - 1))[1]
    if unit == "day":
        return away, away
    monday = away - timedelta(days=away.weekday())
    return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)


def nearest(parts: Parts, published: Published) -> Days:
    """Return first and last day of printed parts; a missing year is the one that puts it nearest to publication."""
    year, month, day = parts
    if month is None:
        return year_range(year) if year else UNKNOWN
    if not (year or published):
        return UNKNOWN
    years = [year] if year else [published.year, published.year - 1, published.year + 1] if published else []
    if day is None:
        return month_range(years[0] - bool(published and not year and month > published.month), month)
    known = [found for found in (made(one, month, day) for one in years) if found]
    best = min(known, key=lambda found: abs(found - (published or found)), default=None)
    return best, best


def said(first: int, last: int, parts: Parts, published: Published = None) -> Moment:
    """Return the date that printed parts name in lexemes [first, last)."""
    return Moment("date", first, last, *nearest(parts, published), parts)


def weekday_before(day: date, weekday: int) -> date:
    """Return the last such weekday up to a day."""
    return day - timedelta(days=(day.weekday() - weekday) % DAYS)


def part_of_year(first: int, last: int, year: int, nth: int, months: int) -> Moment | None:
    """Return the n-th quarter or half of a year, or another part of so many months."""
    if nth * months > MONTHS_A_YEAR:
        return None
    start = date(year, (nth - 1) * months + 1, 1)
    return Moment("range", first, last, start, month_range(year, nth * months)[1])


def past_dot(lexemes: Lexemes, i: int) -> int:
    """Step over the point of an abbreviation; a full name's point ends the sentence."""
    if i and (len(lexemes[i - 1].low) > len("thurs") or lexemes[i - 1].low in CERTAIN | {"may", "march"}):
        return i
    return i + 1 if lexemes[i].low == "." and lexemes[i].glued else i


def is_month(lexemes: Lexemes, i: int) -> bool:
    """Whether a word is a month: capitalised, or beside a day or year where it is no common word."""
    word = lexemes[i]
    if word.text[:1].isupper():
        return True
    before = lexemes[i - 1].low
    if word.low in CERTAIN:
        return True
    beside = NUMERAL in {lexemes[past_dot(lexemes, i + 1)].kind, lexemes[i - 1].kind}
    if before in ORDINAL_ENDS and lexemes[i - 1].glued:
        return True  # 20th dec
    if before in {"in", "since"} and lexemes[i + 1].text in SENTENCE_SIGNS:
        return True  # "in may."
    placed = {"on", "in", "of", "since", "until", "by"}
    dated = lexemes[i - 1].kind == NUMERAL and (lexemes[i - 2].low in placed or lexemes[i + 1].kind != WORD)
    return beside and (word.low not in CALENDAR.common_words or before in placed or dated)  # not "under 18 may vote"


def day_number(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Return the day of the month at lexeme i ("7", "7th", "seventh", "twenty nine") and the lexeme after it."""
    number = read_number(lexemes, i)
    if number is None or number.value is None or number.scaled or not 1 <= number.value <= LAST_DAY:
        return None
    if number.value != int(number.value) or number.form not in {"digits", "words", "ordinal"}:
        return None
    if number.form == "digits" and (len(lexemes[i].text) > len("31") or number.last != i + 1):
        return None
    return int(number.value), number.last


def year_span(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Return the year at lexeme i in digits, words or short ("'87"), and the lexeme after it."""
    year = year_at(lexemes, i)
    if year:
        return year, i + 1
    if lexemes[i].low in {"'", "’"} and lexemes[i + 1].kind == NUMERAL and lexemes[i + 1].glued:
        short = lexemes[i + 1].text
        return (1900 + int(short), i + 2) if len(short) == len("87") and short.isdigit() else None
    if lexemes[i - 1].low == "of" and lexemes[i].kind == NUMERAL and lexemes[i + 1].kind != WORD:
        short = lexemes[i].text  # April of 87
        late = len(short) == len("87") and short.isdigit() and int(short) > LAST_DAY and lexemes[i + 1].low != "%"
        return (1900 + int(short), i + 1) if late else None
    one = _whole(lexemes, i)
    if one is None or FIRST_YEAR <= one[0] < LAST_YEAR:
        return one
    two = _whole(lexemes, one[1])  # nineteen eighty-six
    if two is None or not FIRST_YEAR <= one[0] * 100 < LAST_YEAR or not 1 <= two[0] <= 99:  # noqa: PLR2004 - a century's years
        return None
    return one[0] * 100 + two[0], two[1]


def _whole(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Return a whole number in words and the lexeme after it."""
    number = read_number(lexemes, i)
    if number is None or number.form != "words" or number.value is None or number.value != int(number.value):
        return None
    return int(number.value), number.last


def year_at(lexemes: Lexemes, i: int) -> int | None:
    """Return the year of four digits at lexeme i."""
    word = lexemes[i]
    if word.kind != NUMERAL or len(word.text) != len("2022") or not word.text.isdigit():
        return None
    return int(word.text) if FIRST_YEAR <= int(word.text) < LAST_YEAR else None
