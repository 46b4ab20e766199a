"""What extraction works on: a page cut into blocks, then its sentences and parsed paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from warehouse.records import Article, Sentence
    from warehouse.terms import Part, Role


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
