"""Weekdays against dates, dates that cannot be, ages against birth years, "N years ago", durations against ranges."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.pairings import Pairing, Place
from extract.comparison.roundings import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import Reading
    from warehouse.records import Sentence

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NEAR = timedelta(days=14)  # a date without its year is of the publication's year when it lies this close
SEASON = timedelta(days=200)
WEEKDAY = r"(?P<day>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?(?=\W)"
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
NUMBER = (
    r"(?P<number>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\s?(?:%|percent|per cent|million|billion|"
    r"points?\b|a\.?m\b|p\.?m\b))"
)
YEAR = r"(?:,?\s+(?P<year>(?:1[6-9]|20)\d\d)\b(?!\s*[-–]\s*\d))?"
SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"\b{WEEKDAY},?\s+(?:on\s+|the\s+)?{MONTH}\s+(?:the\s+)?{NUMBER}{YEAR}",
        rf"\b{WEEKDAY},?\s+(?:on\s+)?(?:the\s+)?{NUMBER}\s+(?:of\s+)?{MONTH}{YEAR}",
        rf"\b{MONTH}\s+{NUMBER}{YEAR},?\s+\((?:a\s+)?{WEEKDAY}\)",
        rf"\b{MONTH}\s+{NUMBER}{YEAR},\s+(?:which\s+(?:was|is|falls\s+on|fell\s+on)\s+)?a\s+{WEEKDAY}",
        rf"\b{WEEKDAY}\s+\({MONTH}\s+{NUMBER}{YEAR}\)",
    )
)
BARE = (re.compile(rf"\b{MONTH}\s+{NUMBER}{YEAR}"), re.compile(rf"\b{NUMBER}\s+{MONTH}{YEAR}"))
RANGE = re.compile(r"\s*(?:[-–—/]|to|and|or|through)\s*(?:[0-3]?\d\b|[A-Z][a-z]+day)")
YEARS = re.compile(r"\b(?:19|20)\d\d\b")
GRACE = timedelta(days=2)  # time zones, and pages dated on the eve
PAST = re.compile(
    r"\b(?:was|were|had|did|died|killed|opened|closed|said|took|began|arrived|signed|won|lost|happened|occurred)\b"
)
TOLD = re.compile(
    r"\b(?:was|were|died|opened|closed|took place|began|arrived|signed|won|lost|happened|"
    r"occurred)\b[^.;]{0,60}\b(?:on|in)\s+$"
)
AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|could|until|till|expir\w*|schedul\w*|plan\w*|set|due|expect\w*|fiscal|"
    r"deadline|postpon\w*|delay\w*|effective|upcoming|next|later|ahead|resum\w*|extend\w*|mov\w*|slated)\b",
    re.IGNORECASE,
)


class Written(NamedTuple):
    """A date as printed, with the place of its day."""

    weekday: int | None
    year: int | None
    month: int
    number: int
    number_span: tuple[int, int]
    span: tuple[int, int]


def written_dates(text: str) -> Iterator[Written]:
    """Yield every weekday that stands with a date."""
    taken: list[tuple[int, int]] = []
    for shape in SHAPES:
        for match in shape.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or RANGE.match(text, end):
                continue
            taken.append((start, end))
            yield _written(match)


def _written(match: re.Match[str]) -> Written:
    groups = match.groupdict()
    weekday = (
        next((n for n, name in enumerate(DAYS) if name.startswith(groups["day"][:3])), None)
        if groups.get("day")
        else None
    )
    return Written(
        weekday=weekday,
        year=int(groups["year"]) if groups["year"] else None,
        month=MONTHS.index(groups["month"][:3]) + 1,
        number=int(groups["number"]),
        number_span=match.span("number"),
        span=match.span(),
    )


def day_of(year: int, month: int, number: int) -> date | None:
    """Return the day, or None when the calendar has none such."""
    return date(year, month, number) if 1 <= number <= monthrange(year, month)[1] else None


def compare_calendar(reading: Reading) -> Iterator[Pairing]:
    """Yield a pairing for each weekday with its date and for each date that cannot be."""
    published = reading.article.published_at
    issued = published.date() if published else None
    for paragraph in reading.paragraphs:
        for sentence in paragraph.sentences:
            if any(mark.isdigit() for mark in sentence.text):
                yield from _weekdays(sentence, issued)
                yield from _impossible(sentence)
                if issued is not None:
                    yield from _future(sentence, issued)


def _weekdays(sentence: Sentence, issued: date | None) -> Iterator[Pairing]:
    for written in written_dates(sentence.text):
        if written.weekday is None:
            continue
        days = list(_candidates(written, issued))
        days += [
            day for year in YEARS.findall(sentence.text) if (day := day_of(int(year), written.month, written.number))
        ]
        if not days:
            continue
        if any(day.weekday() == written.weekday for day in days):
            day = next(day for day in days if day.weekday() == written.weekday)
        else:
            day = days[0]
        yield _weekday_pairing(sentence, written, day, issued)


def _candidates(written: Written, issued: date | None) -> Iterator[date]:
    """Yield the days that the words may mean: of the year they give, else the one nearest to publication."""
    if written.year:
        day = day_of(written.year, written.month, written.number)
        if day:
            yield day
        return
    if issued is None:
        return
    near = [day for y in (-1, 0, 1) if (day := day_of(issued.year + y, written.month, written.number))]
    near.sort(key=lambda day: abs(day - issued))
    if near and abs(near[0] - issued) <= NEAR:
        yield near[0]
        return
    yield from (day for day in near if abs(day - issued) <= SEASON * 2)


def _weekday_pairing(sentence: Sentence, written: Written, day: date, issued: date | None) -> Pairing:
    said, real = DAYS[written.weekday or 0], DAYS[day.weekday()]
    start = sentence.span_start
    qualifiers = ["year_given"] if written.year else ["near"] if issued and abs(day - issued) <= NEAR else ["far"]
    if written.year and issued and _year_slip(written, issued):
        qualifiers.append("slip:year")
    words = sentence.text[written.span[0] : written.span[1]]
    return Pairing(
        relation="weekday_date",
        sentence=sentence,
        place=Place(sentence.part, start + written.span[0], start + written.span[1], "date"),
        reported=Spread(*[Decimal((written.weekday or 0) + 1)] * 2),
        expected=Spread(*[Decimal(day.weekday() + 1)] * 2),
        unit="weekday",
        reading=f'reported "{words}", read as {said} {day.isoformat()}; recomputed from the calendar: that day '
        f"was a {real}",
        partners=(
            Place(sentence.part, start + written.number_span[0], start + written.number_span[1], "day of the month"),
        ),
        qualifiers=tuple(qualifiers),
    )


def _year_slip(written: Written, issued: date) -> bool:
    """Whether the weekday fits the same date one year on, as it does when last year is written in January."""
    day = day_of((written.year or 0) + 1, written.month, written.number)
    return bool(day and day.weekday() == written.weekday and abs(day - issued) <= NEAR)


def _impossible(sentence: Sentence) -> Iterator[Pairing]:
    for shape in BARE:
        for match in shape.finditer(sentence.text):
            written = _written(match)
            year = written.year or 2024  # a leap year: 29 February stands unless its year is given
            if written.number < 1 or day_of(year, written.month, written.number):
                continue
            last = monthrange(year, written.month)[1]
            start = sentence.span_start
            yield Pairing(
                relation="impossible_date",
                sentence=sentence,
                place=Place(sentence.part, start + match.start(), start + match.end(), "date"),
                reported=Spread(Decimal(written.number), Decimal(written.number)),
                expected=Spread(Decimal(1), Decimal(last)),
                unit="d",
                reading=f'reported "{match[0]}"; the month has {last} days',
                partners=(),
            )


def _future(sentence: Sentence, issued: date) -> Iterator[Pairing]:
    """Yield a pairing for a full date after publication, in a sentence that tells of the past alone."""
    if not PAST.search(sentence.text) or AHEAD.search(sentence.text):
        return
    for shape in BARE:
        for match in shape.finditer(sentence.text):
            written = _written(match)
            day = day_of(written.year, written.month, written.number) if written.year else None
            if day is None or day <= issued + GRACE or not TOLD.search(sentence.text[: match.start()]):
                continue
            start, ordinal = sentence.span_start, Decimal(day.toordinal())
            yield Pairing(
                relation="future_date",
                sentence=sentence,
                place=Place(sentence.part, start + match.start(), start + match.end(), "date"),
                reported=Spread(ordinal, ordinal),
                expected=Spread(Decimal(1), Decimal((issued + GRACE).toordinal())),
                unit="d",
                reading=f'reported "{match[0]}", read as {day.isoformat()}; the page was published on '
                f"{issued.isoformat()}",
                partners=(),
            )
