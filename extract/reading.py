"""What extraction works on: a page cut into blocks, then its sentences and parsed paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from warehouse.records import Article, Sentence
    from warehouse.terms import Part, Role


QUOTES = {"“": 1, "”": -1, '"': 0}  # how many of them each opens


class Block(NamedTuple):
    """A paragraph of one of the article's texts: `part[span_start:span_end]` is its words, without the line break."""

    role: Role
    part: Part
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article and its paragraphs in reading order: title, standfirst, then the text's blocks."""

    article: Article
    blocks: tuple[Block, ...]


class Paragraph(NamedTuple):
    """A parsed block: a token's place in `part` is `span_start + token.idx`.

    `doc` has tags, lemmas and dependencies; `sentences` are the block's, in order, each with the same
    index as `doc.sents`.
    """

    number: int
    block: Block
    span_start: int
    doc: Doc
    sentences: tuple[Sentence, ...]

    def tokens(self, span_start: int, span_end: int) -> Span | None:
        """Return the tokens that a span of `part` touches, or None; spaCy's own search walks them all each time."""
        starts: list[int] = self.doc.user_data.get("starts") or [int(at) for at in self.doc.to_array("IDX")]
        self.doc.user_data["starts"] = starts
        first = max(bisect_right(starts, span_start - self.span_start) - 1, 0)
        last = bisect_left(starts, span_end - self.span_start)
        return self.doc[first:last] if first < last else None

    def is_quoted(self, place: int) -> bool:
        """Whether a place of `part` stands inside quotation marks of the paragraph."""
        marks: tuple[list[int], list[int], list[int]] | None = self.doc.user_data.get("marks")
        if marks is None:
            found = [(at, letter) for at, letter in enumerate(self.doc.text) if letter in QUOTES]
            curly = accumulate(QUOTES[letter] for _, letter in found)
            straight = accumulate(letter == '"' for _, letter in found)
            marks = [at for at, _ in found], list(curly), list(straight)
            self.doc.user_data["marks"] = marks
        before = bisect_left(marks[0], place - self.span_start) - 1
        return before >= 0 and (marks[1][before] > 0 or marks[2][before] % 2 == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page, parsed once: figures, attributions and claims are all read from this."""

    page: Page
    paragraphs: tuple[Paragraph, ...]

    @property
    def article(self) -> Article:
        """Return the article that was parsed."""
        return self.page.article

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return every sentence in reading order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)

    def words(self, part: Part) -> str:
        """Return the text that spans of this part count in."""
        return {"text": self.article.text, "title": self.article.headline, "standfirst": self.article.standfirst}[part]
