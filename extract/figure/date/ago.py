"""Times told from publication without a numeral: "a year ago", "a decade and a half ago", "to date"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.figure.date.calendars import Moment, moved
from extract.figure.lexemes import WORD, kind_at, word_at
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import Bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from extract.figure.lexemes import Lexeme

UNITS, MONTHS = CALENDAR.periods - {"weekend", "quarter"}, CALENDAR.months_of_unit
STARTS = frozenset({"a", "an", "to", "till"})


def ago_at(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Return the day that lexemes from i on name, reckoned from publication."""
    if lexemes[i].low in {"to", "till"}:
        return _to_date(lexemes, i, published)
    if word_at(lexemes, i + 1) not in UNITS or word_at(lexemes, i - 1) == "half":
        return None
    unit, at, months = lexemes[i + 1].low, i + 2, 0
    if tuple(word.low for word in lexemes[at : at + 3]) == ("and", "a", "half") and unit in MONTHS:
        at, months = at + 3, MONTHS[unit] * 3 // 2
    if word_at(lexemes, at) == "ago":
        day = moved(published, *(("month", -months) if months else (unit, -1))) if published else None
        return Moment("date", i, at + 1, day, day)
    timed = (
        word_at(lexemes, at) in {"'", "’"} and word_at(lexemes, at + 1) == "s" and word_at(lexemes, at + 2) == "time"
    )
    if timed and word_at(lexemes, i - 1) == "in":
        day = moved(published, unit, 1) if published else None
        return Moment("date", i, at + 3, day, day)
    return None


def _to_date(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Read "to date" as up to publication: not "up to date", not "to date an actor"."""
    after = word_at(lexemes, i + 2)
    if word_at(lexemes, i + 1) != "date" or word_at(lexemes, i - 1) in {"up", "from", "year", "-"} or i == 0:
        return None
    if kind_at(lexemes, i + 2) == WORD and after not in CALENDAR.after_to_date:
        return None
    return Moment("date", i, i + 2, published, published, bound=Bound.AT_MOST)
