"""The same quantity given twice in the body: same thing counted, same happening, same names, other value."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from extract.likeness import comparable, likeness, same_value
from extract.pairings import Pairing, place_of, reading_of
from extract.roundings import spread_of
from extract.slips import significant, slip
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.mentions import Mention

SILENT = set("dhoysq")
BODY = {Role.BODY, Role.KEY_POINT, Role.CAPTION, Role.LIST_ITEM, Role.SUBHEAD, Role.STANDFIRST}
MOST = 150  # figures of one article that are paired with each other: 11,000 pairs
ENOUGH = 3.5  # below it the words around two figures do not bind them (bench/flags_figures.py)
BONUS = {"x10": 2.0, "magnitude": 2.0, "dropped_digit": 1.5, "transposition": 1.5, "digit": 0.5}
VARYING = 3  # distinct values of one counted word: it is a thing that varies, such as the votes of several states
QUALIFYING = {"earlier", "revised", "subset", "comparison", "negated"}
PROPER = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b[A-Z][a-z]{2,}\b")
PERIODS = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|June|July|August|September|October|November|December|(?:first|second|third|"
    r"fourth) (?:quarter|term|half)|last (?:year|month|week|night)|this (?:year|month|week)|next (?:year|month|week))\b",
    re.IGNORECASE,
)
OTHERS = re.compile(r"\b(?:another|additional|other|second|extra|further|each|every|per)\s+(?:\w+\s+)?$", re.IGNORECASE)


def compare_repeats(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each pair of body figures that speak of the same quantity and disagree."""
    body = [m for m in prose if m.sentence.part == Part.TEXT and m.sentence.role in BODY and m.letter not in SILENT]
    body = [m for m in body if m.figure.value is not None][:MOST]
    varying = _varying(body)
    found: dict[str, tuple[float, Mention, Mention]] = {}
    for one, other in combinations(body, 2):
        if one.sentence is other.sentence or not comparable(one, other) or same_value(one.figure, other.figure):
            continue
        score = strength(one, other, varying)
        if score >= ENOUGH and score > found.get(one.figure.figure_id, (0.0,))[0]:
            found[one.figure.figure_id] = (score, one, other)
    for score, one, other in found.values():
        yield from _repeat(score, one, other)


def _varying(body: Sequence[Mention]) -> set[tuple[str, str]]:
    """Return the counted words that the article gives several values of."""
    values = defaultdict(set)
    for mention in body:
        values[_counted(mention)].add(mention.figure.value)
    return {counted for counted, seen in values.items() if len(seen) > VARYING}


def _counted(mention: Mention) -> tuple[str, str]:
    return mention.letter, mention.after[0] if mention.after else ""


def strength(one: Mention, other: Mention, varying: set[tuple[str, str]]) -> float:
    """Return how strongly the words bind two figures to one quantity, and how much their difference looks like a slip."""
    alike = likeness(one, other)
    pattern = slip(one.figure, other.figure)
    bonus = BONUS.get(pattern or "", -1.5)
    if pattern == "digit":
        digits = max(significant(one.figure), significant(other.figure))
        bonus += {0: -1.0, 1: -1.0, 2: -0.5}.get(digits, 0.5)
    return alike + bonus - contrast(one, other) - (1.0 if _counted(one) in varying else 0.0)


def contrast(one: Mention, other: Mention) -> float:
    """Return how much the words set two figures apart: other names, another period, one of them qualified."""
    apart = 0.0
    names, others = _names(one), _names(other)
    if names and others and not names & others:
        apart += 1.5
    periods, other_periods = _periods(one), _periods(other)
    if periods != other_periods and periods and other_periods:
        apart += 2.0
    qualified = (set(one.figure.reads) & QUALIFYING) ^ (set(other.figure.reads) & QUALIFYING)
    apart += 1.0 * len(qualified)
    if bool(OTHERS.search(one.around[0])) != bool(OTHERS.search(other.around[0])):
        apart += 2.0
    return apart


def _names(mention: Mention) -> set[str]:
    return set(PROPER.findall(mention.sentence.text))


def _periods(mention: Mention) -> set[str]:
    return {period.lower() for period in PERIODS.findall(mention.sentence.text)}


def _repeat(score: float, one: Mention, other: Mention) -> Iterator[Pairing]:
    said, again = spread_of(one.figure, rounding=False), spread_of(other.figure, rounding=False)
    if said is None or again is None:
        return
    qualifiers = [f"strength:{int(score)}"]
    if pattern := slip(one.figure, other.figure):
        qualifiers.append(f"slip:{pattern}")
    yield Pairing(
        relation="same_quantity",
        sentence=other.sentence,
        place=place_of(other, "figure"),
        reported=again,
        expected=said,
        unit=other.figure.unit,
        reading=reading_of(other.figure.text, again, said, f'from the earlier "{one.figure.text}"'),
        partners=(place_of(one, "same quantity"),),
        other=one.sentence,
        qualifiers=tuple(qualifiers),
    )
