"""Reports that no verb carries: "according to", "in her view", the claim that, confident that."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extract.attribution.frames import frames, lemma_of, spoken_in
from extract.attribution.names import name_tokens
from extract.attribution.reports import SOURCED, Range, Report, subtree
from extract.attribution.vocabulary import CUES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token


def phrase_reports(doc: Doc) -> Iterator[Report]:
    """Yield a report for each reporting phrase, noun or adjective."""
    for token in doc:
        lower, pos = token.lower_, token.pos_
        if lower == "according":
            found = _according(token)
        elif lower in CUES.document_prepositions and token.dep_ == "prep":
            found = _document(token)
        elif pos == "NOUN" and token.lemma_ in _cue_nouns():
            found = _noun(token)
        elif pos == "ADJ":
            found = _adjective(token)
        else:
            continue
        if found is not None:
            yield found


def _according(token: Token) -> Report | None:
    """Read "according to X": the clause it hangs from is the content, else the whole sentence."""
    doc = token.doc
    if token.i + 2 > len(doc) - 1 or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    head = next((noun for noun in to.rights if noun.dep_ in {"pobj", "pcomp"}), None)
    if head is None:
        head = next((noun for noun in doc[token.i + 2 : token.i + 8] if noun.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if head is None:
        return None
    sent = token.sent
    first, last = token.i, max(to.i + 1, head.right_edge.i + 1)
    source: list[Range] = []
    if head.pos_ == "NOUN" and last == head.i + 1 < sent.end and doc[last].pos_ == "PROPN":
        head = name_tokens(doc[last])[-1]  # "according to curator Ana Imre", parsed as two phrases
        source, last = [(to.i + 1, head.i + 1)], head.i + 1
    return Report(
        cue=[(token.i, to.i + 1)],
        cue_class=AttributionClass.SPEECH,
        rule="according",
        content=[(sent.start, first), (last, sent.end)],
        source=source,
        head=head,
        anchor=token,
    )


def _document(preposition: Token) -> Report | None:
    """Read "In a new poll, …": the clause it stands before, or closes, is what the document says."""
    head = next((noun for noun in preposition.rights if noun.dep_ == "pobj"), None)
    if head is None or head.lemma_.lower() not in CUES.measuring_documents:
        return None
    sent = preposition.sent
    first, last = subtree(preposition)
    clause = preposition.head
    if not (first <= sent.start + 1 or clause.dep_ == "ROOT") or clause.pos_ not in {"VERB", "AUX"}:
        return None
    if lemma_of(clause) in frames()["clause"]:
        return None
    return Report(
        cue=[(preposition.i, preposition.i + 1)],
        cue_class=AttributionClass.DOCUMENT,
        rule="document",
        content=[(sent.start, first), (last, sent.end)],
        head=head,
        anchor=preposition,
    )


def _possessor(noun: Token) -> Token | None:
    for child in noun.lefts:
        if child.dep_ == "poss":
            return child
    for child in noun.rights:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of", "among"}:
            return next((owner for owner in child.rights if owner.dep_ == "pobj"), None)
    return None


def _occasion(noun: Token) -> bool:
    """Say whether a noun is only where somebody spoke: "said in televised remarks that …"."""
    return noun.dep_ == "pobj" and spoken_in(noun.head) and _possessor(noun) is None


@cache
def _cue_nouns() -> frozenset[str]:
    """Return the nouns that report, by themselves or with a preposition."""
    belonging = {pair.partition(":")[0] for pairs in CUES.noun_preposition.values() for pair in pairs}
    return frozenset().union(belonging, *CUES.noun.values())


def _noun(noun: Token) -> Report | None:
    """Read "the claim that …", "her promise to …" and, for a noun and preposition that belong together, "attack on"."""
    if _occasion(noun) or any(child.lower_ in {"no", "any"} for child in noun.lefts):
        return None  # "there is no evidence that": nobody says it
    for cue_class in AttributionClass:
        if noun.lemma_ in CUES.noun[cue_class]:
            rule, content = "noun clause", [c for c in noun.rights if c.dep_ in {"acl", "ccomp"} and _is_clause(c)]
            if not content and _possessor(noun) is not None:
                rule, content = "noun infinitive", [c for c in noun.rights if c.dep_ == "acl" and _is_infinitive(c)]
            if content:
                return _noun_report(noun, cue_class, rule, content)
        belonging = CUES.noun_preposition.get(cue_class, frozenset())
        content = [c for c in noun.rights if c.dep_ == "prep" and f"{noun.lemma_}:{c.lower_}" in belonging]
        if content:
            # What a question or a promise is about is a topic and no statement: it never answers "who says so".
            weaker = AttributionClass.ATTITUDE if cue_class == AttributionClass.SPEECH else cue_class
            return _noun_report(noun, weaker, "noun phrase", content)
    return None


def _is_clause(clause: Token) -> bool:
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.lefts)


def _is_infinitive(clause: Token) -> bool:
    return any(child.tag_ == "TO" for child in clause.lefts)


def _noun_report(noun: Token, cue_class: AttributionClass, rule: str, content: list[Token]) -> Report:
    head = _possessor(noun)
    if head is not None and any(head.i >= child.left_edge.i and head.i <= child.right_edge.i for child in content):
        head = None
    if cue_class in SOURCED and (head is None or rule == "noun infinitive"):
        cue_class = AttributionClass.ATTITUDE  # a promise to act is no statement, "the claim that" nobody's
    return Report(
        cue=[(noun.i, noun.i + 1)],
        cue_class=cue_class,
        rule=rule,
        content=[subtree(child) for child in content],
        head=head,
        anchor=noun,
    )


def _adjective(adjective: Token) -> Report | None:
    for cue_class in (AttributionClass.COGNITION, AttributionClass.ATTITUDE):
        if adjective.lemma_ in CUES.adjective[cue_class] and adjective.dep_ in {"acomp", "conj"}:
            content = [subtree(c) for c in adjective.rights if c.dep_ in {"ccomp", "xcomp", "prep"}]
            head = next((c for c in adjective.head.children if c.dep_ == "nsubj"), None)
            if content and head is not None:
                return Report(
                    cue=[(adjective.i, adjective.i + 1)],
                    cue_class=cue_class,
                    rule="adjective",
                    content=content,
                    head=head,
                    anchor=adjective,
                )
    return None
