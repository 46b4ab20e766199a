"""What a slip of the keyboard looks like between two printed figures: a digit, a transposition, a zero, a magnitude."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.records import Figure

MAGNITUDES = {Decimal(10) ** power for power in (3, 6, 9, 12)}
TEN = Decimal(10)


def slip(one: Figure, other: Figure) -> str | None:
    """Return the slip that turns one figure into the other: transposition, digit, dropped digit, x10, magnitude."""
    if one.value is None or other.value is None or not one.value or not other.value:
        return None
    low, high = sorted((abs(one.value), abs(other.value)))
    if low == high:
        return None
    ratio = high / low
    if ratio == TEN:
        return "x10"
    if ratio in MAGNITUDES:
        return "magnitude"
    found = digit_slip(_digits(low), _digits(high))
    fractions = low != low.to_integral_value() or high != high.to_integral_value()
    return None if found == "dropped_digit" and fractions else found  # 6.3 and 63.8 have other magnitudes


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").lstrip("0")


def significant(figure: Figure) -> int:
    """Return how many digits of a figure carry it: 2 for 250,000."""
    return len(_digits(abs(figure.value)).rstrip("0")) if figure.value else 0


def digit_slip(one: str, other: str) -> str | None:
    """Return how two digit strings differ: one digit, two neighbours that changed places, one digit left out."""
    if len(one) == len(other):
        places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(places) == 1 and len(one) > 1:
            return "digit"
        swapped = len(places) == 2 and places[1] == places[0] + 1  # noqa: PLR2004 - two neighbours
        if swapped and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]:
            return "transposition"
        return None
    short, long = sorted((one, other), key=len)
    if (
        len(long) - len(short) == 1
        and len(short) > 1
        and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
    ):
        return "dropped_digit"
    return None
