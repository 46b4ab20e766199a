"""The number grammar: digits in any grouping, words, scales, fractions, dozens, vague plurals and ordinals.

It reads lexemes from a place on and says what the number is worth, exactly as printed: a Decimal and the weight of the
last digit shown. Units, bounds and ranges are read around it (extract/figure/amount/). Rules: docs/figures.md.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extract.figure.lexemes import DASHES, NUMERAL, SIGN, WORD, Lexemes
from extract.figure.number.descending import continued
from extract.figure.number.fractions import and_part, read_half
from extract.figure.number.powers import raised
from extract.figure.number.vague import FEW, VAGUE, read_vague
from extract.figure.number.worded import read_worded
from extract.figure.number.words import DOZENS, ORDINALS, SCALES, SMALL, TENS, Number
from extract.figure.vocabulary import NUMERALS

GLUED, GLYPHS = NUMERALS.glued_scales, NUMERALS.glyphs
STARTS = frozenset(
    [*SMALL, *TENS, *SCALES, *DOZENS, *ORDINALS, *VAGUE, *FEW, "half", "quarter", "minus", "negative", "a", "an"]
)
MINUS = frozenset("-−")
OPENING, SLASHES = frozenset("$£€¥(<>=~"), frozenset("/⁄")
ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
MOST_STONES = 40
TEENS, ENDINGS = range(11, 14), {1: "st", 2: "nd", 3: "rd"}
LONGEST = 30  # digits: longer is a code, not a quantity
DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 1000})
EUROPEAN = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")  # 1.234,50; €1.250.000
ZERO = Decimal(0)


def read_number(lexemes: Lexemes, i: int, *, joined: bool = True) -> Number | None:
    """Return the number that begins at lexeme i, or None; `joined=False` reads no "and" (between A and B)."""
    word = lexemes[i]
    if word.kind not in {NUMERAL, SIGN} and word.low not in STARTS:
        return None
    sign = _sign(lexemes, i)
    found = _unsigned(lexemes, i + sign, joined=joined)
    if found is None or not sign:
        return found
    if found.value is None or found.form == "ordinal":
        return None
    if lexemes[i - 1].low == "or" and lexemes[i - 2].low == "plus":
        return found  # a margin of plus or minus 3 points
    return found._replace(value=found.value.copy_negate(), first=i)


def _sign(lexemes: Lexemes, i: int) -> int:
    """Return how many lexemes a minus takes: "-5", "minus 5", "minus-5"."""
    word = lexemes[i]
    after = lexemes[i + 1]
    if word.low in {"minus", "negative"}:
        return 2 if after.low in DASHES else 1
    free = not word.glued or lexemes[i - 1].text in OPENING
    if word.text in MINUS and after.kind == NUMERAL and after.glued and free:
        return 1
    return 0


def _unsigned(lexemes: Lexemes, i: int, *, joined: bool) -> Number | None:
    word = lexemes[i]
    if word.kind == NUMERAL:
        return _digits(lexemes, i)
    if word.kind == SIGN:
        glyph = _glyph(lexemes, i)
        return _scaled(lexemes, glyph) if glyph else None
    return read_half(lexemes, i) or read_vague(lexemes, i) or read_worded(lexemes, i, joined=joined)


def decimal_of(surface: str) -> Decimal | None:
    """Return the worth of a printed numeral, or None where it is an address, a date or too long to be a quantity."""
    plain = surface.translate({0x20: None, 0xA0: None, 0x202F: None, 0x2009: None, 0x27: None, 0x2019: None})
    european = EUROPEAN.fullmatch(plain)
    if len(plain) > LONGEST or not plain.isascii() or (plain.count(".") > 1 and not european):
        return None
    plain = plain.replace(".", "").replace(",", ".") if european else plain.replace(",", "")
    return Decimal(plain)


def _digits(lexemes: Lexemes, i: int) -> Number | None:
    surface = lexemes[i].text
    value = decimal_of(surface)
    if value is None:
        return None
    end = i + 1
    whole = surface.isdigit()
    if _ranks(lexemes, end, value):
        return Number(value, Decimal(0), "ordinal", i, end + 1)
    fraction = _slash(lexemes, i) if whole else None
    if fraction:
        return _scaled(lexemes, fraction)
    if whole:
        mixed = _glyph(lexemes, end) or (_slash(lexemes, end) if lexemes[end].kind == NUMERAL else None)
        if mixed and mixed.value is not None:
            end, value = mixed.last, value + mixed.value
            return _scaled(lexemes, Number(value, Decimal(0), "digits", i, end))
    step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
    number = Number(value, step, "digits", i, end)
    power = raised(lexemes, number)
    if power is not number:
        return power
    scaled = _scaled(lexemes, _restated(lexemes, number))
    return continued(lexemes, scaled) if scaled.scaled and scaled.last == end + 1 else scaled


def _restated(lexemes: Lexemes, number: Number) -> Number:
    """Step over a number that brackets say again in words: "180 (one hundred and eighty) billion"."""
    at = number.last
    if lexemes[at].low != "(" or lexemes[at + 1].kind != WORD:
        return number
    words = read_number(lexemes, at + 1)
    if words is None or words.value != number.value or lexemes[words.last].low != ")":
        return number
    return number._replace(last=words.last + 1)


def _ranks(lexemes: Lexemes, end: int, value: Decimal) -> bool:
    """Whether an ordinal's ending touches a whole number; "12st" is a weight, "501th" a slip that is still a rank."""
    said = lexemes[end].low
    if said not in ORDINAL_ENDS or not lexemes[end].glued or value != value.to_integral_value():
        return False
    return said != "st" or value > MOST_STONES or ending(int(value)) == said


