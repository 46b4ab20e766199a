"""The source's noun phrase: its words, and what kind of source they are by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution.names import name_tokens, split_title
from extract.attribution.reports import Range, subtree
from extract.attribution.vocabulary import CUES, SOURCES
from extract.datelines import DEP as DATELINE
from warehouse.terms import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "xcomp"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PLURAL = frozenset({"NNS", "NNPS"})
QUALIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "prep", "relcl", "acl", "appos"})
OWNERS = frozenset({"poss", "compound", "nmod", "amod"})


def source_ranges(head: Token) -> list[Range]:
    """Return the source's noun phrase with its titles and appositives, without the clauses that hang from it.

    A relative pronoun stands for its noun: both are returned.
    """
    antecedent = relative_antecedent(head)
    if antecedent is not None:
        return [*source_ranges(antecedent), (head.i, head.i + 1)]
    first, last = subtree(head)
    while first < head.i and head.doc[first].dep_ == DATELINE:
        first += 1
    for child in head.rights:
        if child.dep_ in CLAUSAL and child.left_edge.i > head.i:
            last = min(last, child.left_edge.i)
            break
    quoted = next((token.i for token in head.doc[head.i + 1 : last] if token.is_quote), last)
    return [(first, max(quoted, head.i + 1))]


def is_person(head: Token | None) -> bool:
    """Say whether a source may be somebody who speaks: a name, he or she."""
    return head is not None and (head.pos_ == "PROPN" or head.lower_ in {"he", "she"})


def phrase(head: Token) -> str:
    """Return a noun phrase as it is printed, on one line."""
    first, last = source_ranges(head)[0]
    return " ".join(head.doc[first:last].text.split()).strip(" ,;:—–-")


def relative_antecedent(head: Token) -> Token | None:
    """Return the noun that "who" or "which" stands for."""
    if head.lower_ not in RELATIVE or head.pos_ not in {"PRON", "DET", "SCONJ"} or head.is_upper:
        return None  # WHO is a body
    verb = head.head
    for _ in range(4):
        if verb.dep_ in {"relcl", "acl"}:
            return verb.head if verb.head.i < head.i else None
        verb = verb.head
    return None


def naming_token(head: Token) -> Token | None:
    """Return the token of the name in a noun phrase: itself, its appositive, or what it is appositive to."""
    if head.pos_ == "PROPN":
        return _office_holder(head) or head
    appositives = [child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]
    if appositives:
        return appositives[-1] if appositives[-1].nbor(-1).text != "(" else appositives[0]
    if head.dep_ == "appos" and head.head.pos_ == "PROPN":
        return head.head
    neighbour = head.nbor(1) if head.i + 1 < len(head.doc) else None
    if (
        neighbour is not None
        and neighbour.pos_ == "PROPN"
        and neighbour.head.i == head.head.i
        and neighbour.dep_ == head.dep_
    ):
        return neighbour
    return None


def _office_holder(office: Token) -> Token | None:
    """Return the name that an office's place runs into: "Governor of Norvale Chris Merrin"."""
    if office.lower_ not in SOURCES.titles:
        return None
    for child in office.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
            return next(
                (noun for noun in child.rights if noun.pos_ == "PROPN" and split_title(name_tokens(noun))[0]), None
            )
    return None


def owner(head: Token) -> Token | None:
    """Return the name that owns or qualifies a noun: "Imre's campaign", "the Imre campaign"."""
    for child in head.lefts:
        if child.dep_ in OWNERS and child.pos_ == "PROPN":
            return child
        if child.dep_ in OWNERS and child.pos_ == "NOUN" and (found := owner(child)) is not None:
            return found
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "at"}:
            return next((noun for noun in child.rights if noun.dep_ == "pobj" and noun.pos_ == "PROPN"), None)
    return None


def noun_kind(head: Token) -> SourceKind:
    """Return the kind of a source that no name stands in."""
    lemma = head.lemma_.lower()
    if lemma in CUES.documents:
        return SourceKind.DOCUMENT
    around = {token.lower_ for token in head.doc[max(head.i - 4, 0) : head.i + 16]}
    if head.lower_ in SOURCES.anonymous or around & SOURCES.anonymity:
        return SourceKind.ANONYMOUS
    bare = not any(child.dep_ in QUALIFIERS for child in head.children)
    if head.lower_ in SOURCES.vague and bare:
        return SourceKind.VAGUE
    if head.tag_ in PLURAL or lemma in SOURCES.group_nouns or head.pos_ == "NUM" or head.text == "%":
        return SourceKind.UNNAMED_ORGANISATION if head.lower_ in SOURCES.collective else SourceKind.UNNAMED_GROUP
    unnamed = SourceKind.UNNAMED_ORGANISATION if owner(head) is None else SourceKind.NAMED_ORGANISATION
    return unnamed if lemma in SOURCES.organisation_nouns else SourceKind.UNNAMED_PERSON


def told(verb: Token) -> Token | None:
    """Return who was told: "told Radio Nord", "said in an interview with Radio Nord"."""
    if verb.lemma_ in {"tell", "inform", "advise"}:
        return next((child for child in verb.rights if child.dep_ in {"dobj", "dative"} and child.pos_ != "PRON"), None)
    for child in verb.rights:
        for noun in child.rights if child.dep_ == "prep" and child.lower_ in {"in", "during"} else ():
            if noun.lemma_ in {"interview", "conversation"}:
                withs = [prep for prep in noun.rights if prep.lower_ in {"with", "on"}]
                return next((who for prep in withs for who in prep.rights if who.dep_ == "pobj"), None)
    return None
