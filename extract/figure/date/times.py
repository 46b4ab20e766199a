"""Times of day: "9:35 p.m.", "11am", "14:30", "1430 GMT", "six o'clock", in minutes after midnight."""

from __future__ import annotations

import re

from extract.figure.date.calendars import Moment
from extract.figure.lexemes import NUMERAL, Lexemes

HALVES = frozenset({"am", "pm", "a.m.", "p.m."})
ZONES = frozenset({"gmt", "utc", "bst"})
PRINTED = re.compile(r"(\d{1,2})(?:[.:]?(\d\d))?(?:\.\d+)?")  # 9, 9:35, 10.30, 1430
HOURS, NOON = 24, 12


def time_at(lexemes: Lexemes, i: int) -> Moment | None:
    """Return the time of day that begins at numeral i."""
    hour = lexemes[i].text
    if lexemes[i].kind != NUMERAL or not hour.replace(".", "").isdigit() or len(hour) > len("10.30"):
        return None
    at = i + 1
    while _sixtieth(lexemes, at):
        at += 2
    printed = "".join(word.text for word in lexemes[i:at])
    said = lexemes[at].low
    if said in HALVES:
        return Moment("time", i, at + 1, minute=_minute(printed, said[0]))
    if said in ZONES or at > i + 1:
        return Moment("time", i, at + (said in ZONES), minute=_minute(printed))
    if said == "o" and lexemes[at + 2].low == "clock":
        return Moment("time", i, at + 3, minute=_minute(printed))
    return None


def _minute(printed: str, half: str = "") -> int | None:
    """Return the minutes after midnight of a printed time; None for a time with seconds, which may be a race's."""
    found = PRINTED.fullmatch(printed)
    if found is None or int(found[1]) > HOURS:
        return None
    hour = int(found[1]) % NOON + NOON * (half == "p") if half else int(found[1])
    return hour * 60 + int(found[2] or 0)


def _sixtieth(lexemes: Lexemes, at: int) -> bool:
    """Whether a colon and two digits go on with a clock time."""
    if lexemes[at].low != ":" or not lexemes[at].glued or lexemes[at + 1].kind != NUMERAL:
        return False
    return lexemes[at + 1].glued and len(lexemes[at + 1].text.split(".")[0]) == len("05")
