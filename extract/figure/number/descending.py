"""Numbers that go on in smaller scales, in figures and words: "3 lakh 20 thousand", "6 crore and two hundred"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.lexemes import NUMERAL, WORD, Lexemes
from extract.figure.number.worded import read_worded
from extract.figure.number.words import SCALES, TEN
from extract.figure.vocabulary import NUMERALS

if TYPE_CHECKING:
    from extract.figure.number.words import Number

HUNDRED, LONGEST = Decimal(100), len("999")


def continued(lexemes: Lexemes, number: Number) -> Number:
    """Return a scaled number with the smaller parts that follow it, or the number itself."""
    scale = number.factor
    while number.value is not None and scale >= HUNDRED:  # each part is smaller than the one before
        part = _scaled_part(lexemes, number.last, scale) or _tail(lexemes, number.last, scale)
        if part is None:
            break
        worth, scale, last = part
        number = number._replace(value=number.value + worth, step=scale, last=last)
    return number


def _scaled_part(lexemes: Lexemes, at: int, scale: Decimal) -> tuple[Decimal, Decimal, int] | None:
    """Read "20 thousand", "3 hundred" or, after "and", "two hundred": below the scale said before."""
    joined = lexemes[at].low == "and"
    at += joined
    if lexemes[at].kind == WORD and joined:
        words = read_worded(lexemes, at, joined=True) if lexemes[at].low in WHOLE else None
        if words is None or words.form != "words" or words.value is None or not HUNDRED <= words.value < scale:
            return None
        return words.value, words.step, words.last
    digits, said = lexemes[at].low, lexemes[at + 1].low
    if lexemes[at].kind != NUMERAL or not digits.isdigit() or len(digits) > LONGEST or said not in SCALES:
        return None
    factor = Decimal(1).scaleb(SCALES[said])
    if lexemes[at + 1].glued or joined or Decimal(digits) * factor >= scale:
        return None
    return Decimal(digits) * factor, factor, at + 2


WHOLE = frozenset(word for word, worth in NUMERALS.small.items() if 0 < worth < TEN)


def _tail(lexemes: Lexemes, at: int, scale: Decimal) -> tuple[Decimal, Decimal, int] | None:
    """Read "and 21" or "and one" after hundreds."""
    if scale != HUNDRED or lexemes[at].low != "and":
        return None
    digits = lexemes[at + 1].low
    if lexemes[at + 2].low in SCALES:
        return None
    if lexemes[at + 1].kind == NUMERAL and digits.isdigit() and len(digits) < LONGEST and int(digits):
        return Decimal(digits), Decimal(1), at + 2
    words = read_worded(lexemes, at + 1, joined=False) if digits in WHOLE else None
    if words is None or words.form != "words" or words.value is None or words.value >= HUNDRED:
        return None
    return words.value, Decimal(1), words.last
