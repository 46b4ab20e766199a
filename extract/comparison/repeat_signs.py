"""What speaks for two figures being one quantity and what against it, and how much."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.comparison.scenes import Scene, apart, run_of, scene_of
from extract.comparison.slips import significant, slip
from extract.comparison.stems import meaning
from warehouse.terms import Bound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from extract.comparison.mentions import Mention

VARYING = 3  # distinct values of one counted word: it is a thing that varies, such as the votes of several states
LISTING = 3  # figures of one kind in a sentence: a list, whose members differ
TELLING = 0.5  # what words that few sentences have must come to, for a slip to be more than chance
TIMES = {
    meaning(word)
    for word in ("annual", "annually", "yearly", "year", "month", "monthly", "week", "weekly", "day", "daily")
}
QUALIFYING = {"earlier", "revised", "subset", "comparison"}
TEN, THOUSAND = 10, 1000
# Points, in halves, set by hand (docs/decisions.md says how they began).
WEIGHTS = {
    "slip": 6.0,  # a zero, two digits changed places, one of three digits, a magnitude
    "digit": 3.0,  # one of two digits
    "noun": 3.0,  # the same head noun is counted
    "definite_near": 2.5,  # "the 81-day occupation" after "a 41-day occupation"
    "near_rare": 1.5,  # words after both figures, the rarer in the article the more
    "all_both": 1.5,  # "all 50 states" and "all 10 states": a whole has one size
    "epithet": 1.5,  # both stand before the same word with a hyphen
    "definite_both": 1.0,
    "before": 1.0,
    "rare": 0.5,  # other words of the two sentences, the rarer the more
    "near": 0.5,
    "adjacent": 0.5,
    "bounds_apart": -0.5,  # "nearly 1,900" and "about 900"
    "qualified": -0.5,
    "names_apart": -0.5,
    "slip_context": -0.5,
    "definite": -1.0,
    "percentage": -3.0,  # "of likely voters" is whom a share is of, and not what they say
    "one_repeated": -1.5,
    "both_repeated": -1.5,
    "run": 1.0,  # words in a row that both stand in, from the sixth on
    "subjects": -2.0,  # "Clinton has 503 delegates", "Trump won 50"
    "base": -2.0,  # "38 of the 50 delegates"
    "union": -3.0,  # "66 passengers and crew", "56 passengers"
    "years": -0.5,  # "the 25 parties he gave in 2008"
    "rate": -2.0,  # "a million a year", "10 million"
    "modifiers": -1.0,  # "11 battleground states", "12 swing states"
    "kinds": -3.0,  # "of likely Democratic voters", "of likely Republican voters"
    "nouns": -1.0,  # "1,900 Palestinians", "900 militants"
    "supposed": -0.5,
    "apart": -1.0,  # no word beside both figures
    "tally": -4.0,  # "four votes for Ortega, 31 for Lind and two abstentions", ward by ward
    "thin": -3.0,  # nothing but a word that the whole article is about: "400 jobs", "1,400 jobs"
    "approach": -1.5,  # "as close as 1,230 delegates"
    "years_apart": -1.0,
    "scenes": -2.5,  # "in Osceola", "in Van Buren County": the sentence's place, or the one before it
    "age": -2.0,
    "varying": -2.0,
    "owners": -2.5,
    "places": -2.5,
    "order": -2.5,
    "other_ones": -2.5,
    "listing": -1.5,
    "others": -2.5,
    "paragraph": -2.5,
}


@dataclass(frozen=True)
class Background:
    """What the whole article says: sentences a word stands in, counted words that vary, how often a value comes."""

    words: Counter[str]
    varying: set[tuple[str, str]]
    values: Counter[tuple[str, Decimal | None]]
    crowd: Counter[tuple[str, str]]
    scenes: dict[str, Scene]


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
        scenes={mention.figure.figure_id: scene_of(mention) for mention in body},
    )


def _counted(mention: Mention) -> tuple[str, str]:
    return mention.letter, mention.after[0] if mention.after else ""


def strength(one: Mention, other: Mention, background: Background) -> float:
    """Return how strongly the words bind two figures to one quantity, and how much they look like a slip."""
    return sum(WEIGHTS[name] * value for name, value in signs(one, other, background).items() if value)


def signs(one: Mention, other: Mention, background: Background) -> dict[str, float]:
    """Return what speaks for one quantity and what against it, each 0 to 5."""
    return {**_words(one, other, background), **_scenes(one, other, background), **_values(one, other, background)}


def _words(one: Mention, other: Mention, background: Background) -> dict[str, float]:
    """Return what the words beside both figures, and of both sentences, have in common."""
    near = beside_after(one, other)
    before = set(one.before[:3]) & set(other.before[:3])
    rest = (one.said & other.said) - near - before
    adjacent = bool(one.after and other.after and one.after[0] == other.after[0])
    near_rare = sum(1 / max(1, background.words[word]) for word in sorted(near))
    rare = min(3.0, sum(1 / max(1, background.words[word]) for word in sorted(rest)))
    telling = near_rare + rare + len(before) / 2 + max(0, len(near) - 1) / 2
    modifiers = [frozenset(mention.nouns[:-1]) for mention in (one, other)]
    return {
        "slip_context": min(3.0, len(near) + len(before)) if pattern_of(one, other) == "slip" else 0.0,
        "noun": float(bool(one.nouns and other.nouns and one.nouns[-1] == other.nouns[-1])),
        "nouns": float(apart(frozenset(one.nouns), frozenset(other.nouns))),
        "modifiers": float(apart(*modifiers)),
        "near": float(len(near)),
        "near_rare": near_rare,
        "before": float(len(before)),
        "rare": rare,
        "thin": float(telling < TELLING and pattern_of(one, other) == "slip"),
        "adjacent": float(adjacent),
        "epithet": float(adjacent and _hyphened(one) and _hyphened(other)),
        "apart": float(not beside(one, other)),
        "paragraph": float(one.sentence.paragraph == other.sentence.paragraph),
    }


def _scenes(one: Mention, other: Mention, background: Background) -> dict[str, float]:
    """Return what sets the two sentences apart: people, places, years, a part and its whole."""
    first, last = (background.scenes[mention.figure.figure_id] for mention in (one, other))
    near = bool(beside_after(one, other))
    counted = {*one.nouns, *other.nouns}  # "367 Republicans" are no name
    names = [frozenset(name for name in scene.names if meaning(name) not in counted) for scene in (first, last)]
    names_apart = apart(*names)
    places = one.figure.place, other.figure.place
    parallel = names_apart or _crowded(one, other, background)
    return {
        "definite": float(last.definite),
        "definite_near": float(last.definite and near),
        "definite_both": float(last.definite and first.definite),
        "all_both": float(near and first.whole and last.whole),
        "names_apart": float(names_apart),
        "places": float(all(places) and places[0] != places[1]),
        "scenes": float(apart(first.places, last.places)),
        "kinds": float(apart(first.kinds, last.kinds)),
        "subjects": float(apart(first.subject, last.subject)),
        "owners": float(first.owner != last.owner and "" not in {first.owner, last.owner}),
        "years": float(first.years != last.years),
        "years_apart": float(apart(first.years, last.years)),
        "order": float(first.order != last.order),
        "other_ones": float(first.other_ones or last.other_ones),
        "others": float(first.others != last.others),
        "base": float(first.base != last.base),
        "union": float(first.union != last.union),
        "rate": float(first.rate != last.rate),
        "approach": float(first.approach or last.approach),
        "run": 0.0 if parallel else max(0.0, min(5.0, run_of(first, last) - 5.0)),
    }


def _values(one: Mention, other: Mention, background: Background) -> dict[str, float]:
    """Return what the two values, their bounds and the values of the article around them say."""
    pattern = pattern_of(one, other)
    often = [background.values[m.letter, m.figure.value] > 1 for m in (one, other)]
    reads = [set(mention.figure.reads) for mention in (one, other)]
    return {
        "slip": float(pattern == "slip"),
        "digit": float(pattern == "digit"),
        "bounds_apart": float(one.figure.bound != other.figure.bound),
        "percentage": float(one.letter == "p"),
        "age": float("a" in {one.letter, other.letter}),
        "varying": float(_counted(one) in background.varying),
        "one_repeated": float(any(often)),
        "both_repeated": float(all(often)),
        "listing": float(any(background.crowd[m.sentence.sentence_id, m.letter] >= LISTING for m in (one, other))),
        "tally": float(all(background.crowd[m.sentence.sentence_id, m.letter] >= LISTING for m in (one, other))),
        "qualified": float(len((reads[0] & QUALIFYING) ^ (reads[1] & QUALIFYING))),
        "supposed": float(("conditional" in reads[0]) != ("conditional" in reads[1])),
    }


def _crowded(one: Mention, other: Mention, background: Background) -> bool:
    """Whether a sentence holds other figures of the kind, so that parallel words tell little."""
    return any(background.crowd[mention.sentence.sentence_id, mention.letter] > 1 for mention in (one, other))


def beside_after(one: Mention, other: Mention) -> set[str]:
    """Return the words that stand soon after both figures, without those of time, which anything may have."""
    return (set(one.after[:3]) & set(other.after[:3])) - TIMES


def beside(one: Mention, other: Mention) -> bool:
    """Whether a word stands beside both figures, on the same side."""
    return bool(beside_after(one, other) or set(one.before[:3]) & set(other.before[:3]))


def pattern_of(one: Mention, other: Mention) -> str:
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
