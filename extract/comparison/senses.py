"""What a word means to the comparisons: the happening or kind of thing that it names, else its lemma."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.figure.vocabulary import COMPARISON_WORDS, HAPPENINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from extract.reading import Paragraph

SENSES = {word: f"={happening}" for word, happening in HAPPENINGS.items()} | {
    word: f"~{kind}" for kind, words in COMPARISON_WORDS.kinds.items() for word in words
}  # "=death" for "dead", "killed" or "toll"

NO_LEMMA = {"NNP": ("s",), "NNPS": ("s",), "NN": ("ing",), "JJ": ("ed", "ing")}  # endings that a lemma keeps


@lru_cache(maxsize=20000)
def sense(word: str, lemma: str) -> str:
    """Return what a word of this lemma means, or "" for a word that says nothing."""
    if word.lower() in COMPARISON_WORDS.says_nothing or len(word) == 1:
        return ""
    return SENSES.get(word.lower()) or SENSES.get(lemma.lower()) or lemma.lower()


def senses(paragraph: Paragraph, start: int, end: int) -> Sequence[str]:
    """Return what the words that begin between two offsets mean, in order, without those that say nothing."""
    data: dict[str, tuple[list[int], list[str]]] = paragraph.doc.user_data
    if "senses" not in data:
        told = [(token.idx, sense(token.text, _lemma(token))) for token in paragraph.doc if token.is_alpha]
        data["senses"] = [at for at, said in told if said], [said for _, said in told if said]
    starts, found = data["senses"]
    base = paragraph.span_start
    return found[bisect_left(starts, start - base) : bisect_left(starts, end - base)]


def _lemma(token: Token) -> str:
    """Return a lemma; names have none of their own in the plural, nor nouns of action: "Immigrants", "funding"."""
    ending = next(filter(token.lemma_.endswith, NO_LEMMA.get(token.tag_, ())), "")
    return token.lemma_.removesuffix(ending)
