"""When a page is looked at again: soon while it is young, for that is when outlets correct, then ever more seldom."""

from __future__ import annotations

from datetime import datetime, timedelta

# age of the page -> how long after the last look the next one is due
STEPS = (
    (timedelta(hours=12), timedelta(hours=3)),
    (timedelta(days=3), timedelta(days=1)),
    (timedelta(days=30), timedelta(days=7)),
)
SELDOM = timedelta(days=30)


def next_look(first_seen_at: datetime, fetched_at: datetime) -> datetime:
    """Return when a page first seen then and last fetched then is due: after 3 hours, 1, 7 and then 30 days."""
    age = fetched_at - first_seen_at
    return fetched_at + next((pause for limit, pause in STEPS if age < limit), SELDOM)


def is_due(first_seen_at: datetime, fetched_at: datetime, now: datetime) -> bool:
    """Return whether a page is to be looked at again now."""
    return now >= next_look(first_seen_at, fetched_at)
