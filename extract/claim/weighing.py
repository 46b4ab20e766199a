"""What speaks for and against a question about a sentence: its signs and circumstances, each with its points."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.claim.circumstances import circumstances, clause_circumstances
from extract.claim.clauses import clause_span, phrase_span
from extract.claim.cover import cover, covers
from extract.claim.genre import own_words, persons
from extract.claim.phrases import sign_groups
from extract.claim.standing import standing
from extract.claim.voice import OF_SOURCES, OWN, VOICES, voice_of
from extract.lexicon import load, packs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extract.claim.circumstances import Scene
    from extract.claim.excerpts import Excerpt, Sign

LENGTHS = (8, 12, 16, 20, 25, 30, 40)
SCALE = 10  # points that multiply the odds by e
SHORT = 15  # words: the main clause of a longer sentence says too little of its figure
BASE = "base"  # what every question starts from
AGAIN = {"weasel_crowd", "unnamed_source", "anonymous_source", "second_hand", "quantity", "superlative", "evidential"}
DETAILED = {"unnamed_source", "anonymous_source"}
WHOLE_PHRASE = {"comparison", "cause", "prediction", "allegation"}


class Weight(NamedTuple):
    """One thing that speaks for or against: `kind` is the question that it may ask, None where it only weighs."""

    voice: str
    name: str
    kind: str | None
    points: int
    span: tuple[int, int]


class Side(NamedTuple):
    """A voice of a sentence: the signs that nobody stands for, by name, and what holds around them."""

    voice: str
    signs: dict[str, Sign]
    around: set[str]


def sides(number: int, scene: Scene, signs: Sequence[Sign], seen: set[str]) -> list[Side]:
    """Return what may be asked about a sentence; `signs` are its open ones, `seen` the kinds of those above it."""
    excerpt, here = scene.everyone[number], circumstances(number, scene)
    near = frozenset(cover(number, scene))
    found = []
    for voice in VOICES:
        mine = [sign for sign in signs if voice_of(sign) == voice]
        others = {sign.feature for sign in signs} - {sign.feature for sign in mine}
        first: dict[str, Sign] = {}
        for sign in mine:
            first.setdefault(name_of(sign), sign)
        if mine:
            found.append(
                Side(
                    voice,
                    first,
                    (here if voice == "own" else here - scene.story)
                    | near
                    | {name for sign in mine for name in standing(number, scene, sign)}
                    | {name for sign in mine for name in covers(number, scene, sign)}
                    | ({scene.sourcing} if scene.sourcing else set())
                    | _of_signs(excerpt, mine, others, seen, voice),
                )
            )
    return found


def name_of(sign: Sign) -> str:
    """Return the name under which a sign has its points."""
    if sign.feature in DETAILED:
        return f"{sign.feature}_{sign.detail}"
    return sign.feature if sign.feature in OF_SOURCES else str(sign.detail)


def _of_signs(excerpt: Excerpt, signs: Sequence[Sign], others: set[str], seen: set[str], voice: str) -> set[str]:
    """Return the circumstances that hang on the signs: their clauses, how many kinds there are, what was met above."""
    kinds = {sign.feature for sign in signs}
    clauses = {name for sign in signs if sign.feature in OWN for name in clause_circumstances(excerpt, sign)}
    return {
        *clauses,
        *(f"also_{kind}" for kind in others if voice == "own"),
        *(f"{kind}_again" for kind in (kinds | others) & seen & AGAIN),
        *(f"{count}_kinds" for count in ("two", "three", "four")[: max(0, len(kinds) - 1)]),
        *(["superlative_with_scope"] if {"superlative", "record"} <= {name_of(sign) for sign in signs} else []),
    }


def weights(side: Side, excerpt: Excerpt, language: str) -> list[Weight]:
    """Return the points of a side: where it starts, what may be asked, and what speaks for or against."""
    points = points_of(language).get(side.voice, {})
    whole = (excerpt.sentence.span_start, excerpt.sentence.span_end)
    return [
        Weight(side.voice, BASE, None, points.get(BASE, 0), whole),
        *(
            Weight(side.voice, name, sign.feature, points.get(name, 0), _words_asked(excerpt, sign))
            for name, sign in side.signs.items()
        ),
        *(Weight(side.voice, name, None, points[name], whole) for name in sorted(side.around) if points.get(name)),
    ]


def _words_asked(excerpt: Excerpt, sign: Sign) -> tuple[int, int]:
    """Return the words a question is about: a figure's clause, a comparison's or cause's phrase, the sign itself."""
    if sign.feature == "quantity":
        clause = clause_span(excerpt, sign)
        short = len(excerpt.tokens) <= SHORT or clause != (excerpt.sentence.span_start, excerpt.sentence.span_end)
        return clause if short else phrase_span(excerpt, sign)
    return phrase_span(excerpt, sign) if sign.feature in WHOLE_PHRASE else (sign.span_start, sign.span_end)


@lru_cache(maxsize=16)
def points_of(language: str) -> Mapping[str, Mapping[str, int]]:
    """Return the points of signs and circumstances by voice; a language without a pack has none."""
    if language not in packs():
        return {}
    return load(dict[str, dict[str, int]], "points", language)


def sign_names() -> frozenset[str]:
    """Return the names of all signs and circumstances that bear on a question, in every language."""
    tables = [points_of(language).get(voice, {}) for language in packs() for voice in VOICES]
    groups = [sign_groups(language) for language in packs()]
    return frozenset().union(*tables, *groups) - {BASE}


def worth_of(signs: Sequence[Sign], excerpt: Excerpt, exemption: str | None, language: str) -> float:
    """Return how much a statement merits checking, from 0 to 1: its signs in anybody's words, figures and length."""
    points = points_of(language).get("worth", {})
    names = worth_names(signs, excerpt, exemption, language)
    return round(1 / (1 + math.exp(-(points.get(BASE, 0) + sum(points.get(name, 0) for name in names)) / SCALE)), 4)


def worth_points(sign: Sign, language: str) -> float:
    """Return what a sign adds to check-worthiness, in logarithms of the odds."""
    return points_of(language).get("worth", {}).get(name_of(sign), 0) / SCALE if voice_of(sign) else 0.0


def worth_names(signs: Sequence[Sign], excerpt: Excerpt, exemption: str | None, language: str) -> set[str]:
    """Return what bears on check-worthiness: the signs of every voice, figures, length, a "not", an "I" or a "you"."""
    words = sum(1 for token in excerpt.tokens if not token.is_punct and not token.is_space)
    return {
        *(name_of(sign) for sign in signs if voice_of(sign)),
        *(f"{length}_words" for length in LENGTHS if words >= length),
        *(["figure_here"] if excerpt.figures else []),
        *(["not_asked"] if exemption else []),
        *(["negated"] if any(token.dep_ == "neg" for token in excerpt.tokens) else []),
        *(["personal"] if own_words(excerpt) & persons(language) else []),
    }
