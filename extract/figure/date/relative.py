"""Dates said from the day of publication or by name: "yesterday", "last week", "later this month", "Easter 2019"."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

from extract.figure.date.calendars import (
    FIRST_YEAR,
    MONTHS,
    UNKNOWN,
    WEEKDAYS,
    Days,
    Moment,
    Parts,
    Published,
    made,
    month_range,
    moved,
    nearest,
    part_of_year,
    period,
    weekday_before,
    year_at,
)
from extract.figure.date.numeric import quarter_of
from extract.figure.lexemes import Lexemes, lows, phrase
from extract.figure.number.numbers import read_number
from extract.figure.number.words import ORDINALS
from extract.figure.vocabulary import CALENDAR

DAYS, SHIFTS, PARTS = CALENDAR.days, CALENDAR.shifts, CALENDAR.thirds
FIXED = {phrase(name): day for name, day in CALENDAR.feasts.items()}
MOVING = {phrase(name): rule for name, rule in CALENDAR.moving.items()}
LOOK_AHEAD = 5  # "twenty - third week"
FEASTS = frozenset(name.split()[0] for name in (*FIXED, *MOVING, "easter"))
UNITS = CALENDAR.periods - {"fortnight", "century"}
ENDS_OF = frozenset({"middle", "beginning", "start", "end"})
WHEN = frozenset({"earlier", "later"})
ENDS = frozenset({"end", "beginning", "start"})
STARTS = frozenset([*DAYS, *SHIFTS, *PARTS, *ORDINALS, *CALENDAR.relative]) | {
    name.split()[0] for name in (*FIXED, *MOVING)
}
WORKING = frozenset({"working", "business"})  # a week of five days, Monday to Friday
LONGEST_FEAST, WEEKS, THIRD = 5, 53, 4  # a third of a year is four months


def relative_date(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Return the relative or named date that begins at lexeme i."""
    word = lexemes[i].low
    if word not in STARTS:
        return None
    if word in DAYS:
        day = moved(published, "day", DAYS[word])
        return Moment("date", i, i + 1, day, day)
    return (
        feast(lexemes, i, published)
        or week_of(lexemes, i, published)
        or shifted(lexemes, i, published)
        or _part(lexemes, i, published)
        or _named_year(lexemes, i, published)
    )


