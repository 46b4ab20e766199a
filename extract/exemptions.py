"""Why a statement without a source is left alone: named reasons, in the words that the desk shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.clauses import aside
from extract.passages import quoted
from extract.phrases import entry
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from extract.passages import Passage, Sign
    from extract.reading import Reading

SHORTEST = 6  # words: below it, a fragment
ASIDES = {Role.CAPTION, Role.RELATED_LINK, Role.CORRECTION_NOTE, Role.TABLE, Role.SUBHEAD}
PHRASED = {
    "no_response": "no response",
    "live_stamp": "live-blog stamp",
    "fixture": "score, close or weather",
    "scheduled": "scheduled event",
    "observation": "reporter's observation",
    "background": "background",
    "furniture": "page furniture",
}


def exemption_of(passage: Passage, reading: Reading, language: str) -> str | None:
    """Return the first reason that holds for the whole sentence, or None."""
    return _form(passage, reading, language) or _phrase(passage, language)


def exempt_part(passage: Passage, sign: Sign, language: str) -> str | None:
    """Return the reason that holds for one sign of the sentence: an official act excuses its own clause only."""
    act = _official_act(passage, language)
    return act if act and not aside(passage, sign) else None


def _form(passage: Passage, reading: Reading, language: str) -> str | None:
    """Opinion, asides, questions, fragments and the first person are nobody's unattributed news."""
    sentence = passage.sentence
    words = [token for token in passage.tokens if not token.is_punct and not token.is_space]
    tests = {
        "caption or aside": sentence.role in ASIDES,
        "labelled opinion": reading.article.article_type == "opinion",
        "question": sentence.text.rstrip("”’\"' ").endswith("?"),
        "fragment": sentence.part is Part.TEXT and len(words) < SHORTEST,
        "first person": bool(
            {token.lower_ for token in words if not quoted(passage, (passage.place(token), 0))}
            & entry("exemptions", "first_person", language).words
        ),
    }
    return next((reason for reason, holds in tests.items() if holds), None)


def _phrase(passage: Passage, language: str) -> str | None:
    for name, shown in PHRASED.items():
        if entry("exemptions", name, language).pattern.search(passage.sentence.text):
            return shown
    return None


def _official_act(passage: Passage, language: str) -> str | None:
    """Charged, ruled, signed: what the record itself shows, when it is the sentence's main verb."""
    root = passage.tokens.root
    active = any(child.dep_ == "nsubj" for child in root.children)
    if (
        active
        and root.tag_ in {"VBD", "VBN"}
        and root.lemma_.lower() in entry("exemptions", "official_act", language).words
    ):
        return "official act"
    return None
