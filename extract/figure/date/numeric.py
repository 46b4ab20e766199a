"""Dates in figures: "2022-01-07", "1/7/2022", "7.1.2022", "10/25", "2017 Q1", and a time stamp's date."""

from __future__ import annotations

import re

from extract.figure.date.calendars import (
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    Moment,
    Parts,
    Published,
    made,
    part_of_year,
    said,
    year_at,
)
from extract.figure.lexemes import NUMERAL, Lexemes
from extract.figure.vocabulary import CALENDAR

SEPARATORS = frozenset("-/.")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})")
HALF_OR_QUARTER = re.compile(r"([qh])([1-4])")
YEAR_DIGITS, PIVOT, MONTHS, HALVES = 4, 50, 12, 2
BEFORE_SLASHED = CALENDAR.before_a_slashed_day | {name for name in CALENDAR.weekdays if name.endswith("day")}


def numeric_date(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Return the date in figures that begins at lexeme i."""
    if lexemes[i].glued and lexemes[i - 1].text not in "(-–/=>< ":
        return None
    dotted = DOTTED.fullmatch(lexemes[i].text)
    if dotted:
        parts = _parts(int(dotted[3]), int(dotted[2]), int(dotted[1]), swapped=True)
        return said(i, i + 1, parts) if parts else None
    year = year_at(lexemes, i)
    named = quarter_of(lexemes, i, i + 1 + (lexemes[i + 1].low == "-"), year) if year else None
    return _chain(lexemes, i, published) or named


def _chain(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read two or three numerals joined by one sign."""
    numbers, at = [lexemes[i].text], i + 1
    sign = lexemes[at].low
    while len(numbers) < len("ymd") and sign in SEPARATORS and lexemes[at].low == sign and lexemes[at].glued:
        if lexemes[at + 1].kind != NUMERAL or not lexemes[at + 1].glued:
            break
        numbers.append(lexemes[at + 1].text)
        at += 2
    if len(numbers) == 1 or not all(x.isdigit() and len(x) <= YEAR_DIGITS for x in numbers):
        return None
    if len(numbers) == len("ymd"):
        return _full(lexemes, i, at, [int(x) for x in numbers], [len(x) for x in numbers])
    return _two(lexemes, i, at, numbers, published)


def _full(lexemes: Lexemes, i: int, at: int, n: list[int], lengths: list[int]) -> Moment | None:
    if lengths[0] == YEAR_DIGITS:
        parts = _parts(n[0], n[1], n[2])
    elif lengths[2] in {2, YEAR_DIGITS} and lengths[0] <= HALVES and lengths[1] <= HALVES:
        parts = _parts(n[2], n[0], n[1], swapped=True)
    else:
        return None
    if lexemes[at].low == "t" and lexemes[at].glued:  # a time stamp: 2019-09-01T10:38:07.190Z
        while lexemes[at].glued and lexemes[at].text not in {",", ")"}:
            at += 1
    return said(i, at, parts) if parts else None


def _parts(year: int, month: int, day: int, *, swapped: bool = False) -> Parts | None:
    """Return the parts of a date, as the calendar has them if it can; None where no calendar has such numbers."""
    if year < PIVOT * 2:
        year += 2000 if year < PIVOT - 10 else 1900
    if swapped and (month > MONTHS or not made(year, month, day)) and day <= MONTHS:
        month, day = day, month
    fits = FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= MONTHS and 1 <= day <= LAST_DAY
    return Parts(year, month, day) if fits else None


def _two(lexemes: Lexemes, i: int, at: int, numbers: list[str], published: Published) -> Moment | None:
    """Read "2015-12", "12-2015", and month/day where the words around say that it is a date."""
    one, two = (int(x) for x in numbers)
    for year, month, width in ((one, two, len(numbers[0])), (two, one, len(numbers[1]))):
        if width == YEAR_DIGITS and FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= MONTHS:
            return said(i, at, Parts(year, month))
    listed = lexemes[i - 1].low in {"to", "-", "–", ",", "or", "and"} and lexemes[i - 3].low == "/"
    spanned = lexemes[at].low in {"-", "–"} and lexemes[at].glued and lexemes[at + 2].low == "/"  # 2/29-3/1
    cued = lexemes[i - 1].low in BEFORE_SLASHED or listed or spanned
    if lexemes[i + 1].low != "/" or not cued or max(len(x) for x in numbers) > HALVES:
        return None
    month, day = (one, two) if made(2000, one, two) else (two, one)
    if not made(2000, month, day):
        return None
    year_said = year_at(lexemes, at + 1) if lexemes[at].low == "," else None
    return said(i, at + 2 if year_said else at, Parts(year_said, month, day), published)


def quarter_of(lexemes: Lexemes, first: int, at: int, year: int) -> Moment | None:
    """Return the quarter or half-year that is written at lexeme `at` ("Q1", "H2"), of a year."""
    named = HALF_OR_QUARTER.fullmatch(lexemes[at].low + lexemes[at + 1].low)
    if not named or not lexemes[at + 1].glued:
        return None
    return part_of_year(first, at + 2, year, int(named[2]), 3 if named[1] == "q" else 6)
