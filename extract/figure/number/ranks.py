"""Places counted from the end: "last but one", "third from bottom", "next to last", "penultimate".

They are ordinals below zero: -1 would be the last, -2 is the last but one. A bare "last" or "next" counts nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.amount.amounts import Amount
from extract.figure.lexemes import DASHES, word_at
from extract.figure.number.numbers import ORDINAL_ENDS, read_number
from extract.figure.number.words import ORDINALS, SMALL, Number
from extract.figure.vocabulary import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figure.lexemes import Lexeme

FROM_END = NUMERALS.from_the_end
STARTS = frozenset([*FROM_END, "last", "next"])
LINKS = frozenset({"to", "from", "last"})
ENDS = frozenset({"last", "bottom", "end"})


def rank_at(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Return the place counted from the end that begins at lexeme i, as an ordinal."""
    word = lexemes[i].low
    if word in FROM_END:
        return _rank(i, i + 1, FROM_END[word])
    if word == "last":
        return _but(lexemes, i)
    if word == "next":
        last = _to_end(lexemes, i + 1)
        return _rank(i, last, 2) if last else None
    if word == "one" and word_at(lexemes, i + 1) == "before":
        at = i + 2 + (word_at(lexemes, i + 2) == "the")
        return _rank(i, at + 1 + (word_at(lexemes, at + 1) == "one"), 2) if word_at(lexemes, at) == "last" else None
    likely = word in ORDINALS or (word.isdigit() and word_at(lexemes, i + 1) in ORDINAL_ENDS)
    number = read_number(lexemes, i) if likely and _placed(lexemes, i + 1) else None
    if number is None or number.form != "ordinal" or not number.value:
        return None
    last = _to_end(lexemes, number.last) or _last_glued(lexemes, number.last)
    return _rank(i, last, int(number.value)) if last else None


def _placed(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether "to", "from" or "last" comes soon: the fast gate."""
    return any(word_at(lexemes, place) in LINKS for place in range(at, at + 4))


def _rank(first: int, last: int, place: int) -> Amount:
    number = Number(Decimal(-place), Decimal(0), "ordinal", first, last)
    return Amount(number, None, first, last)


def _but(lexemes: Sequence[Lexeme], i: int) -> Amount | None:
    """Read "last but one", "last-but-two"."""
    at = _past_dash(lexemes, i + 1)
    if word_at(lexemes, at) != "but":
        return None
    at = _past_dash(lexemes, at + 1)
    count = SMALL.get(word_at(lexemes, at), 0)
    return _rank(i, at + 1, count + 1) if count else None


def _to_end(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return the lexeme after "to last", "-from-bottom" or "from the end", or 0."""
    at = _past_dash(lexemes, at)
    if word_at(lexemes, at) not in {"to", "from"}:
        return 0
    at = _past_dash(lexemes, at + 1)
    at += word_at(lexemes, at) == "the"
    return at + 1 if word_at(lexemes, at) in ENDS else 0


def _last_glued(lexemes: Sequence[Lexeme], at: int) -> int:
    """Return the lexeme after "-last" ("second-last"), or 0."""
    dashed = word_at(lexemes, at) in DASHES and lexemes[at].glued
    return at + 2 if dashed and word_at(lexemes, at + 1) == "last" else 0


def _past_dash(lexemes: Sequence[Lexeme], at: int) -> int:
    return at + (word_at(lexemes, at) in DASHES and lexemes[at].glued)