def ending(rank: int) -> str:
    """Return the ending of an ordinal: 1st, 12th, 23rd ("12st" is a weight)."""
    return "th" if rank % 100 in TEENS else ENDINGS.get(rank % 10, "th")


def _slash(lexemes: Lexemes, i: int) -> Number | None:
    """Read "1/2": glued, a proper fraction with a usual denominator, not part of a longer chain such as a date."""
    top, slash, bottom = lexemes[i : i + 3]
    if slash.text not in SLASHES or not (slash.glued and bottom.glued and top.text.isdigit() and bottom.text.isdigit()):
        return None
    if (
        len(top.text) + len(bottom.text) > LONGEST
        or int(bottom.text) not in DENOMINATORS
        or int(top.text) >= int(bottom.text)
    ):
        return None
    if lexemes[i + 3].glued and lexemes[i + 3].text in SLASHES:
        return None
    return Number(Decimal(int(top.text)) / Decimal(int(bottom.text)), Decimal(0), "fraction", i, i + 3)


def _glyph(lexemes: Lexemes, i: int) -> Number | None:
    if lexemes[i].text not in GLYPHS:
        return None
    top, bottom = GLYPHS[lexemes[i].text].split("/")
    return Number(Decimal(top) / Decimal(bottom), Decimal(0), "fraction", i, i + 1)


def _scaled(lexemes: Lexemes, number: Number) -> Number:
    """Return the number times the scales that follow: "1.2 billion", "$5m", "4 hundred million", "2 lakh crore"."""
    value, end, total = number.value, number.last, Decimal(1)
    while True:
        power, width = _scale(lexemes, end, scaled=total != 1)
        if not width:
            break
        total *= Decimal(DOZENS[lexemes[end].low]) if power == 0 else Decimal(1).scaleb(power)
        end += width
    if total == 1 or value is None:
        return number
    value *= total
    part, after = and_part(lexemes, end)
    if part is not None and number.step:
        value, end = value + part * total, after
    return number._replace(value=value, step=(number.step or Decimal("0.1")) * total, last=end, factor=total)


def _scale(lexemes: Lexemes, end: int, *, scaled: bool) -> tuple[int, int]:
    """Return the power of ten and the lexemes it takes; power 0 is a dozen, width 0 none."""
    word = lexemes[end]
    hyphen = word.text in DASHES and word.glued and lexemes[end + 1].glued
    if hyphen:
        nearby = lexemes[end + 1].low
        return (SCALES[nearby], 2) if nearby in SCALES and not scaled else (0, 0)
    if word.glued and not scaled and word.text in GLUED:
        return (0, 0) if word.text in {"m", "b", "G"} else (GLUED[word.text], 1)
    if word.low in SCALES and (word.glued or word.text != word.text.upper() or word.low not in {"cr", "tn", "mn"}):
        return SCALES[word.low], 1
    if word.low in DOZENS and not scaled:
        return 0, 1
    return 0, 0
