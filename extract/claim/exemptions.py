"""Why a statement without a source is left alone: named reasons, in the words that the desk shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.claim.clauses import aside, token_at
from extract.claim.genre import GUIDE, SPORT, own_words
from extract.claim.phrases import entry, holds
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from extract.claim.passages import Passage, Sign

SHORTEST = 6  # words: below it, a fragment
FIGURES = {"quantity", "comparison"}
FINITE = {"VBD", "VBP", "VBZ", "MD"}
ASKED_OF_HEADLINES = {"allegation", "impersonal_weasel", "weasel_crowd", "evidential", "passive_without_agent"}
ASIDES = {Role.CAPTION, Role.RELATED_LINK, Role.CORRECTION_NOTE, Role.TABLE, Role.SUBHEAD}
PHRASED = {
    "no_response": "no response",
    "live_stamp": "live-blog stamp",
    "fixture": SPORT,
    "scheduled": "scheduled event",
    "observation": "reporter's observation",
    "background": "background",
    "furniture": "page furniture",
}


def exemption_of(passage: Passage, genre: str | None, language: str) -> str | None:
    """Return the first reason that holds for the whole sentence, or None; `genre` is what the whole article earns."""
    return _form(passage, language) or _phrase(passage, language) or (None if genre == GUIDE else genre)


def exempt_part(passage: Passage, sign: Sign, genre: str | None, language: str) -> str | None:
    """Return the reason that holds for one sign: an official act excuses its clause only, a guide not its figures."""
    token = token_at(passage, sign.span_start)
    figure, prediction = sign.feature in FIGURES, sign.feature == "prediction"
    conditions = (child.lower_ for node in (token, *token.ancestors) for child in node.children)
    tests = {
        GUIDE: genre == GUIDE and not figure,
        "told in the story": passage.sentence.part is not Part.TEXT and sign.feature not in ASKED_OF_HEADLINES,
        SPORT: prediction and _names(passage, "weather", language),
        "question or condition": not {"whether", "if", "unless"}.isdisjoint(conditions),
        "target or rule": (figure and _names(passage, "rule", language))
        or ((figure or prediction) and _names(passage, "obligation", language)),
        "official act": _official_act(passage, language)
        and not aside(passage, sign)
        and not (figure and any(node.dep_ in {"nsubj", "nsubjpass"} for node in (token, *token.ancestors))),
    }
    return next((reason for reason, holds in tests.items() if holds), None)


def _names(passage: Passage, name: str, language: str) -> bool:
    return holds("exemptions", name, passage.sentence.text, language)


def own_knowledge(passage: Passage, outlet: str) -> bool:
    """Say whether the sentence speaks of the outlet itself: what its people saw, or what befell them."""
    name = outlet.removeprefix("The ").strip()
    return (
        len(name) > SHORTEST // 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage.sentence.text) is not None
    )


def _form(passage: Passage, language: str) -> str | None:
    """Asides, questions, fragments and the first person are nobody's unattributed news."""
    sentence = passage.sentence
    words = [token for token in passage.tokens if not token.is_punct and not token.is_space]
    verbless = not any(token.tag_ in FINITE for token in words)
    tests = {
        "caption or aside": sentence.role in ASIDES,
        "question": sentence.text.rstrip("”’\"' ").endswith("?"),
        "fragment": sentence.part is Part.TEXT
        and (len(words) < SHORTEST or verbless or sentence.text.rstrip().endswith(":")),
        "first person": bool(own_words(passage) & entry("exemptions", "first_person", language).words),
        "addressed to the reader": bool(own_words(passage) & entry("exemptions", "second_person", language).words),
    }
    return next((reason for reason, holds in tests.items() if holds), None)


def _phrase(passage: Passage, language: str) -> str | None:
    for name, shown in PHRASED.items():
        if _names(passage, name, language):
            return shown
    return None


def _official_act(passage: Passage, language: str) -> bool:
    """Say whether the main verb is what the record itself shows: charged, ruled, signed."""
    root = passage.tokens.root
    active = any(child.dep_ == "nsubj" for child in root.children) and root.tag_ in {"VBD", "VBN"}
    return active and root.lemma_.lower() in entry("exemptions", "official_act", language).words
