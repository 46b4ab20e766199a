"""Reporting verbs: who is their subject and what hangs from them, read from the dependency parse."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extract.attribution.reports import SOURCED, Range, Report, shortened, subtree
from extract.attribution.sources import told
from extract.attribution.vocabulary import CUES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

SPEECH, DOCUMENT = AttributionClass.SPEECH, AttributionClass.DOCUMENT
CLASSES = tuple(AttributionClass)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CONTROLLED = frozenset({"xcomp", "conj", "advcl", "acl", "pcomp", "ccomp", "prep", "aux", "ROOT"})
COMMAS = frozenset({",", "”", '"', "''", "—", "–", "-", "--", "?", "!"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DEPTH = 8  # verbs climbed in search of a subject


@lru_cache(maxsize=1)
def frames() -> dict[str, dict[str, AttributionClass]]:
    """Return for each construction (clause, infinitive, object, verb:preposition) the class of each verb."""
    found: dict[str, dict[str, AttributionClass]] = {"clause": {}, "infinitive": {}, "object": {}, "preposition": {}}
    for cue_class in CLASSES:
        for frame in ("clause", "infinitive", "object"):
            for verb in sorted(getattr(CUES, frame).get(cue_class, ())):
                found[frame].setdefault(verb, cue_class)
        for pair in sorted(CUES.preposition.get(cue_class, ())):
            found["preposition"].setdefault(pair, cue_class)
    return found


@lru_cache(maxsize=1)
def cue_verbs() -> frozenset[str]:
    """Return every verb that may report."""
    tables = frames()
    verbs = {pair.partition(":")[0] for pair in tables["preposition"]}
    verbs |= {pair.partition(":")[0] for pair in CUES.measuring_prepositions} | CUES.giving | CUES.seeming
    return frozenset(verbs.union(tables["clause"], tables["infinitive"], tables["object"]))


def is_passive(verb: Token) -> bool:
    """Say whether the verb stands in the passive."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.lefts)


def agent(verb: Token) -> Token | None:
    """Return the noun after the passive's "by"."""
    for child in verb.rights:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and verb.tag_ == "VBN"):
            return next((noun for noun in child.rights if noun.dep_ == "pobj"), None)
    return None


def is_imperative(verb: Token) -> bool:
    """Say whether the verb tells the reader what to do: nobody reports it."""
    return verb.tag_ in {"VB", "VBP"} and verb.dep_ in {"ROOT", "conj"} and not any(c.dep_ == "aux" for c in verb.lefts)


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
            if any(child.tag_ == "TO" for child in verb.lefts):
                return None  # "a clearance to view the files": the clearance views nothing
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
    """Return the clauses that complete the verb, on either side, or the noun it was spoken in."""
    found = [
        subtree(child)
        for child in verb.children
        if child.dep_ == "ccomp"
        or (child.dep_ == "xcomp" and child.i > verb.i and _states(verb, child))
        or (child.dep_ == "advcl" and child.i > verb.i and verb.lemma_ == "call" and _is_for(child))
    ]
    return found or [
        subtree(clause)
        for child in verb.rights
        if child.dep_ == "prep" and spoken_in(child)
        for noun in child.rights
        for clause in noun.rights
        if clause.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)
    ]


def spoken_in(preposition: Token) -> bool:
    """Say whether a preposition tells where a reporting verb's words were spoken: "said in …", "wrote on …"."""
    verb = preposition.head
    return (
        preposition.lower_ in {"in", "during", "on", "at"}
        and verb.tag_[0] == "V"
        and frames()["clause"].get(lemma_of(verb)) is SPEECH
        and source_of(verb) is not None
    )


def _states(verb: Token, complement: Token) -> bool:
    """Whether an open complement is a statement: it has a subject, or is a gerund after no verb of beginning."""
    if any(child.dep_ in {"nsubj", "csubj"} for child in complement.lefts):
        return True
    return complement.tag_ == "VBG" and verb.lemma_ not in CUES.aspectual


def _is_for(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "for" for child in clause.lefts)


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


def opened(verb: Token) -> list[Range]:
    """Return what follows a sentence's opening "She said if …", whose clauses the parse ties together otherwise."""
    doc, sent, place = verb.doc, verb.sent, verb.i + 1
    subject = own_subject(verb)
    if subject is None or subject.left_edge.i != sent.start or subject.i > verb.i or place >= sent.end:
        return []
    marked = doc[place].dep_ == "mark" or doc[place].tag_ == "WRB"
    return [(place, sent.end)] if marked and any(token.tag_ in FINITE for token in doc[place : sent.end]) else []


