"""What stands around a statement: the nearest source, the same fact told elsewhere, a crowd that is named below."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from extract.claim.excerpts import NAMED, REPORTING, Excerpt, Sign, quoted, satisfies
from extract.claim.phrases import entry, holds
from extract.claim.quotation_signs import is_title
from extract.claim.sourcing import source_span
from warehouse.terms import AttributionKind, Part, Role, SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from warehouse.records import Quotation

REACH = 4  # sentences: a source further off is no candidate
NEAR = 2  # sentences in which a crowd is named
SHARED = 0.5  # of the shorter sentence's content words: the same fact
POINTERS = {"this", "that", "these", "those"}
MOST_TOLD = 500  # sentences that somebody says, in which the same is looked for: a story has fewer
FAR = 12  # sentences: no paragraph before or after is longer
AROUND = 2  # paragraphs before and after a quotation
BETWEEN = 2  # people who speak in them, of whom either may go on
FRAME = 4  # marks and a full stop around a quotation that fills its paragraph


def nearest_source(number: int, everyone: Sequence[Excerpt]) -> Sign | None:
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


class Told(NamedTuple):
    """A sentence that somebody says: its number, its words and the figures that are given to a source."""

    number: int
    words: frozenset[str]
    figures: frozenset[tuple[Decimal | None, str | None]]


def told_by(everyone: Sequence[Excerpt]) -> list[Told]:
    """Return the sentences that somebody says, in reading order."""
    sourced = ((at, excerpt) for at, excerpt in enumerate(everyone) if any(map(satisfies, excerpt.attributions)))
    return [
        Told(
            at,
            excerpt.content,
            frozenset((figure.value, figure.unit) for figure in excerpt.figures if figure.attribution_id),
        )
        for at, excerpt in islice(sourced, MOST_TOLD)
    ]


def attributed_elsewhere(number: int, everyone: Sequence[Excerpt], told: Sequence[Told]) -> Excerpt | None:
    """Return the sentence in which a source gives the same figure, or most of the same words, or None."""
    excerpt = everyone[number]
    mine = {
        (figure.value, figure.unit) for figure in excerpt.figures if figure.value is not None and figure.value > NEAR
    }
    words = excerpt.content
    for other in told:
        shared = words & other.words
        same = (shared and mine & other.figures) or (len(shared) > REACH and len(shared) >= SHARED * len(words))
        if same and other.number != number:
            return everyone[other.number]
    return None


def named_below(number: int, everyone: Sequence[Excerpt]) -> bool:
    """Say whether one of the next two sentences names somebody who speaks: the crowd was its topic sentence."""
    return any(
        attribution.source_kind in NAMED and attribution.attribution_class in REPORTING
        for excerpt in everyone[number + 1 : number + 1 + NEAR]
        for attribution in excerpt.attributions
    )


def named_above(number: int, everyone: Sequence[Excerpt]) -> bool:
    """Say whether a named source or a document speaks earlier in the paragraph, or just before "That share …"."""
    here = everyone[number]
    pointing = _points_back(here)
    if quoted_next(number, everyone) or (pointing and number and _somebody_speaks(everyone[number - 1])):
        return True
    return any(
        attribution.source_kind in NAMED and attribution.attribution_class in REPORTING
        for at, excerpt in enumerate(everyone[max(0, number - REACH) : number], max(0, number - REACH))
        if excerpt.paragraph.number == here.paragraph.number or (pointing and at == number - 1)
        for attribution in excerpt.attributions
    )


def _somebody_speaks(excerpt: Excerpt) -> bool:
    return any(item.attribution_class in REPORTING and item.source for item in excerpt.attributions)


def left_open(number: int, everyone: Sequence[Excerpt], language: str) -> Excerpt | None:
    """Return the sentence of the body that leaves open what a headline states: it has its words, and a doubt."""
    words = everyone[number].content
    doubt = entry("exemptions", "doubt", language).pattern
    for other in everyone:
        if (
            other.sentence.part is Part.TEXT
            and len(words & other.content) >= NEAR
            and doubt.search(other.sentence.text)
        ):
            return other
    return None


def quoted_next(number: int, everyone: Sequence[Excerpt]) -> bool:
    """Say whether the next sentence of the paragraph quotes somebody with a name, or names one of those here."""
    following = everyone[number + 1 : number + 2]
    return any(
        attribution.source_kind in NAMED
        and (attribution.kind is AttributionKind.DIRECT or attribution.source_text.lower().startswith("one of them"))
        for excerpt in following
        if excerpt.paragraph.number == everyone[number].paragraph.number
        for attribution in excerpt.attributions
    )


def document_named(number: int, everyone: Sequence[Excerpt], language: str) -> bool:
    """Say whether a poll, a report or other document is named in the sentence, or in the one before it."""
    here = everyone[number]
    if number and _points_back(here) and holds("exemptions", "rule", everyone[number - 1].sentence.text, language):
        return True
    near = everyone[max(0, number - 1) : number + 1]
    return any(holds("exemptions", "document", excerpt.sentence.text, language) for excerpt in near)


def _points_back(excerpt: Excerpt) -> bool:
    """Say whether a sentence begins with "that", "of these" and the like: it goes on from the one before."""
    first = [token.lower_ for token in excerpt.tokens[:2]]
    return first[0] in POINTERS or (first[0] == "of" and first[-1] in POINTERS)


def lone_quotations(number: int, everyone: Sequence[Excerpt]) -> list[Sign]:
    """Return the full quotations that nobody speaks: no source, no colon before them, no speaker in paragraphs around.

    Of a run of such quotations the first alone is returned; its detail says whether somebody acts near it.
    """
    excerpt = everyone[number]
    if (
        excerpt.sentence.part is not Part.TEXT
        or excerpt.sentence.role is not Role.BODY
        or _spoken_near(number, everyone)
    ):
        return []
    alone = [item for item in excerpt.quotations if _alone(item, number, everyone)]
    detail = "somebody_acts" if alone and _somebody_acts(number, everyone) else None
    return [Sign("lone_quotation", item.span_start, item.span_end, detail) for item in alone]


def between_speakers(number: int, everyone: Sequence[Excerpt]) -> list[Sign]:
    """Return a quotation that is a whole paragraph, carried over without a cue, where two people speak around it."""
    excerpt = everyone[number]
    carried = {item.attribution_id for item in excerpt.attributions if not item.cue}
    filled = [
        item
        for item in excerpt.quotations
        if item.attribution_id in carried and not item.fragment and item.span_start >= excerpt.sentence.span_start
    ]
    whole = [item for item in filled if len(excerpt.paragraph_text.strip()) <= item.span_end - item.span_start + FRAME]
    if not whole or excerpt.sentence.part is not Part.TEXT or excerpt.sentence.role is not Role.BODY:
        return []
    paragraph = excerpt.paragraph.number
    near = [
        other
        for other in everyone[max(0, number - FAR) : number + FAR]
        if 0 < abs(other.paragraph.number - paragraph) <= AROUND and other.sentence.part is Part.TEXT
    ]
    speakers = {
        item.canonical_source or item.source_text
        for other in near
        for item in other.attributions
        if item.source_kind is SourceKind.NAMED_PERSON and item.attribution_class in REPORTING and item.cue
    }
    quotes = any(
        not item.fragment for other in near if other.paragraph.number == paragraph - 1 for item in other.quotations
    )
    introduced = number > 0 and everyone[number - 1].sentence.text.rstrip().endswith(":")
    if len(speakers) != BETWEEN or quotes or introduced:
        return []
    return [Sign("lone_quotation", item.span_start, item.span_end, "between_speakers") for item in whole]


def _somebody_acts(number: int, everyone: Sequence[Excerpt]) -> bool:
    """Say whether a name, he or she acts in a sentence's paragraph or the one before: that may be the speaker."""
    paragraph = everyone[number].paragraph.number
    return any(
        token.dep_ in {"nsubj", "nsubjpass"}
        and (token.pos_ == "PROPN" or token.lower_ in {"he", "she"})
        and not quoted(excerpt, (excerpt.offset(token), excerpt.offset(token) + 1))
        for excerpt in everyone[max(0, number - FAR) : number + FAR]
        if 0 <= paragraph - excerpt.paragraph.number <= 1
        for token in excerpt.tokens
    )


