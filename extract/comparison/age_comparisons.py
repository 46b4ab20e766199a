"""Spans of time against their ends: ages and birth years, "20 years ago", "the eight years from 1906 to 1914"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, spread_of
from extract.comparison.wording import HEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

ONE, YEAR_LONG, DECADE = Decimal(1), Decimal(10), Decimal(15)
BORN = re.compile(
    r"\bborn\b[^⟦⟧.;]{0,40}\bin\s+(?:\w+\s+)?⟦[yd](?P<born>\d+)⟧(?P<gap>[^⟦⟧.;]{0,60})⟦[atn](?P<age>\d+)⟧",
    re.IGNORECASE,
)
AGED = re.compile(
    r"⟦a(?P<age>\d+)⟧(?P<gap>[^⟦⟧.;]{0,50})\bborn\b[^⟦⟧.;]{0,40}\bin\s+(?:\w+\s+)?⟦[yd](?P<born>\d+)⟧", re.IGNORECASE
)
NOW = re.compile(r"\b(?:now|today|currently|is|turns?|turned|being|aged?)\b", re.IGNORECASE)
THEN = re.compile(r"\b(?:at (?:the )?age|died|when|aged \w+ when|until|was|were|by the time|later)\b", re.IGNORECASE)
AGO = re.compile(rf"\bin\s+⟦[yd](?P<year>\d+)⟧\s*[,(—–-]\s*{HEDGE}⟦t(?P<span>\d+)⟧\s+ago\b", re.IGNORECASE)
AGO_IN = re.compile(rf"{HEDGE}⟦t(?P<span>\d+)⟧\s+ago\s*[,(—–-]?\s*(?:back\s+)?in\s+⟦[yd](?P<year>\d+)⟧", re.IGNORECASE)
SPAN_FIRST = re.compile(
    r"⟦t(?P<span>\d+)⟧(?P<gap>[^⟦⟧.]{0,40}?)[\s(,;:—–-]*(?:from|between)\s+(?:⟦[yd](?P<a>\d+)⟧\s*(?:to|and|"
    r"until|through|-|–)\s*⟦[yd](?P<b>\d+)⟧|"
    r"⟦[ydt](?P<both>\d+)⟧)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
OTHER_SPAN = re.compile(
    r"\b(?:old|sentence|term|prison|ago|later|after|before|of age|contract|deal|lease)\b", re.IGNORECASE
)


def compare_ages(masked: Masked, issued: int | None) -> Iterator[Pairing]:
    """Yield a pairing for each age with its birth year, "years ago" with its year, duration with its range.

    `issued` is the year of publication, or None.
    """
    if "⟦y" not in masked.text and "⟦d" not in masked.text:
        return
    if issued is not None:
        yield from _born(masked, issued)
        yield from _ago(masked, issued)
    yield from _durations(masked)


def _born(masked: Masked, issued: int) -> Iterator[Pairing]:
    for pattern in (BORN, AGED):
        for match in pattern.finditer(masked.text):
            age, born = masked.mentions[int(match["age"])], masked.mentions[int(match["born"])]
            year = year_of(born)
            said = spread_of(age.figure, rounding=False)
            context = match["gap"] + masked.text[match.end() : match.end() + 12]
            if year is None or said is None or THEN.search(context) or not (NOW.search(context) or age.letter == "a"):
                continue
            expected = Spread(Decimal(issued - year) - ONE, Decimal(issued - year))
            how = f"as the age in {issued} of someone born in {year}"
            yield arithmetic("age_birth", age, (born,), said, expected, how)


def _ago(masked: Masked, issued: int) -> Iterator[Pairing]:
    for pattern in (AGO, AGO_IN):
        for match in pattern.finditer(masked.text):
            span, when = masked.mentions[int(match["span"])], masked.mentions[int(match["year"])]
            year, said = year_of(when), _years(span)
            if year is None or said is None:
                continue
            expected = Spread(Decimal(issued - year) - ONE, Decimal(issued - year) + ONE)
            yield arithmetic("years_ago", span, (when,), said, expected, f"as years from {year} to {issued}")


def _durations(masked: Masked) -> Iterator[Pairing]:
    for match in SPAN_FIRST.finditer(masked.text):
        span = masked.mentions[int(match["span"])]
        said = _years(span)
        ends = _ends(masked, match)
        if said is None or ends is None or OTHER_SPAN.search(match["gap"]):
            continue
        partners, first, last = ends
        length = Decimal(last - first)
        expected = Spread(min(length, length), length + ONE)
        if last < first:
            expected = Spread(length, length)
        yield arithmetic("duration_range", span, partners, said, expected, f"as years from {first} to {last}")


def _ends(masked: Masked, match: re.Match[str]) -> tuple[tuple[Mention, ...], int, int] | None:
    if match["both"]:
        mention = masked.mentions[int(match["both"])]
        years = [int(year) for year in YEAR.findall(mention.figure.text)]
        return ((mention,), years[0], years[1]) if len(years) == 2 else None  # noqa: PLR2004 - two ends
    one, other = masked.mentions[int(match["a"])], masked.mentions[int(match["b"])]
    first, last = year_of(one), year_of(other)
    return None if first is None or last is None else ((one, other), first, last)


def year_of(mention: Mention) -> int | None:
    """Return the one year that a date's words name, or None."""
    years = YEAR.findall(mention.figure.text)
    return int(years[0]) if len(years) == 1 else None


def _years(mention: Mention) -> Spread | None:
    """Return a duration in years, decades counted as ten with one and a half decades' grace; None for other units."""
    figure, said = mention.figure, spread_of(mention.figure, rounding=False)
    name = f"{figure.unit_name} {figure.text}".lower()
    if said is None:
        return None
    if "decade" in name:
        low, high = (said.low * YEAR_LONG, said.high * YEAR_LONG) if said.high < YEAR_LONG else (said.low, said.high)
        return Spread(low - DECADE / 2, high + DECADE / 2)
    return said if "year" in name else None
