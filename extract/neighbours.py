"""What stands around a statement: the nearest source, the same fact told elsewhere, a crowd that is named below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.passages import NAMED, REPORTING, Passage, Sign, satisfies
from extract.sourcing import source_span
from warehouse.terms import SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 4  # sentences: a source further off is no candidate
NEAR = 2  # sentences in which a crowd is named
SHARED = 0.5  # of the shorter sentence's content words: the same fact
CONTENT = {"NOUN", "PROPN", "VERB", "NUM", "ADJ"}


def nearest_source(number: int, everyone: Sequence[Passage]) -> Sign | None:
    """Return the closest source in this part, before rather than after, within a few sentences."""
    here = everyone[number].sentence
    best: tuple[int, int, tuple[int, int]] | None = None
    for at in range(max(0, number - REACH), min(len(everyone), number + REACH + 1)):
        if everyone[at].sentence.part != here.part:
            continue
        for attribution in everyone[at].attributions:
            span = source_span(attribution)
            if span and not attribution.inherited and attribution.attribution_class in REPORTING:
                found = (abs(number - at), int(at > number), span)
                best = min(best, found) if best else found
    return Sign("nearest_source", *best[2]) if best else None


def attributed_elsewhere(number: int, everyone: Sequence[Passage]) -> Passage | None:
    """Return the sentence in which a source gives the same figure, or most of the same words, or None."""
    passage = everyone[number]
    mine = {
        (figure.value, figure.unit) for figure in passage.figures if figure.value is not None and figure.value > NEAR
    }
    words = content_words(passage)
    for at, other in enumerate(everyone):
        if at == number or not any(map(satisfies, other.attributions)):
            continue
        theirs = {(figure.value, figure.unit) for figure in other.figures if figure.attribution_id}
        shared = words & content_words(other)
        if (mine & theirs and shared) or (len(shared) > REACH and len(shared) >= SHARED * len(words)):
            return other
    return None


def named_below(number: int, everyone: Sequence[Passage]) -> bool:
    """Say whether one of the next two sentences names somebody who speaks: the crowd was its topic sentence."""
    return any(
        attribution.source_kind in NAMED and attribution.attribution_class in REPORTING
        for passage in everyone[number + 1 : number + 1 + NEAR]
        for attribution in passage.attributions
    )


def named_above(number: int, everyone: Sequence[Passage]) -> bool:
    """Say whether a named source, a poll or a document speaks earlier in the same paragraph."""
    here = everyone[number]
    return any(
        attribution.source_kind in NAMED and attribution.attribution_class in REPORTING
        for passage in everyone[max(0, number - REACH) : number]
        if passage.paragraph.number == here.paragraph.number
        for attribution in passage.attributions
    )


def is_vague(passage: Passage) -> bool:
    """Say whether a crowd is this sentence's source."""
    return any(attribution.source_kind is SourceKind.VAGUE for attribution in passage.attributions)


def content_words(passage: Passage) -> set[str]:
    """Return the lemmas that carry a sentence's meaning."""
    return {token.lemma_.lower() for token in passage.tokens if token.pos_ in CONTENT and not token.is_stop}
