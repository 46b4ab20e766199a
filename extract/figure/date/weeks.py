"""Weeks and weekends by name: "the week of April 10", "week ended Oct. 12", "week 3 of 2027", "Labor Day weekend".

A week is the calendar's, Monday to Sunday (ISO 8601); one said by its first or last day has seven days from there.
"""

from __future__ import annotations

from datetime import date, timedelta

from extract.figure.date.calendars import (
    Moment,
    Published,
    day_number,
    made,
    moved_month,
    period,
    year_at,
    year_range,
)
from extract.figure.date.dates import date_at
from extract.figure.date.relative import feast, shifted
from extract.figure.lexemes import MARGIN, NUMERAL, Lexemes
from extract.figure.number.words import ORDINALS
from extract.figure.vocabulary import CALENDAR

ENDING = frozenset({"ending", "ended", "e"})
LINKS = ENDING | {"beginning", "starting", "commencing", "of"}
STARTS = (CALENDAR.periods | {"w"}) - {"day", "fortnight", "century"}
SIX, MONTHS, SUNDAY, SATURDAY, THURSDAY, FRIDAY = timedelta(days=6), 12, 6, 5, 3, 4
MOST_WEEKS = 53


def week_at(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Return the week or weekend named at lexeme i, the n-th month of a year, or "the week after next"."""
    word = lexemes[i].low
    if word in STARTS:
        return _placed(lexemes, i, published) or _week(lexemes, i, published) or _weekend_of(lexemes, i, published)
    if word in ORDINALS or lexemes[i].kind == NUMERAL:
        monthly = "month" in {lexemes[i + 1].low, lexemes[i + 2].low}
        return _month_of(lexemes, i, published) if monthly else None
    return _feast_weekend(lexemes, i, published)


def _placed(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "week after next", "year before last"."""
    by = {("after", "next"): 2, ("before", "last"): -2}.get((lexemes[i + 1].low, lexemes[i + 2].low))
    if by is None or lexemes[i].low == "w":
        return None
    return Moment("range", i, i + 3, *period(published, lexemes[i].low, by))


def _week(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "week of April 10", "week ended Saturday, Oct. 12", "w/c Feb 4", "week 3 of 2027"."""
    if lexemes[i].low == "week" and lexemes[i + 1].kind == NUMERAL:
        return _numbered(lexemes, i, published)
    short = lexemes[i].low == "w" and lexemes[i + 1].low == "/"
    link, at = lexemes[i + 1 + short].low, i + 2 + short
    if (link not in {"c", "e"}) if short else (lexemes[i].low != "week" or link not in LINKS):
        return None
    at += lexemes[at].low == "on"
    at += lexemes[at].low == "the"
    day = date_at(lexemes, at, published)
    if day is None or day.start is None or day.start != day.end:
        return _of_ordinal(lexemes, i, at, published) if day is None and link == "of" else None
    if link in ENDING:
        return Moment("range", i, day.last, day.start - SIX, day.start)
    yearless = day.parts.year is None and day.parts.month is not None
    exact = link != "of" and (not yearless or day.start.weekday() == SUNDAY)
    start = day.start if exact else day.start - timedelta(days=day.start.weekday())
    return Moment("range", i, day.last, start, start + SIX)


def _of_ordinal(lexemes: Lexemes, i: int, at: int, published: Published) -> Moment | None:
    """Read "week of the 18th": this month's."""
    number = day_number(lexemes, at)
    if number is None or (number[1] == at + 1 and lexemes[at].low not in ORDINALS):
        return None
    day = made(published.year, published.month, number[0]) if published else None
    if day is None:
        return None
    start = day - timedelta(days=day.weekday())
    return Moment("range", i, number[1], start, start + SIX)


def _numbered(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "week 3 of 2027", "week 27 of last year": a week of the calendar because a year is named."""
    text = lexemes[i + 1].text
    if lexemes[i + 2].low not in {"of", "in"} or not text.isdigit() or not 1 <= int(text[:3]) <= MOST_WEEKS:
        return None
    span = _year(lexemes, i + 3, published)
    if span is None:
        return None
    try:
        monday = date.fromisocalendar(span[0], int(text), 1)
    except ValueError:
        return None
    return Moment("range", i, span[1], monday, monday + SIX)


def _year(lexemes: Lexemes, at: int, published: Published) -> tuple[int, int] | None:
    """Return a year named at a lexeme ("2027", "last year") and the lexeme after it."""
    found = shifted(lexemes, at, published) or date_at(lexemes, at, published)
    if found is None or found.start is None or (found.start, found.end) != year_range(found.start.year):
        return None
    return found.start.year, found.last


def _month_of(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "third month of 2021", "9th month of next year"."""
    number = day_number(lexemes, i)
    if number is None or number[0] > MONTHS or lexemes[number[1]].low != "month":
        return None
    span = _year(lexemes, number[1] + 2, published) if lexemes[number[1] + 1].low == "of" else None
    if span is None or (lexemes[i].kind == NUMERAL and number[1] == i + 1):
        return None
    start, after = date(span[0], number[0], 1), date(*moved_month(span[0], number[0], 1), 1)
    return Moment("range", i, span[1], start, after - timedelta(days=1))


def _weekend_of(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "weekend of Thanksgiving 2023"."""
    if lexemes[i].low != "weekend" or lexemes[i + 1].low != "of":
        return None
    found = feast(lexemes, i + 2, published)
    return Moment("range", i, found.last, *_around(found.start)) if found and found.start else None


def _feast_weekend(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "Labor Day weekend", "Halloween weekend 2021"."""
    found = feast(lexemes, i, published)
    if found is None or found.start is None or lexemes[found.last].low != "weekend":
        return None
    last = found.last + 1
    if found.parts.year is None and year_at(lexemes, last):
        found, last = feast([*lexemes[i : found.last], lexemes[last], *MARGIN], 0, published) or found, last + 1
    return Moment("range", i, last, *_around(found.start)) if found.start else None


def _around(day: date) -> tuple[date, date]:
    """Return the weekend of a feast: the feast belongs to it from Thursday to Monday."""
    weekday = day.weekday()
    if weekday == 0:
        return day - timedelta(days=2), day
    saturday = day + timedelta(days=SATURDAY - weekday) if weekday != SUNDAY else day - timedelta(days=1)
    first = day if weekday in {THURSDAY, FRIDAY} else saturday
    return first, saturday + timedelta(days=1)
