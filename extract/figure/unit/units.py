"""Units, currencies and rates: which words and marks around a number say what it measures.

The tables are lexicons/en/units.toml (UCUM codes) and currencies.toml (ISO 4217).
"""

from __future__ import annotations

from typing import NamedTuple

from extract.figure.lexemes import DASHES, NUMERAL, WORD, Lexeme, Lexemes, lex
from extract.figure.vocabulary import CONTEXT, CURRENCIES
from extract.figure.vocabulary import UNITS as ROWS
from warehouse.terms import Dimension


class Unit(NamedTuple):
    """A unit as figures carry it: UCUM or ISO 4217 code, English singular, dimension."""

    code: str
    name: str
    dimension: Dimension


def _key(words: str) -> str:
    return " ".join(lexeme.low for lexeme in lex(words) if lexeme.kind and lexeme.low not in DASHES)


def _case_key(words: str) -> str:
    return " ".join(lexeme.text for lexeme in lex(words) if lexeme.kind)


UNITS = [(Unit(row.code, row.name, row.dimension), row) for row in ROWS]
MONEY = [(Unit(row.code, row.name, Dimension.CURRENCY), row) for row in CURRENCIES.currency]
NOUNS = {_key(noun): unit for unit, row in UNITS for noun in row.nouns}
NOUNS |= {_key(noun): unit for unit, row in MONEY for noun in row.nouns}
SYMBOLS = {_case_key(sign): unit for unit, row in UNITS for sign in row.symbols}
GLUED = {_case_key(sign): unit for unit, row in UNITS for sign in row.glued}
CODES = {row.code: unit for unit, row in (*UNITS[::-1], *MONEY)}  # the first name of a code is its own
MARKS = {_case_key(mark): unit for unit, row in MONEY for mark in row.marks}
MARKS |= {key.lower(): unit for key, unit in MARKS.items() if "$" in key and (len(key) > len("A $") or key == "C $")}
MARKS.pop("A $".lower(), None)  # "a $5 note"
SUFFIXES = {_case_key(mark): unit for unit, row in MONEY for mark in row.marks if len(mark) == len("EUR")}
SYMBOLS |= {mark: unit for mark, unit in SUFFIXES.items() if mark.isupper() and mark.isalpha()}
SYMBOLS |= {row.code: unit for unit, row in MONEY}
NOUNS |= {code.lower(): CODES[code] for code in CURRENCIES.in_small_letters}
MARKS |= {_case_key(row.code.lower() + "$"): unit for unit, row in MONEY}
MARKS |= {_case_key(row.code + "$"): unit for unit, row in MONEY}
GLUED |= {"p": CODES["GBX"], "c": CODES["USX"]}
MARK_STARTS = frozenset(key.split()[0] for key in MARKS)
MARK_ENDS = frozenset(key.split()[-1] for key in MARKS)
LONGEST = max(len(key.split()) for key in NOUNS)
FIRST_WORDS = frozenset(key.split()[0] for key in (*NOUNS, *(x.lower() for x in (*SYMBOLS, *GLUED))))
FEET = frozenset("'′’")
QUOTES, NEAR = frozenset({"'", '"'}), 40
LOOSE = frozenset(
    {"m", "g", "l", "L", "W", "V", "J", "h", "C", "F", "PS"}
)  # letters that may stand one space off the digits
BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
POUND, STERLING = CODES["[lb_av]"], CODES["GBP"]
RATES = {
    _key(noun): unit
    for unit, row in UNITS
    for noun in (*row.nouns, *row.symbols)
    if unit.dimension in {Dimension.DURATION, Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS}
}
COUNTED_RATES = CONTEXT.rates
SHORT = frozenset({"kg", "km", "lb"})  # "a kg"; other letters after "a" are words
RATE_WORDS = frozenset({"a", "an", "per", "each", "every", "/"})
CURRENCY_SIGNS = frozenset("$€£¥₡₾₭₽₴₹₪₺₩₦₱฿₫")
PERIODS = CONTEXT.rate_periods


