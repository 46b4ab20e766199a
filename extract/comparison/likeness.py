"""Whether two figures speak of the same thing: one kind of quantity, the same words around, one value or two."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.comparison.roundings import Spread, spread_of, step_of
from extract.figure.number.steps import PRINTED
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from extract.comparison.mentions import Mention
    from warehouse.records import Figure

EXACT = {Bound.EXACT}
ZERO, HALF, ONE, FEW, TWENTIETH = Decimal(0), Decimal("0.5"), Decimal(1), Decimal(100), Decimal("0.05")
LOOSE = set("na")  # an age in a headline is often a bare number: "Dead at 73"
COUNTING = re.compile(
    r"-?[^\W\d_]+|\s+(?!(?:and|as|at|after|by|during|following|from|in|of|on|to|was|with)\b)[^\W\d_]+"
)
COUNTED = {Dimension.COUNT, Dimension.OTHER}


def comparable(one: Mention, other: Mention) -> bool:
    """Whether two figures measure the same kind of thing in the same unit."""
    if one.letter != other.letter and ({one.letter, other.letter} - LOOSE or _counts_things(one, other)):
        return False
    if other.figure.value is None and other.figure.range_low is None:
        return False  # "several", "hundreds": they agree with too much
    if one.figure.dimension in COUNTED and other.figure.dimension in COUNTED:
        return True
    if one.letter != other.letter:
        return True
    return one.figure.dimension == other.figure.dimension and one.figure.unit == other.figure.unit


def _counts_things(one: Mention, other: Mention) -> bool:
    """Whether the bare number of the two stands before what it counts, and so is no age: "16 injured", "5-story"."""
    return any(mention.letter == "n" and COUNTING.match(mention.around[1]) for mention in (one, other))


def likeness(one: Mention, other: Mention) -> float:
    """Return how alike the words around two figures are: 2 a word counted, 1 a word before, half elsewhere."""
    counted = set(one.after[:3]) & set(other.after[:4]) | (one.unit_words & other.unit_words)
    counted |= set(one.nouns) & set(other.nouns)
    before = set(one.before[:3]) & set(other.before[:4])
    rest = (one.said & other.said) - counted - before
    happening = {word for word in rest if word.startswith("=")}
    return 2.0 * len(counted) + len(before) + len(happening) + 0.5 * len(rest - happening)


def same_value(one: Figure, other: Figure, *, coarser: bool = False) -> bool:
    """Whether two figures can be one number: equal, one the rounding of the other, or inside the other's bound.

    With `coarser`, only the first may be a rounding: a headline rounds the body's figure, and never sharpens it.
    """
    if one.value is None or other.value is None:
        first, second = spread_of(one), spread_of(other)
        return first is None or second is None or (first.low <= second.high and second.low <= first.high)
    if one.value == other.value:
        return True
    first, second = bounds_of(one), bounds_of(other)
    if first.low <= second.high and second.low <= first.high:
        return True
    if one.bound in {Bound.OVER, Bound.AT_LEAST} and ZERO <= other.value - one.value < step_of(one):
        return True  # "over 1,000" is cut from 1,300
    return (not coarser or step_of(one) >= step_of(other)) and rounds_to(one, other)


def bounds_of(figure: Figure) -> Spread:
    """Return what the figure's bound allows, without rounding."""
    if figure.bound in EXACT and figure.value is not None:
        return Spread(figure.value, figure.value)
    return spread_of(figure, rounding=False) or Spread(Decimal(0), Decimal(0))


def rounds_to(one: Figure, other: Figure) -> bool:
    """Whether the coarser figure is the finer one rounded or cut; round tens and hundreds within 5 % only."""
    coarse, fine = sorted((one, other), key=step_of, reverse=True)
    if coarse.value is None or fine.value is None or step_of(coarse) == step_of(fine):
        return False
    gap, step = abs(coarse.value - fine.value), step_of(coarse)
    if gap <= min(step * HALF, abs(fine.value) * TWENTIETH):
        return True
    step = last_place(coarse)
    return gap <= step * HALF or (fine.value > coarse.value and gap < step)


def last_place(figure: Figure) -> Decimal:
    """Return the worth of the last digit printed, zeros included: 1,000 for "300K", 0.1 million for "1.5 million"."""
    printed = PRINTED.search(figure.text)
    if printed is None or not figure.value:
        return ONE if figure.value is None or abs(figure.value) < FEW else step_of(figure)
    shown = Decimal(re.sub(r"[^\d.]", "", printed[0]).rstrip("."))
    scale = abs(figure.value) / shown if shown else ONE
    return scale.scaleb(-len(printed[0].partition(".")[2]))
