"""A figure written out in one house style: what the grammar reads from it is the figure again (docs/figures.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.numbers import ending
from extract.figure.units import MONEY, UNITS
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
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
PLURALS: dict[str, str] = {
    row["name"]: next(
        (noun for noun in row["nouns"] if noun == row["name"] + "s"), row["nouns"][min(1, len(row["nouns"]) - 1)]
    )
    for _, row in (*UNITS, *MONEY)
    if row.get("nouns")
}
SINGULARS: dict[str, str] = {row["name"]: row["nouns"][0] for _, row in (*UNITS, *MONEY) if row.get("nouns")}
DECIMALS = 3


def written(figure: Figure) -> str:
    """Return a figure in house style: "more than $1.2 billion", "3 to 5 miles", "21st", "7 January 2022"."""
    if figure.dimension == Dimension.DATE and figure.time_start:
        return written_date(figure.time_start)
    if figure.dimension == Dimension.ORDINAL and figure.value is not None:
        place = abs(figure.value)
        return f"{place:,f}{ending(int(place))}{' from last' if figure.value < 0 else ''}"
    limit = LIMITS.get(figure.bound, "")
    if figure.range_low is not None and figure.range_high is not None:
        return f"{limit}{_amount(figure, figure.range_low, bare=True)} to {_amount(figure, figure.range_high)}"
    return limit + _amount(figure, figure.value) if figure.value is not None else figure.text


def written_date(day: date) -> str:
    """Return a date as "7 January 2022"."""
    return f"{day.day} {day:%B %Y}"


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
    name, _, rate = figure.unit_name.partition(" per ")
    noun = SINGULARS.get(name, name) if abs(value) == 1 else PLURALS.get(name, name)
    return f"{noun} per {rate}" if rate else noun
