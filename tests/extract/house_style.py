"""A figure written out in one house style: what the grammar reads from it is the figure again (docs/figures.md)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from extract.figure.date.calendars import month_range, year_range
from extract.figure.number.numbers import ending
from extract.figure.unit.units import MONEY, UNITS
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from warehouse.records import Figure

MARKS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
SCALES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
LIMITS = {
    Bound.ABOUT: "about ",
    Bound.OVER: "more than ",
    Bound.UNDER: "less than ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "up to ",
}


def _plural_of(name: str, nouns: Sequence[str]) -> str:
    """Return the noun that house style writes for more than one: the name's plural, "degrees …", or the second noun."""
    written_out = [noun for noun in nouns if noun == f"{name}s" or noun.startswith("degrees ")]
    return written_out[0] if written_out else nouns[min(1, len(nouns) - 1)]


PLURALS: dict[str, str] = {row.name: _plural_of(row.name, row.nouns) for _, row in (*UNITS, *MONEY) if row.nouns}
SINGULARS: dict[str, str] = {row.name: row.nouns[0] for _, row in (*UNITS, *MONEY) if row.nouns}
ODD = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "people": "people",
    "staff": "staff",
    "police": "police",
    "sheep": "sheep",
}
DECIMALS, LARGEST_SHARE = 3, 1000


def written(figure: Figure) -> str:
    """Return a figure in house style: "more than $1.2 billion", "3 to 5 miles", "1 in 4", "21st", "March 2019".

    A figure without a value of its own (a score, "doubled", "dozens") keeps its words.
    """
    if figure.dimension == Dimension.DATE and figure.time_start and figure.time_end:
        return written_days(figure.time_start, figure.time_end)
    if figure.dimension == Dimension.ORDINAL and figure.value is not None:
        place = abs(figure.value)
        return f"{place:,f}{ending(int(place))}{' from last' if figure.value < 0 else ''}"
    limit = LIMITS.get(figure.bound, "")
    if figure.dimension == Dimension.RATIO and figure.value is not None and figure.unit in {"1", "count"}:
        return limit + (_share(figure) if figure.unit == "1" else f"{_plain(figure.value)}-fold")
    if figure.range_low is not None and figure.range_high is not None:
        if (figure.low, figure.high) != (figure.range_low, figure.range_high):
            return figure.text  # dozens, thousands
        return f"{limit}{_amount(figure, figure.range_low, bare=True)} to {_amount(figure, figure.range_high)}"
    return limit + _amount(figure, figure.value) if figure.value is not None else figure.text


def written_date(day: date) -> str:
    """Return a date as "7 January 2022"."""
    return f"{day.day} {day:%B %Y}"


def written_days(first: date, last: date) -> str:
    """Return days as one date, a month, a year, a decade, or from one date to another."""
    if first == last:
        return written_date(first)
    if (first.day, last) == (1, month_range(first.year, first.month)[1]):
        return f"{first:%B %Y}"
    if (first, last) == year_range(first.year):
        return f"{first.year}"
    decade = first.year // 10 * 10
    if (first, last) == (year_range(decade)[0], year_range(decade + 9)[1]):
        return f"{decade}s"
    return f"{written_date(first)} to {written_date(last)}"


def _share(figure: Figure) -> str:
    """Return a share as "3 in 10 patients"; its numbers are the smallest that say it."""
    share = Fraction(figure.value or 0).limit_denominator(LARGEST_SHARE)
    noun = f" {plural(figure.unit_name)}" if figure.unit_name else ""
    return f"{share.numerator} in {share.denominator}{noun}"


def plural(noun: str) -> str:
    """Return the plural of what is counted, by rule: "patients", "countries", "boxes", "women"."""
    head = noun.rpartition(" ")[2]
    if head.lower() in ODD:
        return noun.removesuffix(head) + ODD[head.lower()]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def written_number(value: Decimal) -> str:
    """Return a number with grouped thousands, or with a scale from a million on where three decimals say it."""
    for size, name in SCALES:
        mantissa = value / size
        if abs(value) >= size and mantissa == round(mantissa, DECIMALS):
            return f"{_plain(mantissa)} {name}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount(figure: Figure, value: Decimal, *, bare: bool = False) -> str:
    code = figure.unit.split("/")[0]
    number = written_number(value)
    if figure.dimension == Dimension.CURRENCY and code in MARKS:
        return f"{MARKS[code]}{number}{_rate(figure, bare=bare)}"
    if bare:
        return number
    return f"{number} {_named(figure, value)}".rstrip()


def _rate(figure: Figure, *, bare: bool) -> str:
    _, _, rate = figure.unit_name.partition(" per ")
    return f" per {rate}" if rate and not bare else ""


def _named(figure: Figure, value: Decimal) -> str:
    """Return the unit's noun: singular for one, with its rate or "of age"."""
    if figure.dimension == Dimension.PERCENTAGE and figure.unit == "percent":
        return "percent"
    if figure.dimension == Dimension.AGE:
        return f"{PLURALS.get(figure.unit_name.removesuffix(' of age'), '')} old"
    if figure.unit_name in PLURALS:
        return SINGULARS[figure.unit_name] if abs(value) == 1 else PLURALS[figure.unit_name]
    if figure.dimension == Dimension.COUNT and figure.unit == "count" and figure.unit_name:
        return figure.unit_name if abs(value) == 1 else plural(figure.unit_name)
    name, _, rate = figure.unit_name.partition(" per ")
    noun = SINGULARS.get(name, name) if abs(value) == 1 else PLURALS.get(name, name)
    return f"{noun} per {rate}" if rate else noun
