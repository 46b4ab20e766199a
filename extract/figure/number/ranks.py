"""Places: counted from the end ("last but one", "third from bottom"), and Roman numerals ("Super Bowl LVII").

Those from the end are ordinals below zero: -1 would be the last, -2 is the last but one. A bare "last" counts nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extract.figure.amount.amounts import Amount
from extract.figure.lexemes import DASHES, WORD, Lexemes
from extract.figure.number.numbers import ORDINAL_ENDS, read_number
from extract.figure.number.words import ORDINALS, SMALL, Number
from extract.figure.vocabulary import NUMERALS

FROM_END = NUMERALS.from_the_end
STARTS = frozenset([*FROM_END, "last", "next"])
LINKS = frozenset({"to", "from", "last"})
ENDS = frozenset({"last", "bottom", "end"})


def rank_at(lexemes: Lexemes, i: int) -> Amount | None:
    """Return the place counted from the end that begins at lexeme i, as an ordinal."""
    word = lexemes[i].low
    if word in FROM_END:
        return _rank(i, i + 1, FROM_END[word])
    if word == "last":
        return _but(lexemes, i)
    if word == "next":
        last = _to_end(lexemes, i + 1)
        return _rank(i, last, 2) if last else None
    if word == "one" and lexemes[i + 1].low == "before":
        at = i + 2 + (lexemes[i + 2].low == "the")
        return _rank(i, at + 1 + (lexemes[at + 1].low == "one"), 2) if lexemes[at].low == "last" else None
    likely = word in ORDINALS or (word.isdigit() and lexemes[i + 1].low in ORDINAL_ENDS)
    number = read_number(lexemes, i) if likely and _placed(lexemes, i + 1) else None
    if number is None or number.form != "ordinal" or not number.value:
        return None
    last = _to_end(lexemes, number.last) or _last_glued(lexemes, number.last)
    return _rank(i, last, int(number.value)) if last else None


def _placed(lexemes: Lexemes, at: int) -> bool:
    """Whether "to", "from" or "last" comes soon: the fast gate."""
    return any(lexemes[place].low in LINKS for place in range(at, at + 4))


def _rank(first: int, last: int, place: int) -> Amount:
    number = Number(Decimal(-place), Decimal(0), "ordinal", first, last)
    return Amount(number, None, first, last)


def _but(lexemes: Lexemes, i: int) -> Amount | None:
    """Read "last but one", "last-but-two"."""
    at = _past_dash(lexemes, i + 1)
    if lexemes[at].low != "but":
        return None
    at = _past_dash(lexemes, at + 1)
    count = SMALL.get(lexemes[at].low, 0)
    return _rank(i, at + 1, count + 1) if count else None


def _to_end(lexemes: Lexemes, at: int) -> int:
    """Return the lexeme after "to last", "-from-bottom" or "from the end", or 0."""
    at = _past_dash(lexemes, at)
    if lexemes[at].low not in {"to", "from"}:
        return 0
    at = _past_dash(lexemes, at + 1)
    at += lexemes[at].low == "the"
    return at + 1 if lexemes[at].low in ENDS else 0


def _last_glued(lexemes: Lexemes, at: int) -> int:
    """Return the lexeme after "-last" ("second-last"), or 0."""
    dashed = lexemes[at].low in DASHES and lexemes[at].glued
    return at + 2 if dashed and lexemes[at + 1].low == "last" else 0


def _past_dash(lexemes: Lexemes, at: int) -> int:
    return at + (lexemes[at].low in DASHES and lexemes[at].glued)


ROMAN = re.compile(r"(?=[XVI])(?:L?X{0,3}|X[LC])(?:IX|IV|V?I{0,3})|LX{0,3}(?:IX|IV|V?I{1,3})")
LETTERS = frozenset("IVXL")
WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_at(lexemes: Lexemes, i: int) -> Amount | None:
    """Return the Roman numeral of two letters or more that follows a capitalised word, as an ordinal."""
    text = lexemes[i].text
    if len(text) < len("II") or not LETTERS.issuperset(text) or not ROMAN.fullmatch(text):
        return None
    before = lexemes[i - 1].text if lexemes[i - 1].kind == WORD else ""
    if len(before) < len("War") or not before.istitle() or before.lower() in NUMERALS.no_numbered_names:
        return None
    letters = [WORTH[letter] for letter in text]
    value = sum(-one if one < other else one for one, other in zip(letters, [*letters[1:], 0], strict=True))
    return Amount(Number(Decimal(value), Decimal(0), "ordinal", i, i + 1), None, i, i + 1)
