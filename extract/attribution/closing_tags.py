"""Reporting clauses read by their commas where the parse loses them: "…, its director, Ana Imre, said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution.frames import COMMAS, FINITE, frames
from extract.attribution.reports import Range, Report
from extract.attribution.sources import told
from extract.attribution.vocabulary import CUES, SOURCES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token


REPORTS = FINITE - {"MD"}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
OPENING = frozenset({"DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM"})
NO_SOURCE = SOURCES.no_source | {"who", "whom", "whose", "whoever", "whatever"}
PARTED = frozenset({"ADP", "VERB", "SCONJ"})  # what follows these in a noun phrase hangs from its head
FEWEST = 2  # words before a closing clause
SEGMENTS = 4  # a name, an age, an office, a place
LONGEST = 14  # tokens of one segment
ADJUNCTS = frozenset({"ADP", "ADV", "PROPN", "NOUN", "SCONJ"})  # said on Monday, said Monday, said after the vote
SUBORDINATE = frozenset({"SCONJ", "ADP"})


def closing_report(verb: Token) -> Report | None:
    """Return the report of a clause that commas set off after, or in the middle of, what it reports."""
    cue_class = _class(verb)
    if cue_class is None:
        return None
    doc, sent = verb.doc, verb.sent
    segments = _segments(verb)
    if not segments or not _apart(verb):
        return None
    first = segments[0][0]
    before, after = doc[sent.start : first], doc[verb.i + 1 : sent.end]
    finite = any(token.tag_ in FINITE for token in before)
    parenthetic = len(after) > 0 and after[0].text == "," and any(token.tag_ in FINITE for token in after)
    if not _states(before) or not (finite or parenthetic):
        return None
    content = [(sent.start, first - 1)]
    if not finite or (parenthetic and not _own_clause(after)):
        content.append((verb.i + 2, sent.end))
    return Report(
        cue=[(verb.i, verb.i + 1)],
        cue_class=cue_class,
        rule="clause",
        content=content,
        source=[(first, segments[-1][1])],
        head=_head(doc, segments),
        via=told(verb),
        anchor=verb,
    )


def closed(doc: Doc, reports: Iterable[Report]) -> list[Report]:
    """Return the parse's reports, with the reading by commas where a closing clause is lost or read askew."""
    by_verb = {report.anchor.i: report for report in reports if report.anchor is not None}
    mistaken = CUES.document_tag_verbs
    for token in doc:
        closing = closing_report(token) if token.tag_ in REPORTS or token.lower_ in mistaken else None
        if closing is not None and not _agrees(by_verb.get(token.i), closing):
            by_verb[token.i] = closing
    return [by_verb[place] for place in sorted(by_verb)]


def _agrees(report: Report | None, closing: Report) -> bool:
    """Say whether the parse's reading has the closing clause's source and reports words before it."""
    first, last = closing.source[0]
    if report is None or report.head is None:
        return False
    return first <= report.head.i < last and any(end <= first for _, end in report.content)


def _class(verb: Token) -> AttributionClass | None:
    if verb.tag_ not in REPORTS:
        return AttributionClass.DOCUMENT if _mistagged(verb) else None
    if verb.lemma_ in CUES.tag_verbs:
        return frames()["clause"].get(verb.lemma_)
    return AttributionClass.DOCUMENT if verb.lemma_ in CUES.document_tag_verbs else None


def _mistagged(word: Token) -> bool:
    """Say whether a "show" that the tagger took for a noun closes a clause about documents: ", the papers show,"."""
    doc, place = word.doc, word.i
    if word.lower_ not in CUES.document_tag_verbs or place + 1 >= len(doc) or not doc[place + 1].is_punct:
        return False
    first = _edge(doc, word.sent.start, place)
    if first == place:
        return False
    head = _phrase_head(doc, (first, place))
    return bool(head.tag_ == "NNS") and head.lemma_.lower() in CUES.documents


