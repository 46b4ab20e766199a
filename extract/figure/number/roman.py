"""Roman numerals as places in a series: "Super Bowl LVII", "World War II"; never as quantities."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.figure.amount.amounts import Amount
from extract.figure.lexemes import WORD, Lexemes
from extract.figure.number.words import Number
from extract.figure.vocabulary import NUMERALS

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
