"""An attribution while it is put together: its spans already count in the article's text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.attribution.findings import SOURCED, Finding, Range, trimmed, without
from extract.attribution.sources import source_ranges

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


def sentence_at(paragraph: Paragraph, place: int) -> Sentence:
    """Return the sentence of a paragraph that holds an offset, else the last."""
    index = bisect_right(paragraph.sentences, place, key=lambda sentence: sentence.span_end)
    return paragraph.sentences[min(index, len(paragraph.sentences) - 1)]


def tokens_of(paragraph: Paragraph, sentence: Sentence) -> list[Token]:
    """Return the parsed tokens of a sentence."""
    first, last = sentence.span_start - paragraph.span_start, sentence.span_end - paragraph.span_start
    return list(paragraph.doc.char_span(first, last, alignment_mode="expand") or ())


def draft_of(paragraph: Paragraph, finding: Finding) -> Draft | None:
    """Return the finding in the article's offsets; None where no word of content is left."""
    doc = paragraph.doc
    ranges = finding.source or ([] if finding.head is None else source_ranges(finding.head))
    source = trimmed(doc, ranges, EDGES)
    source = without(source, finding.cue)
    content = trimmed(doc, without(finding.content, finding.cue + source), EDGES)
    if not content and finding.rule != "bare":
        return None
    return Draft(
        paragraph=paragraph,
        cue=[_offsets(paragraph, r) for r in finding.cue],
        cue_class=finding.cue_class,
        rule=finding.rule,
        content=[_offsets(paragraph, r) for r in content],
        source=[_offsets(paragraph, r) for r in source],
        head=finding.head,
        via=finding.via,
        anchor=finding.anchor,
    )


def _offsets(paragraph: Paragraph, tokens: Range) -> Range:
    first, last = paragraph.doc[tokens[0]], paragraph.doc[tokens[1] - 1]
    return paragraph.span_start + first.idx, paragraph.span_start + last.idx + len(last)
