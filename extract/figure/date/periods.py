"""Times told from publication: "three decades ago", "a year ago", "in two weeks", "the past five years", "to date"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from extract.figure.amount.amounts import AHEAD, BACK
from extract.figure.date.calendars import UNKNOWN, Days, Moment, Parts, Published, moved, period, year_range
from extract.figure.date.dates import date_at
from extract.figure.date.relative import shifted
from extract.figure.lexemes import WORD, Lexemes, lows
from extract.figure.vocabulary import CALENDAR
from warehouse.terms import Bound

if TYPE_CHECKING:
    from extract.figure.amount.amounts import Amount
    from extract.figure.lexemes import Lexemes

UNITS = CALENDAR.periods - {"weekend"}
STARTS = frozenset({"a", "an", "to", "till"})  # of what ago_at reads
PLACED = BACK | AHEAD
FIRST, LAST = frozenset({"first", "opening"}), frozenset({"last", "final", "closing"})
PARTS = frozenset({"day", "week", "month", "quarter", "year"})
MONTHS = CALENDAR.months_of_unit
COMING, NEAR = CALENDAR.coming, 12
STARTING = frozenset({"starting", "beginning", "commencing"})
LONGEST = 3000 * 366


def period_of(lexemes: Lexemes, amount: Amount, published: Published) -> Days:
    """Return the days that a duration names, seen from publication or from a date said after it, or no days."""
    value, unit = amount.number.value, amount.unit.name if amount.unit else ""
    if published is None or value is None or unit not in UNITS or not 0 < value < LONGEST:
        return UNKNOWN
    if value != int(value) and unit in MONTHS:  # half a century ago, two and a half years ago
        value, unit = value * MONTHS[unit], "month"
    if value != int(value):
        return UNKNOWN
    count = int(value)
    if lexemes[amount.last].low == "ago":
        return _point(moved(published, unit, -count))
    if amount.unit is None or unit != amount.unit.name:
        return UNKNOWN
    return (
        _part_of(lexemes, amount, count, published)
        or _started(lexemes, amount, count, published)
        or _placed(lexemes, amount, count, published)
        or _anchored(lexemes, amount, count, published)
        or _ahead(lexemes, amount, count, published)
    )


def _placed(lexemes: Lexemes, amount: Amount, count: int, published: date) -> Days | None:
    """Return the days of "the past five years", "the 5 next weeks", "within the next ten months"."""
    before, unit = lexemes[amount.first - 1].low, amount.unit.name if amount.unit else ""
    if before not in PLACED and amount.number.last < amount.last - 1:
        before = lexemes[amount.number.last].low  # "the 5 past years"
    if before not in PLACED:
        return None
    start, end = _run(published, unit, count if before in AHEAD else -count)
    within = before in AHEAD and "within" in {lexemes[amount.first - 2].low, lexemes[amount.first - 3].low}
    return (published, end) if within else (start, end)


def _ahead(lexemes: Lexemes, amount: Amount, count: int, published: date) -> Days:
    """Return the days of "in two weeks", "within two weeks", unless they measure: "the first time in two years"."""
    before, earlier = lexemes[amount.first - 1].low, lexemes[amount.first - 2].low
    unit, after = amount.unit.name if amount.unit else "", lexemes[amount.last].low
    measures = earlier in CALENDAR.looks_back or earlier.endswith("est")
    if before == "in" and not measures and _to_come(lexemes, amount.first):
        return _point(moved(published, unit, count))
    if before == "within" and after not in {"of", "after"}:
        return published, moved(published, unit, count)
    return UNKNOWN


def _to_come(lexemes: Lexemes, at: int) -> bool:
    """Whether the words before say that something is to come: "will meet in two weeks", not "sold 40 in six months"."""
    return at == 1 or not COMING.isdisjoint(lows(lexemes, at - NEAR, at))


def _run(published: date, unit: str, count: int) -> Days:
    """Return the periods right before or after publication; quarters and decades are the calendar's."""
    if unit in {"quarter", "decade"}:
        first, last = period(published, unit, min(count, 1)), period(published, unit, max(count, -1))
        return (first[0], last[1]) if first and last else UNKNOWN
    away = moved(published, unit, count)
    if away is None:
        return UNKNOWN
    return (away, published) if count < 0 else (published + timedelta(days=1), away)


def _part_of(lexemes: Lexemes, amount: Amount, count: int, published: date) -> Days | None:
    """Return the days of "the first nine months of 2021", "the last two weeks of this year" (the calendar's weeks)."""
    before, unit = lexemes[amount.first - 1].low, amount.unit.name if amount.unit else ""
    if before not in FIRST | LAST or lexemes[amount.last].low not in {"of", "in"} or unit not in PARTS:
        return None
    at = amount.last + 1
    if lexemes[at].low == "the" and lexemes[at + 1].low == "year":
        whole: Days = year_range(published.year)
    else:
        named = shifted(lexemes, at, published) or date_at(lexemes, at, published)
        whole = (named.start, named.end) if named else UNKNOWN
    start, end = whole
    if start is None or end is None or unit not in PARTS:
        return None
    if unit == "week":  # ISO 8601: a week belongs to the year of its Thursday
        start = start + timedelta(days=(3 - start.weekday()) % 7 - 3)
        end = end - timedelta(days=(end.weekday() - 3) % 7 - 3)
    day = timedelta(days=1)
    if before in FIRST:
        after = moved(start, unit, count)
        return (start, after - day) if after and after - day <= end else None
    first = moved(end + day, unit, -count)
    return (first, end) if first and first >= start else None


def _started(lexemes: Lexemes, amount: Amount, count: int, published: date) -> Days | None:
    """Return the days of "three days starting (from) Monday", "for two weeks from May 20"."""
    at = amount.last + (lexemes[amount.last].low == ",")
    said = lexemes[at].low in STARTING or (lexemes[at].low == "from" and lexemes[amount.first - 1].low == "for")
    at += 1 + (lexemes[at + 1].low in {"on", "from"})
    start = date_at(lexemes, at, published) if said else None
    if start is None or start.start is None or start.start != start.end or amount.unit is None:
        return None
    after = moved(start.start, amount.unit.name, count)
    return (start.start, after - timedelta(days=1)) if after else None


def _anchored(lexemes: Lexemes, amount: Amount, count: int, published: date) -> Days | None:
    """Read "two weeks after Christmas", "three days before Friday", "two weeks from now"."""
    link, at = lexemes[amount.last].low, amount.last + 1
    unit = amount.unit.name if amount.unit else ""
    if link not in {"after", "before", "from", "since"}:
        return None
    at += lexemes[at].low == "the"
    if lexemes[at].low == "now":
        return _point(moved(published, unit, count))
    anchor = date_at(lexemes, at, published)
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    start, end = anchor.start, anchor.end
    if link == "from" and anchor.weekday is not None and anchor.parts == Parts() and start <= published:
        start += timedelta(days=7)  # three days from Tuesday: the coming one
    if link == "before":
        return _point(moved(start, unit, -count))
    return _point(moved(end if link == "after" else start, unit, count))


def _point(day: date | None) -> Days:
    return day, day


def ago_at(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Return the day that lexemes from i on name, reckoned from publication."""
    if lexemes[i].low in {"to", "till"}:
        return _to_date(lexemes, i, published)
    if lexemes[i + 1].low not in UNITS - {"quarter"} or lexemes[i - 1].low == "half":
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
