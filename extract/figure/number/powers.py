"""Powers of ten as science prints them: "1.3x10^6", "6.02 × 10²³", "10^-4"; and powers of other numbers ("2^10")."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING

from extract.figure.lexemes import NUMERAL, Lexemes

if TYPE_CHECKING:
    from extract.figure.number.words import Number

RAISED = {letter: str(digit) for digit, letter in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
SIGNS = {"-": -1, "−": -1, "⁻": -1, "+": 1, "⁺": 1}
RAISED_SIGNS = frozenset("⁻⁺")
TIMES = frozenset({"x", "×", "*"})
MOST, MOST_SIGNS = 99, 2  # a larger exponent is no quantity of the news
DIGITS = Context(prec=24)


def raised(lexemes: Lexemes, number: Number) -> Number:
    """Return a number in figures with the power that follows it, or the number itself."""
    if number.value is None:
        return number
    tenfold = lexemes[number.last].low in TIMES and lexemes[number.last + 1].low == "10"
    at = number.last + 2 if tenfold else number.last
    found = _exponent(lexemes, at) or (_sunk(lexemes, at) if tenfold else None)
    if found is None:
        return number
    exponent, last = found
    if tenfold:
        return number.times(Decimal(1).scaleb(exponent), last)
    if number.value == 0 or not lexemes[at].glued:
        return number
    return number._replace(value=DIGITS.power(number.value, exponent), step=Decimal(0), last=last)


def _sunk(lexemes: Lexemes, at: int) -> tuple[int, int] | None:
    """Return an exponent that lost its height: "2.1×10−12"."""
    sign, digits = lexemes[at : at + 2]
    fits = sign.low in SIGNS and digits.kind == NUMERAL and digits.text.isdigit() and int(digits.text[:3]) <= MOST
    return (SIGNS[sign.text] * int(digits.text), at + 2) if fits and sign.glued and digits.glued else None


def _exponent(lexemes: Lexemes, at: int) -> tuple[int, int] | None:
    """Return the exponent at a lexeme and the lexeme after it: "^6", "^-4", "⁻⁴", "²³"."""
    plain = lexemes[at].low == "^"
    at += plain
    sign, signs = 1, 0
    while lexemes[at].low in SIGNS and signs < MOST_SIGNS and (plain or lexemes[at].text in RAISED_SIGNS):
        sign, at, signs = sign * SIGNS[lexemes[at].text], at + 1, signs + 1
    text = lexemes[at].low
    if not plain:
        text = "".join(RAISED.get(letter, " ") for letter in text) if text and lexemes[at].glued else ""
    elif lexemes[at].kind != NUMERAL or not lexemes[at].glued:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > MOST:
        return None
    return sign * int(text), at + 1
