"""Ties that one pattern over a masked sentence finds: which figures, tied how, and what else the words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.comparison.ties import Tie, between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.comparison.mentions import Masked

HEDGE = (
    r"(?:(?:or|i\.e\.|about|around|roughly|approximately|approx\.?|nearly|almost|some|more than|just|over|"
    r"under|up to|at least|less than|a little|c\.|~|≈)\s*)*"
)


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """What to look for in a masked sentence, whose figures are ⟦letter and number⟧.

    `ties` names each tie with two groups of `find`: the figure that a flag would stand on, and the one it is held
    against. `gate` are words of which one must stand in the sentence; `notes` are looked for in the whole sentence.
    """

    find: re.Pattern[str]
    ties: tuple[tuple[str, str, str], ...]
    gate: tuple[str, ...] = ()
    notes: Mapping[str, re.Pattern[str]]


# "2 by 4 meters (6.5 by 13 feet)": the bracket gives two figures for two
CONVERSION_NOTES = {
    "nautical": re.compile(r"\bnautical\b", re.IGNORECASE),
    "by": re.compile(r"⟧[\w\s-]{0,8}(?:\bby|[x×])[\s-]*⟦", re.IGNORECASE),
}
PATTERNS = (
    Pattern(
        find=re.compile(
            rf"⟦[mtn](?P<main>\d+)⟧(?:[\w\s°.-]{{0,12}}?)\s*[(\[]\s*{HEDGE}⟦[mtn](?P<bracketed>\d+)⟧[^()\[\]⟦⟧]{{0,12}}[)\]]"
        ),
        ties=(("bracket", "bracketed", "main"),),
        gate=("(", "["),
        notes=CONVERSION_NOTES,
    ),
    Pattern(
        find=re.compile(
            r"⟦m(?P<main>\d+)⟧,?\s+or\s+(?:about|around|roughly|approximately|nearly|almost|some|more than)?\s*"
            r"⟦m(?P<bracketed>\d+)⟧"
        ),
        ties=(("bracket", "bracketed", "main"),),
        gate=(" or ",),
        notes=CONVERSION_NOTES,
    ),
)


def pattern_ties(masked: Masked) -> Iterator[Tie]:
    """Yield the ties that the patterns find in a sentence."""
    for pattern in PATTERNS:
        if pattern.gate and not any(word in masked.text for word in pattern.gate):
            continue
        for match in pattern.find.finditer(masked.text):
            notes = tuple(name for name, words in pattern.notes.items() if words.search(masked.text))
            for tie, first, second in pattern.ties:
                one, other = masked.mentions[int(match[first])], masked.mentions[int(match[second])]
                yield Tie(
                    tie=tie,
                    first=one,
                    second=other,
                    statement=(masked.sentence.sentence_id, match.start()),
                    words_between=between(masked, one, other),
                    notes=notes,
                )
