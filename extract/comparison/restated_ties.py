"""Pairs of body figures that may give one quantity twice, agreeing or not, with the signs that speak for it."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from extract.binding import head_of
from extract.comparison.likeness import comparable, likeness
from extract.comparison.slips import slip
from extract.comparison.ties import Signs, Tie
from extract.figure.vocabulary import COMPARISON_WORDS
from extract.lexicon import either
from warehouse.terms import TABLE_ROWS, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Mention

SILENT = set("dhoysqr")  # dates, hours, ranks, years, scores, points and ratios have ties of their own
UNREAD = {Role.HEADLINE, Role.RELATED_LINK, Role.FURNITURE, Role.CORRECTION_NOTE} | TABLE_ROWS
MOST = 150  # figures of one article that are paired with each other: 11,000 pairs
SCORES = 30  # votes and scores that are paired
ALIKE = 2.0  # likeness of a pair without noun or slip: one word counted by both
KEPT = 2  # pairs kept for one figure, the likest
LEAD = 2  # paragraphs
STAMP = re.compile(r"\W*\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\W*", re.IGNORECASE)
REPORTS = 3  # times of day on lines of their own, from which a page is a live one
TURN = re.compile(rf"\b(?:{either(COMPARISON_WORDS.turns)})\b")  # "the first quake", "the second quake"
NOTES = {
    "another": re.compile(
        rf"\b(?:{either(COMPARISON_WORDS.another_before)})\s+(?:\w+\s+)?⟦$"
        rf"|^⟧(?:\s+\w+)?\s+(?:{either(COMPARISON_WORDS.another_after)})\b",
        re.IGNORECASE,
    ),
    "discourse": re.compile(rf"\b(?:{either(COMPARISON_WORDS.elsewhere)})\b", re.IGNORECASE),
}


class Found(NamedTuple):
    """A later figure's tie to an earlier one, and how strongly to keep it."""

    rank: float
    tie: Tie


def restated_ties(prose: Sequence[Mention]) -> Iterator[Tie]:
    """Yield, for each figure of the body, its likest earlier figures of the kind, those with an equal value too."""
    body = [m for m in prose if _speaks(m)][:MOST]
    first = min((m.sentence.paragraph for m in body), default=0)
    values = _values(body)
    stamps = _stamps(prose)
    found: dict[str, list[Found]] = defaultdict(list)
    for one, other in combinations(body, 2):
        if one.sentence is other.sentence or not comparable(one, other):
            continue
        if bisect(stamps, one.sentence.position) != bisect(stamps, other.sentence.position):
            continue  # a later report tells of a later hour
        signs = _signs(one, other, values, lead=one.sentence.paragraph < first + LEAD)
        if signs.same_noun or signs.slip or signs.likeness >= ALIKE:
            found[other.figure.figure_id].append(Found(_rank(signs), _tie(other, one, signs)))
    for ties in found.values():
        yield from (best.tie for best in sorted(ties, key=lambda each: -each.rank)[:KEPT])
    scores = [m for m in prose if m.letter == "s" and m.sentence.part == Part.TEXT][:SCORES]
    for one, other in combinations(scores, 2):
        if one.sentence is not other.sentence:
            yield _tie(other, one, _signs(one, other, values, lead=False), "score")


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many of the article's figures come after those that are paired."""
    return max(0, sum(1 for m in prose if _speaks(m)) - MOST)


def _speaks(mention: Mention) -> bool:
    figure = mention.figure
    body = mention.sentence.part == Part.TEXT and mention.sentence.role not in UNREAD
    return body and mention.letter not in SILENT and bool(figure.value) and figure.text.lower() != "one"


def _stamps(prose: Sequence[Mention]) -> list[int]:
    """Return where the reports of a live page begin, each below its time of day; nothing for another page."""
    found = sorted({m.sentence.position for m in prose if m.letter == "h" and STAMP.fullmatch(m.sentence.text.strip())})
    return found if len(found) >= REPORTS else []


def _values(body: Sequence[Mention]) -> dict[tuple[str, str], int]:
    """Return how many distinct values each counted noun has."""
    found = defaultdict(set)
    for mention in body:
        found[_kind(mention)].add(mention.figure.value)
    return {kind: len(values) for kind, values in found.items()}


def _kind(mention: Mention) -> tuple[str, str]:
    return mention.letter, mention.figure.counted_head or mention.figure.unit


def _signs(one: Mention, other: Mention, values: dict[tuple[str, str], int], *, lead: bool) -> Signs:
    same_noun = bool(one.figure.counted_head) and one.figure.counted_head == other.figure.counted_head
    pattern = slip(one.figure, other.figure)
    alike = likeness(one, other)
    shared = len(one.said & other.said) / max(1, min(len(one.said), len(other.said)))
    return Signs(
        slip=pattern,
        in_lead=lead,
        same_noun=same_noun,
        words_shared=round(shared, 3),
        noun_values=max(values.get(_kind(one), 1), values.get(_kind(other), 1)),
        likeness=alike,
    )


def _rank(signs: Signs) -> float:
    return 3 * bool(signs.slip) + 2 * signs.same_noun + 3 * signs.words_shared + signs.likeness / 2


def _tie(first: Mention, second: Mention, signs: Signs, tie: str = "restated") -> Tie:
    notes = [name for name, words in NOTES.items() if any(_noted(words, mention) for mention in (first, second))]
    turns = [frozenset(TURN.findall(mention.sentence.text.lower())) for mention in (first, second)]
    if _is_union(first) != _is_union(second) or (all(turns) and not turns[0] & turns[1]):
        notes.append("another")
    if first.sentence.paragraph == second.sentence.paragraph:
        notes.append("paragraph")
    return Tie(tie=tie, first=first, second=second, notes=tuple(dict.fromkeys(notes)), signs=signs)


def _is_union(mention: Mention) -> bool:
    """Whether the figure counts things of several names together: "66 passengers, crew and pilots"."""
    head = head_of(mention)
    return head is not None and any(
        other.pos_ == "NOUN" and other.i > head.i and not any(child.pos_ == "NUM" for child in other.children)
        for other in head.conjuncts
    )


def _noted(words: re.Pattern[str], mention: Mention) -> bool:
    before, after = mention.around
    return bool(words.search(f"{before}⟦") or words.search(f"⟧{after}"))
