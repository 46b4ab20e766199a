"""Reporting verbs: who is their subject and what hangs from them, read from the dependency parse."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from extract.cues import lexicon
from extract.findings import Finding, Range, subtree
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEECH, DOCUMENT = AttributionClass.SPEECH, AttributionClass.DOCUMENT
CLASSES = tuple(AttributionClass)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CONTROLLED = frozenset({"xcomp", "conj", "advcl", "acl", "pcomp", "ccomp", "prep", "aux", "ROOT"})
RELATIVES = frozenset({"who", "that", "which", "whom"})
DEPTH = 8  # verbs climbed in search of a subject

Token = Any  # spacy ships types that mypy cannot follow


@lru_cache(maxsize=1)
def frames() -> dict[str, dict[str, AttributionClass]]:
    """Return for each construction (clause, infinitive, object, verb:preposition) the class of each verb."""
    words = lexicon("en", "cues")
    found: dict[str, dict[str, AttributionClass]] = {"clause": {}, "infinitive": {}, "object": {}, "preposition": {}}
    for cue_class in CLASSES:
        for frame in ("clause", "infinitive", "object"):
            for verb in sorted(words.get(f"{cue_class}_{frame}", ())):
                found[frame].setdefault(verb, cue_class)
        for pair in sorted(lexicon("en", "cue_prepositions").get(str(cue_class), ())):
            found["preposition"].setdefault(pair, cue_class)
    return found


@lru_cache(maxsize=1)
def cue_verbs() -> frozenset[str]:
    """Return every verb that may report."""
    tables = frames()
    verbs = {pair.partition(":")[0] for pair in tables["preposition"]}
    return frozenset(
        verbs.union(tables["clause"], tables["infinitive"], tables["object"]) | lexicon("en", "cues")["seeming"]
    )


def is_passive(verb: Token) -> bool:
    """Say whether the verb stands in the passive."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.lefts)


def agent(verb: Token) -> Token | None:
    """Return the noun after the passive's "by"."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and verb.tag_ == "VBN"):
            return next((noun for noun in child.rights if noun.dep_ == "pobj"), None)
    return None


def own_subject(verb: Token) -> Token | None:
    """Return the verb's own subject, on either side."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"}:
            return child
    return None


def subject_of(verb: Token) -> Token | None:
    """Return the subject, inherited through co-ordination, control and participles; None where nothing says it."""
    for _ in range(DEPTH):
        found = own_subject(verb)
        if found is not None:
            return found
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head if verb.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
        if verb.dep_ not in CONTROLLED or verb.head is verb:
            return None
        if verb.dep_ == "xcomp":
            controller = next((child for child in verb.head.rights if child.dep_ in {"dobj", "dative"}), None)
            if controller is not None and controller.i < verb.i:
                return controller
        verb = verb.head
    return None


def source_of(verb: Token) -> Token | None:
    """Return the head of the noun phrase that reports: the subject, or in the passive the agent."""
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not has_auxiliary(verb)):
        return agent(verb)
    return subject_of(verb)


def has_auxiliary(verb: Token) -> bool:
    """Say whether a form of have or a modal stands before the verb."""
    return any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.lefts)


def cue_range(verb: Token) -> Range:
    """Return the verb with its particle."""
    last = verb.i
    for child in verb.rights:
        if child.dep_ == "prt" and child.i == last + 1:
            last = child.i
    return verb.i, last + 1


def clauses(verb: Token) -> list[Range]:
    """Return the clauses that complete the verb, on either side."""
    return [subtree(child) for child in verb.children if child.dep_ == "ccomp" and child.i != verb.i]


def infinitives(verb: Token) -> list[Range]:
    """Return the verb's infinitive, with the object that is to do it."""
    return [
        subtree(child)
        for child in verb.rights
        if child.dep_ in {"xcomp", "ccomp"} and any(grandchild.lower_ == "to" for grandchild in child.lefts)
    ]


def objects(verb: Token) -> list[Range]:
    """Return the verb's object with the phrases that complete it."""
    found = [child for child in verb.rights if child.dep_ in {"dobj", "oprd", "attr"}]
    if not found:
        return []
    rest = [child for child in verb.rights if child.dep_ in {"prep", "xcomp", "oprd"} and child.i > found[0].i]
    return [subtree(child) for child in (*found, *rest)]


def prepositions(verb: Token) -> Iterator[tuple[str, Token]]:
    """Yield verb:preposition and the preposition's token."""
    for child in verb.rights:
        if child.dep_ in {"prep", "prt", "agent", "dative"}:
            yield f"{verb.lemma_}:{child.lower_}", child


def parenthetic(verb: Token) -> list[Range]:
    """Return the clause around "he said" or "as she put it", where the verb hangs from what it reports."""
    if verb.dep_ == "parataxis" or (
        verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.lefts)
    ):
        head = verb.head
        first, last = subtree(head)
        own_first, own_last = subtree(verb)
        return [(first, own_first), (own_last, last)]
    return []


def verb_findings(doc: Any) -> Iterator[Finding]:  # noqa: ANN401 - a spacy Doc
    """Yield a finding for each reporting verb that has something to report."""
    verbs = cue_verbs()
    for token in doc:
        if token.lemma_ in verbs and token.tag_[0] == "V":
            finding = _finding(token)
            if finding is not None:
                yield finding


def _finding(verb: Token) -> Finding | None:
    tables = frames()
    lemma = verb.lemma_
    found: tuple[str, AttributionClass, list[Range]] | None = None
    if lemma in tables["clause"] and (content := clauses(verb) or parenthetic(verb)):
        found = "clause", tables["clause"][lemma], content
    elif lemma in tables["infinitive"] and (content := infinitives(verb)):
        found = "infinitive", tables["infinitive"][lemma], content + objects(verb)[:1]
    else:
        for pair, preposition in prepositions(verb):
            if pair in tables["preposition"]:
                content = [subtree(preposition), *[r for r in objects(verb) if r[0] < preposition.i][:1]]
                found = "preposition", tables["preposition"][pair], content
                break
        if found is None and lemma in tables["object"] and (content := objects(verb)):
            found = "object", tables["object"][lemma], content
    if found is None and lemma in lexicon("en", "cues")["seeming"] and (content := _seeming(verb)):
        found = "seeming", AttributionClass.COGNITION, content
    if found is None:
        return None
    rule, cue_class, content = found
    head = None if rule == "seeming" else source_of(verb)
    return Finding(
        cue=[cue_range(verb)], cue_class=cue_class, rule=rule, content=content, head=head, via=told(verb), anchor=verb
    )


def _seeming(verb: Token) -> list[Range]:
    return [subtree(child) for child in verb.rights if child.dep_ in {"xcomp", "oprd", "ccomp", "acomp", "prep"}]


def told(verb: Token) -> Token | None:
    """Return who was told: "told CNN"."""
    if verb.lemma_ not in {"tell", "inform", "advise"}:
        return None
    return next((child for child in verb.rights if child.dep_ in {"dobj", "dative"} and child.pos_ != "PRON"), None)
