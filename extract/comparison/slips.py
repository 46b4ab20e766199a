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
    if not one.value or not other.value or abs(one.value) == abs(other.value):
        return None
    low, high = sorted((abs(one.value), abs(other.value)))
    ratio = high / low
    if ratio == TEN or ratio in MAGNITUDES:
        return "x10" if ratio == TEN else "magnitude"
    found = digit_slip(_digits(low), _digits(high)) if ratio < TEN + 1 else None
    if found == "dropped_digit":
        fractions = low != low.to_integral_value() or high != high.to_integral_value()
        return None if fractions else found  # 6.3 and 63.8 have other magnitudes
    return found if len(str(int(low))) == len(str(int(high))) else None  # 1.5 and 12 have too


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").lstrip("0")


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
