"""Times of day: "9:35 p.m.", "11am", "14:30"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.date.calendars import Moment
from extract.figure.lexemes import NUMERAL, kind_at, word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figure.lexemes import Lexeme

HALVES = frozenset({"am", "pm", "a.m.", "p.m.", "gmt", "utc", "bst"})
CLOCK = frozenset({"o'clock", "o’clock"})


def time_at(lexemes: Sequence[Lexeme], i: int) -> Moment | None:
    """Return the time of day that begins at numeral i."""
    hour = lexemes[i].text
    if lexemes[i].kind != NUMERAL or not hour.replace(".", "").isdigit() or len(hour) > len("10.30"):
        return None
    at = i + 1
    while _sixtieth(lexemes, at):
        at += 2
    if word_at(lexemes, at) in HALVES:
        return Moment("time", i, at + 1)
    if word_at(lexemes, at) == "o" and word_at(lexemes, at + 2) == "clock":
        return Moment("time", i, at + 3)
    return Moment("time", i, at) if at > i + 1 else None


def _sixtieth(lexemes: Sequence[Lexeme], at: int) -> bool:
    """Whether a colon and two digits go on with a clock time."""
    if word_at(lexemes, at) != ":" or not lexemes[at].glued or kind_at(lexemes, at + 1) != NUMERAL:
        return False
    return lexemes[at + 1].glued and len(lexemes[at + 1].text.split(".")[0]) == len("05")
