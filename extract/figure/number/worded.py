"""Whole numbers in words, with the fraction, decimals, dozen or scale after them: "two and a half million"."""

from __future__ import annotations

from decimal import Decimal

from extract.figure.lexemes import WORD, Lexemes, skip_hyphen
from extract.figure.number.fractions import and_part, fraction_of, shares
from extract.figure.number.words import (
    DOZENS,
    HUNDRED,
    ORDINALS,
    PARTS,
    POINT,
    POINTED,
    SCALES,
    SMALL,
    TEN,
    TENS,
    Count,
    Number,
)
from extract.figure.vocabulary import CURRENCIES

TENFOLD = Decimal(10)
MONEYS = frozenset(noun for row in CURRENCIES.currency for noun in row.nouns if noun.endswith("s"))


def read_worded(lexemes: Lexemes, i: int, *, joined: bool, nested: bool = False) -> Number | None:
    """Read a whole number in words, an ordinal, or a fraction of small numbers ("two-thirds")."""
    count, at = Count(), i
    if lexemes[i].low in {"a", "an"}:
        after = lexemes[i + 1].low
        if after == "dozen":
            return Number(Decimal(12), Decimal(1), "words", i, i + 2)
        if after == "score" and lexemes[i + 2].low == "of" and lexemes[i + 3].low.endswith("s"):
            return Number(Decimal(20), TENFOLD, "words", i, i + 2)
        if after not in SCALES or len(after) < len("lakh"):
            return None
        at = i + 1
    while True:
        step = skip_hyphen(lexemes, at) if count.words else at
        step += _goes_on(lexemes, step, count)
        if joined and lexemes[step].low == "and" and _joins(lexemes, step, count):
            step += 1
        if lexemes[step].kind != WORD or not count.take(lexemes[step].low):
            break
        at = step + 1
    ended = _ordinal(lexemes, i, at, count) or fraction_of(lexemes, i, at, count)
    if ended is None and not nested and count.words == count.value == 1:
        ended = _one_of(lexemes, i, at)
    if ended:
        return ended
    bare = count.words == 1 and at == i + 1 and lexemes[i].low in SCALES  # "million" alone counts nothing
    bare = bare and (lexemes[i].glued or lexemes[at].low not in MONEYS)  # "it cost hundred dollars"
    return _completed(lexemes, i, at, count) if count.words and not bare else None


def _goes_on(lexemes: Lexemes, at: int, count: Count) -> bool:
    """Whether a comma goes on with a number: "two thousand, one hundred", not "one thousand, two thousand"."""
    if lexemes[at].low != "," or not count.limit or count.current >= 0:
        return False
    at += 1
    if not (lexemes[at].low in SMALL or lexemes[at].low in TENS):
        return False
    scales = [lexemes[place].low for place in range(at + 1, at + 4)]
    worth = next((SCALES[word] for word in scales if word in SCALES and len(word) > len("lakh")), 0)
    return 0 < worth < len(str(count.limit)) - 1


def _one_of(lexemes: Lexemes, first: int, at: int) -> Number | None:
    """Read "one ten-thousandth of an inch": one, and a rank that is its denominator."""
    at = skip_hyphen(lexemes, at)
    begins = lexemes[at].low in TENS or lexemes[at].low in SMALL
    rank = read_worded(lexemes, at, joined=True, nested=True) if begins else None
    if rank is None or rank.form != "ordinal" or not rank.value or not shares(lexemes, rank.last):
        return None
    return Number(1 / rank.value, Decimal(0), "fraction", first, rank.last)


def _joins(lexemes: Lexemes, at: int, count: Count) -> bool:
    """Whether "and" goes on with the number: "two hundred and six", not "four and five"."""
    after = lexemes[at + 1].low
    complete = count.words and (count.current < 0 or (count.current >= HUNDRED and count.current % HUNDRED == 0))
    if not complete or not (after in SMALL or after in TENS) or _starts_part(lexemes, at + 1):
        return False
    scale = SCALES.get(lexemes[at + 2].low, 0)  # "five hundred and six hundred" are two numbers
    return scale < len(str(count.limit)) - 1 if count.limit and count.current < 0 else scale != SCALES["hundred"]


def _starts_part(lexemes: Lexemes, at: int) -> bool:
    """Whether a proper fraction begins at a lexeme: "three fifths", not "thirty fifths"."""
    word = lexemes[at].low
    return SMALL.get(word, TENS.get(word, 0)) < PARTS.get(lexemes[skip_hyphen(lexemes, at + 1)].low, 0)


def _ordinal(lexemes: Lexemes, first: int, at: int, count: Count) -> Number | None:
    step = skip_hyphen(lexemes, at) if count.words else at
    hundreds = count.words and count.value % HUNDRED == 0
    step += hundreds and lexemes[step].low == "and" and lexemes[step + 1].low in ORDINALS  # the 101st
    word = lexemes[step].low
    if word not in ORDINALS or (count.value == 1 and word in PARTS and word != "second"):
        return None
    value, tail = count.value, ORDINALS[word]
    if tail >= HUNDRED:
        value = max(value, 1) * tail
    elif not count.words or (value % HUNDRED == 0 or (value % TEN == 0 and tail < TEN <= value % HUNDRED)):
        value += tail
    else:
        return None
    if tail >= HUNDRED and lexemes[first].low in {"a", "one"} and lexemes[step + 1].low == "of":
        return Number(1 / Decimal(value), Decimal(0), "fraction", first, step + 1)  # a hundred-thousandth of a second
    return Number(Decimal(value), Decimal(0), "ordinal", first, step + 1)


def _completed(lexemes: Lexemes, first: int, at: int, count: Count) -> Number:
    """Return the number with what may follow it: "and a half", "point five", "dozen", a last scale."""
    value = Decimal(count.value)
    step = Decimal(count.limit if count.limit and count.current < 0 else 1)
    scaled = bool(count.limit) and count.current < 0
    factor = Decimal(count.limit) if scaled else Decimal(1)
    if lexemes[at].low == POINT:
        digits, end = "", at + 1
        while (word := lexemes[skip_hyphen(lexemes, end) if digits else end].low) in POINTED and len(digits) < TEN:
            units = word in SMALL and 0 < SMALL[word] < TEN and lexemes[end - 1].low in TENS  # point seventy-one
            digits = (digits[:-1] if units else digits) + str(POINTED[word])
            end = (skip_hyphen(lexemes, end) if digits else end) + 1
        if digits:
            step = Decimal(1).scaleb(-len(digits))
            value, at = value + Decimal(digits) * step, end
    part, after = and_part(lexemes, at)
    if part is not None:
        unit = Decimal(count.limit) if scaled else Decimal(1)
        value, at, step = value + part * unit, after, unit / TEN
    word = lexemes[skip_hyphen(lexemes, at)].low
    if word in SCALES and part is not None and scaled:
        value += part * (Decimal(1).scaleb(SCALES[word]) - factor)  # one billion and a half million
        at, step = skip_hyphen(lexemes, at) + 1, Decimal(1).scaleb(SCALES[word]) / TEN
    elif word in SCALES and (part is not None or step < 1):
        factor = Decimal(1).scaleb(SCALES[word])
        value, step, at = value * factor, step * factor, skip_hyphen(lexemes, at) + 1
    elif word in DOZENS and part is None:
        value, at = value * DOZENS[word], skip_hyphen(lexemes, at) + 1
    return Number(value, step, "words", first, at, factor=factor)
