"""Times told from publication without a numeral: "a year ago", "a decade and a half ago", "to date"."""

from __future__ import annotations

from extract.figure.date.calendars import Moment, Published, moved
from extract.figure.lexemes import WORD, Lexemes, lows
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import Bound

UNITS, MONTHS = CALENDAR.periods - {"weekend", "quarter"}, CALENDAR.months_of_unit
STARTS = frozenset({"a", "an", "to", "till"})


def ago_at(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Return the day that lexemes from i on name, reckoned from publication."""
    if lexemes[i].low in {"to", "till"}:
        return _to_date(lexemes, i, published)
    if lexemes[i + 1].low not in UNITS or lexemes[i - 1].low == "half":
        return None
    unit, at, months = lexemes[i + 1].low, i + 2, 0
    if lows(lexemes, at, at + 3) == ["and", "a", "half"] and not MONTHS.get(unit, 1) % 2:
        at, months = at + 3, MONTHS[unit] * 3 // 2
    if lexemes[at].low == "ago":
        day = moved(published, *(("month", -months) if months else (unit, -1)))
        return Moment("date", i, at + 1, day, day)
    timed = lexemes[at].low in {"'", "’"} and lexemes[at + 1].low == "s" and lexemes[at + 2].low == "time"
    if timed and lexemes[i - 1].low == "in":
        day = moved(published, unit, 1)
        return Moment("date", i, at + 3, day, day)
    return None


def _to_date(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "to date" as up to publication: not "up to date", not "to date an actor"."""
    after = lexemes[i + 2].low
    if lexemes[i + 1].low != "date" or lexemes[i - 1].low in {"up", "from", "year", "-"} or i == 0:
        return None
    if lexemes[i + 2].kind == WORD and after not in CALENDAR.after_to_date:
        return None
    return Moment("date", i, i + 2, published, published, bound=Bound.AT_MOST)
