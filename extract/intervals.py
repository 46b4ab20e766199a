"""Decimal intervals: what a printed figure can stand for, and arithmetic that never loses a possibility.

The widths follow docs/figures.md. An end that is None is open. Every operation is outward: the result holds each value
that the operation gives for members of its arguments.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import NamedTuple

ZERO, HALF, ONE = Decimal(0), Decimal("0.5"), Decimal(1)
# 60 digits hold any printed figure; directed rounding keeps division sound.
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


def _negative(one: Interval) -> Interval:
    low = None if one.high is None else one.high.copy_negate()  # unary minus would round to 28 digits
    return Interval(low, None if one.low is None else one.low.copy_negate())


def add(one: Interval, other: Interval) -> Interval:
    """Return x + y."""
    low = None if one.low is None or other.low is None else DOWN.add(one.low, other.low)
    high = None if one.high is None or other.high is None else UP.add(one.high, other.high)
    return Interval(low, high)


def sub(one: Interval, other: Interval) -> Interval:
    """Return x − y."""
    return add(one, _negative(other))


def mul(one: Interval, other: Interval) -> Interval:
    """Return x × y; an open end stays open unless both are known not to be negative."""
    if one.low is not None and other.low is not None and one.low >= 0 and other.low >= 0:
        high = None if one.high is None or other.high is None else UP.multiply(one.high, other.high)
        return Interval(DOWN.multiply(one.low, other.low), high)
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return Interval(None, None)
    pairs = [(x, y) for x in (one.low, one.high) for y in (other.low, other.high)]
    return Interval(min(DOWN.multiply(x, y) for x, y in pairs), max(UP.multiply(x, y) for x, y in pairs))


def div(one: Interval, other: Interval) -> Interval:
    """Return x / y; a divisor that may be zero gives an interval open at both ends."""
    if other.low is None or other.high is None or other.low <= 0 <= other.high:
        if other.low is not None and other.low > 0 and one.low is not None and one.low >= 0:
            high = None if one.high is None else UP.divide(one.high, other.low)
            return Interval(ZERO, high)
        return Interval(None, None)
    if one.low is None or one.high is None:
        if one.low is not None and one.low >= 0 and other.low > 0:
            return Interval(DOWN.divide(one.low, other.high), None)
        return Interval(None, None)
    pairs = [(x, y) for x in (one.low, one.high) for y in (other.low, other.high)]
    return Interval(min(DOWN.divide(x, y) for x, y in pairs), max(UP.divide(x, y) for x, y in pairs))
