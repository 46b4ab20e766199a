"""A sentence with everything the claim readers ask about it: its tokens, figures, sources and quotations."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from warehouse.terms import AttributionClass, Role, SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

    from extract.reading import Block, Paragraph, Reading
    from warehouse.records import Attribution, Figure, Quotation, Sentence, Span
    from warehouse.terms import Part

Item = TypeVar("Item", "Attribution", "Quotation")
Spans = tuple[tuple[int, int], ...]
REPORTING = {AttributionClass.SPEECH, AttributionClass.DOCUMENT}
NAMED = {SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION, SourceKind.DOCUMENT}
CONTENT = {"NOUN", "PROPN", "VERB", "NUM", "ADJ"}
SENTENCE_SHARE = 0.6  # of a sentence's words: with so many inside a content, the rest is its frame


class Excerpt(NamedTuple):
    """A sentence, its paragraph, and the records that touch it; `neighbours` are the paragraph's attributions."""

    sentence: Sentence
    paragraph: Paragraph
    tokens: SpacySpan
    figures: tuple[Figure, ...]
    attributions: tuple[Attribution, ...]
    quotations: tuple[Quotation, ...]
    neighbours: tuple[Attribution, ...]
    paragraph_text: str
    ends: tuple[int, ...]  # of the tokens, in the sentence's part
    content: frozenset[str]  # the lemmas that carry its meaning

    def offset(self, token: Token) -> int:
        """Return where a token begins in the sentence's part."""
        return self.paragraph.span_start + token.idx


class Sign(NamedTuple):
    """A feature before it has its claim: a named signal and the words showing it."""

    feature: str
    span_start: int
    span_end: int
    detail: str | None = None
    part: Part | None = None  # the sentence's own, when None


def touches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two half-open spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def satisfies(attribution: Attribution) -> bool:
    """Say whether this answers "who says so?": speech and documents do, a mood or an unnamed heir does not."""
    if attribution.attribution_class not in REPORTING or attribution.source_kind is SourceKind.VAGUE:
        return False
    return not attribution.inherited or attribution.source_kind in NAMED


def covered(excerpt: Excerpt, span: tuple[int, int]) -> Attribution | None:
    """Return the attribution that satisfies these words, or None."""
    for attribution in excerpt.attributions:
        if satisfies(attribution) and any(touches(span, content) for content in attribution.content):
            return attribution
    return None


def quoted(excerpt: Excerpt, span: tuple[int, int]) -> bool:
    """Say whether these words begin inside quotation marks."""
    return any(quotation.span_start <= span[0] < quotation.span_end for quotation in excerpt.quotations)


def sentence_source(excerpt: Excerpt) -> Attribution | None:
    """Return the attribution whose content holds most of the sentence's words, or None."""
    sources = [attribution for attribution in excerpt.attributions if satisfies(attribution)]
    if not sources:
        return None
    words = [excerpt.offset(token) for token in excerpt.tokens if not token.is_punct and not token.is_space]
    best: tuple[float, Attribution] | None = None
    for attribution in sources:
        inside = sum(_within(place, attribution.content) for place in words)
        frame = sum(_within(place, attribution.source + attribution.cue) for place in words)
        share = inside / max(1, len(words) - frame)
        if best is None or share > best[0]:
            best = (share, attribution)
    return best[1] if best and best[0] >= SENTENCE_SHARE else None


def _within(place: int, spans: Sequence[Span]) -> bool:
    return any(span_start <= place < span_end for span_start, span_end in spans)


def excerpts(
    reading: Reading,
    figures: Sequence[Figure],
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation],
) -> list[Excerpt]:
    """Return every sentence of a reading with its records, in reading order; page furniture is left out."""
    found = []
    counted: dict[str, list[Figure]] = {}
    for figure in figures:
        counted.setdefault(figure.sentence_id, []).append(figure)
    shown = [paragraph for paragraph in reading.paragraphs if paragraph.block.role is not Role.FURNITURE]
    sentences = [sentence for paragraph in shown for sentence in paragraph.sentences]
    said = [(item, (*item.content, *item.source, *item.cue)) for item in attributions]
    near = _dealt(said, [paragraph.block for paragraph in shown])
    sources = iter(_dealt(said, sentences))
    marked = iter(_dealt([(item, ((item.span_start, item.span_end),)) for item in quotations], sentences))
    for paragraph, local in zip(shown, near, strict=True):
        block = paragraph.block
        words = reading.words(block.part)[block.span_start : block.span_end]
        for sentence, tokens in zip(paragraph.sentences, paragraph.doc.sents, strict=True):
            found.append(
                Excerpt(
                    sentence,
                    paragraph,
                    tokens,
                    tuple(counted.get(sentence.sentence_id, ())),
                    next(sources),
                    next(marked),
                    local,
                    words,
                    tuple(paragraph.span_start + token.idx + len(token) for token in tokens),
                    frozenset(token.lemma_.lower() for token in tokens if token.pos_ in CONTENT and not token.is_stop),
                )
            )
    return found


def _dealt(items: Sequence[tuple[Item, Spans]], places: Sequence[Sentence | Block]) -> list[tuple[Item, ...]]:
    """Return the items that touch each place, in their order; no place of a part overlaps another."""
    found: list[list[Item]] = [[] for _ in places]
    order = sorted(range(len(places)), key=lambda number: (places[number].part, places[number].span_start))
    ends = [(places[number].part, places[number].span_end) for number in order]
    for item, spans in items:
        touched = set[int]()
        for start, end in spans:
            at = bisect_right(ends, (item.part, start))
            while at < len(ends) and ends[at][0] is item.part and places[order[at]].span_start < end:
                touched.add(order[at])
                at += 1
        for number in touched:
            found[number].append(item)
    return [tuple(here) for here in found]
