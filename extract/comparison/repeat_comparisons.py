"""The same quantity given twice in the body: same thing counted, same happening, same names, other value."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from extract.comparison.likeness import comparable, same_value
from extract.comparison.pairings import Pairing, place_of, reading_of
from extract.comparison.roundings import spread_of
from extract.comparison.slips import significant, slip
from warehouse.terms import Bound, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from extract.comparison.mentions import Mention

SILENT = set("dhoysqr")
UNREAD = {Role.HEADLINE, Role.RELATED_LINK, Role.FURNITURE, Role.TABLE, Role.CORRECTION_NOTE}
MOST = 150  # figures of one article that are paired with each other: 11,000 pairs
VARYING = 3  # distinct values of one counted word: it is a thing that varies, such as the votes of several states
QUALIFYING = {"earlier", "revised", "subset", "comparison"}
PROPER = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b[A-Z][a-z]{2,}\b")
OTHERS = re.compile(r"\b(?:another|additional|other|second|extra|further|each|every|per)\s+(?:\w+\s+)?$", re.IGNORECASE)
DEFINITE = re.compile(
    r"\b(?:the|that|those|these|this|all|his|her|their|its|same|whose)\s+(?:retired |top )?$", re.IGNORECASE
)
# A logistic regression on pairs of figures of news articles with one altered figure, and of unaltered ones; rounded.
WEIGHTS = {
    "slip": 6.0,  # a zero, two digits changed places, one of three digits, a magnitude
    "digit": 2.9,  # one of two digits
    "noun": 2.8,  # the same head noun is counted
    "definite_near": 2.5,  # "the 81-day occupation" after "a 41-day occupation"
    "near_rare": 1.6,  # words after both figures, the rarer in the article the more
    "all_both": 1.5,  # "all 50 states" and "all 10 states": a whole has one size; set by hand
    "epithet": 1.5,  # both stand before the same word with a hyphen
    "definite_both": 0.9,
    "before": 0.8,
    "rare": 0.65,  # other words of the two sentences, the rarer the more
    "near": 0.6,
    "adjacent": 0.5,
    "bounds_apart": -0.5,  # "nearly 1,900" and "about 900"; set by hand
    "qualified": -0.4,
    "names_apart": -0.4,
    "slip_context": -0.6,
    "definite": -1.0,
    "percentage": -1.2,
    "one_repeated": -1.4,
    "both_repeated": -1.7,
    "age": -1.8,
    "varying": -1.9,
    "owners": -2.3,
    "places": -2.3,
    "order": -2.3,
    "other_ones": -2.3,
    "listing": -1.5,
    "others": -2.3,
    "paragraph": -2.5,
}
ENOUGH = {"slip": 6.3, "digit": 7.1, "": 7.5}  # weights from which a pair is one quantity, by what the slip tells
ALL = re.compile(r"\ball\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?$", re.IGNORECASE)
TEN, THOUSAND = 10, 1000
OTHER_ONES = re.compile(r"^\s+(?:other|others|more|additional|further)\b", re.IGNORECASE)
ORDER = re.compile(r"\b(?:first|second|third|fourth|fifth|final|last|next|initial)\b", re.IGNORECASE)
LISTING = 3  # figures of one kind in a sentence: a list, whose members differ
OWNERS = re.compile(r"\b(his|her|their|its|our|my)\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Background:
    """What the whole article says: sentences a word stands in, counted words that vary, how often a value comes."""

    words: Counter[str]
    varying: set[tuple[str, str]]
    values: Counter[tuple[str, Decimal | None]]
    crowd: Counter[tuple[str, str]]


def compare_repeats(prose: Sequence[Mention]) -> Iterator[Pairing]:
    """Yield a pairing for each pair of body figures that speak of the same quantity and disagree."""
    body = _repeatable(prose)[:MOST]
    background = background_of(body)
    found: dict[str, tuple[float, Mention, Mention]] = {}
    for one, other in combinations(body, 2):
        if one.sentence is other.sentence or not comparable(one, other):
            continue
        if not (set(one.after[:3]) & set(other.after[:3]) or set(one.before[:3]) & set(other.before[:3])):
            continue
        if same_value(one.figure, other.figure):
            continue
        score = strength(one, other, background)
        if score >= ENOUGH[_pattern(one, other)] and score > found.get(other.figure.figure_id, (0.0,))[0]:
            found[other.figure.figure_id] = (score, one, other)
    for score, one, other in found.values():
        yield from _repeat(score, one, other)


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many of the article's figures come after those that are paired."""
    return max(0, len(_repeatable(prose)) - MOST)


def _repeatable(prose: Sequence[Mention]) -> list[Mention]:
    body = [m for m in prose if m.sentence.part == Part.TEXT and m.sentence.role not in UNREAD]
    return [m for m in body if m.letter not in SILENT and m.figure.value and m.figure.text.lower() != "one"]


