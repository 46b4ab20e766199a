"""Dates as feeds, sitemaps and archives write them -> UTC, never in the future and never filled up with today's."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from dateutil import parser as date_parser

from warehouse.zones import zone_named

LEEWAY = timedelta(hours=1)  # clocks differ; beyond it a date in the future is a mistake or a trick to stay on top
ZONE = re.compile(r"\s*\(?\b([A-Z]{1,5})\)?$")
WEEK = re.compile(r"\d{4}-?W")  # ISO 8601's weeks, which have no day
WEEKDAY = re.compile(r"^[^\W\d]+\.?,\s*")
MAIL = re.compile(r"\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4}\s+\d")  # RFC 822; any other date takes ten times as long
YEAR_FIRST, DOTTED = re.compile(r"\d{4}\D"), re.compile(r"\d{1,2}\.\s?\d{1,2}\.")
FILLED = datetime(2000, 1, 1), datetime(2003, 2, 2)  # noqa: DTZ001 - a date without a zone is read twice and compared


def read_date(text: object) -> datetime | None:
    """Return a whole date in UTC, one without a zone taken as UTC; None for a part of one, or where it is none.

    A date in figures of which nobody can say which is the day is none; dots part the day, the month and the year.
    """
    if not isinstance(text, str) or not text.strip():
        return None
    words = text.strip()[:64]
    if not WEEK.match(words):
        with suppress(OverflowError, ValueError):
            return _in_utc(datetime.fromisoformat(words))
    named = ZONE.search(words)
    zone = zone_named(named[1]) if named else None
    bare = WEEKDAY.sub("", words[: named.start()] if named and zone else words)
    try:
        found = parsedate_to_datetime(bare) if MAIL.match(bare) else _written(bare)
        return found and _in_utc(found.replace(tzinfo=zone) if zone and found.tzinfo is None else found)
    except (OverflowError, ValueError, TypeError, IndexError, AttributeError):
        return None


def _in_utc(found: datetime) -> datetime:
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _written(words: str) -> datetime | None:
    """Return a date in some other form; None where a part would be filled in, or day and month may be exchanged."""
    orders = (False,) if YEAR_FIRST.match(words) else (True,) if DOTTED.match(words) else (False, True)
    read = {
        date_parser.parse(words, default=filled, dayfirst=order, tzinfos=_zone) for filled in FILLED for order in orders
    }
    return read.pop() if len(read) == 1 else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    return timezone(timedelta(seconds=offset)) if offset is not None else zone_named(name or "")


def latest(now: datetime, *found: datetime | None) -> datetime | None:
    """Return the latest of the dates that do not lie in the future, None where there is none."""
    return max((one for one in found if one is not None and one <= now + LEEWAY), default=None)


def clamp(found: datetime | None, now: datetime) -> tuple[datetime | None, bool]:
    """Return the date, or now where it lies in the future, and whether it did."""
    if found is not None and found > now + LEEWAY:
        return now, True
    return found, False
