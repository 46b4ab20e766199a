"""What the sources themselves give away: unnamed, second-hand, far away, or naming the same fact elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.passages import REPORTING, Sign
from warehouse.terms import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.passages import Passage
    from warehouse.records import Attribution

REACH = 4  # sentences: a source further off is no candidate
UNNAMED = {SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_ORGANISATION}


def source_signs(passage: Passage) -> Iterator[Sign]:
    """Yield the signs of the sources that are named in this sentence, own attributions only."""
    for attribution in passage.attributions:
        span = _source_span(attribution)
        if span is None or attribution.inherited or attribution.sentence_id != passage.sentence.sentence_id:
            continue
        if attribution.source_kind in UNNAMED and attribution.attribution_class in REPORTING:
            yield Sign("unnamed_source", *span, str(attribution.source_kind))
        elif attribution.source_kind is SourceKind.ANONYMOUS:
            yield Sign("anonymous_source", *span)
        if attribution.via:
            yield Sign("second_hand", *span, attribution.via)


def nearest_source(passage: Passage, everyone: Sequence[Passage]) -> Sign | None:
    """Return the closest source in this part, before rather than after, within a few sentences."""
    here = passage.sentence
    best: tuple[int, int, tuple[int, int]] | None = None
    for other in everyone:
        distance = here.position - other.sentence.position
        if other.sentence.part != here.part or distance == 0 or abs(distance) > REACH:
            continue
        for attribution in other.attributions:
            span = _source_span(attribution)
            if span and not attribution.inherited and attribution.attribution_class in REPORTING:
                best = min(filter(None, [best, (abs(distance), int(distance < 0), span)]))
    return Sign("nearest_source", *best[2]) if best else None


def attributed_elsewhere(passage: Passage, everyone: Sequence[Passage]) -> Passage | None:
    """Return the sentence in which a source gives a figure that this sentence also gives, or None."""
    mine = {(figure.value, figure.unit) for figure in passage.figures if figure.value is not None and figure.value > 1}
    for other in everyone:
        if other.sentence.sentence_id != passage.sentence.sentence_id and any(
            (figure.value, figure.unit) in mine for figure in other.figures if figure.attribution_id
        ):
            return other
    return None


def _source_span(attribution: Attribution) -> tuple[int, int] | None:
    return (attribution.source[0].span_start, attribution.source[0].span_end) if attribution.source else None
