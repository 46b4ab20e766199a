"""When a page was published: the declared moment, else the one printed by the headline or behind a word that says so.

No guess is made from other dates on the page: htmldate is wrong on 18 of 100, and a wrong day is worse than none.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from dateutil import parser as date_parser

from extract.pages.roles import line_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable

EARLIEST, LATEST = 1800, 2200  # years of a story
LONGEST = 60  # code points: no written moment is longer
YEAR = re.compile(r"\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}")
PRINTED = (
    re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[ T]+(?P<hour>\d\d):(?P<minute>\d\d))?"),
    re.compile(  # dots part day, month and year; slashes do so in either order and are left alone
        r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>20\d\d)\b"
        r"(?:\W{1,4}(?:um |kl\.? |a las |à |ore )?(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)\b)?"
    ),
)
HOURS = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10,
    "BRT": -3, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "WAT": 1, "CEST": 2, "MESZ": 2, "EET": 2, "SAST": 2, "CAT": 2,
    "EEST": 3, "EAT": 3, "MSK": 3, "TRT": 3, "GST": 4, "PKT": 5, "IST": 5.5, "WIB": 7, "HKT": 8, "SGT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip


def first_time(*values: object) -> datetime | None:
    """Return the first of the declared values that is a moment, in UTC."""
    return next((when for value in values if (when := time_of(value))), None)


def time_of(value: object) -> datetime | None:
    """Return the moment in UTC; one that names no zone is taken as UTC."""
    text = html.unescape(value).strip() if isinstance(value, str) else ""
    if not YEAR.search(text) or len(text) > LONGEST:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        try:
            when = date_parser.parse(text, default=datetime(2000, 1, 1, tzinfo=UTC), tzinfos=_zone)
        except (ValueError, OverflowError, TypeError, AttributeError):
            return None
    return _in_utc(when)


def printed_time(lines: Iterable[str]) -> datetime | None:
    """Return the first moment printed in the lines in figures; nothing names its zone, so that it is taken as UTC."""
    for line in lines:
        for pattern in PRINTED:
            if found := pattern.search(line):
                parts = {name: int(value) for name, value in found.groupdict().items() if value}
                try:
                    return datetime(**parts, tzinfo=UTC)
                except ValueError:
                    continue
    return None


def is_dated(line: str) -> bool:
    """Say whether a line begins with a word that says when the page was published."""
    return bool(line_patterns()["time_label"].match(line))


def _zone(name: str | None, offset: int | None) -> timezone:
    """Return the zone of an offset in seconds or of a common name; UTC for others."""
    if offset is not None:
        return timezone(timedelta(seconds=max(-86_340, min(86_340, offset))))
    return timezone(timedelta(hours=HOURS.get(name or "", 0)))


def _in_utc(when: datetime) -> datetime | None:
    """Return the moment in UTC; none where the year cannot be a story's (systems write year 1 for "not set")."""
    if not EARLIEST <= when.year <= LATEST:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