def feast(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read a feast or civic day by its name, with the year that may follow: "Easter 2019", "Labor Day"."""
    if lexemes[i].low not in FEASTS:
        return None
    for size in range(LONGEST_FEAST, 0, -1):
        name = " ".join(lows(lexemes, i, i + size))
        if name in FIXED or name in MOVING or name == "easter":
            at = i + size
            year = year_at(lexemes, at + (lexemes[at].low in {",", "of", "in"}))
            if name in MOVING and size == 1 and not lexemes[i].text[:1].isupper() and not year:
                continue
            last = at + 1 + (lexemes[at].low in {",", "of", "in"}) if year else at
            day = _feast_day(name, year, published)
            return Moment("date", i, last, day, day, parts=_feast_parts(year, day), named=True)
    return None


def _feast_day(name: str, year: int | None, published: Published) -> date | None:
    if name in FIXED:
        return nearest(Parts(year, *FIXED[name]), published)[0]
    years = [year] if year else [published.year, published.year - 1] if published else []
    days = [_moving_day(name, one) for one in years]
    past = [day for day in days if published is None or day <= published or year]
    return next(iter(past or days), None)


def _moving_day(name: str, year: int) -> date:
    """Return Easter, or the n-th weekday of a month, some days on."""
    if name == "easter":
        return easter(year)
    month, day, nth, after = MOVING[name]
    first = date(year, month, 1)
    return first + relativedelta(day=31 if nth < 0 else 1, weekday=weekday(day, nth)) + timedelta(days=after)


def shifted(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "last week", "next Friday", "this September", "the following month", "this calendar year"."""
    by = SHIFTS.get(lexemes[i].low)
    if by is None:
        return None
    at, second = i + 1, SHIFTS.get(lexemes[i + 1].low)
    if second is not None and lexemes[i].low == "this":  # this past Wednesday, this coming Friday
        by, at = second, i + 2
    at += lexemes[at].low in {"calendar", *WORKING}
    word = lexemes[at].low.removeprefix("work")
    if word in UNITS and lexemes[at + 1].low != "s":
        start, end = period(published, word, by)
        if lexemes[at - 1].low == "past" and word in {"week", "month", "year"}:
            start, end = moved(published, word, -1), published  # the seven days up to publication
        if word == "week" and (lexemes[at - 1].low in WORKING or lexemes[at].low != word):
            end = moved(start, "day", 4)
        return _then_weekday(lexemes, Moment("range", i, at + 1, start, end), published, by)
    if word in WEEKDAYS and len(word) > len("sun"):
        day = _shifted_weekday(published, WEEKDAYS[word], by, lexemes[at - 1].low)
        return Moment("date", i, at + 1, day, day, weekday=WEEKDAYS[word])
    if word == "easter" and published and by:
        days = [easter(published.year + add) for add in (-1, 0, 1)]
        near = [day for day in days if (day < published) == (by < 0) and day != published]
        day = near[-1] if by < 0 else near[0]
        return Moment("date", i, at + 1, day, day, parts=_feast_parts(None, day), named=True)
    if word in MONTHS and (lexemes[at].text[:1].isupper() or word not in {"may", "march"}):
        return _shifted_month(lexemes, i, at, by, published)
    return None


def _shifted_month(lexemes: Lexemes, i: int, at: int, by: int, published: Published) -> Moment:
    month = MONTHS[lexemes[at].low]
    days = UNKNOWN
    if published:
        past, ahead = by < 0 and month >= published.month, by > 0 and month <= published.month
        days = month_range(published.year + ahead - past, month)
    return Moment("range", i, at + 1, *days, parts=Parts(month=month))


def _feast_parts(year: int | None, day: date | None) -> Parts:
    return Parts(year, day.month, day.day) if day else Parts(year)


def _shifted_weekday(published: Published, day: int, by: int, said: str) -> date | None:
    """Return the weekday of this, last or next week; "past" and "coming" are the nearest one."""
    if published is None:
        return None
    if said == "past":
        return weekday_before(published - timedelta(days=1), day)
    if said in {"coming", "upcoming"}:
        return weekday_before(published + timedelta(days=7), day)
    return moved(published, "day", day - published.weekday() + 7 * by)


def _then_weekday(lexemes: Lexemes, moment: Moment, published: Published, by: int) -> Moment:
    """Read the weekday after a week: "next week Wednesday", "next week on Tuesday"."""
    at = moment.last
    at += lexemes[at].low in {"on", "-"}
    named = WEEKDAYS.get(lexemes[at].low)
    if named is None or lexemes[moment.last - 1].low != "week":
        return moment
    day = _shifted_weekday(published, named, by, "")
    return moment._replace(kind="date", last=at + 1, start=day, end=day, weekday=named)


def _part(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "later this week", "earlier in the year", "mid-November", "the end of 2008"."""
    word, at = lexemes[i].low, i + 1
    if word in WHEN:
        return _when(lexemes, i, published)
    at += lexemes[at].low in {"-", "of"}
    if word not in PARTS or (word in ENDS_OF and lexemes[at - 1].low != "of"):
        return None
    month = MONTHS.get(lexemes[at].low)
    if month and lexemes[at].text[:1].isupper():
        year = year_at(lexemes, at + 1)
        days = _third(nearest(Parts(year, month), published), PARTS[word])
        return Moment("range", i, at + 1 + bool(year), *days, parts=Parts(year, month))
    year, (first, last) = year_at(lexemes, at), PARTS[word]
    if not year:
        return _part_of_period(lexemes, i, at, published)
    return Moment("range", i, at + 1, date(year, first * THIRD + 1, 1), month_range(year, last * THIRD)[1])


def _part_of_period(lexemes: Lexemes, i: int, at: int, published: Published) -> Moment | None:
    """Read "late last year", "early next month", "the end of the year"."""
    by = 0 if lexemes[at].low == "the" else SHIFTS.get(lexemes[at].low)
    unit = lexemes[at + 1].low
    if by is None or unit not in {"week", "month", "year", "decade"}:
        return None
    return Moment("range", i, at + 2, *_third(period(published, unit, by), PARTS[lexemes[i].low]))


def _when(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    at = i + 1 + (lexemes[i + 1].low in {"this", "in"})
    at += lexemes[at].low in {"the", "this"}
    unit = lexemes[at].low
    if unit not in UNITS or at == i + 1:
        return None
    start, end = period(published, unit, 0)
    return Moment("range", i, at + 1, *((start, published) if lexemes[i].low == "earlier" else (published, end)))


def _third(whole: Days, part: tuple[int, int]) -> Days:
    start, end = whole
    if start is None or end is None:
        return UNKNOWN
    days = (end - start).days + 1
    return start + timedelta(days=days * part[0] // 3), start + timedelta(days=days * part[1] // 3 - 1)


def week_of(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "first week of January 2015", "the last week of July", "3rd week of 2018"."""
    if not any(lexemes[place].low == "week" for place in range(i + 1, i + LOOK_AHEAD)):
        return None
    number = read_number(lexemes, i)
    value = int(number.value) if number and number.value and number.form == "ordinal" else 0
    nth, week = (-1, i + 1) if lexemes[i].low == "last" else (value, number.last if number else i + 1)
    if not nth or abs(nth) > WEEKS or lexemes[week].low != "week" or lexemes[week + 1].low not in {"of", "in"}:
        return None
    at = week + 2 + (lexemes[week + 2].low == "the")
    month = MONTHS.get(lexemes[at].low)
    year = year_at(lexemes, at + 1) if month else year_at(lexemes, at)
    shift = shifted(lexemes, at, published) if not month and not year else None
    if not month and not year and shift is None:
        return None
    last = shift.last if shift else at + 1 + bool(month and year)
    start, end = (shift.start, shift.end) if shift else nearest(Parts(year, month), published)
    if start is None or end is None:
        return Moment("range", i, last)
    # ISO 8601: a week belongs to the month or year of its Thursday
    thursday = start + timedelta(days=(3 - start.weekday()) % 7 + 7 * (nth - 1)) if nth > 0 else weekday_before(end, 3)
    monday = thursday - timedelta(days=3)
    return Moment("range", i, last, monday, monday + timedelta(days=6))


def _named_year(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "year to date", "Q1 of 2017", "first quarter of 2018"."""
    word = lexemes[i].low
    if word == "year" and lexemes[i + 1].low == "to" and lexemes[i + 2].low == "date":
        return Moment("range", i, i + 3, made(published.year, 1, 1) if published else None, published)
    part, nth = lexemes[i + 1].low, ORDINALS.get(word)
    at = i + 2 + (lexemes[i + 2].low in {"of", "in"})
    if word in {"q", "h"} and lexemes[i + 1].glued:
        at += at == i + 2 and lexemes[at].low == ","
        year = year_at(lexemes, at)
        found = quarter_of(lexemes, i, i, year or (published.year if published else FIRST_YEAR))
        return found._replace(last=at + 1) if found and year else found if published else None
    if nth and part in {"quarter", "half"}:
        year = year_at(lexemes, at)
        if lexemes[at].low == "the" and lexemes[at + 1].low == "year" and published:
            year, at = published.year, at + 1
        return part_of_year(i, at + 1, year, nth, 3 if part == "quarter" else 6) if year else None
    return None
