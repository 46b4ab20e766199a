"""Bracketed conversions: "125 km (78 miles)", "a 290-mile (467-km) route", "5 million pounds ($6.4 million)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.comparison.conversions import converted, degrees, unit_of
from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, meets, printed_spread
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

HEDGE = (
    r"(?:(?:or|i\.e\.|about|around|roughly|approximately|approx\.?|nearly|almost|some|more than|just|over|"
    r"under|up to|at least|less than|a little|c\.|~|≈)\s*)*"
)
BRACKET = re.compile(rf"⟦[mtn](\d+)⟧(?:[\w\s°.-]{{0,12}}?)\s*[(\[]\s*{HEDGE}⟦[mtn](\d+)⟧[^()\[\]⟦⟧]{{0,12}}[)\]]")
OR = re.compile(r"⟦m(\d+)⟧,?\s+or\s+(?:about|around|roughly|approximately|nearly|almost|some|more than)?\s*⟦m(\d+)⟧")
MONEY = re.compile(rf"⟦c(\d+)⟧\s*[(\[]\s*{HEDGE}⟦c(\d+)⟧[^()\[\]⟦⟧]{{0,16}}[)\]]")
SILENT = re.compile(r"\bnautical\b", re.IGNORECASE)
BY = re.compile(r"⟧[\w\s-]{0,8}(?:\bby|[x×])[\s-]*$", re.IGNORECASE)  # "2 by 4 meters (6.5 by 13 feet)"
CELSIUS = re.compile(r"cel|°\s?c|degc", re.IGNORECASE)
FAHRENHEIT = re.compile(r"fahr|°\s?f|degf", re.IGNORECASE)


def compare_conversions(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for every pair that names one quantity in two units."""
    if "(" not in masked.text and "[" not in masked.text and " or " not in masked.text:
        return
    for pattern in (BRACKET, OR):
        for match in pattern.finditer(masked.text):
            pair = masked.mentions[int(match[1])], masked.mentions[int(match[2])]
            if not SILENT.search(masked.sentence.text) and not BY.search(masked.text[: match.start()]):
                yield from _measures(*pair)


def _measures(main: Mention, bracketed: Mention) -> Iterator[Pairing]:
    if main.figure.unit == bracketed.figure.unit:
        return
    start, said = printed_spread(main.figure), printed_spread(bracketed.figure)
    if start is None or said is None:
        return
    readings = list(_readings(main, bracketed, start))
    if not readings:
        return
    expected = next((spread for spread in readings if meets(spread, said)), readings[0])
    how = f'"{main.figure.text}" in {_name(bracketed)}'
    yield arithmetic("unit_conversion", bracketed, (main,), said, expected, how)


def _readings(main: Mention, bracketed: Mention, start: Spread) -> Iterator[Spread]:
    if main.figure.dimension == Dimension.TEMPERATURE:
        one, other = _scale(main), _scale(bracketed)
        if {one, other} == {"C", "F"}:
            yield from degrees(start, to_celsius=other == "C")
        return
    yield from converted(start, _name(main), _name(bracketed))


def _scale(mention: Mention) -> str:
    words = f"{mention.figure.unit} {mention.figure.unit_name} {mention.figure.text}"
    return "C" if CELSIUS.search(words) else "F" if FAHRENHEIT.search(words) else ""


def _name(mention: Mention) -> str:
    """Return a name of the unit that the table of units knows, if any does."""
    figure = mention.figure
    names = (figure.unit_name, figure.unit, figure.counted or "", re.sub(r"^[\d,.\s-]+", "", figure.text))
    return next((name for name in names if unit_of(name)), figure.unit_name or figure.unit)
