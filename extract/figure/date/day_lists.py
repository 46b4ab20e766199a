"""Several days of one month: "18 and 19 June", "June 3, 4 and 5", each a date of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.date.calendars import Moment, Parts, Published, day_number, made, said, year_at
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
    if other is None or other.start is None or other.start != other.end or not (other.parts.month and other.parts.day):
        return []
    if other.start.day <= days[-1][0] or lexemes[other.first + 1].low in {"/", "-", "."}:
        return []
    return [*_made(days, other.start), other]


def days_after_month(lexemes: Lexemes, one: Moment) -> list[Moment]:
    """Return the days that go on from a date whose month came first ("June 3, 4 and 5"), or none."""
    if one.start is None or one.start != one.end or not (one.parts.month and one.parts.day):
        return []
    if one.parts.year is not None or lexemes[one.first].kind != WORD:
        return []
    at = one.last + (lexemes[one.last].low in JOINS | {","})
    days, end = _days(lexemes, at, joined=lexemes[one.last].low in JOINS)
    if not days or days[0][0] <= one.start.day or one.last == at:
        return []
    after = end + (lexemes[end].low == ",")
    year = year_at(lexemes, after)
    follows = lexemes[end].kind in {WORD, NUMERAL} and lexemes[end].low not in CALENDAR.after_a_list_of_days
    if year is None and follows:
        return []  # "on June 3, 4 and 5 people fell ill"
    first = made(year or one.start.year, one.start.month, one.start.day) or one.start
    listed = [one._replace(start=first, end=first), *_made(days, first)]
    listed = [day._replace(parts=day.parts._replace(year=year)) for day in listed]
    return [*listed[:-1], listed[-1]._replace(last=after + 1)] if year else listed


def _days(lexemes: Lexemes, at: int, *, joined: bool) -> tuple[list[tuple[int, int, int]], int]:
    """Return rising days (day, first, last) up to the one after "and", or before it where a month follows that.

    With `joined` the one day at hand has been joined already ("June 18 and 19").
    """
    found: list[tuple[int, int, int]] = []
    while True:  # days rise, so that a list has 31 at most
        number = day_number(lexemes, at) if lexemes[at].kind == NUMERAL else None
        if number is None or (found and number[0] <= found[-1][0]):
            return [], at
        if joined and found and lexemes[number[1]].kind == WORD and date_at(lexemes, at, None) is not None:
            return found, at
        found.append((number[0], at, number[1]))
        link = lexemes[number[1]].low
        if joined:
            return found, number[1]
        if link not in JOINS | {","}:
            return [], at
        joined, at = link in JOINS, number[1] + 1


def _made(days: Sequence[tuple[int, int, int]], month: date) -> list[Moment]:
    found = [said(first, last, Parts(month.year, month.month, day)) for day, first, last in days]
    return [day._replace(parts=day.parts._replace(year=None)) for day in found if day.start]
