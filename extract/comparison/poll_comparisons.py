"""Margins and leads against the two shares they stand between: "a 6-point lead, 48 percent to 44 percent"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, minus, spread_of, step_of
from warehouse.terms import Bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

PERCENT = r"(?:\s?%|\s+per\s?cent)?"
HOLDER = r"(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*)?(?:['’]s?)\s+)?"  # "46.2 percent to Clinton's 42.1 percent"
LEAD = (
    r"⟦(?:q(?P<lead>\d+)⟧|"
    r"n(?P<count>\d+)⟧(?=[\s-]*(?:percentage[\s-]*)?points?\b))(?:[\s-]*(?:percentage[\s-]*)?points?\b)?"
)
PAIR = (
    rf"(?:⟦[pqn](?P<a>\d+)⟧{PERCENT}\s*(?:-|–|—|to|versus|vs\.?|against)\s*{HOLDER}⟦[pn](?P<b>\d+)⟧|"
    r"⟦[psrn](?P<both>\d+)⟧)"
)
WORDS = r"[^⟦⟧.;]{0,90}?"
LEAD_FIRST = re.compile(rf"{LEAD}(?P<gap>{WORDS}[,(—–:-]\s*(?:at\s+|with\s+)?){PAIR}")
PAIR_FIRST = re.compile(
    rf"{PAIR}{PERCENT}(?P<gap>[^⟦⟧.;]{{0,30}}?[,(—–-]\s*(?:or\s+|for\s+)?(?:an?\s+|his\s+|her\s+)?){LEAD}"
)
CUE = re.compile(
    r"\b(?:lead|leads|led|leading|ahead|edge|edges|advantage|margin|gap|trail\w*|over|above|under|underwater|"
    r"behind|deficit|by|"
    r"beat|beats|beating|won|wins|defeat\w*|prefer\w*|difference|spread)\b",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:from|up|down|since|rise|rose|fell|fall|drop\w*|increas\w*|gain\w*|lost|slip\w*|swing)\b", re.IGNORECASE
)
TWO = re.compile(
    r"(?<![\d.,])(\d+(?:\.\d+)?)\s*(?:%|per\s?cent)?\s*(?:-|–|—|to|versus|vs\.?|against)\s*(\d+(?:\.\d+)?)(?![\d.,]*\d)"
)
NEAR = 45  # characters on either side of the lead where its cue stands


class Shares(NamedTuple):
    """The two shares of a pair and the mentions that print them."""

    first: Spread
    second: Spread
    mentions: tuple[Mention, ...]
    whole: bool


def compare_margins(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each lead with its two shares."""
    if "point" not in masked.text and "⟦q" not in masked.text:
        return
    seen: set[str] = set()
    for pattern in (LEAD_FIRST, PAIR_FIRST):
        for match in pattern.finditer(masked.text):
            index = match["lead"] or match["count"]
            shares = _shares(masked, match)
            if index in seen or shares is None or not _is_lead(masked.text, match):
                continue
            seen.add(index)
            yield from _margin(masked.mentions[int(index)], shares)


def _is_lead(text: str, match: re.Match[str]) -> bool:
    """Whether the words beside the points speak of a lead, and not of a change over time."""
    name = "lead" if match["lead"] else "count"
    start, end = match.span(name)
    beside = text[max(0, start - NEAR) : start] + " " + text[end : end + NEAR]
    return bool(CUE.search(beside)) and not CHANGED.search(match["gap"])


def _shares(masked: Masked, match: re.Match[str]) -> Shares | None:
    if match["both"]:
        mention = masked.mentions[int(match["both"])]
        numbers = TWO.findall(mention.figure.text)
        if len(numbers) != 1:
            return None
        ends = [_printed(number) for number in numbers[0]]
        return Shares(ends[0], ends[1], (mention,), "." not in mention.figure.text)
    one, other = masked.mentions[int(match["a"])], masked.mentions[int(match["b"])]
    first, second = spread_of(one.figure), spread_of(other.figure)
    if first is None or second is None:
        return None
    whole = all(step_of(mention.figure) >= 1 for mention in (one, other))
    return Shares(first, second, (one, other), whole)


def _printed(number: str) -> Spread:
    half = Decimal("0.5").scaleb(-len(number.partition(".")[2]))
    return Spread(Decimal(number) - half, Decimal(number) + half)


def _margin(lead: Mention, shares: Shares) -> Iterator[Pairing]:
    value = lead.figure.value
    reported = spread_of(lead.figure)
    if reported is None:
        return
    if value is not None and lead.figure.bound == Bound.EXACT and shares.whole and value == value.to_integral_value():
        reported = Spread(value, value)  # a lead of whole shares is off by one at most, by their rounding
    gap = minus(shares.first, shares.second)
    expected = gap if gap.high > 0 else Spread(-gap.high, -gap.low)
    if gap.low < 0 < gap.high:
        expected = Spread(Decimal(0), max(-gap.low, gap.high))
    said = " and ".join(f'"{mention.figure.text}"' for mention in shares.mentions)
    yield arithmetic("margin", lead, shares.mentions, reported, expected, f"as the difference of {said}")