def verb_reports(doc: Doc) -> Iterator[Report]:
    """Yield a report for each reporting verb that has something to report."""
    verbs = cue_verbs()
    for token in doc:
        if token.tag_[0] == "V" and lemma_of(token) in verbs:
            report = _report(token)
            if report is not None:
                yield report


def _report(verb: Token) -> Report | None:
    found = next((construction for construction in _constructions(verb) if construction[2]), None)
    if found is None:
        return None
    rule, cue_class, content = found
    if rule != "clause":
        content = [shortened(verb.doc, first, last) for first, last in content]
    head = None if rule == "seeming" else source_of(verb)
    if head is None and (is_imperative(verb) or (rule == "infinitive" and cue_class is SPEECH and is_passive(verb))):
        return None  # "call this number", "was not authorised to speak": nobody says it
    if head is None and rule in {"infinitive", "preposition", "object", "passive"} and cue_class in SOURCED:
        cue_class = (
            AttributionClass.ATTITUDE
        )  # "were denied visas", "was charged with": done to somebody, said by nobody
    return Report(
        cue=[cue_range(verb)], cue_class=cue_class, rule=rule, content=content, head=head, via=told(verb), anchor=verb
    )


def _constructions(verb: Token) -> Iterator[tuple[str, AttributionClass, list[Range]]]:
    """Yield the constructions that may hold, the surest first: name, class and content."""
    tables, lemma = frames(), lemma_of(verb)
    if cue_class := tables["clause"].get(lemma):
        yield "clause", cue_class, clauses(verb) or parenthetic(verb) or opened(verb)
    if (cue_class := tables["infinitive"].get(lemma)) and (content := infinitives(verb)):
        yield "infinitive", cue_class, content + objects(verb)[:1]
    for pair, preposition in prepositions(verb):
        if cue_class := tables["preposition"].get(pair):
            content = [subtree(preposition), *[r for r in objects(verb) if r[0] < preposition.i][:1]]
            yield "preposition", cue_class, content
        if pair in CUES.measuring_prepositions and _counts(preposition):
            yield "preposition", SPEECH, [subtree(preposition), *objects(verb)[:1]]
    if lemma in CUES.giving:
        yield "object", SPEECH, [subtree(noun) for noun in verb.rights if noun.lemma_ in CUES.odds and _counts(noun)]
    if cue_class := tables["object"].get(lemma):
        yield "object", cue_class, objects(verb)
        yield "passive", cue_class, passive_subject(verb) if agent(verb) is not None else []
    if lemma in CUES.seeming:
        yield "seeming", AttributionClass.COGNITION, _seeming(verb)
    if lemma in CUES.tag_verbs:
        yield "trailing", SPEECH, trailing(verb)


def _counts(phrase: Token) -> bool:
    """Say whether a number stands in a phrase."""
    return any(token.like_num for token in phrase.subtree)


def _seeming(verb: Token) -> list[Range]:
    return [subtree(child) for child in verb.rights if child.dep_ in {"xcomp", "oprd", "ccomp", "acomp", "prep"}]


def lemma_of(verb: Token) -> str:
    """Return the verb's lemma, mending what the lemmatizer gets wrong."""
    lemma = str(verb.lemma_).lower()
    return {"hop": "hope", "saya": "say"}.get(lemma, lemma)


def passive_subject(verb: Token) -> list[Range]:
    """Return what a passive verb says of its subject: "the deal was announced", "a plan announced on Friday"."""
    for child in verb.lefts:
        if child.dep_ == "nsubjpass":
            return [subtree(child)]
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return [(verb.head.left_edge.i, verb.left_edge.i)]
    return []


def trailing(verb: Token) -> list[Range]:
    """Return the sentence before a closing "…, she said" that the parse did not tie to it."""
    subject = own_subject(verb)
    if subject is None or verb.dep_ not in {"ROOT", "conj", "ccomp", "relcl", "advcl", "appos"}:
        return []
    first = min(subject.left_edge.i, verb.i)
    sent = verb.sent
    if first == sent.start or verb.doc[first - 1].text not in COMMAS:
        return []
    last = max(verb.i, subject.right_edge.i) + 1
    before, after = verb.doc[sent.start : first], verb.doc[last : sent.end]
    if any(token.tag_ in FINITE for token in after) or not any(token.tag_ in FINITE for token in before):
        return []
    return [(sent.start, first - 1)]
