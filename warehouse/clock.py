"""What time it is, asked in one place, so that a day of runs can be lived through in minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's clock in UTC, set ahead by `ahead`: every time that a run writes comes from here."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC) + self.ahead


CLOCK = Clock()
