"""What a printed figure allows once arithmetic is done with it: its rounding and its bound, as an interval."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.intervals import Interval, add, div, mul, sub
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from warehouse.records import Figure

PRINTED = re.compile(r"\d[\d,\u00a0\u202f ]*(?:\.\d+)?")
ABOUT, FAR = Decimal("0.1"), Decimal("1.25")  # "about" is +- 10 %; "more than x" agrees up to 1.25 x (docs/figures.md)
HALF, TEN, ONE, ZERO = Decimal("0.5"), Decimal(10), Decimal(1), Decimal(0)
SMALL = 10**15  # beyond it no news figure is meant
WHOLE = {
    Dimension.PERCENTAGE,
    Dimension.AGE,
    Dimension.SCORE,
    Dimension.ORDINAL,
}  # "50 per cent" is not "40 to 60 per cent"


class Spread(NamedTuple):
    """The values a figure allows, both ends included."""

    low: Decimal
    high: Decimal


def meets(one: Spread, other: Spread) -> bool:
    """Whether two spreads share a value."""
    return one.low <= other.high and other.low <= one.high


def step_of(figure: Figure) -> Decimal:
    """Return the worth of the last digit that the printed figure shows: 100,000 for "$1.2 million", 10 for "130 km"."""
    value = figure.value if figure.value is not None else figure.range_high
    if value is None or value == 0:
        return ONE
    printed = PRINTED.search(figure.text)
    if not printed:
        return _trailing(value)
    digits = re.sub(r"[^\d.]", "", printed[0]).rstrip(".")
    shown = Decimal(digits)
    if shown == 0:
        return ONE
    scale = abs(value) / shown if figure.value is not None else ONE
    if "." in digits:
        return scale * TEN ** -len(digits.split(".")[1])
    if figure.dimension in WHOLE or "point" in figure.unit_name:
        return scale
    return scale * _trailing(shown)


def _trailing(value: Decimal) -> Decimal:
    """Return ten to the number of zeros that an integer ends in: its digits after them are not shown."""
    if value != value.to_integral_value() or abs(value) > SMALL:
        return ONE
    whole, step = abs(int(value)), 1
    while whole and whole % (step * 10) == 0:
        step *= 10
    return Decimal(step)


def spread_of(figure: Figure, *, rounding: bool = True) -> Spread | None:
    """Return what the figure allows in arithmetic, or None when it has no number."""
    if figure.range_low is not None and figure.range_high is not None:
        half = step_of(figure) * HALF if rounding else ZERO
        return Spread(figure.range_low - half, figure.range_high + half)
    value = figure.value
    if value is None:
        if figure.low is None or figure.high is None:
            return None
        return Spread(figure.low, figure.high)
    half = min(step_of(figure), abs(value)) * HALF if rounding else ZERO
    return _bounded(value, half, figure.bound)


def _bounded(value: Decimal, half: Decimal, bound: Bound) -> Spread:
    low, high = value - half, value + half
    tenth, far = abs(value) * ABOUT, abs(value) * (FAR - ONE)
    if bound == Bound.ABOUT:
        return Spread(min(low, value - tenth), max(high, value + tenth))
    if bound in {Bound.OVER, Bound.AT_LEAST}:
        return Spread(low, max(high, value + far))
    if bound in {Bound.UNDER, Bound.AT_MOST}:
        return Spread(min(low, value - far), high)
    return Spread(low, high)


def plus(one: Spread, other: Spread) -> Spread:
    """Return x + y."""
    return _closed(add(Interval(*one), Interval(*other)))


def minus(one: Spread, other: Spread) -> Spread:
    """Return x - y."""
    return _closed(sub(Interval(*one), Interval(*other)))


def times(one: Spread, other: Spread) -> Spread:
    """Return x * y."""
    return _closed(mul(Interval(*one), Interval(*other)))


def over(one: Spread, other: Spread) -> Spread | None:
    """Return x / y, or None where y may be zero."""
    found = div(Interval(*one), Interval(*other))
    return None if found.low is None or found.high is None else Spread(found.low, found.high)


def _closed(found: Interval) -> Spread:
    return Spread(found.low or ZERO, found.high or ZERO)  # spreads are closed, so the results are


def plain(value: Decimal | None) -> str:
    """Return a number as a reviewer reads it: grouped, at most three decimals, no exponent."""
    if value is None:
        return "?"
    if abs(value) >= SMALL:
        return f"{value:.3E}"
    shown = value.quantize(Decimal("0.001")) if abs(value) < TEN else value.quantize(Decimal("0.1"))
    text = f"{shown:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def between(spread: Spread) -> str:
    """Return a spread in words."""
    low, high = plain(spread.low), plain(spread.high)
    return low if low == high else f"{low} to {high}"