def _alone(item: Quotation, number: int, everyone: Sequence[Excerpt]) -> bool:
    """Say whether a quotation is a full one without a source, and nothing before it introduces it."""
    excerpt = everyone[number]
    before = excerpt.sentence.text[: max(0, item.span_start - excerpt.sentence.span_start)].rstrip("“\"‘' ")
    above = everyone[number - 1] if number else None
    introduced = before.endswith(":") or (
        not before and above is not None and above.sentence.text.rstrip().endswith((":", "?"))
    )
    run_on = above is not None and any(
        not other.fragment and other.attribution_id is None for other in above.quotations
    )
    starts_here = excerpt.sentence.span_start <= item.span_start < excerpt.sentence.span_end
    words = item.text.split()
    bare = not item.fragment and item.attribution_id is None and len(words) > REACH and not is_title(item.text)
    return bare and starts_here and not introduced and not run_on


def _spoken_near(number: int, everyone: Sequence[Excerpt]) -> bool:
    """Say whether somebody speaks in the paragraph of a sentence, in the one before or in the one after."""
    paragraph = everyone[number].paragraph.number
    near = {
        attribution.attribution_id: attribution
        for excerpt in everyone[max(0, number - FAR) : number + FAR]
        if abs(excerpt.paragraph.number - paragraph) <= 1
        for attribution in excerpt.attributions
    }
    return any(attribution.source for attribution in near.values())
