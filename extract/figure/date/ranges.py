"""All dates of a paragraph in order: single ones, ranges ("Sept. 20-24", "from 2014 to 2018"), and their bounds."""

from __future__ import annotations

from datetime import timedelta

from extract.figure.date.calendars import (
    Moment,
    Parts,
    Published,
    day_number,
    made,
    moved_month,
    nearest,
    said,
    year_at,
)
from extract.figure.date.dates import STARTERS, WORDED, date_at
from extract.figure.date.day_lists import days_after_month, days_before_month
from extract.figure.date.periods import STARTS as AGO
from extract.figure.date.periods import ago_at
from extract.figure.date.relative import SHIFTS
from extract.figure.date.times import time_at
from extract.figure.date.weekdays import joined
from extract.figure.date.weeks import STARTS as WEEKS
from extract.figure.date.weeks import week_at
from extract.figure.lexemes import DASHES, NUMERAL, WORD, Lexemes
from extract.figure.number.words import ORDINALS, TENS
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import Bound

LINKS = frozenset({"to", "through", "till", "until", "thru", "~", *DASHES})
CANDIDATES = STARTERS | WORDED | {"now", "q", "h"} | WEEKS | AGO
RANGED, LOOK_AHEAD = LINKS | {"and"}, 5
NOW = frozenset({"now", "date", "present", "today"})
LATER = frozenset({"later", "after", "greater", "onward", "onwards", "beyond"})
CENTURY, YEAR_DIGITS = 100, 2


def read_dates(lexemes: Lexemes, published: Published) -> list[Moment]:
    """Return the dates and times in order; each lexeme is in at most one."""
    found: list[Moment] = []
    after = 0
    for i in [at for at, word in enumerate(lexemes) if word.kind == NUMERAL or word.low in CANDIDATES]:
        moments = _all_at(lexemes, i, published) if i >= after else []
        found += moments
        after = moments[-1].last if moments else after
    return joined(lexemes, found)


def _all_at(lexemes: Lexemes, i: int, published: Published) -> list[Moment]:
    """Return the date or dates that begin at lexeme i."""
    if lexemes[i].low in AGO:
        told = ago_at(lexemes, i, published)
        return [told if told.bound != Bound.EXACT else _bounded(lexemes, told)] if told else []
    listed = days_before_month(lexemes, i, published) if lexemes[i].kind == NUMERAL else []
    if listed:
        return listed
    moment = _at(lexemes, i, published)
    return (days_after_month(lexemes, moment) or [moment]) if moment else []


