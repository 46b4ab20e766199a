"""Durations that say when: "three decades ago", "in two weeks", "the past five years", resolved against publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from extract.calendars import moved
from extract.number_words import word_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.amounts import Amount
    from extract.lexemes import Lexeme

UNITS = frozenset({"day", "week", "fortnight", "month", "year", "decade", "century"})
BACK = frozenset({"past", "last", "previous", "recent", "preceding", "prior"})
AHEAD = frozenset({"next", "coming", "upcoming", "following"})
Period = tuple[date | None, date | None]


def period_of(lexemes: Sequence[Lexeme], amount: Amount, published: date | None) -> Period:
    """Return the days that a duration names, seen from publication; nothing where it names none."""
    value, unit = amount.number.value, amount.unit.name if amount.unit else ""
    if (
        published is None
        or value is None
        or unit not in UNITS
        or value != int(value)
        or not 0 < value < published.year * 366
    ):
        return None, None
    count, before, after = int(value), word_at(lexemes, amount.first - 1), word_at(lexemes, amount.last)
    if after == "ago":
        return _point(moved(published, unit, -count))
    if (after == "from" and word_at(lexemes, amount.last + 1) in {"now", "today"}) or before == "in":
        return _point(moved(published, unit, count))
    if before in BACK:
        return moved(published, unit, -count), published
    if before in AHEAD or (before == "within" and after not in {"of", "after"}):
        ends = moved(published, unit, count)
        return (published + timedelta(days=before != "within"), ends) if ends else (None, None)
    return None, None


def _point(day: date | None) -> Period:
    return day, day
