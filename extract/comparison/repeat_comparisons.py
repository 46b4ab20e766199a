"""The same quantity given twice in the body: same thing counted, same happening, same names, other value."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import combinations
from typing import TYPE_CHECKING

from extract.comparison.likeness import comparable, same_value
from extract.comparison.pairings import Pairing, place_of, reading_of
from extract.comparison.repeat_signs import background_of, beside, pattern_of, strength
from extract.comparison.roundings import spread_of
from extract.comparison.slips import slip
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Mention

SILENT = set("dhoysqr")
UNREAD = {Role.HEADLINE, Role.RELATED_LINK, Role.FURNITURE, Role.TABLE, Role.CORRECTION_NOTE}
MOST = 150  # figures of one article that are paired with each other: 11,000 pairs
ENOUGH = {"slip": 5.9, "digit": 7.35, "": 7.2}  # weights from which a pair is one quantity, by what the slip tells
STAMP = re.compile(r"\W*\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\W*", re.IGNORECASE)
REPORTS = 3  # times of day on lines of their own, from which a page is a live one
LISTED = re.compile(
    r"^\s*(?:[\w-]+\s+){0,2}?(?:things|ways|reasons|tips|facts|takeaways|questions|lessons|examples|ideas|rules|points)\b",
    re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"=[\"']$")  # timestamp="1470067200": markup that a page left in its text


def compare_repeats(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each pair of body figures that speak of the same quantity and disagree."""
    body = _repeatable(prose)[:MOST]
    background = background_of(body)
    stamps = _stamps(prose)
    found: dict[str, tuple[float, Mention, Mention]] = {}
    for one, other in combinations(body, 2):
        if one.sentence is other.sentence or not comparable(one, other):
            continue
        if bisect(stamps, one.sentence.position) != bisect(stamps, other.sentence.position):
            continue  # a later report tells of a later hour
        pattern = pattern_of(one, other)
        if (pattern != "slip" and not beside(one, other)) or same_value(one.figure, other.figure):
            continue
        score = strength(one, other, background)
        if score >= ENOUGH[pattern] and score > found.get(other.figure.figure_id, (0.0,))[0]:
            found[other.figure.figure_id] = (score, one, other)
    for score, one, other in found.values():
        yield from _repeat(score, one, other)


def _stamps(prose: Sequence[Mention]) -> list[int]:
    """Return where the reports of a live page begin, each below its time of day; nothing for another page."""
    found = sorted({m.sentence.position for m in prose if m.letter == "h" and STAMP.fullmatch(m.sentence.text.strip())})
    return found if len(found) >= REPORTS else []


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many of the article's figures come after those that are paired."""
    return max(0, len(_repeatable(prose)) - MOST)


def _repeatable(prose: Sequence[Mention]) -> list[Mention]:
    body = [m for m in prose if m.sentence.part == Part.TEXT and m.sentence.role not in UNREAD]
    return [m for m in body if _speaks(m)]


def _speaks(mention: Mention) -> bool:
    figure = mention.figure
    told = mention.letter not in SILENT and bool(figure.value) and figure.text.lower() != "one"
    return told and not ATTRIBUTE.search(mention.around[0]) and not LISTED.match(mention.around[1])


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
