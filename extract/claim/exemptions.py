"""Why a statement is not asked about at all, in the words that the desk shows; phrases that only weigh against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.claim.genre import own_words
from extract.claim.phrases import entry
from warehouse.terms import TABLE_ROWS, Role

if TYPE_CHECKING:
    from extract.claim.excerpts import Excerpt

FINITE = {"VBD", "VBP", "VBZ", "MD"}
ASIDES = {Role.CAPTION, Role.RELATED_LINK, Role.CORRECTION_NOTE, Role.SUBHEAD} | TABLE_ROWS
PHRASED = ("no_response", "scheduled", "background", "rule")


def veto(excerpt: Excerpt, opinion: bool, language: str) -> str | None:  # noqa: FBT001 - what the page says of itself
    """Return why nothing is asked about a sentence: a page of opinion, an aside, a question, the first person."""
    tests = {
        "labelled opinion": opinion,
        "caption or aside": excerpt.sentence.role in ASIDES,
        "question": excerpt.sentence.text.rstrip("”’\"' ").endswith("?"),
        "page furniture": entry("exemptions", "furniture", language).pattern.search(excerpt.sentence.text) is not None,
        "first person": bool(own_words(excerpt) & entry("exemptions", "first_person", language).words),
    }
    return next((reason for reason, holds in tests.items() if holds), None)


def phrased(excerpt: Excerpt, language: str) -> set[str]:
    """Return the names of the phrases that speak against a question: a schedule, a rule, what can be seen."""
    words = excerpt.sentence.text
    return {name for name in PHRASED if entry("exemptions", name, language).pattern.search(words)}


def verbless(excerpt: Excerpt) -> bool:
    """Say whether a sentence has no finite verb, or only introduces what follows."""
    return excerpt.sentence.text.rstrip().endswith(":") or not any(token.tag_ in FINITE for token in excerpt.tokens)


def official_act(excerpt: Excerpt, language: str) -> bool:
    """Say whether the main verb is what the record itself shows: charged, ruled, signed."""
    root = excerpt.tokens.root
    active = any(child.dep_ == "nsubj" for child in root.children) and root.tag_ in {"VBD", "VBN"}
    return active and root.lemma_.lower() in entry("exemptions", "official_act", language).words
