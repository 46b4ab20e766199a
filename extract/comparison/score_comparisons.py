"""Votes and scores given twice: the headline's against the body's, and two of the body with one total."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from extract.comparison.likeness import likeness
from extract.comparison.pairings import Pairing, place_of
from extract.comparison.roundings import Spread
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Mention

TWO = re.compile(r"^\D*(\d+)\s*%?\s*[-–—]\s*(\d+)\D*$")
ALIKE, ALIKE_BODY = 2.0, 4.0  # likeness from which two scores are of one vote
MOST = 30


def compare_scores(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each score of the headline that the body gives otherwise, and for votes told in two ways."""
    scores = _scores(prose)[:MOST]
    above = [(m, s) for m, s in scores if m.sentence.role == Role.HEADLINE]
    body = [(m, s) for m, s in scores if m.sentence.part == Part.TEXT]
    told = {frozenset(sides) for _, sides in body}
    for mention, sides in above:
        rivals = [(likeness(mention, other), other, theirs) for other, theirs in body]
        score, other, theirs = max(rivals, key=lambda r: r[0], default=(0.0, mention, sides))
        if frozenset(sides) not in told and score >= ALIKE:
            yield _pairing("headline_body", mention, sides, other, theirs)
    yield from _splits(prose)
    for (one, first), (other, second) in combinations(body, 2):
        same_total = set(first) != set(second) and sum(first) == sum(second) and one.sentence is not other.sentence
        if same_total and likeness(one, other) >= ALIKE_BODY:
            yield _pairing("same_quantity", other, second, one, first)


def _splits(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a headline's "42%-24%" with the body's "42%-42%": one side alike, the other in none of its percentages."""
    shares = [m for m in prose if m.letter == "p"]
    body = [m for m in shares if m.sentence.part == Part.TEXT]
    ends = {value for m in body for value in (m.figure.value, m.figure.range_low, m.figure.range_high)}
    for mention in (m for m in shares if m.sentence.role == Role.HEADLINE):
        sides = sides_of(mention)
        if sides is None or ends.issuperset(map(Decimal, sides)):
            continue
        rivals = [
            (likeness(mention, m), m, theirs) for m in body if (theirs := sides_of(m)) and set(theirs) & set(sides)
        ]
        score, other, theirs = max(rivals, key=lambda r: r[0], default=(0.0, mention, sides))
        if score >= ALIKE:
            yield _pairing("headline_body", mention, sides, other, theirs)


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many of the article's scores come after those that are paired."""
    return max(0, len(_scores(prose)) - MOST)


def _scores(prose: Sequence[Mention]) -> list[tuple[Mention, tuple[int, int]]]:
    return [(m, sides) for m in prose if m.letter == "s" and (sides := sides_of(m))]


def sides_of(mention: Mention) -> tuple[int, int] | None:
    """Return the two sides of a score, or None when it is none."""
    found = TWO.match(mention.figure.text)
    return (int(found[1]), int(found[2])) if found else None


def _pairing(
    relation: str, mention: Mention, sides: tuple[int, int], other: Mention, theirs: tuple[int, int]
) -> Pairing:
    side = next((n for n in (0, 1) if sorted(sides)[n] != sorted(theirs)[n]), 0)
    said, expected = Decimal(sorted(sides)[side]), Decimal(sorted(theirs)[side])
    return Pairing(
        relation=relation,
        sentence=mention.sentence,
        place=place_of(mention, "figure"),
        reported=Spread(said, said),
        expected=Spread(expected, expected),
        unit="1",
        reading=f'reported "{mention.figure.text}"; the other mention of the vote says "{other.figure.text}"',
        partners=(place_of(other, "same vote"),),
        other=other.sentence,
        qualifiers=("score", f"role:{mention.sentence.role}"),
    )
