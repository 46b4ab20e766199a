"""Vague numbers: "dozens", "tens of thousands", "several hundred": an interval, and the order of magnitude named."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.number.words import SCALES, Number
from extract.figure.vocabulary import NUMERALS

if TYPE_CHECKING:
    from extract.figure.lexemes import Lexemes


VAGUE, FEW = NUMERALS.vague, NUMERALS.few
LONGEST = 6  # lexemes of a chain such as "hundreds of thousands of millions"


def read_vague(lexemes: Lexemes, i: int) -> Number | None:
    """Read "dozens", "tens of thousands", "several hundred", "a couple of", "a few million"."""
    first = i
    if lexemes[i].low == "a" and lexemes[i + 1].low in {"couple", "few"}:
        i += 1
    word = lexemes[i].low
    if word in FEW:
        return _few(lexemes, first, i)
    if word not in VAGUE:
        return None
    low, high, least, most = VAGUE[word]
    end = i + 1
    while lexemes[end].low == "of" and lexemes[end + 1].low in VAGUE and end < i + LONGEST:
        factor = VAGUE[lexemes[end + 1].low][2]
        low, high, least, most = low * factor, high * factor, least * factor, most * factor
        end += 2
    if end == i + 1 and word in {"tens", "scores"} and lexemes[end].low != "of":
        return None
    return Number(None, Decimal(0), "vague", first, end, (low, high), (least, most))


def _few(lexemes: Lexemes, first: int, i: int) -> Number | None:
    low, high = FEW[lexemes[i].low]
    end = i + 1
    if lexemes[i].low == "couple" and lexemes[end].low == "of":
        end += 1
    factor = Decimal(1)
    while lexemes[end].low in SCALES or lexemes[end].low == "dozen":
        word = lexemes[end].low
        factor *= Decimal(12) if word == "dozen" else Decimal(1).scaleb(SCALES[word])
        end += 1
    if factor == 1 and lexemes[i].low == "few":
        return None
    return Number(None, Decimal(0), "few", first, end, (low * factor, high * factor))
