"""Words that are a multiple by themselves: "doubled", "near-doubling", "sixfold", "2.5-fold", "twice as many"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.lexemes import DASHES, Lexemes
from extract.figure.number.numbers import read_number
from extract.figure.number.words import SMALL, TENS
from extract.figure.vocabulary import NUMERALS

if TYPE_CHECKING:
    from extract.figure.counted.nouns import Tokens

MULTIPLES = NUMERALS.multiples
NEAR = Decimal("0.875")  # "near-doubling" is 1.75 to 2.0 (docs/figures.md)
AFTER = NUMERALS.after_a_multiple


class Multiple(NamedTuple):
    """A multiple in lexemes [first, last): the value where one is printed, and the interval of the word."""

    first: int
    last: int
    value: Decimal | None
    low: Decimal
    high: Decimal
    near: bool = False


def multiple_at(lexemes: Lexemes, i: int, tokens: Tokens) -> Multiple | None:
    """Return the multiple that begins at lexeme i."""
    word = lexemes[i]
    if word.low in MULTIPLES:
        return _worded(lexemes, i, tokens)
    if word.low.endswith("fold"):
        stem = word.low.removesuffix("fold")
        value = SMALL.get(stem, TENS.get(stem))
        return Multiple(i, i + 1, Decimal(value), Decimal(value), Decimal(value)) if value else None
    number = read_number(lexemes, i)
    if number is None or number.value is None or number.form not in {"digits", "words"}:
        return None
    at = number.last + (lexemes[number.last].low in DASHES)
    if lexemes[at].low != "fold":
        return None
    half = number.step / 2
    return Multiple(i, at + 1, number.value, number.value - half, number.value + half)


def _worded(lexemes: Lexemes, i: int, tokens: Tokens) -> Multiple | None:
    word = lexemes[i].low
    token = tokens.get(lexemes[i].start)
    plain = word in NUMERALS.plain_multiples
    if (plain and lexemes[i + 1].low not in AFTER) or lexemes[i + 1].low == "down":
        return None  # "doubled down on"
    if not plain and token is not None and token.tag_ == "JJ" and lexemes[i + 1].low not in AFTER:
        return None
    low, high = MULTIPLES[word]
    first, near = i, False
    if lexemes[i - 1].low in DASHES and lexemes[i - 2].low == "near":
        first, near = i - 2, True
        low, high = sorted((whole_of(low, high) * NEAR, whole_of(low, high)) if low > 1 else (low, low / NEAR))
    return Multiple(first, i + 1, None, low, high, near)


def whole_of(low: Decimal, high: Decimal) -> Decimal:
    """Return the multiple that a word names: the whole number or the half inside its interval."""
    middle = (low + high) / 2
    return middle if middle < 1 else middle.quantize(Decimal(1))