def _at(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    if lexemes[i].kind == NUMERAL or lexemes[i].low in ORDINALS or lexemes[i].low in TENS:
        time = time_at(lexemes, i)
        if time:
            return time
        days = _days_of(lexemes, i, published)
        if days:
            return days
    moment = week_at(lexemes, i, published) or date_at(lexemes, i, published)
    if moment and moment.weekday is not None and lexemes[i].low in SHIFTS:
        moment = _with_date(lexemes, moment, published)
    if moment is None and lexemes[i].low == "now" and lexemes[i - 1].low == "between":
        moment = Moment("date", i, i + 1, published, published)
    if moment is None:
        return None
    ranged = _ranged(lexemes, moment, published)
    return ranged or _bounded(lexemes, moment)


def _with_date(lexemes: Lexemes, moment: Moment, published: Published) -> Moment:
    """Return "this Friday" with the date said after it: "this Friday, June 15", "next Monday (Jan. 10)"."""
    at = moment.last + (lexemes[moment.last].low in {",", "(", "-"})
    rest = date_at(lexemes, at, published) if at > moment.last else None
    if rest is None or not rest.parts.day or rest.weekday is not None or rest.kind != "date":
        return moment
    last = rest.last + (lexemes[moment.last].low == "(" and lexemes[rest.last].low == ")")
    return rest._replace(first=moment.first, last=last, weekday=moment.weekday)


def _link(lexemes: Lexemes, moment: Moment) -> int:
    """Return the lexeme after the word or dash that joins a date to a second one, or 0."""
    at = moment.last
    word = lexemes[at].low
    if word in LINKS or (word == "and" and lexemes[moment.first - 1].low == "between"):
        return at + 1 + (lexemes[at + 1].low in {"the", "-"})
    return 0


def _ranged(lexemes: Lexemes, one: Moment, published: Published) -> Moment | None:
    at = _link(lexemes, one)
    if not at:
        return None
    other = _now(lexemes, at, published) or date_at(lexemes, at, published) or _short_year(lexemes, one, at)
    if other is None or (one.parts.day and other.parts.year and not other.parts.month):
        return _to_day(lexemes, one, at)
    told = lexemes[at].low in NOW | {"current"} or lexemes[one.first - 1].low in {"from", "between"}
    if not told and any(one.parts) != any(other.parts):
        return None
    one = _same_year(one, other)
    if one.start is None or other.end is None:
        return Moment("range", one.first, other.last, parts=one.parts, weekday=one.weekday)
    end = other.end
    if other.weekday is not None and not any(other.parts) and end < one.start:
        end += timedelta(days=((one.start - end).days // 7 + 1) * 7)  # from next Monday to Friday
    if other.parts.year is None and other.parts.month and end < one.start:
        year = one.start.year + (other.parts.month <= one.start.month)
        end = nearest(other.parts._replace(year=year), None)[1] or end
    whole = one._replace(kind="range", last=other.last, end=end)
    return whole if one.start <= end else None


def _now(lexemes: Lexemes, at: int, published: Published) -> Moment | None:
    """Read "now", "date" or "the present" as the end of a range."""
    at += lexemes[at].low == "current"
    if lexemes[at].low not in NOW:
        return None
    return Moment("date", at, at + 1, published, published)


def _same_year(one: Moment, other: Moment) -> Moment:
    """Give the first date of a range the year that only the second names ("Nov 18 - Dec 19, 2015")."""
    if one.parts.year is not None or other.parts.year is None or one.parts.month is None:
        return one
    start, end = nearest(one.parts._replace(year=other.parts.year), None)
    if start and other.end and start > other.end:
        start, end = nearest(one.parts._replace(year=other.parts.year - 1), None)
    return one._replace(start=start, end=end)


def _short_year(lexemes: Lexemes, one: Moment, at: int) -> Moment | None:
    """Read the second year of "2014-15"."""
    word = lexemes[at]
    if not (word.text.isdigit() and len(word.text) == YEAR_DIGITS and word.glued) or one.parts.month:
        return None
    year = (one.parts.year or 0) // CENTURY * CENTURY + int(word.text)
    return said(at, at + 1, Parts(year)) if one.parts.year and one.parts.year < year else None


def _to_day(lexemes: Lexemes, one: Moment, at: int) -> Moment | None:
    """Read the second day of "Sept. 20-24" or "April 9 through 17, 2017"."""
    _, month, first = one.parts
    day = day_number(lexemes, at)
    if not (day and month and first) or (lexemes[at - 1].low in DASHES and not lexemes[at].glued):
        return None
    if day[0] <= first and not _rolls(lexemes, one, at, day[1]):
        return None
    if one.start is None:
        return one._replace(kind="range", last=day[1])
    after = day[1] + (lexemes[day[1]].low == ",")
    year = year_at(lexemes, after)
    start = made(year or one.start.year, month, first)
    end = made(year or one.start.year, month, day[0])
    if start and end and end < start:
        end = made(*moved_month(end.year, end.month, 1), day[0])
    last = after + 1 if year else day[1]
    parts = one.parts._replace(year=year or one.parts.year)
    return one._replace(kind="range", last=last, start=start, end=end, parts=parts) if start and end else None


def _rolls(lexemes: Lexemes, one: Moment, at: int, last: int) -> bool:
    """Whether a lesser day is next month's: "April 27 to the third"."""
    ranked = lexemes[at - 1].low == "the" and lexemes[last - 1].low in ORDINALS
    return ranked and one.parts.year is None and lexemes[last].kind != WORD


def _days_of(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "26 to 28 June", "between 3 and 12 of September": the first day has no month of its own."""
    if not any(lexemes[place].low in RANGED for place in range(i + 1, i + LOOK_AHEAD)):
        return None
    day = day_number(lexemes, i)
    if day is None:
        return None
    at = day[1]
    before = lexemes[i - 1 - (lexemes[i - 1].low == "the")].low
    between = lexemes[at].low == "and" and before == "between"
    if not between and lexemes[at].low not in LINKS:
        return None
    at += lexemes[at + 1].low == "the"
    if lexemes[at + 1].kind != NUMERAL and lexemes[at + 1].low not in WORDED:
        return None
    other = date_at(lexemes, at + 1, published)
    if other is None or other.kind != "date" or other.start is None or not other.parts.day:
        return None
    start = made(other.start.year, other.start.month, day[0])
    if start and start > other.start:  # from the twenty-seventh to the third of April
        start = made(*moved_month(start.year, start.month, -1), day[0])
    parts = Parts(other.parts.year, start.month if start else None, day[0])
    return Moment("range", i, other.last, start, other.end, parts) if start and start <= other.start else None


def _bounded(lexemes: Lexemes, moment: Moment) -> Moment:
    """Return a date with the bound that the word before or after it sets ("since 2014", "2016 or later")."""
    if lexemes[moment.last].low in {"or", "and"} and lexemes[moment.last + 1].low in LATER:
        return moment._replace(last=moment.last + 2, bound=Bound.AT_LEAST)
    at = moment.first - 1
    at -= lexemes[at].low in {"the", "on", "year"}
    at -= lexemes[at].low == "the"
    return moment._replace(bound=CALENDAR.bounds.get(lexemes[at].low, Bound.EXACT))
