"""Figures in their sentences: what the words around each one say it counts, and each sentence masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from extract.comparison.senses import sense, senses
from warehouse.terms import TABLE_ROWS, Dimension, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span

    from extract.reading import Paragraph, Reading
    from warehouse.records import Figure, Sentence

ONE = Decimal(1)
WORD = re.compile(r"[^\W\d_]+")
WINDOW = 6  # words on either side that a headline's figure is read from
LETTERS = {
    Dimension.PERCENTAGE: "p",
    Dimension.CURRENCY: "c",
    Dimension.COUNT: "n",
    Dimension.DURATION: "t",
    Dimension.AGE: "a",
    Dimension.DATE: "d",
    Dimension.TIME: "h",
    Dimension.ORDINAL: "o",
    Dimension.SCORE: "s",
    Dimension.RATIO: "r",
    Dimension.OTHER: "n",
}
YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
TABULAR = 9  # figures in one sentence, with fewer than WORDY words to each: a table or a list of scores
WORDY = 3
OUTSIDE = {Role.FURNITURE, Role.RELATED_LINK} | TABLE_ROWS  # lines that are not the story's own prose


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One figure, with the sentence and the parsed paragraph that it stands in."""

    figure: Figure
    sentence: Sentence
    paragraph: Paragraph
    number: int  # place among the sentence's figures

    @property
    def letter(self) -> str:
        """Return the figure's kind as one letter of the masked sentence."""
        return letter_of(self.figure)

    @property
    def step(self) -> Decimal:
        """Return what one of the last digit shown is worth."""
        return self.figure.step or ONE

    @cached_property
    def around(self) -> tuple[str, str]:
        """Return the sentence's words before and after the figure."""
        start = self.sentence.span_start
        text = self.sentence.text
        return text[: self.figure.span_start - start], text[self.figure.span_end - start :]

    @cached_property
    def after(self) -> tuple[str, ...]:
        """Return what the next words mean, to the end of the clause."""
        end = self.figure.span_end
        return tuple(senses(self.paragraph, end, end + len(clause_of(self.around[1])))[:WINDOW])

    @cached_property
    def before(self) -> tuple[str, ...]:
        """Return what the words before mean, nearest first."""
        return tuple(reversed(senses(self.paragraph, self.sentence.span_start, self.figure.span_start)))[:WINDOW]

    @cached_property
    def unit_words(self) -> frozenset[str]:
        """Return the meanings of the figure's own words: its unit or the noun inside its span."""
        return frozenset(senses(self.paragraph, self.figure.span_start, self.figure.span_end))

    @cached_property
    def nouns(self) -> tuple[str, ...]:
        """Return the meanings of what is counted, its head last."""
        return tuple(filter(None, (sense(word, word) for word in WORD.findall(self.figure.counted or ""))))

    @cached_property
    def said(self) -> frozenset[str]:
        """Return everything that the sentence says beside its figures."""
        said = senses(self.paragraph, self.sentence.span_start, self.sentence.span_end)
        return frozenset(said) - self.unit_words

    @cached_property
    def tokens(self) -> Span | None:
        """Return the figure's tokens, or None where they cannot be found."""
        return self.paragraph.tokens(self.figure.span_start, self.figure.span_end)


def letter_of(figure: Figure) -> str:
    """Return the letter that stands for a figure's kind: p per cent, q points, c money, y year, m measure ..."""
    if "point" in figure.unit_name and figure.dimension in {Dimension.PERCENTAGE, Dimension.COUNT, Dimension.OTHER}:
        return "q"
    bare = figure.dimension == Dimension.COUNT and not figure.counted and figure.unit_name in {"", "count"}
    if YEAR.match(figure.text) and (bare or figure.dimension == Dimension.DATE):
        return "y"
    return LETTERS.get(figure.dimension, "m")


def clause_of(text: str) -> str:
    """Return the words up to the first mark that ends a clause."""
    return re.split(r"[;:()\n—–]| - |, (?:but|and|while|with)\b", text, maxsplit=1)[0]


def mentions_of(reading: Reading, figures: Sequence[Figure]) -> tuple[Mention, ...]:
    """Return every figure with its sentence, in reading order."""
    by_sentence = {s.sentence_id: (p, s) for p in reading.paragraphs for s in p.sentences}
    counts: dict[str, int] = {}
    found = []
    for figure in figures:
        place = by_sentence.get(figure.sentence_id)
        if place is None:
            continue
        number = counts.get(figure.sentence_id, 0)
        counts[figure.sentence_id] = number + 1
        found.append(Mention(figure=figure, paragraph=place[0], sentence=place[1], number=number))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Masked:
    """A sentence with each figure written as its letter and number in white brackets: "by ⟦q0⟧, ⟦p1⟧ to ⟦p2⟧"."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    text: str

    @property
    def tabular(self) -> bool:
        """Whether this is a table's row or a list of scores, not prose."""
        words = len(WORD.findall(re.sub(r"⟦\w+⟧", " ", self.text)))
        return len(self.mentions) >= TABULAR and words < WORDY * len(self.mentions)

    @property
    def prose(self) -> bool:
        """Whether its figures are compared: no table's row, no link and no furniture of the page."""
        return self.sentence.role not in OUTSIDE and not self.tabular


def mask(sentence: Sentence, mentions: Sequence[Mention]) -> Masked:
    """Return the sentence with its figures masked."""
    pieces, reached = [], 0
    for index, mention in enumerate(mentions):
        start = mention.figure.span_start - sentence.span_start
        end = mention.figure.span_end - sentence.span_start
        if start < reached:
            continue
        pieces += [sentence.text[reached:start], f"⟦{mention.letter}{index}⟧"]
        reached = end
    pieces.append(sentence.text[reached:])
    return Masked(sentence=sentence, mentions=tuple(mentions), text="".join(pieces))


def masked_sentences(mentions: Iterable[Mention]) -> list[Masked]:
    """Return each sentence that holds a figure, masked, in reading order."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.sentence.sentence_id, []).append(mention)
    return [mask(group[0].sentence, group) for group in groups.values()]
