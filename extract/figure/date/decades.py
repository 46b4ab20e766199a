"""Decades and centuries by their numbers, and tens that are neither: "the 90s", "the low 40s", "the 19th century"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from extract.figure.amount.amounts import READINGS, of_person
from extract.figure.date.calendars import Moment, year_range
from extract.figure.lexemes import DASHES, Lexemes, lows
from extract.figure.number.numbers import read_number
from extract.figure.unit.units import read_unit
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping


HUNDREDS = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
CENTURY, TWENTY, NEAR = 100, 20, 12
PLACES = frozenset({"low", "lower", "high", "upper"})


def decade(lexemes: Lexemes, i: int, tens: int, size: int) -> Moment | None:
    """Read "the 90s", "the nineties": a decade of the last century."""
    if not lexemes[i + size - 1].glued and size > 1:
        return None
    if tens < TWENTY or of_person(lexemes, i):
        return None
    return Moment("range", i, i + size, date(1900 + tens, 1, 1), date(1909 + tens, 12, 31))


def decade_of(lexemes: Lexemes, i: int, tens: Mapping[str, int]) -> Moment | None:
    """Read "the nineteen-eighties", "the eighteen fifties"."""
    at = i + 1 + (lexemes[i + 1].low in DASHES)
    if lexemes[at].low not in tens:
        return None
    year = HUNDREDS[lexemes[i].low] * CENTURY + tens[lexemes[at].low]
    return Moment("range", i, at + 1, date(year, 1, 1), date(year + 9, 12, 31))


def century(lexemes: Lexemes, i: int) -> Moment | None:
    """Read "the 19th century", "the twenty-first century"."""
    number = read_number(lexemes, i)
    if number is None or number.form != "ordinal" or lexemes[number.last].low not in {"century", "centuries"}:
        return None
    nth = int(number.value or 0)
    if not 1 <= nth <= CENTURY - 1:
        return None
    start = date(max((nth - 1) * CENTURY, 1), 1, 1)
    return Moment("range", i, number.last + 1, start, year_range(nth * CENTURY - 1)[1])


def measures(lexemes: Lexemes, i: int) -> bool:
    """Whether tens are no decade: "in the low 40s", "highs in the 80s", "the 30s Celsius"."""
    said = read_unit(lexemes, i + 2)
    if said is not None and said[0].dimension == Dimension.TEMPERATURE:
        return True
    return lexemes[i - 1].low in PLACES or not READINGS.isdisjoint(lows(lexemes, i - NEAR, i))