def read_unit(lexemes: Lexemes, i: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at lexeme i (past a hyphen or bracket) and the lexeme after it."""
    at = i
    if lexemes[at].low in DASHES and lexemes[at].glued and lexemes[at + 1].glued:
        at += 1
    suffix = MARKS.get(lexemes[at].low) if lexemes[at].low in CURRENCY_SIGNS else None
    if suffix and lexemes[at + 1].kind != NUMERAL:
        return suffix, at + 1
    closing = BRACKETS.get(lexemes[at].low)
    if closing:
        found = _unit_at(lexemes, at + 1)
        return (found[0], found[1] + 1) if found and lexemes[found[1]].low == closing and found[1] == at + 2 else None
    return _unit_at(lexemes, at)


def _unit_at(lexemes: Lexemes, at: int) -> tuple[Unit, int] | None:
    if lexemes[at].low not in FIRST_WORDS:
        return None
    words, ends = _run(lexemes, at)
    while any(word.kind == NUMERAL and not word.glued for word in words):
        words.pop()  # "12 m 2 dm" is no 12 square metres
    halves = lexemes[at].low == "second" and lexemes[ends[0]].low in DASHES and lexemes[ends[0]].glued
    before = lexemes[at].text in SYMBOLS and lexemes[at + 1].kind == NUMERAL and lexemes[at + 1].glued
    if halves or before:
        return None  # "two second-half goals", "3 USD50 cards"
    for size in range(len(words), 0, -1):
        low, text = " ".join(word.low for word in words[:size]), " ".join(word.text for word in words[:size])
        unit = NOUNS.get(low) or SYMBOLS.get(text)
        if unit and size > 1 and words[size - 1].text == "." and not lexemes[ends[size - 1]].kind:
            continue  # the sentence's own full stop
        if unit:
            return unit, ends[size - 1]
    return _letter(lexemes, at)


def _letter(lexemes: Lexemes, at: int) -> tuple[Unit, int] | None:
    """Return the unit of a letter or sign that touches its number ("5m", "30'", "4 in" after feet)."""
    if letter_of_feet(lexemes, at):
        return CODES["[in_i]"], at + 1
    letter, after = lexemes[at].text, lexemes[at + 1]
    tied = lexemes[at].glued and after.glued and after.kind == NUMERAL and len(after.text) <= len("11")
    if letter in FEET and tied:
        return CODES["[ft_i]"], at + 1  # 6'2"
    if letter == "in" and (lexemes[at - 1].low in DASHES or lexemes[at + 1].low in DASHES):
        return None  # a two-in-three chance
    stands = (lexemes[at].glued or letter in LOOSE) and not _continues(lexemes, at) and not _closes(lexemes, at)
    return (GLUED[letter], at + 1) if letter in GLUED and stands else None


def _closes(lexemes: Lexemes, at: int) -> bool:
    """Whether a sign closes a quotation and is no mark of feet or inches ("the 'Jena 8' case")."""
    sign = lexemes[at].text
    return sign in QUOTES and any(word.text == sign and not word.glued for word in lexemes[max(0, at - NEAR) : at])


def mega_code(word: str) -> Unit | None:
    """Return the currency of a code with an M before it, as Nordic company reports print millions ("30 MUSD")."""
    return CODES.get(word[1:]) if len(word) == len("MUSD") and word[0] == "M" and word[1:] in MARKS else None


def letter_of_feet(lexemes: Lexemes, at: int) -> bool:
    """Whether "in" is inches because feet stand before its number ("5 ft 4 in")."""
    return lexemes[at].low == "in" and lexemes[at - 2].low in {"ft", "feet", "foot"}


def _continues(lexemes: Lexemes, at: int) -> bool:
    """Whether a unit letter is part of a longer code ("24703m212")."""
    after = lexemes[at + 1]
    if after.text == "-" and after.glued and lexemes[at + 2].kind == NUMERAL:
        return True
    return after.glued and after.kind in {WORD, NUMERAL}


def _run(lexemes: Lexemes, at: int) -> tuple[list[Lexeme], list[int]]:
    """Return up to LONGEST lexemes from `at` without inner hyphens, and the index after each."""
    words: list[Lexeme] = []
    ends: list[int] = []
    while lexemes[at].kind and len(words) < LONGEST:
        if lexemes[at].low in DASHES and words and lexemes[at].glued and lexemes[at + 1].kind == WORD:
            at += 1
        words.append(lexemes[at])
        at += 1
        ends.append(at)
    return words, ends


def currency_before(lexemes: Lexemes, i: int) -> tuple[Unit, int] | None:
    """Return the currency whose mark ends right before lexeme i, and where the mark begins."""
    if not lexemes[i].kind or (lexemes[i - 1].text not in MARK_ENDS and lexemes[i - 1].low not in MARK_ENDS):
        return None
    for size in range(min(4, i), 0, -1):
        mark = lexemes[i - size : i]
        unit = MARKS.get(" ".join(word.text for word in mark)) or MARKS.get(" ".join(word.low for word in mark))
        if unit and _stands_alone(lexemes, i - size) and (size > 1 or _mark_fits(mark[0], lexemes, i)):
            return unit, i - size
    return None


def _stands_alone(lexemes: Lexemes, first: int) -> bool:
    """Whether no letter touches a mark that begins with letters ("AU$", not "BAU$")."""
    return not (lexemes[first].kind == WORD and lexemes[first].glued and lexemes[first - 1].kind in {WORD, NUMERAL})


def _mark_fits(mark: Lexeme, lexemes: Lexemes, i: int) -> bool:
    """Whether letters stand as a mark should: a code may be spaced off ("EUR 50"), two letters may not ("PS6m")."""
    return (
        mark.kind != WORD or lexemes[i].glued or mark.text in {"Rs", "RM", "Tk", "Rp"} or len(mark.text) == len("EUR")
    )


def read_rate(lexemes: Lexemes, i: int) -> tuple[str, str, int] | None:
    """Return (name, code, next lexeme) of a rate such as "a barrel", "per day", "-a-share" or "/month" at lexeme i."""
    at = _step(lexemes, i)
    word = lexemes[at].low
    if word in PERIODS and word != "annum":
        return None
    if word not in RATE_WORDS or (word in {"a", "an"} and lexemes[at + 2].low in CONTEXT.no_rate_after):
        return None
    at = _step(lexemes, at + 1)
    noun = lexemes[at].low
    noun = PERIODS.get(noun, noun)
    words, ends = _run(lexemes, at)
    for size in (2, 1):
        unit = RATES.get(" ".join(x.low for x in words[:size])) if len(words) >= size else None
        short = unit is not None and ends[size - 1] - at == 1 and len(noun) < len("day") and noun not in SHORT
        if unit and not (word in {"a", "an"} and short):
            return unit.name, unit.code, ends[size - 1]
    if noun in PERIODS.values():
        return noun, noun, at + 1
    if noun in COUNTED_RATES or (word == "per" and lexemes[at].kind == WORD):
        return noun, noun, at + 1
    return None


def _step(lexemes: Lexemes, at: int) -> int:
    return at + 1 if lexemes[at].low in DASHES and lexemes[at].glued else at
