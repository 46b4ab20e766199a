"""Fractions in words: "half a million", "two-thirds", "three hundredths", "one twenty-fifth", "two and a half".

A plural denominator takes the whole number before it for its numerator; tens right before it belong to it ("three
twenty-fifths", "one hundred thirty-fifths"). After "and" a proper fraction is added: "two and fifty-four hundredths".
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.figure.lexemes import WORD, Lexemes, skip_hyphen
from extract.figure.number.words import (
    DOZENS,
    HUNDRED,
    ORDINALS,
    PARTS,
    SCALES,
    SMALL,
    TEN,
    TENS,
    WORDED,
    Number,
)
from extract.figure.vocabulary import NUMERALS

if TYPE_CHECKING:
    from extract.figure.number.words import Count

LEAST = 3  # a second is a rank or a time


def read_half(lexemes: Lexemes, i: int) -> Number | None:
    """Read fractions that begin with half, a or a quarter: "half a million", "a third", "a quarter of a billion"."""
    word = lexemes[i].low
    if word in {"a", "an"} and lexemes[i + 1].low in PARTS:
        rank, follows = ORDINALS.get(lexemes[i + 1].low), lexemes[skip_hyphen(lexemes, i + 2)].kind == WORD
        if rank and follows and lexemes[i + 2].low not in NUMERALS.after_a_share:
            return Number(Decimal(rank), Decimal(0), "ordinal", i + 1, i + 2)  # a third dose
        found = _part(lexemes, i, i + 1, 1)
        return found._replace(first=i) if found else None
    if word in {"a", "an"}:
        return _rare_share(lexemes, i)
    found = _part(lexemes, i, i, 1) if word in {"half", "quarter"} else None
    if found is None or found.scaled or found.form == "words":
        return found
    # A bare "quarter" is three months; "the second half", "the half" are periods, no shares.
    return found if word == "half" and lexemes[i - 1].low not in NUMERALS.period_words else None


def _rare_share(lexemes: Lexemes, i: int) -> Number | None:
    """Read "a trillionth", "a twenty-first of the total": no rank where nothing follows that could be ranked."""
    below = _denominator(lexemes, i + 1)
    if below is None or below.plural or below.value < LEAST or not shares(lexemes, below.last):
        return None
    return Number(1 / Decimal(below.value), Decimal(0), "fraction", i, below.last)


def _part(lexemes: Lexemes, first: int, at: int, top: int) -> Number | None:
    """Read top / the denominator at `at`, and a scale after it ("three-quarters of a million")."""
    bottom = PARTS[lexemes[at].low]
    value, ends = Decimal(top) / Decimal(bottom), WORDED.get(f"{top}/{bottom}", ())
    end = skip_hyphen(lexemes, at + 1)
    for bridge in (("of", "a"), ("a",), ("of", "an"), ()):
        after = end + len(bridge)
        if all(lexemes[end + k].low == x for k, x in enumerate(bridge)):
            word = lexemes[after].low
            if word in DOZENS and word != "dozens":
                return Number(value * DOZENS[word], Decimal(0), "words", first, after + 1)
            if word in SCALES and lexemes[after].kind == WORD and len(word) > len("bn"):
                factor = Decimal(1).scaleb(SCALES[word])
                return Number(value * factor, factor / 10, "words", first, after + 1, factor=factor)
    return Number(value, Decimal(0), "fraction", first, at + 1, ends)


def fraction_of(lexemes: Lexemes, first: int, at: int, count: Count) -> Number | None:
    """Return the whole number in lexemes [first, at) over the denominator at `at`: "two-thirds", "five hundredths"."""
    below = _denominator(lexemes, skip_hyphen(lexemes, at))
    top = count.value
    if below is None or top <= 0:
        return None
    tens = TENS.get(lexemes[at - 1].low, 0)
    if tens and below.unit and count.words > 1 and lexemes[at - 2].low != "and":
        below, top = below._replace(value=below.value + tens, usual=False), top - tens
    whole, top = _parted(lexemes, first, at, top, below.value)
    if (top == 1) == below.plural or below.value < LEAST:
        return None
    if lexemes[below.last - 1].low == "quarters" and lexemes[first - 1].low in NUMERALS.before_periods:
        return None
    if below.usual and not whole and top < HUNDRED:
        return _part(lexemes, first, below.last - 1, top)
    if not below.plural and not shares(lexemes, below.last):
        return None  # one twenty-first century
    return Number(whole + Decimal(top) / Decimal(below.value), Decimal(0), "fraction", first, below.last)


def _parted(lexemes: Lexemes, first: int, at: int, top: int, below: int) -> tuple[int, int]:
    """Return what stands before "and" and what after it, where they are a whole number and a proper fraction."""
    joint = next((place for place in range(at - 1, first, -1) if lexemes[place].low == "and"), 0)
    words = [word.low for word in lexemes[joint + 1 : at] if word.kind == WORD]
    rest = sum(SMALL.get(word, TENS.get(word, HUNDRED)) for word in words)
    return (top - rest, rest) if joint and rest < min(below, HUNDRED) else (0, top)


class _Below(NamedTuple):
    """A denominator: its worth, whether it is a plural, a unit that tens may precede, and a usual one; and its end."""

    value: int
    plural: bool
    unit: bool
    usual: bool
    last: int


def _denominator(lexemes: Lexemes, at: int) -> _Below | None:
    """Return the denominator at a lexeme: "thirds", "twenty-fifth", "trillionths"."""
    word, tens = lexemes[at].low, 0
    if word in TENS:
        tens, at = TENS[word], skip_hyphen(lexemes, at + 1)
        word = lexemes[at].low
    plural = word.endswith("s")
    value = PARTS.get(word, ORDINALS.get(word.removesuffix("s"), 0))
    unit = 1 <= value < TEN and word not in {"half", "halves", "quarter", "quarters"}
    if not value or (tens and not unit):
        return None
    return _Below(tens + value, plural, unit and not tens, not tens and word in PARTS, at + 1)


def shares(lexemes: Lexemes, at: int) -> bool:
    """Whether a share may end at a lexeme, where the same words may also be a rank: "a twenty-fifth of the vote"."""
    return lexemes[at].low in {"", "of"}


def and_part(lexemes: Lexemes, at: int) -> tuple[Decimal | None, int]:
    """Read "and a half" or "and three quarters" after a whole number; give its worth and the next lexeme."""
    at = skip_hyphen(lexemes, at)
    if lexemes[at].low != "and":
        return None, at
    start = skip_hyphen(lexemes, at + 1)
    word = lexemes[start].low
    if word == "half" and lexemes[start + 1].low not in {"of", "a", "the"}:
        return Decimal("0.5"), start + 1
    top = 1 if word in {"a", "an"} else SMALL.get(word, TENS.get(word, 0))
    part = skip_hyphen(lexemes, start + 1)
    if word in TENS and 0 < SMALL.get(lexemes[part].low, 0) < TEN:
        top, part = top + SMALL[lexemes[part].low], skip_hyphen(lexemes, part + 1)
    below = _denominator(lexemes, part) if top else None
    if below is None or not top < below.value:
        return None, at
    if not (below.usual or below.plural or shares(lexemes, below.last)):
        return None, at
    return Decimal(top) / Decimal(below.value), below.last
