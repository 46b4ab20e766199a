"""Numerals that are no quantity: names (COVID-19, G7), series (Chapter 11), addresses, telephone numbers, furniture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.amounts import WORDS
from extract.lexemes import NUMERAL, WORD
from extract.number_words import DASHES, SMALL, TENS, kind_at, word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.lexemes import Lexeme

SERIES, STREETS, FURNITURE = (frozenset(WORDS[key]) for key in ("series", "streets", "furniture"))
BEFORE_HYPHEN = frozenset(
    {"mid", "pre", "post", "sub", "nearly", "over", "under", "plus", "a", "the", "to", "non", "minus", "another"}
)
ADDRESS_WORDS = 4


def is_name(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether the numeral at lexeme i is part of a name or code: letters touch it, or a hyphen ties it to a word."""
    word = lexemes[i]
    if word.kind != NUMERAL:
        return False
    before = lexemes[i - 1] if i else None
    if before is None or not word.glued:
        return False
    if before.kind == WORD or before.text in "#@_":
        return True
    if before.text in DASHES and before.glued and kind_at(lexemes, i - 2) in {WORD, NUMERAL}:
        tied = lexemes[i - 2]
        return tied.kind == WORD and tied.low not in SMALL and tied.low not in TENS and tied.low not in BEFORE_HYPHEN
    return before.text in "/\\=&?" and before.glued and kind_at(lexemes, i - 2) == WORD


def is_series(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether the word before says that the number names one of a series ("Chapter 11", "No. 1")."""
    at = i - 2 if word_at(lexemes, i - 1) == "." and i and lexemes[i - 1].glued else i - 1
    return (
        at >= 0 and lexemes[at].low in SERIES and (lexemes[at].text[0].isupper() or lexemes[at].low in {"no", "page"})
    )


def is_address(lexemes: Sequence[Lexeme], i: int) -> bool:
    """Whether capitalised words and a street word follow ("575 Wilbraham Road")."""
    for at in range(i + 1, min(i + 1 + ADDRESS_WORDS, len(lexemes))):
        if lexemes[at].kind != WORD or not lexemes[at].text[0].isupper():
            return False
        if lexemes[at].low in STREETS and at > i + 1:
            return True
    return False


def chained(lexemes: Sequence[Lexeme], i: int) -> int:
    """Return the lexeme after a chain such as "555-123-4567" or "192.168.1.2" that begins at i, else i."""
    if lexemes[i].kind != NUMERAL:
        return i
    if lexemes[i].text.count(".") > 1:
        return i + 1
    at, links = i + 1, 0
    while at + 1 < len(lexemes) and lexemes[at].text in "-–/." and lexemes[at].glued and lexemes[at + 1].glued:
        if lexemes[at + 1].kind != NUMERAL:
            break
        at, links = at + 2, links + 1
    return at if links > 1 else i


def is_furniture(lexemes: Sequence[Lexeme]) -> bool:
    """Whether a whole paragraph is a counter of the page ("18 Shares")."""
    return len(lexemes) == 2 and lexemes[0].kind == NUMERAL and lexemes[1].low in FURNITURE  # noqa: PLR2004 - two words
