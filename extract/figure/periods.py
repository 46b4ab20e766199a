"""Durations that say when: "three decades ago", "in two weeks", "the past five years", resolved against publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from extract.figure.amounts import AHEAD, BACK
from extract.figure.calendars import moved, period
from extract.figure.dates import date_at
from extract.figure.number_words import word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.figure.amounts import Amount
    from extract.figure.lexemes import Lexeme

UNITS = frozenset({"day", "week", "fortnight", "month", "quarter", "year", "decade", "century"})
PLACED = BACK | AHEAD
Period = tuple[date | None, date | None]
NO_PERIOD: Period = (None, None)
SPANS = frozenset({"time", "first", "high", "low", "once", "twice", "times"})  # "the first time in 30 years" looks back
LONGEST = 3000 * 366


def period_of(lexemes: Sequence[Lexeme], amount: Amount, published: date | None) -> Period:
    """Return the days that a duration names, seen from publication or from a date said after it, or no days."""
    value, unit = amount.number.value, amount.unit.name if amount.unit else ""
    if published is None or value is None or unit not in UNITS or value != int(value) or not 0 < value < LONGEST:
        return NO_PERIOD
    count, before, after = int(value), word_at(lexemes, amount.first - 1), word_at(lexemes, amount.last)
    if before not in PLACED and amount.number.last < amount.last - 1:
        before = lexemes[amount.number.last].low  # "the 5 past years"
    if after == "ago":
        return _point(moved(published, unit, -count))
    if before in PLACED:
        return _run(published, unit, count if before in AHEAD else -count)
    anchored = _anchored(lexemes, amount, count, published)
    earlier = word_at(lexemes, amount.first - 2)
    if anchored == NO_PERIOD and before == "in" and earlier not in SPANS and not earlier.endswith("est"):
        return _point(moved(published, unit, count))
    if anchored == NO_PERIOD and before == "within" and after not in {"of", "after"}:
        return published, moved(published, unit, count)
    return anchored


def _run(published: date, unit: str, count: int) -> Period:
    """Return the periods right before or after publication; quarters and decades are the calendar's."""
    if unit in {"quarter", "decade"}:
        first, last = period(published, unit, min(count, 1)), period(published, unit, max(count, -1))
        return (first[0], last[1]) if first and last else NO_PERIOD
    away = moved(published, unit, count)
    if away is None:
        return NO_PERIOD
    return (away, published) if count < 0 else (published + timedelta(days=1), away)


def _anchored(lexemes: Sequence[Lexeme], amount: Amount, count: int, published: date) -> Period:
    """Read "two weeks after Christmas", "three days before Friday", "two weeks from now"."""
    link, at = word_at(lexemes, amount.last), amount.last + 1
    unit = amount.unit.name if amount.unit else ""
    if link not in {"after", "before", "from", "since"} or at >= len(lexemes):
        return NO_PERIOD
    at += word_at(lexemes, at) == "the"
    if word_at(lexemes, at) == "now":
        return _point(moved(published, unit, count))
    anchor = date_at(lexemes, at, published)
    if anchor is None or anchor.start is None or anchor.end is None:
        return NO_PERIOD
    return _point(
        moved(anchor.start, unit, -count)
        if link == "before"
        else moved(anchor.end if link == "after" else anchor.start, unit, count)
    )


def _point(day: date | None) -> Period:
    return day, day