def _segments(verb: Token) -> list[Range]:
    """Return the noun phrases between commas that lead up to the verb: a source and its appositives."""
    doc, last = verb.doc, verb.i
    appositive = doc[max(last - 1, 0)].text == ","
    found = _phrases(doc, verb.sent.start, last - 1 if appositive else last)
    if len(found) > 1 and doc[found[0][0] - 1].is_quote:
        return found  # a quotation ends right before them: all are its speaker
    if not appositive:
        return found[-2:] if len(found) > 1 and _name(doc, found[-2]) else found[-1:]
    while len(found) > 2 and not all(token.pos_ == "NUM" for token in doc[slice(*found[-2])]):  # noqa: PLR2004 - an age stands between two
        found.pop(0)
    named = any(token.pos_ == "PROPN" for part in found for token in doc[slice(*part)])
    return found if named and len(found) > 1 else []


def _phrases(doc: Doc, start: int, last: int) -> list[Range]:
    """Return the last few noun phrases before a place that only commas part; a quotation mark ends the search."""
    found: list[Range] = []
    while len(found) < SEGMENTS:
        first = _edge(doc, start, last)
        if first <= start or doc[first - 1].text not in COMMAS or not _nominal(doc, first, last):
            break
        found.insert(0, (first, last))
        last = first - 1
        if doc[last].text != ",":
            break
    return found


def _edge(doc: Doc, start: int, last: int) -> int:
    """Return where the words before a place begin: after a comma, a dash or a quotation mark."""
    first = last
    while first > start and doc[first - 1].text not in COMMAS and last - first < LONGEST:
        first -= 1
    return first


def _name(doc: Doc, part: Range) -> bool:
    return all(token.pos_ == "PROPN" for token in doc[slice(*part)])


def _nominal(doc: Doc, first: int, last: int) -> bool:
    if first >= last or doc[first].pos_ not in OPENING or doc[last - 1].pos_ not in NOMINAL:
        return False
    return not any(token.tag_ in FINITE or token.lower_ in NO_SOURCE or token.is_quote for token in doc[first:last])


def _apart(verb: Token) -> bool:
    """Say whether nothing that the verb could report stands right after it."""
    doc, end = verb.doc, verb.sent.end
    place = verb.i + 1
    if place >= end or doc[place].is_punct:
        return place >= end or str(doc[place].text) != ":"
    if verb.lemma_ == "tell":
        return not any(token.tag_ in FINITE for token in doc[place:end])
    if doc[place].pos_ not in ADJUNCTS or any(child.dep_ == "dobj" for child in verb.rights):
        return False
    return not any(token.tag_ in FINITE for token in doc[place:end])


def _states(before: Span) -> bool:
    """Say whether the words before are more than an opening: "When it rained, the mayor, Ana Imre, said nothing"."""
    words = [token for token in before if not (token.is_punct or token.is_space)]
    if len(words) < FEWEST:
        return False
    commas = [token for token in before if token.text == ","]
    return not (words[0].pos_ in SUBORDINATE or words[0].tag_ == "WRB") or len(commas) > 1


def _own_clause(after: Span) -> bool:
    """Say whether the words after the comma go on in the reporter's voice: ", and nobody told them"."""
    return len(after) > 1 and after[1].pos_ == "CCONJ"


def _head(doc: Doc, segments: list[Range]) -> Token:
    """Return the name's last token, else the last noun before what hangs from it."""
    heads = [_phrase_head(doc, part) for part in segments]
    return next((head for head in heads if head.pos_ == "PROPN"), heads[0])


def _phrase_head(doc: Doc, part: Range) -> Token:
    tokens = list(doc[slice(*part)])
    cut = next((index for index, token in enumerate(tokens) if index and token.pos_ in PARTED), len(tokens))
    return next((token for token in reversed(tokens[:cut]) if token.pos_ in NOMINAL), tokens[-1])