def background_of(body: Sequence[Mention]) -> Background:
    """Return what the article's figures and their sentences have in common."""
    sentences = {mention.sentence.sentence_id: mention for mention in body}
    kinds = defaultdict(set)
    for mention in body:
        kinds[_counted(mention)].add(mention.figure.value)
    return Background(
        words=Counter(word for mention in sentences.values() for word in mention.said),
        varying={counted for counted, values in kinds.items() if len(values) > VARYING},
        values=Counter((mention.letter, mention.figure.value) for mention in body),
        crowd=Counter((mention.sentence.sentence_id, mention.letter) for mention in body),
    )


def _counted(mention: Mention) -> tuple[str, str]:
    return mention.letter, mention.after[0] if mention.after else ""


def strength(one: Mention, other: Mention, background: Background) -> float:
    """Return how strongly the words bind two figures to one quantity, and how much they look like a slip."""
    return sum(WEIGHTS[name] * value for name, value in signs(one, other, background).items() if value)


def signs(one: Mention, other: Mention, background: Background) -> dict[str, float]:
    """Return what speaks for one quantity and what against it, each 0 to 3."""
    near = set(one.after[:3]) & set(other.after[:3])
    before = set(one.before[:3]) & set(other.before[:3])
    rest = (one.said & other.said) - near - before
    pattern = _pattern(one, other)
    adjacent = bool(one.after and other.after and one.after[0] == other.after[0])
    definite = bool(DEFINITE.search(other.around[0]))
    often = [background.values[(m.letter, m.figure.value)] > 1 for m in (one, other)]
    return {
        "slip": float(pattern == "slip"),
        "digit": float(pattern == "digit"),
        "slip_context": min(3.0, len(near) + len(before)) if pattern == "slip" else 0.0,
        "noun": float(bool(one.nouns and other.nouns and one.nouns[-1] == other.nouns[-1])),
        "near": float(len(near)),
        "near_rare": sum(1 / max(1, background.words[word]) for word in sorted(near)),
        "before": float(len(before)),
        "rare": min(3.0, sum(1 / max(1, background.words[word]) for word in sorted(rest))),
        "adjacent": float(adjacent),
        "epithet": float(adjacent and _hyphened(one) and _hyphened(other)),
        "definite": float(definite),
        "definite_near": float(definite and bool(near)),
        "definite_both": float(definite and bool(DEFINITE.search(one.around[0]))),
        "all_both": float(bool(near) and all(ALL.search(m.around[0]) for m in (one, other))),
        "bounds_apart": float(one.figure.bound != other.figure.bound),
        "percentage": float(one.letter == "p"),
        "age": float("a" in {one.letter, other.letter}),
        "varying": float(_counted(one) in background.varying),
        "one_repeated": float(any(often)),
        "both_repeated": float(all(often)),
        "places": float(bool(one.figure.place and other.figure.place and one.figure.place != other.figure.place)),
        "order": float(_order(one) != _order(other)),
        "other_ones": float(any(OTHER_ONES.match(m.around[1]) for m in (one, other))),
        "listing": float(any(background.crowd[m.sentence.sentence_id, m.letter] >= LISTING for m in (one, other))),
        "owners": float(_owner(one) != _owner(other) and "" not in {_owner(one), _owner(other)}),
        "others": float(bool(OTHERS.search(one.around[0])) != bool(OTHERS.search(other.around[0]))),
        "qualified": float(len((set(one.figure.reads) & QUALIFYING) ^ (set(other.figure.reads) & QUALIFYING))),
        "names_apart": float(_names_apart(one, other)),
        "paragraph": float(one.sentence.paragraph == other.sentence.paragraph),
    }


def _pattern(one: Mention, other: Mention) -> str:
    """Return "slip" for a telling slip, "digit" for one of two digits, "" else."""
    found = slip(one.figure, other.figure)
    small = min(one.figure.value or 0, other.figure.value or 0) < TEN
    few = max(one.figure.value or 0, other.figure.value or 0) < THOUSAND
    bounds = {one.figure.bound, other.figure.bound}
    if found is None or (
        found in {"x10", "magnitude"} and ((few and len(bounds) > 1 and Bound.ABOUT in bounds) or small)
    ):
        near = len(set(one.after[:3]) & set(other.after[:3]))
        return "slip" if found and small and bounds == {Bound.EXACT} and near > 1 else ""
    if found == "digit":
        digits = max(significant(one.figure), significant(other.figure))
        return "" if digits < 2 else "digit" if digits == 2 else "slip"  # noqa: PLR2004 - digits
    return "slip"


def _hyphened(mention: Mention) -> bool:
    return "-" in mention.figure.text or mention.around[1].startswith("-")


def _order(mention: Mention) -> frozenset[str]:
    """Return the words of order beside a figure: "the second quake killed 120"."""
    before, after = mention.around
    return frozenset(word.lower() for word in ORDER.findall(before[-30:] + " " + after[:20]))


def _owner(mention: Mention) -> str:
    owner = OWNERS.search(mention.around[0])
    return owner[1].lower() if owner else ""


def _names_apart(one: Mention, other: Mention) -> bool:
    names, others = (set(PROPER.findall(mention.sentence.text)) for mention in (one, other))
    return bool(names and others and not names & others)


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
