"""A text cut into numerals, words and signs: what the number, unit and date grammars read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

NUMERAL, WORD, SIGN, ADDRESS = "n", "w", "s", "u"
DASHES = frozenset("-‐‑–—−")
# Each alternative is linear: no nested repetition can match the same digit twice.
LEXEME = re.compile(
    r"(?P<u>(?:https?://|www\.)\S+)"  # an address of the web counts nothing
    r"|(?P<w>(?:[A-Za-z]\.){2,}|[^\W\d_ºª½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]+)"  # most are words: tried before the numerals
    r"|(?P<n>"
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!,?\d)"  # 1,234,567.8
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!,?\d)"  # 12,34,567
    r"|[1-9]\d{0,2}(?:[\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?(?!\d)"
    r"|[1-9]\d{0,2}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"  # 1'234'567, as the Swiss print
    r"|(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?![\d:/])"  # 1 234 567
    r"|[1-9]\d{0,2}(?:, 0\d\d)+(?!\d)"  # 10, 000: a space slipped in
    r"|\d{1,3}(?:\.\d{3})+,\d+(?!\d)"  # 1.234,5
    r"|(?<!\d,)\d+,\d{1,2}(?![\d,])"  # 5,00
    r"|\d+(?:\.\d+){2,}"  # an address or a date: 23.04.2022
    r"|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2}(?!\w))?"
    r"|(?<![\w.])\.\d+"
    r")|(?P<s>\S)"
)


class Lexeme(NamedTuple):
    """One numeral, word or sign; `glued` says that nothing stands between it and the one before."""

    kind: str
    low: str
    start: int
    end: int
    glued: bool
    text: str


Lexemes = Sequence[Lexeme]  # with the margin that lex() gives them
PAST = 10**9  # an offset behind all text
MARGIN = [Lexeme("", "", PAST, PAST, glued=False, text="")] * 16  # a grammar may look this far past either end


def lex(text: str) -> list[Lexeme]:
    """Return the lexemes of a text in order, with offsets in it; empty ones after the last, and so before the first."""
    found, last = [], 0
    new = tuple.__new__  # a third of the time of the class's own constructor
    for match in LEXEME.finditer(text):
        start, end = match.span()
        words = match[0]
        glued = start == last and start > 0
        found.append(new(Lexeme, (match.lastgroup, words.lower(), start, end, glued, words)))
        last = end
    return found + MARGIN


def phrase(words: str) -> str:
    """Return words as tables of phrases have them: in lower case, with one space between any two lexemes."""
    return " ".join(word.low for word in lex(words) if word.kind)


def lows(lexemes: Lexemes, first: int, last: int) -> list[str]:
    """Return lexemes [first, last) in lower case, from the first lexeme of the text on."""
    return [word.low for word in lexemes[max(first, 0) : last]]


def skip_hyphen(lexemes: Lexemes, i: int) -> int:
    """Step over a hyphen inside a compound ("twenty-five", "half-million")."""
    return i + 1 if lexemes[i].low in DASHES and lexemes[i].text != "—" and lexemes[i + 1].kind == WORD else i
