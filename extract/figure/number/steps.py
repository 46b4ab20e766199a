"""What one of the last digit that a printed number shows is worth: 100,000 for "$1.2 million", 10 for "130 km"."""

from __future__ import annotations

import re
from decimal import Decimal

from warehouse.terms import Dimension

PRINTED = re.compile(r"\d[\d,\u00a0\u202f]*(?:\.\d+)?")
WHOLE = {  # "50 per cent" is not "40 to 60 per cent"
    Dimension.PERCENTAGE,
    Dimension.AGE,
    Dimension.SCORE,
    Dimension.ORDINAL,
}
ONE, TEN, THOUSAND = Decimal(1), Decimal(10), Decimal(1000)
LARGEST = 10**15  # beyond it no news figure is meant


def step_of(text: str, value: Decimal | None, upper: Decimal | None, dimension: Dimension, unit_name: str) -> Decimal:
    """Return the worth of the last digit shown, 1 without a number; `upper` is a range's upper end."""
    number = value if value is not None else upper
    if not number:
        return ONE
    printed = PRINTED.search(text)
    if not printed:
        return ONE if dimension in WHOLE or "point" in unit_name else trailing(number)
    digits = re.sub(r"[^\d.]", "", printed[0]).rstrip(".")
    shown = Decimal(digits)
    if shown == 0:
        return ONE
    scale = abs(number) / shown if value is not None else ONE
    if "." in digits:
        return scale * TEN ** -len(digits.split(".")[1])
    if (dimension in WHOLE and abs(number) < THOUSAND) or "point" in unit_name:
        return scale
    return scale * trailing(shown)


def trailing(value: Decimal) -> Decimal:
    """Return ten to the number of zeros that an integer ends in: its digits after them are not shown."""
    if value != value.to_integral_value() or abs(value) > LARGEST:
        return ONE
    whole, step = abs(int(value)), 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(step)
