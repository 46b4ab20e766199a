"""The source's noun phrase: its words, its full name in the article, and what kind of source it is."""

from __future__ import annotations

from typing import Any

from extract.cues import lexicon
from extract.findings import Range, subtree
from warehouse.terms import SourceKind

Token = Any  # spacy ships types that mypy cannot follow

CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "xcomp"})


def source_ranges(head: Token) -> list[Range]:
    """Return the source's noun phrase with its titles and appositives, without the clauses that hang from it."""
    first, last = subtree(head)
    for child in head.rights:
        if child.dep_ in CLAUSAL and child.left_edge.i > head.i:
            last = min(last, child.left_edge.i)
            break
    return [(first, max(last, head.i + 1))]


def source_kind(head: Token | None) -> SourceKind:
    """Return what kind of source a noun phrase names."""
    if head is None:
        return SourceKind.VAGUE
    words = lexicon("en", "cues")
    if head.pos_ == "PRON":
        return SourceKind.UNNAMED_PERSON
    if head.lemma_.lower() in words["documents"]:
        return SourceKind.DOCUMENT
    if head.pos_ == "PROPN":
        return SourceKind.NAMED_PERSON
    if head.tag_ == "NNS":
        return SourceKind.UNNAMED_GROUP
    return SourceKind.UNNAMED_PERSON


def canonical_source(head: Token | None) -> str | None:
    """Return the source's full name in this article, None where nothing settles it."""
    return head.text if head is not None and head.pos_ == "PROPN" else None
