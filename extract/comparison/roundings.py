"""What a printed figure allows once arithmetic is done with it: its rounding and its bound, as an interval."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

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


def _open_digits(figure: Figure) -> bool:
    """Whether the digits leave something open: not those of a bare count, and of a range only its own ends."""
    if figure.value is None:
        return False
    step = step_of(figure)
    return step != ONE or figure.dimension not in EXACT_COUNTS


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
