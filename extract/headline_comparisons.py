"""Headline, standfirst and caption figures against the body: found there, derived from it, in conflict, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.likeness import comparable, derived, likeness, same_value
from extract.pairings import Pairing, place_of, reading_of
from extract.roundings import spread_of
from extract.slips import slip
from warehouse.terms import Bound, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.mentions import Mention
    from extract.reading import Reading

ABOVE = {Role.HEADLINE, Role.STANDFIRST, Role.SUBHEAD, Role.KEY_POINT, Role.CAPTION}
SILENT = set("dhoys")  # dates, times, ordinals, years and scores have checks of their own


def compare_headline(reading: Reading, prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each headline, standfirst or caption figure that the body does not hold."""
    body = [mention for mention in prose if mention.sentence.part == Part.TEXT and mention.sentence.role not in ABOVE]
    for mention in prose:
        if mention.sentence.role in ABOVE and mention.letter not in SILENT:
            yield from _against(reading, mention, [b for b in body if b.letter not in SILENT])


def _against(reading: Reading, mention: Mention, body: list[Mention]) -> Iterator[Pairing]:
    said = spread_of(mention.figure)
    if said is None or mention.figure.value is None or not body:
        return
    rivals = [other for other in body if comparable(mention, other)]
    scores = {id(other): likeness(mention, other) for other in rivals}
    agreeing = [other for other in rivals if same_value(mention.figure, other.figure)]
    opposed = [other for other in rivals if not same_value(mention.figure, other.figure)]
    best = max(opposed, key=lambda other: (scores[id(other)], -other.sentence.position), default=None)
    if best is None or agreeing or derived(reading, mention, body):
        return
    other = spread_of(best.figure)
    if other is None:
        return
    score = scores[id(best)]
    qualifiers = [f"likeness:{min(int(score), 9)}", f"role:{mention.sentence.role}"]
    if pattern := slip(mention.figure, best.figure):
        qualifiers.append(f"slip:{pattern}")
    if (
        mention.figure.bound in {Bound.AT_LEAST, Bound.OVER}
        and best.figure.value
        and best.figure.value > mention.figure.value
    ):
        qualifiers.append("stale")
    yield Pairing(
        relation="headline_body",
        sentence=mention.sentence,
        place=place_of(mention, "figure"),
        reported=said,
        expected=other,
        unit=mention.figure.unit,
        reading=reading_of(mention.figure.text, said, other, f'the body\'s "{best.figure.text}"'),
        partners=(place_of(best, "figure in the body"),),
        other=best.sentence,
        qualifiers=tuple(qualifiers),
    )
