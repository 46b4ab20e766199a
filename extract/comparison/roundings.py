"""What a printed figure allows once arithmetic is done with it: its rounding and its bound, as an interval."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.number.steps import PRINTED, WHOLE, trailing
from extract.intervals import Interval, add, div, mul, sub
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from warehouse.records import Figure

FAR = Decimal("1.25")  # "more than x" agrees with figures up to 1.25 x (docs/figures.md)
EXACT_COUNTS = {Dimension.COUNT, Dimension.AGE, Dimension.SCORE, Dimension.ORDINAL}  # a bare integer of these is exact
TWO = 2
HALF, TEN, ONE, ZERO = Decimal("0.5"), Decimal(10), Decimal(1), Decimal(0)
FORTIETH = Decimal("0.025")
SMALL = 10**15  # beyond it no news figure is meant


class Spread(NamedTuple):
    """The values a figure allows, both ends included."""

    low: Decimal
    high: Decimal


def meets(one: Spread, other: Spread) -> bool:
    """Whether two spreads share a value."""
    return one.low <= other.high and other.low <= one.high


def step_of(figure: Figure) -> Decimal:
    """Return the worth of the last digit that the printed figure shows."""
    return figure.step or ONE


def spread_of(figure: Figure, *, rounding: bool = True) -> Spread | None:
    """Return what the figure allows in arithmetic, None without a number; `rounding` adds what its digits leave open.

    An open end is closed a quarter further on: "more than x" agrees with figures up to 1.25 x only.
    """
    value = figure.value
    low, high = figure.low, figure.high
    if low is None and high is None:
        if value is None:
            return None
        low = high = value
    anchor = value if value is not None else low if low is not None else high
    if anchor is None:
        return None
    quarter = abs(anchor) * (FAR - ONE)
    closed = Spread(low if low is not None else anchor - quarter, high if high is not None else anchor + quarter)
    if not rounding:
        return Spread(value, value) if value is not None and figure.bound == Bound.EXACT else closed
    half = min(step_of(figure), abs(anchor)) * HALF if _open_digits(figure) else ZERO
    return Spread(min(closed.low, anchor - half), max(closed.high, anchor + half))


def printed_spread(figure: Figure) -> Spread | None:
    """Return what the printed digits allow, "about" and "nearly" taken as roundings: for sums done by the reporter."""
    value = figure.value
    if value is None or figure.bound not in {Bound.ABOUT, Bound.EXACT}:
        return spread_of(figure)
    half = min(step_of(figure), abs(value)) * HALF if _open_digits(figure) else ZERO
    if figure.bound == Bound.ABOUT:
        half = max(half, abs(value) * FORTIETH)
    return Spread(value - half, value + half)


def _open_digits(figure: Figure) -> bool:
    """Whether the digits leave something open: not those of a bare count, and of a range only its own ends."""
    if figure.value is None:
        return False
    step = step_of(figure)
    return step != ONE or figure.dimension not in EXACT_COUNTS


def ends_of(figure: Figure) -> tuple[Spread, Spread] | None:
    """Return both ends of a range in printed order, each with its rounding: 46 and 42 for "46 to 42 percent"."""
    low, high = figure.range_low, figure.range_high
    numbers = PRINTED.findall(figure.text)
    if low is None or high is None or len(numbers) != TWO:
        return None
    half = min(_shown(number) for number in numbers) * HALF
    if figure.dimension not in WHOLE:
        half = max(half, min(trailing(low), trailing(high)) * HALF)
    first, last = Spread(low - half, low + half), Spread(high - half, high + half)
    printed = [Decimal(re.sub(r"[^\d.]", "", number).rstrip(".") or 0) for number in numbers]
    if low and printed[1] and printed[0] / printed[1] == high / low:
        return last, first
    if low and printed[1] and printed[0] / printed[1] == low / high:
        return first, last
    return (first, last) if _digits(numbers[0]) == _digits(f"{low:f}") else (last, first)


def _shown(number: str) -> Decimal:
    return ONE.scaleb(-len(number.partition(".")[2].strip()))


def _digits(number: str) -> str:
    return re.sub(r"[^\d]", "", f"{Decimal(re.sub(r'[^0-9.]', '', number).rstrip('.') or 0).normalize():f}").rstrip("0")


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
