"""Weekdays and the dates that they are said with: "Sunday night, June 13", "23 August 2014 (a Sunday)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.date.calendars import Parts
from extract.figure.lexemes import DASHES, NUMERAL, Lexemes, lows
from extract.figure.vocabulary import CALENDAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figure.date.calendars import Moment

LINKS = DASHES | {",", "(", "on"}
JOINS = DASHES | {",", "and", "&", "to", "through", "or"}
MOST_APART = 6  # lexemes between a weekday and its date


def joined(lexemes: Lexemes, found: list[Moment]) -> list[Moment]:
    """Return the moments with each weekday put to the date that it is said with."""
    return _paired(lexemes, _after(lexemes, _before(lexemes, found)))


def _before(lexemes: Lexemes, found: list[Moment]) -> list[Moment]:
    """Put a weekday to the date after it: one figure, or two where a time of day stands between."""
    moments: list[Moment] = []
    at = -1  # of the last one that is no time of day
    for moment in found:
        one = moments[at] if at >= 0 else None
        if (
            one is None
            or not _is_lone(one)
            or not _is_day(moment)
            or not _leads(lexemes, moments[at : at + MOST_APART + 1], moment)
        ):
            moments.append(moment)
        elif at == len(moments) - 1:
            last = moment.last + (lexemes[one.last].low == "(" and lexemes[moment.last].low == ")")
            moments[at] = moment._replace(first=one.first, last=last, weekday=one.weekday)
        else:
            moments[at] = one._replace(start=moment.start, end=moment.end)
            moments.append(moment._replace(weekday=one.weekday))
        at = at if moments[-1].kind == "time" else len(moments) - 1
    return moments


def _leads(lexemes: Lexemes, run: Sequence[Moment], day: Moment) -> bool:
    """Whether only parts of the day, times and signs stand between a weekday and a date."""
    if len(run) > MOST_APART:
        return False
    timed = {at for moment in run[1:] for at in range(moment.first, moment.last)}
    between = [lexemes[at].low for at in range(run[0].last, day.first) if at not in timed]
    return 0 < len(between) <= MOST_APART and all(word in LINKS or word in CALENDAR.day_parts for word in between)


def _after(lexemes: Lexemes, found: list[Moment]) -> list[Moment]:
    """Put a weekday to the date before it: "23 August 2014 (Sunday)", "April 21, 2014, a Tuesday"."""
    moments: list[Moment] = []
    for moment in found:
        one = moments[-1] if moments else None
        gap = lows(lexemes, one.last, moment.first) if one else []
        opened = gap[:1] == ["("]
        ends = lexemes[moment.last].low == ")" if opened else lexemes[moment.last + 1].kind != NUMERAL
        named = gap in (["("], ["(", "a"], [",", "a"]) or (gap == [","] and lexemes[moment.last].low in {",", "."})
        if one and _is_lone(moment) and _is_day(one) and one.kind == "date" and named and ends:
            moments[-1] = one._replace(last=moment.last + opened, weekday=moment.weekday)
        else:
            moments.append(moment)
    return moments


def _paired(lexemes: Lexemes, found: list[Moment]) -> list[Moment]:
    """Give each day of a list its own weekday: "Saturday and Sunday, June 15 and 16"; a range begins on the first."""
    for at in range(1, len(found)):
        day = found[at]
        if day.weekday is None or not _has_day(day) or not _listed(lexemes, found[at - 1], day):
            continue
        first = at - 1
        while first > 0 and _listed(lexemes, found[first - 1], found[first]):
            first -= 1
        weekdays, last = [one.weekday for one in found[first : at + 1]], at
        while last + 1 < len(found) and _continues(lexemes, found[last], found[last + 1]):
            last += 1
        days = found[at : last + 1]
        if len(days) == len(weekdays):
            pairs = zip(days, weekdays, strict=True)
            found[at : last + 1] = [one._replace(weekday=weekday) for one, weekday in pairs]
        elif day.kind == "range":
            found[at] = day._replace(weekday=weekdays[0])
    return found


def _listed(lexemes: Lexemes, one: Moment, other: Moment) -> bool:
    return _is_lone(one) and other.weekday is not None and _gap_joins(lexemes, one, other)


def _continues(lexemes: Lexemes, one: Moment, other: Moment) -> bool:
    """Whether a day goes on with a list of days whose month was said before."""
    return other.weekday is None and lexemes[other.first].kind == NUMERAL and _gap_joins(lexemes, one, other)


def _gap_joins(lexemes: Lexemes, one: Moment, other: Moment) -> bool:
    gap = lows(lexemes, one.last, other.first)
    return 0 < len(gap) <= 2 and JOINS.issuperset(gap)  # noqa: PLR2004 - ", and"


def _is_lone(moment: Moment) -> bool:
    """Whether a moment is a weekday without a date."""
    return moment.weekday is not None and moment.parts == Parts() and moment.kind == "date"


def _has_day(moment: Moment) -> bool:
    return bool(moment.parts.month and moment.parts.day)


def _is_day(moment: Moment) -> bool:
    return moment.weekday is None and _has_day(moment) and not moment.named
