"""Several days of one month: "18 and 19 June", "June 3, 4 and 5", each a date of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.date.calendars import Moment, Published, day_number, made, year_at
from extract.figure.date.dates import date_at
from extract.figure.lexemes import NUMERAL, WORD, Lexemes
from extract.figure.vocabulary import CALENDAR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


JOINS = frozenset({"and", "or", "&"})
OPENS = JOINS | {",", "st", "nd", "rd", "th"}


def days_before_month(lexemes: Lexemes, i: int, published: Published) -> list[Moment]:
    """Return the days that begin at lexeme i and share the month said last ("18 and 19 June"), or none."""
    if lexemes[i + 1].low not in OPENS:
        return []
    if lexemes[i - 1].low in {"between", "$", "£", "€"} or lexemes[i - 1].kind == NUMERAL:
        return []
    days, at = _days(lexemes, i, joined=False)
    other = date_at(lexemes, at, published) if days and lexemes[at].kind == NUMERAL else None
    if other is None or other.start is None or other.start != other.end or not other.parts or not other.parts[2]:
        return []
    if other.start.day <= days[-1][0] or other.parts[1] is None or lexemes[other.first + 1].low in {"/", "-", "."}:
        return []
    return [*_made(days, other.start), other]


def days_after_month(lexemes: Lexemes, one: Moment) -> list[Moment]:
    """Return the days that go on from a date whose month came first ("June 3, 4 and 5"), or none."""
    if one.start is None or one.start != one.end or not one.parts or not one.parts[1] or not one.parts[2]:
        return []
    if one.parts[0] is not None or lexemes[one.first].kind != WORD:
        return []
    at = one.last + (lexemes[one.last].low in JOINS | {","})
    days, end = _days(lexemes, at, joined=lexemes[one.last].low in JOINS)
    if not days or days[0][0] <= one.start.day or one.last == at:
        return []
    after = end + (lexemes[end].low == ",")
    year = year_at(lexemes, after) or one.start.year
    if (
        year_at(lexemes, after) is None
        and lexemes[end].kind in {WORD, NUMERAL}
        and lexemes[end].low not in CALENDAR.after_a_list_of_days
    ):
        return []  # "on June 3, 4 and 5 people fell ill"
    first = made(year, one.start.month, one.start.day) or one.start
    printed = year_at(lexemes, after)
    listed = [one._replace(start=first, end=first), *_made(days, first)]
    listed = [day._replace(parts=(printed, *day.parts[1:])) for day in listed if day.parts]
    return [*listed[:-1], listed[-1]._replace(last=after + 1)] if printed else listed


def _days(lexemes: Lexemes, at: int, *, joined: bool) -> tuple[list[tuple[int, int, int]], int]:
    """Return rising days (day, first, last) up to the one after "and", or before it where the month follows.

    With `joined` the one day at hand has been joined already ("June 18 and 19").
    """
    found: list[tuple[int, int, int]] = []
    while True:  # days rise, so that a list has 31 at most
        number = day_number(lexemes, at) if lexemes[at].kind == NUMERAL else None
        if number is None or (found and number[0] <= found[-1][0]):
            return [], at
        found.append((number[0], at, number[1]))
        link = lexemes[number[1]].low
        if joined:
            return found, number[1]
        if link in JOINS:
            return _ended(lexemes, found, number[1] + 1)
        if link != ",":
            return [], at
        at = number[1] + 1


def _ended(lexemes: Lexemes, found: list[tuple[int, int, int]], at: int) -> tuple[list[tuple[int, int, int]], int]:
    """Return the days with the last one, unless a month follows it: then it is a date by itself."""
    number = day_number(lexemes, at) if lexemes[at].kind == NUMERAL else None
    if number is None or number[0] <= found[-1][0]:
        return [], at
    if lexemes[number[1]].kind == WORD and date_at(lexemes, at, None) is not None:
        return found, at
    return [*found, (number[0], at, number[1])], number[1]


def _made(days: Sequence[tuple[int, int, int]], month: date) -> list[Moment]:
    known = [(made(month.year, month.month, day), first, last) for day, first, last in days]
    return [
        Moment("date", first, last, day, day, parts=(None, day.month, day.day)) for day, first, last in known if day
    ]
