"""When a page was published: the declared moment, else the one printed by the headline or behind a word that says so.

A wrong day is worse than none: where figures leave open which of two is the day, the page's language says it; English
without a country leaves it open.
"""

from __future__ import annotations

import dataclasses
import html
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from dateutil import parser as date_parser

from extract.lexicon import load
from extract.pages.roles import line_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

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
NUMBERS = re.compile(r"(?:(?P<weekday>[^\W\d]{2,12})\.?,?\s)?\s*(\d{1,2})(?P<sign>[./-])(\d{1,2})(?P=sign)(\d{4})\b")
IN_ADDRESS = re.compile(r"/(20\d\d)[/-](\d\d?)[/-](\d\d?)(?![\d])")
MOST_MONTHS = 12
NOON = 12  # no zone is further west of UTC, in hours; two are further east
STAMP, STAMP_LETTERS = 80, 30  # code points of a line that is but a date, and letters in it
HOURS = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10,
    "BRT": -3, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "WAT": 1, "CEST": 2, "MESZ": 2, "EET": 2, "SAST": 2, "CAT": 2,
    "EEST": 3, "EAT": 3, "MSK": 3, "TRT": 3, "GST": 4, "PKT": 5, "IST": 5.5, "WIB": 7, "HKT": 8, "SGT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """months.toml: the names of each month."""

    names: tuple[str, ...]


_MONTHS = {name: number for number, names in enumerate(load(Months, "months", "").names, 1) for name in names.split()}
_NAME = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
SPELLED = (
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s{{1,3}}(?:de |of )?{_NAME}"
        r",?\s{1,3}(?:de )?(?P<year>20\d\d)\b"
    ),
    re.compile(rf"\b{_NAME}\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year>20\d\d)\b"),
)


def first_time(*values: object, locale: str = "") -> datetime | None:
    """Return the first of the declared values that is a moment, in its own zone."""
    return next((when for value in values if (when := time_of(value, locale))), None)


def time_of(value: object, locale: str = "") -> datetime | None:
    """Return the moment in its own zone; one that names no zone is taken as UTC, one whose day is open as none.

    `locale` is the page's language as it declares it, with its country: en-GB.
    """
    text = html.unescape(value).strip() if isinstance(value, str) else ""
    if not YEAR.search(text) or len(text) > LONGEST:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        try:
            if (day_first := _day_first(text, locale)) is None:
                return None
            default = datetime(2000, 1, 1, tzinfo=UTC)
            when = date_parser.parse(text, default=default, tzinfos=_zone, dayfirst=day_first)
        except (ValueError, OverflowError, TypeError, AttributeError):
            return None
    return _of_news(when)


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
        if when := spelled_day(line):
            return when
    return None


def own_day(published_at: datetime | None, printed: datetime | None, modified_at: datetime | None) -> date | None:
    """Return the day of a story where it was published: that of its moment, or the printed one where that is in UTC.

    Systems write UTC for all the world. The printed day stands where it is the day before in the west, or the day after
    in the east; a later day may be that of a change, and is not believed on a page that was changed.
    """
    if published_at is None:
        return None
    day = published_at.date()
    if printed is None or published_at.utcoffset():
        return day
    apart = (printed.date() - day).days
    is_west = apart == -1 and published_at.hour < NOON
    is_east = apart == 1 and published_at.hour >= NOON - 2 and modified_at in {None, published_at}
    return printed.date() if is_west or is_east else day


def spelled_day(line: str) -> datetime | None:
    """Return the first day in a line whose month is spelled out."""
    return next(spelled_days(line), None)


def spelled_days(words: str) -> Iterator[datetime]:
    """Yield the days in the words whose month is spelled out."""
    for pattern in SPELLED:
        for found in pattern.finditer(words.lower()):
            if day := _midnight(int(found["year"]), _MONTHS[found["name"]], int(found["day"])):
                yield day


def is_stamp(line: str, *, is_top: bool) -> bool:
    """Say whether a line only says when the page was published or changed; at the top a bare date does."""
    if len(line) > STAMP:
        return False
    if line_patterns()["clock"].fullmatch(line.strip()):
        return True
    if not is_top or spelled_day(line) is None:
        return False
    return not line.endswith(".") and sum(map(str.isalpha, line)) <= STAMP_LETTERS


def day_in_address(url: str) -> datetime | None:
    """Return the day that an address names in its path, /2026/03/02/."""
    found = IN_ADDRESS.search(url)
    return _midnight(*map(int, found.groups())) if found else None


def _midnight(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _day_first(text: str, locale: str) -> bool | None:
    """Say whether the day stands before the month; None where nothing tells."""
    found = NUMBERS.match(text)
    if not found:
        return False
    first, second = int(found[2]), int(found[4])
    if first > MOST_MONTHS or second > MOST_MONTHS or first == second:
        return first > MOST_MONTHS
    if found["sign"] == ".":
        return True
    language, _, country = locale.replace("_", "-").lower().partition("-")
    if language == "en" and not country:
        language = ""
    if not language:
        return False if found["weekday"] else None  # a weekday stands before American dates in figures
    return (language, country) != ("en", "us")


def is_dated(line: str) -> bool:
    """Say whether a line begins with a word that says when the page was published."""
    return bool(line_patterns()["time_label"].match(line))


def _zone(name: str | None, offset: int | None) -> timezone:
    """Return the zone of an offset in seconds or of a common name; UTC for others."""
    if offset is not None:
        return timezone(timedelta(seconds=max(-86_340, min(86_340, offset))))
    return timezone(timedelta(hours=HOURS.get(name or "", 0)))


def _of_news(when: datetime) -> datetime | None:
    """Return the moment with a zone; none where the year cannot be a story's (systems write year 1 for "not set")."""
    if not EARLIEST <= when.year <= LATEST:
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
