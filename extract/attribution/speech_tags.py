"""The reporting clause beside a quotation, found by place where the parse does not tie it to the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import draft_of, sentence_at, sentence_index, tokens_of
from extract.attribution.frames import FINITE, frames, own_subject, source_of
from extract.attribution.reports import Report
from extract.attribution.sources import told
from extract.attribution.vocabulary import SOURCES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.attribution.attribution_drafts import Draft
    from extract.reading import Paragraph


REACH = 24  # tokens between a quotation and its reporting verb: room for an appositive
LINE = 16  # tokens of a clause that stands by itself
NEAR = 8  # tokens, for a verb that is no reporting verb by itself
WORD = re.compile(r"\w")
SAID = frozenset({"ccomp", "dobj", "xcomp", "parataxis", "advmod"})
NO_SOURCE = SOURCES.no_source | {"this", "these", "those"}
FEWEST = 2  # tokens of a name and its colon
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def tag_after(paragraph: Paragraph, end: int) -> Draft | None:
    """Return the reporting clause right after a quotation: “…,” she said."""
    tokens = _following(paragraph, end)
    verb = next((token for token in tokens if _reports(token)), None) or next(
        (token for token in tokens[:NEAR] if _tells(token) or _inverted(token, tokens)), None
    )
    if verb is None:
        return None
    between = [token for token in tokens if token.i < verb.i]
    if any(
        token.text in {":", ";"} or token.dep_ in {"mark", "cc"} or token.lower_ in {"that", "who"}
        for token in between[:3]
    ):
        return None
    return _tag(paragraph, verb, tokens[0].i, tokens[-1].i + 1)


def tag_apart(paragraph: Paragraph, end: int) -> Draft | None:
    """Return the clause that a full stop inside the marks parted from its quotation: “….” Ana Imre said on Monday."""
    at = sentence_index(paragraph, end)
    here, after = paragraph.sentences[at], paragraph.sentences[at + 1 : at + 2]
    ended = WORD.search(here.text, end - here.span_start) is None
    tokens = tokens_of(paragraph, after[0]) if ended and after else []
    verb = next((token for token in tokens[:NEAR] if _reports(token)), None)
    if verb is None or len(tokens) > LINE or verb.dep_ != "ROOT" or any(c.dep_ in SAID for c in verb.children):
        return None
    return _tag(paragraph, verb, tokens[0].i, tokens[-1].i + 1)


def tag_before(paragraph: Paragraph, start: int) -> Draft | None:
    """Return the reporting clause or the name right before a quotation: She added: “…” · Imre: “…”."""
    tokens = _leading(paragraph, start)
    if not tokens:
        return None
    verb = next((token for token in reversed(tokens) if _reports(token)), None)
    if verb is not None and (found := _tag(paragraph, verb, tokens[0].i, tokens[-1].i + 1)) is not None:
        return found
    words = [token for token in tokens if not token.is_space]
    if len(words) < FEWEST or words[-1].text not in {":", ","}:
        return None
    if words[-1].text == ":":
        tops = (token for token in words if token.dep_ == "ROOT" or token.head.i > words[-1].i)
        teller = next((token for token in tops if _tells(token) or _describes(token)), None)
    elif words[0].lower_ == "as":
        teller = next((token for token in words if _tells(token)), None)
    else:
        teller = words[-2] if _tells(words[-2]) else None
    if teller is not None:
        return _tag(paragraph, teller, tokens[0].i, tokens[-1].i + 1)
    return _named(paragraph, words[:-1]) if words[-1].text == ":" else None


def _following(paragraph: Paragraph, end: int) -> list[Token]:
    """Return the tokens of the same sentence after a quotation, up to the next quotation mark."""
    place = end - paragraph.span_start
    tokens: list[Token] = []
    for token in tokens_of(paragraph, sentence_at(paragraph, end)):
        if token.idx < place or (not tokens and (token.is_punct or token.is_quote or token.is_space)):
            continue
        if token.is_quote or len(tokens) >= REACH:
            break
        tokens.append(token)
    return tokens


def _leading(paragraph: Paragraph, start: int) -> list[Token]:
    """Return the tokens of the sentence before a quotation, back to the quotation mark before them."""
    place = start - paragraph.span_start
    sentence = sentence_at(paragraph, max(start - 1, paragraph.span_start))
    tokens = [token for token in tokens_of(paragraph, sentence) if token.idx + len(token) <= place]
    while tokens and (tokens[-1].is_quote or tokens[-1].is_space):
        tokens.pop()
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].is_quote:
            return tokens[index + 1 :]
    return tokens


def _reports(token: Token) -> bool:
    return token.tag_[0] == "V" and frames()["clause"].get(token.lemma_) is AttributionClass.SPEECH


def _tells(token: Token) -> bool:
    """Whether any finite verb with a subject of its own may stand for a reporting verb here: “…!” Orel barked."""
    return token.tag_ in FINITE and token.pos_ == "VERB" and own_subject(token) is not None


def _describes(token: Token) -> bool:
    """Say whether a clause tells how somebody is: Ana Imre was blunt: “…”."""
    subject = own_subject(token) if token.tag_ in FINITE and token.pos_ == "AUX" else None
    return subject is not None and (subject.pos_ == "PROPN" or subject.lower_ in {"he", "she"})


def _inverted(token: Token, tokens: list[Token]) -> bool:
    """Whether any verb of the past stands between a quotation and a name: “…,” texted Ana Imre."""
    return token.i == tokens[0].i and token.tag_ == "VBD" and len(tokens) > 1 and tokens[1].pos_ == "PROPN"


def _tag(paragraph: Paragraph, verb: Token, first: int, last: int) -> Draft | None:
    """Return a draft without content yet, its source within the clause's tokens wherever it can be."""
    head = source_of(verb)
    if head is None or not first <= head.i < last:
        head = _nearest_name(verb, first, last) or head
    if head is None or head.lower_ in NO_SOURCE:
        return None
    report = Report(
        cue=[(verb.i, verb.i + 1)],
        cue_class=AttributionClass.SPEECH,
        rule="bare",
        head=head,
        via=told(verb),
        anchor=verb,
    )
    return draft_of(paragraph, report)


def _nearest_name(verb: Token, first: int, last: int) -> Token | None:
    """Return the noun beside the verb that the clause has room for, before it or, inverted, after it."""
    doc = verb.doc
    before = [token for token in doc[first : verb.i] if token.pos_ in NOMINAL and token.dep_ != "compound"]
    if before:
        local = [token for token in before if not (first <= token.head.i < verb.i)]
        return (local or before)[0]
    after = [token for token in doc[verb.i + 1 : min(last, verb.i + 7)] if token.pos_ in NOMINAL]
    return next((token for token in after if token.dep_ != "compound"), None)


def _named(paragraph: Paragraph, words: list[Token]) -> Draft | None:
    """Return a draft whose cue is the colon after a name."""
    colon = words[-1].doc[words[-1].i + 1]
    head = words[-1]
    while head.head.i != head.i and words[0].i <= head.head.i < head.i and head.dep_ in {"compound", "flat", "appos"}:
        head = head.head
    if head.pos_ != "PROPN" and not (head.pos_ in NOMINAL and len(words) <= LINE // 2):
        return None
    report = Report(
        cue=[(colon.i, colon.i + 1)], cue_class=AttributionClass.SPEECH, rule="bare", head=head, anchor=colon
    )
    return draft_of(paragraph, report)
