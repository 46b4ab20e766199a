"""What the readers of cues hand on: an attribution in the making, still tied to the parse."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

SOURCED = frozenset({AttributionClass.SPEECH, AttributionClass.DOCUMENT})  # the classes that answer "who says so"
ASIDES = frozenset({"advcl", "relcl", "acl"})
Range = tuple[int, int]  # half-open token indexes of one doc


@dataclass(slots=True)
class Report:
    """One cue with its source and content as token ranges of the paragraph's doc."""

    cue: list[Range]
    cue_class: AttributionClass
    rule: str
    content: list[Range] = field(default_factory=list)
    source: list[Range] = field(default_factory=list)
    head: Token | None = None  # the source's head token
    via: Token | None = None  # the head token of who was told
    anchor: Token | None = None  # the cue's own token


def touched(spans: Sequence[Range], first: int, last: int) -> bool:
    """Say whether one of these spans, which are in order and apart, shares a place with a stretch."""
    at = bisect_left(spans, last, key=itemgetter(0))
    return bool(at) and first < spans[at - 1][1]


def subtree(token: Token) -> Range:
    """Return the token range that a token's dependents reach over, itself included."""
    return token.left_edge.i, token.right_edge.i + 1


def shortened(doc: Doc, first: int, last: int) -> Range:
    """Return a phrase without the clause that a comma sets off at its end: ", who has three children"."""
    for token in doc[first:last]:
        edge = token.left_edge.i
        if token.dep_ in ASIDES and edge > first + 1 and doc[edge - 1].text == "," and token.right_edge.i >= last - 2:
            return first, edge - 1
    return first, last


def without(ranges: list[Range], holes: list[Range]) -> list[Range]:
    """Return the ranges with the holes cut out, sorted and merged."""
    kept: list[Range] = []
    for first, last in sorted(ranges):
        start = max(first, kept[-1][1]) if kept else first
        for hole_first, hole_last in sorted(holes):
            if start < hole_first < last:
                kept.append((start, hole_first))
            if hole_first < last and start < hole_last:
                start = max(start, hole_last)
        if start < last:
            kept.append((start, last))
    return kept


def trimmed(doc: Doc, ranges: list[Range], edge: frozenset[str]) -> list[Range]:
    """Return the ranges without the marks and white space at their edges; empty ones go."""
    kept = []
    for first, last in ranges:
        while first < last and (doc[first].is_space or doc[first].text in edge):
            first += 1  # noqa: PLW2901 - the range's own edges move in
        while first < last and (doc[last - 1].is_space or doc[last - 1].text in edge):
            last -= 1  # noqa: PLW2901 - as above
        if first < last:
            kept.append((first, last))
    return kept
