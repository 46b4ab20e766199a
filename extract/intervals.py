"""Decimal intervals: what a printed figure can stand for (docs/figures.md); an end that is None is open."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import NamedTuple

HALF = Decimal("0.5")
# 60 digits hold any printed figure; rounding is directed outward.
DOWN, UP = Context(prec=60, rounding=ROUND_FLOOR), Context(prec=60, rounding=ROUND_CEILING)

ABOUT = (Decimal("0.9"), Decimal("1.1"))  # about, around, some


class Interval(NamedTuple):
    """All values from low to high; None is an open end."""

    low: Decimal | None
    high: Decimal | None


def ordered(one: Decimal | None, other: Decimal | None) -> Interval:
    """Return the interval between two ends in either order; an open end stays where it was said."""
    if one is not None and other is not None and one > other:
        return Interval(other, one)
    return Interval(one, other)


def rounded(value: Decimal, step: Decimal) -> Interval:
    """Return value ± half a step: what rounds to the digits shown (step is the last digit's weight, 0 for a count)."""
    half = UP.multiply(step.copy_abs(), HALF)
    return Interval(DOWN.subtract(value, half), UP.add(value, half))
