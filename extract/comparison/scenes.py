"""What a figure's sentence says of it beside what it counts: whom, when and where, a part or the whole, one or all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.binding import head_of
from extract.comparison.stems import WORD

if TYPE_CHECKING:
    from extract.comparison.mentions import Mention

PROPER = re.compile(r"(?<![!?:“\"]\s)(?<!\w{3}\.\s)(?<!^)\b[A-Z][a-z]{2,}\b")
NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
PLACE = re.compile(
    r"\b(?:in|at|near|across|outside|(?:state|city|town|county|province) of)\s+((?:[A-Z][\w.]+(?:['’]s)?[\s-]?){1,3})"
)
TIME = re.compile(
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
YEARS = re.compile(r"\b(?:1[89]|20)\d\d\b")
KIND = 4  # words after a figure that say what kind of thing it counts
ORDER = re.compile(r"\b(?:first|second|third|fourth|fifth|final|last|next|initial)\b", re.IGNORECASE)
OWNERS = re.compile(r"\b(his|her|their|its|our|my)\s+(?:\w+\s+)?$", re.IGNORECASE)
BASE = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|most|some|many|all|third|quarter|"
    r"dozens?|hundreds?))\s+(?:\w+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|those\s+)?(?:\w+['’]s\s+)?$",
    re.IGNORECASE,
)
OF_THEM = re.compile(r"^\s+of\s+(?:those|these|them|its|their|his|her|whom|which)\b", re.IGNORECASE)
APPROACH = re.compile(r"\b(?:close(?:r)?|shy|short|within|near(?:er)?)\s+(?:as|of|to)\s+$", re.IGNORECASE)
RATE = re.compile(
    r"^[^.;,()]{0,40}?\b(?:annually|yearly|monthly|weekly|daily|(?:a|an|per|each|every)\s+(?:year|month|week|day|hour|night))\b",
    re.IGNORECASE,
)
OTHERS = re.compile(r"\b(?:another|additional|other|second|extra|further|each|every|per)\s+(?:\w+\s+)?$", re.IGNORECASE)
OTHER_ONES = re.compile(r"^\s+(?:other|others|more|additional|further)\b", re.IGNORECASE)
DEFINITE = re.compile(
    r"\b(?:the|that|those|these|this|all|his|her|their|its|same|whose)\s+(?:retired |top )?$", re.IGNORECASE
)
ALL = re.compile(r"\ball\s+(?:of\s+)?(?:the\s+|its\s+|their\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What stands around one figure, read once: an article's figures are paired by the thousand."""

    names: frozenset[str]  # of the sentence
    subject: frozenset[str]  # names of the verb's subject
    kinds: frozenset[str]  # names in what is counted: "28 percent of likely Republican voters"
    places: frozenset[str]  # of the sentence, else of the one before it
    years: frozenset[str]
    order: frozenset[str]  # "the second quake killed 120"
    owner: str  # "his 12 houses"
    before: tuple[str, ...]  # words, nearest first
    following: tuple[str, ...]
    base: bool  # "38 of the 50 delegates", "8,000 of those": one of a part and its whole
    union: bool  # "66 passengers, crew and officers": things of several names together
    rate: bool  # "a million a year"
    others: bool  # "another 12 people"
    other_ones: bool  # "12 others"
    approach: bool  # "as close as 1,230 delegates"
    definite: bool  # "the 81-day occupation"
    whole: bool  # "all 50 states"


def scene_of(mention: Mention) -> Scene:
    """Return what stands around a figure."""
    before, after = mention.around
    owner = OWNERS.search(before)
    return Scene(
        names=frozenset(PROPER.findall(mention.sentence.text)),
        subject=frozenset(NAME.findall(mention.figure.entity or "")),
        kinds=frozenset(NAME.findall(" ".join(after.split()[:KIND]))),
        places=_places(mention),
        years=frozenset(YEARS.findall(before + " " + after)),
        order=frozenset(word.lower() for word in ORDER.findall(before[-30:] + " " + after[:20])),
        owner=owner[1].lower() if owner else "",
        before=tuple(WORD.findall(before.lower()))[::-1],
        following=tuple(WORD.findall(after.lower())),
        base=bool(BASE.search(before) or OF_THEM.match(after)),
        union=_is_union(mention),
        rate=bool(RATE.match(after)),
        others=bool(OTHERS.search(before)),
        other_ones=bool(OTHER_ONES.match(after)),
        approach=bool(APPROACH.search(before)),
        definite=bool(DEFINITE.search(before)),
        whole=bool(ALL.search(before)),
    )


def apart(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether both name something, and nothing in common."""
    return bool(some and others and not some & others)


def run_of(one: Scene, other: Scene) -> int:
    """Return how many words in a row, before and after the figures, are the same in both sentences."""
    return _common(one.before, other.before) + _common(one.following, other.following)


def _common(words: tuple[str, ...], others: tuple[str, ...]) -> int:
    pairs = enumerate(zip(words, others, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(words), len(others)))


def _places(mention: Mention) -> frozenset[str]:
    paragraph = mention.paragraph.sentences
    here = next((n for n, sentence in enumerate(paragraph) if sentence is mention.sentence), 0)
    for sentence in (mention.sentence, *paragraph[max(0, here - 1) : here]):
        named = (word for name in PLACE.findall(sentence.text) for word in NAME.findall(name))
        if found := frozenset(word for word in named if not TIME.fullmatch(word)):
            return found
    return frozenset()


def _is_union(mention: Mention) -> bool:
    head = head_of(mention)
    return head is not None and any(
        other.pos_ == "NOUN" and other.i > head.i and not any(child.pos_ == "NUM" for child in other.children)
        for other in head.conjuncts
    )
