"""Faults in the form of quotations: nobody's fragments, late and mixed speakers, marks without partners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claim.excerpts import Sign
from extract.claim.sourcing import source_span
from warehouse.terms import AttributionKind, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.claim.excerpts import Excerpt
    from warehouse.records import Attribution, Quotation

LATE = 50  # words of a quotation before its speaker
FRAME = 4  # marks and a full stop around a quotation that fills its sentence
SMALL = 3  # letters: shorter words are small in titles
SCARE = 4  # words: no more of them are a scare quote, a slogan or a title
WORD = re.compile(r"\w+(?:[’'-]\w+)*")
STRAIGHT = re.compile(r'(?<!\d)"')  # after a digit it is an inch


def quotation_signs(excerpt: Excerpt, source: Attribution | None) -> Iterator[Sign]:
    """Yield a sentence's quotations, and what their form lacks."""
    for item in excerpt.quotations:
        yield Sign("quotation", item.span_start, item.span_end)
        if (
            item.fragment
            and item.attribution_id is None
            and source is None
            and not is_title(item.text)
            and _states(excerpt, item)
            and not _goes_on(excerpt, item)
        ):
            yield Sign("quoted_fragment", item.span_start, item.span_end)
    for attribution in excerpt.attributions:
        yield from _late(excerpt, attribution)


def is_title(words: str) -> bool:
    """Say whether all words but short ones are capitalised, as in the name of a book or song."""
    return all(word[0].isupper() for word in WORD.findall(words) if len(word) > SMALL)


def _states(excerpt: Excerpt, item: Quotation) -> bool:
    """Say whether quoted words say something: a few of them are a name, a slogan or words held at arm's length."""
    inside = [token for token in excerpt.tokens if item.span_start <= excerpt.offset(token) < item.span_end]
    return len(item.text.split()) > SCARE and any(token.pos_ in {"VERB", "AUX"} for token in inside)


def _goes_on(excerpt: Excerpt, item: Quotation) -> bool:
    """Say whether a quotation is one word, or fills its sentence after somebody spoke in the paragraph: they go on."""
    alone = len(excerpt.sentence.text) <= item.span_end - item.span_start + FRAME
    spoke = any(
        attribution.content and attribution.content[0].span_start < item.span_start
        for attribution in excerpt.neighbours
    )
    return " " not in item.text or (alone and spoke)


def unbalanced(everyone: Sequence[Excerpt]) -> dict[int, Sign]:
    """Return the marks without a partner by their sentence's position; a quotation may run on to the next paragraph."""
    paragraphs: dict[int, list[Excerpt]] = {}
    for excerpt in everyone:
        if excerpt.sentence.part is Part.TEXT and excerpt.sentence.role is Role.BODY:
            paragraphs.setdefault(excerpt.paragraph.number, []).append(excerpt)
    found: dict[int, Sign] = {}
    for number, members in paragraphs.items():
        following = paragraphs.get(number + 1)
        place = _unpaired(members[0].paragraph_text, following[0].sentence.text if following else "")
        for excerpt in members if place is not None else []:
            at = members[0].paragraph.span_start + (place or 0)
            if excerpt.sentence.span_start <= at < excerpt.sentence.span_end:
                found[excerpt.sentence.position] = Sign("unbalanced_quotation", at, at + 1)
    return found


def _unpaired(words: str, following: str) -> int | None:
    """Return where a paragraph's mark without a partner stands, or None."""
    stack: list[int] = []
    for place in (match.start() for match in re.finditer("[“”„]|''", words)):
        low = bool(stack) and words[stack[-1]] == "„"  # „so“
        if words[place] == "„" or (words[place] == "“" and not low):
            stack.append(place)
        elif stack:
            stack.pop()
        elif words[place] in "“”":
            return place
    if stack:
        return None if following.startswith("“") else stack[-1]
    straight = [match.start() for match in STRAIGHT.finditer(words)]
    return straight[-1] if len(straight) % 2 and not following.startswith('"') else None


def _late(excerpt: Excerpt, attribution: Attribution) -> Iterator[Sign]:
    """Yield the source clause that comes after a long quotation."""
    source = source_span(attribution)
    if source is None or attribution.inherited or attribution.kind is not AttributionKind.DIRECT:
        return
    spans = [*attribution.source, *attribution.cue]
    start, end = min(span.span_start for span in spans), max(span.span_end for span in spans)
    if not (excerpt.sentence.span_start <= start and end <= excerpt.sentence.span_end):
        return
    offset = excerpt.paragraph.span_start
    words = excerpt.paragraph_text
    before = sum(
        len(WORD.findall(words[max(0, content.span_start - offset) : max(0, content.span_end - offset)]))
        for content in attribution.content
        if content.span_end <= start
    )
    if before >= LATE:
        yield Sign("late_speaker", start, end)


def second_speakers(everyone: Sequence[Excerpt]) -> dict[int, Sign]:
    """Return the second of two speakers who are quoted directly in one paragraph, by their sentence's position."""
    found: dict[int, Sign] = {}
    known: dict[int, tuple[int, int] | None] = {}
    for excerpt in everyone:
        number, sentence = excerpt.paragraph.number, excerpt.sentence
        if number not in known:
            known[number] = _second_speaker(excerpt)
        span = known[number]
        if span and sentence.span_start <= span[0] < sentence.span_end:
            found[sentence.position] = Sign("mixed_speakers", *span)
    return found


def _second_speaker(excerpt: Excerpt) -> tuple[int, int] | None:
    """Return where the paragraph of a sentence names the second of those whom it quotes directly."""
    first, last = excerpt.paragraph.span_start, excerpt.paragraph.block.span_end
    speakers: dict[str, tuple[int, int]] = {}
    for attribution in excerpt.neighbours:
        span = source_span(attribution)
        direct = attribution.kind is AttributionKind.DIRECT and not attribution.inherited
        if span and direct and first <= span[0] < last:
            speakers.setdefault((attribution.canonical_source or attribution.source_text).lower(), span)
    return next(iter(list(speakers.values())[1:]), None)
