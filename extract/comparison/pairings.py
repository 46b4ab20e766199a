"""A comparison before it knows its claim: where it stands, what both sides allow, and the recomputation in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.roundings import Spread, between, plain

if TYPE_CHECKING:
    from decimal import Decimal

    from extract.comparison.mentions import Mention
    from warehouse.records import Sentence
    from warehouse.terms import Part


class Place(NamedTuple):
    """Words in one of the article's texts, and what they are to the comparison."""

    part: Part
    span_start: int
    span_end: int
    role: str


def place_of(mention: Mention, role: str = "other figure") -> Place:
    """Return where a figure stands."""
    figure = mention.figure
    return Place(figure.part, figure.span_start, figure.span_end, role)


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """What one family of comparisons found; `sentence` is the flagged one, `other` its partner's when that differs."""

    relation: str
    sentence: Sentence
    place: Place
    reported: Spread | None
    expected: Spread | None
    unit: str
    reading: str
    partners: tuple[Place, ...]
    other: Sentence | None = None
    qualifiers: tuple[str, ...] = ()


def arithmetic(  # noqa: PLR0917 - both sides of the comparison, in the order that a reader checks them
    relation: str,
    at: Mention,
    partners: tuple[Mention, ...],
    reported: Spread,
    expected: Spread,
    how: str,
    qualifiers: tuple[str, ...] = (),
) -> Pairing:
    """Return a recomputation; `how` says what was computed, in words."""
    return Pairing(
        relation=relation,
        sentence=at.sentence,
        place=place_of(at, "figure"),
        reported=reported,
        expected=expected,
        unit=at.figure.unit,
        reading=reading_of(at.figure.text, reported, expected, how),
        partners=tuple(place_of(partner) for partner in partners),
        qualifiers=qualifiers,
    )


def reading_of(words: str, reported: Spread, expected: Spread, how: str) -> str:
    """Return reported, read as, recomputed and difference in one line."""
    said = f'reported "{words}", read as {between(reported)}; recomputed {how}: {between(expected)}'
    gap = gap_of(reported, expected)
    return f"{said}; difference {plain(gap)} after rounding" if gap else f"{said}; they agree within rounding"


def gap_of(reported: Spread, expected: Spread) -> Decimal:
    """Return how far apart two spreads are, 0 when they meet."""
    return max(expected.low - reported.high, reported.low - expected.high, reported.low - reported.low)
