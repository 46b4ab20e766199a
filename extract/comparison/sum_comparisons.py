"""Parts against their whole: "30 Russians, including 48 ...", "14 women - four Republicans and seven Democrats"."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING

from extract.comparison.pairings import arithmetic
from extract.comparison.roundings import Spread, plus, spread_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.comparison.mentions import Masked, Mention
    from extract.comparison.pairings import Pairing

HEDGE = (
    r"(?:(?:about|around|roughly|nearly|almost|some|more than|just|over|at least|up to|only|as many as|another)\s+)*"
)
WORDS = r"[^⟦⟧.;:()—–]{0,80}?"
PART = rf"{HEDGE}⟦[ncm]\d+⟧"
PARTS = (
    rf"{PART}(?:(?:(?!--)[^⟦⟧.;:()—–]){{0,90}}?(?:,|\band\b|,\s*and\b|,?\s*as well as\b)\s*(?:the\s+|"
    rf"an?\s+)?(?:other\s+|additional\s+|(?:with|plus)\s+(?:\w+\s+){{0,3}})?{PART})+"
)
ONE_PART = rf"{PART}"
INCLUDING = re.compile(
    rf"⟦(?P<letter>[ncm])(?P<whole>\d+)⟧{WORDS},?\s*\(?\bincluding\s+(?:at least\s+)?(?P<parts>{PARTS}|{ONE_PART})"
)
SPLIT = re.compile(
    rf"⟦(?P<letter>[ncm])(?P<whole>\d+)⟧{WORDS}\s*(?::|—|–|\s-\s|--)\s*(?P<parts>{PARTS})(?P<rest>[^⟦⟧]*)"
)
TOTAL = re.compile(
    rf"(?P<parts>{PARTS})[^⟦⟧.;]{{0,60}}?(?:\b(?:for|making|bringing|"
    rf"giving)\s+(?:\w+\s+)?a\s+(?:combined\s+)?total\s+(?:of|to)|"
    rf"\btotall?ing)\s+{HEDGE}⟦(?P<letter>[ncm])(?P<whole>\d+)⟧"
)
FIGURE = re.compile(r"⟦([ncm])(\d+)⟧")
MORE = re.compile(
    r"\b(?:among others|and others|or more|for example|such as|mostly|overlap|and more|respectively)\b|\.\.\.|…",
    re.IGNORECASE,
)


def compare_sums(masked: Masked) -> Iterator[Pairing]:
    """Yield a pairing for each whole whose parts the sentence names."""
    for pattern, relation in ((INCLUDING, "parts_within"), (SPLIT, "parts_sum"), (TOTAL, "parts_sum")):
        for match in pattern.finditer(masked.text):
            whole = masked.mentions[int(match["whole"])]
            parts = [masked.mentions[int(n)] for _, n in FIGURE.findall(match["parts"])]
            if MORE.search(masked.sentence.text) or not all(_alike(whole, part) for part in parts):
                continue
            yield from _sum(relation, whole, parts)


def _alike(whole: Mention, part: Mention) -> bool:
    return (
        whole.figure.dimension == part.figure.dimension
        and whole.letter == part.letter
        and (whole.figure.unit == part.figure.unit)
    )


def _sum(relation: str, whole: Mention, parts: list[Mention]) -> Iterator[Pairing]:
    said = spread_of(whole.figure)
    spreads = [spread for part in parts if (spread := spread_of(part.figure))]
    if said is None or len(spreads) != len(parts) or whole.figure.value == len(parts):  # "three ages: 23, 30 and 63"
        return
    total = reduce(plus, spreads)
    expected = Spread(total.low, max(total.high, said.high)) if relation == "parts_within" else total
    names = " + ".join(part.figure.text for part in parts)
    how = f"as {'at least ' if relation == 'parts_within' else ''}{names}"
    qualifiers = ("including",) if relation == "parts_within" else ("exhaustive",)
    yield arithmetic(relation, whole, tuple(parts), said, expected, how, qualifiers)
