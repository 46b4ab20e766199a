"""An attribution while it is put together: its spans already count in the article's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.attribution.reports import SOURCED, Range, Report, trimmed, without
from extract.attribution.sources import source_ranges
from extract.datelines import DEP as DATELINE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reading import Paragraph
    from warehouse.records import Sentence
    from warehouse.terms import AttributionClass

EDGES = frozenset("\"“”„‟«»‘’'`,.;:—–-…()[]") | {"''", "``", "...", "--"}


@dataclass(slots=True, eq=False)
class Draft:
    """Half-open offsets into the paragraph's part; `head` is the source's head token, `anchor` the cue's."""

    paragraph: Paragraph
    cue: list[Range]
    cue_class: AttributionClass
    rule: str
    content: list[Range]
    source: list[Range] = field(default_factory=list)
    head: Token | None = None
    via: Token | None = None
    anchor: Token | None = None
    inherited: bool = False
    origin: Paragraph = field(init=False)  # the paragraph whose doc holds head and anchor
    quotes: list[Range] = field(default_factory=list)  # quotations among the content

    def __post_init__(self) -> None:
        """Take the draft's own paragraph for its source's; a speaker who goes on keeps the earlier one."""
        self.origin = self.paragraph

    @property
    def has_source(self) -> bool:
        """Say whether it is of a class that answers "who says so"."""
        return self.cue_class in SOURCED

    def overlaps(self, span: Range) -> bool:
        """Say whether the content shares a character with the span."""
        start, end = span
        content = self.content
        if not content or content[0][0] >= end or content[-1][1] <= start:
            return False  # most are far away
        return any(first < end and start < last for first, last in content)

    def widen(self, span: Range) -> None:
        """Take a stretch into the content, leaving the cue and the source out."""
        self.content = without([*self.content, span], self.cue + self.source)


def sentence_index(paragraph: Paragraph, place: int) -> int:
    """Return the place among a paragraph's sentences of the one that holds an offset, else of the last."""
    index = bisect_right(paragraph.sentences, place, key=lambda sentence: sentence.span_end)
    return min(index, len(paragraph.sentences) - 1)


def sentence_at(paragraph: Paragraph, place: int) -> Sentence:
    """Return the sentence of a paragraph that holds an offset, else the last."""
    return paragraph.sentences[sentence_index(paragraph, place)]


class Nearby:
    """A paragraph's drafts by the sentence of their cue: each quotation looks at its neighbours, not at all of them."""

    def __init__(self, paragraph: Paragraph, drafts: list[Draft]) -> None:
        self.paragraph = paragraph
        self.drafts = drafts
        self.by_sentence: dict[int | None, list[Draft]] = {}  # None: near every sentence
        self.spoken: list[tuple[int, int, Draft]] = []  # those that answer "who says so", in order of their cues
        for draft in drafts:
            self._place(draft)

    def add(self, draft: Draft) -> Draft:
        """Take in a new draft and return it."""
        self.drafts.append(draft)
        self._place(draft)
        return draft

    def _place(self, draft: Draft) -> None:
        if not draft.cue:
            return
        # A heading's content is all of its paragraph: it is near every sentence.
        key = None if draft.rule == "heading" else sentence_index(self.paragraph, draft.cue[0][0])
        self.by_sentence.setdefault(key, []).append(draft)
        if draft.has_source and draft.source:
            insort(self.spoken, (draft.cue[0][0], len(self.drafts), draft), key=itemgetter(0, 1))

    def near(self, start: int, end: int) -> list[Draft]:
        """Return the drafts of a stretch's sentences, of the one before and of the one after."""
        first, last = sentence_index(self.paragraph, start), sentence_index(self.paragraph, end)
        keys = (None, *range(first - 1, last + 2))
        return [draft for key in keys for draft in self.by_sentence.get(key, ())]

    def last_spoken(self, place: int) -> Draft | None:
        """Return the last draft with a source whose cue stands before a place."""
        before = bisect_left(self.spoken, place, key=itemgetter(0))
        return self.spoken[before - 1][2] if before else None


def tokens_of(paragraph: Paragraph, sentence: Sentence) -> list[Token]:
    """Return the parsed tokens of a sentence."""
    first, last = sentence.span_start - paragraph.span_start, sentence.span_end - paragraph.span_start
    return list(paragraph.doc.char_span(first, last, alignment_mode="expand") or ())


def draft_of(paragraph: Paragraph, report: Report) -> Draft | None:
    """Return the report in the article's offsets; None where no word of content is left."""
    doc = paragraph.doc
    if report.head is not None and report.head.dep_ == DATELINE:
        report = replace(report, head=None)
    ranges = report.source or ([] if report.head is None else source_ranges(report.head))
    source = trimmed(doc, ranges, EDGES)
    source = without(source, report.cue)
    content = trimmed(doc, without(report.content, report.cue + source), EDGES)
    if not content and report.rule != "bare":
        return None
    return Draft(
        paragraph=paragraph,
        cue=[_offsets(paragraph, r) for r in report.cue],
        cue_class=report.cue_class,
        rule=report.rule,
        content=[_offsets(paragraph, r) for r in content],
        source=[_offsets(paragraph, r) for r in source],
        head=report.head,
        via=report.via,
        anchor=report.anchor,
    )


def _offsets(paragraph: Paragraph, tokens: Range) -> Range:
    first, last = paragraph.doc[tokens[0]], paragraph.doc[tokens[1] - 1]
    return paragraph.span_start + first.idx, paragraph.span_start + last.idx + len(last)
