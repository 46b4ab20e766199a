"""Whether two figures speak of the same thing: one kind of quantity, the same words around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.figure.vocabulary import COMPARISON_WORDS
from extract.lexicon import either
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from extract.comparison.mentions import Mention

LOOSE = set("na")  # an age in a headline is often a bare number: "Dead at 73"
COUNTING = re.compile(rf"-?[^\W\d_]+|\s+(?!(?:{either(COMPARISON_WORDS.not_counted)})\b)[^\W\d_]+")
COUNTED = {Dimension.COUNT, Dimension.OTHER}


def comparable(one: Mention, other: Mention) -> bool:
    """Whether two figures measure the same kind of thing in the same unit."""
    if one.letter != other.letter and ({one.letter, other.letter} - LOOSE or _counts_things(one, other)):
        measure, count = (one, other) if one.letter == "m" else (other, one)
        if (measure.letter, count.letter) != ("m", "n") or measure.figure.unit_name != count.figure.counted_head:
            return False  # but "3.1 mln troy ounces" are ounces
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
