"""Dates as feeds and sitemaps write them -> UTC, never in the future."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LEEWAY = timedelta(hours=1)  # clocks differ; beyond it a date in the future is a mistake or a trick to stay on top


def read_date(text: object) -> datetime | None:
    """Return an ISO 8601 or RFC 822 date in UTC, a date without a zone taken as UTC; None where it is neither."""
    if not isinstance(text, str) or not text.strip():
        return None
    words = text.strip()[:64]
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        try:
            found = parsedate_to_datetime(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def latest(now: datetime, *found: datetime | None) -> datetime | None:
    """Return the latest of the dates that do not lie in the future, None where there is none."""
    return max((one for one in found if one is not None and one <= now + LEEWAY), default=None)


def clamp(found: datetime | None, now: datetime) -> tuple[datetime | None, bool]:
    """Return the date, or now where it lies in the future, and whether it did."""
    if found is not None and found > now + LEEWAY:
        return now, True
    return found, False
