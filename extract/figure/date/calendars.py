"""The calendar that the date grammars share: names, moments, months, weeks, quarters, and dates without a year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from extract.figure.lexemes import NUMERAL, WORD, Lexemes
from extract.figure.number.numbers import ORDINAL_ENDS, read_number
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import Bound

MONTHS, WEEKDAYS, CERTAIN = CALENDAR.months, CALENDAR.weekdays, CALENDAR.certain_months
SENTENCE_SIGNS = frozenset(["", *".,;?!"])
FIRST_YEAR, LAST_YEAR, LAST_DAY, DAYS, MONTHS_A_YEAR = 1500, 2200, 31, 7, 12


class Moment(NamedTuple):
    """A date, range or time of day (its kind) in lexemes [first, last); the ends are days, inclusive.

    `parts` is what is known of year, month and day, `named` says that month and day are a feast's, not printed;
    `weekday` is the weekday said with it (Monday 0); `bound` is how a word before it limits it (warehouse.terms.Bound);
    `minute` is a time of day in minutes after midnight.
    """

    kind: str
    first: int
    last: int
    start: date | None = None
    end: date | None = None
    parts: tuple[int | None, int | None, int | None] | None = None
    weekday: int | None = None
    bound: Bound = Bound.EXACT
    named: bool = False
    minute: int | None = None

    @property
    def printed(self) -> tuple[int | None, int | None, int | None]:
        """Return the year, month and day that are printed."""
        year, month, day = self.parts or (None, None, None)
        return (year, None, None) if self.named else (year, month, day)


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


def moved(day: date, unit: str, by: int) -> date | None:
    """Return a day some days, weeks, months or years away; the 31st becomes a shorter month's last day."""
    try:
        if unit in {"day", "week", "fortnight"}:
            return day + timedelta(days=by * {"day": 1, "week": DAYS, "fortnight": 2 * DAYS}[unit])
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = moved_month(day.year, day.month, by * months)
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (OverflowError, ValueError, KeyError):
        return None


def period(day: date, unit: str, by: int) -> tuple[date, date] | None:
    """Return the first and last day of the week, month, quarter, year, decade or weekend `by` periods away."""
    away = moved(day, "week" if unit == "weekend" else unit, by)
    if away is None or not 1 < away.year < date.max.year - DAYS:
        return None
    monday, six = away - timedelta(days=away.weekday()), timedelta(days=6)
    days = {"day": (away, away), "week": (monday, monday + six), "weekend": (monday + timedelta(days=5), monday + six)}
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if not months:
        return days.get(unit)
    first = max((away.year * MONTHS_A_YEAR + away.month - 1) // months * months, MONTHS_A_YEAR)
    start, end = moved_month(0, 1, first), moved_month(0, 1, first // months * months + months - 1)
    return date(*start, 1), month_range(*end)[1]


def nearest(
    month: int, day: int | None, published: date | None, year: int | None = None
) -> tuple[date | None, date | None]:
    """Return first and last day of a date; a missing year is the one that puts it nearest to publication."""
    if year is None:
        if published is None:
            return None, None
        if day is None:
            year = published.year - (month > published.month)
        else:
            years = (published.year, published.year - 1, published.year + 1)
            known = [made(y, month, day) for y in years]
            found = [x for x in known if x is not None]
            best = min(found, key=lambda x: abs((x - published).days), default=None)
            return best, best
    if day is None:
        return month_range(year, month)
    found_day = made(year, month, day)
    return found_day, found_day


def weekday_before(day: date, weekday: int) -> date:
    """Return the last such weekday up to a day."""
    return day - timedelta(days=(day.weekday() - weekday) % DAYS)


def easter(year: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    century, place = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (place // 4) - moon - place % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


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
