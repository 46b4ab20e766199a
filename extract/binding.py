"""Figures -> bound figures: what each one counts, what happened, to whom, where, when, and how the words qualify it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.comparison.mentions import Mention, mentions_of
from extract.figure.vocabulary import READ_WORDS, happenings
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from extract.reading import Reading
    from warehouse.records import Figure

UNBOUND = {Dimension.DATE, Dimension.TIME}
SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
HEADS = {"nummod", "compound", "amod", "quantmod", "nmod", "npadvmod", "det", "advmod"}
COUNTED = {Dimension.COUNT, Dimension.CURRENCY, Dimension.PERCENTAGE}
NOUNS = {"NOUN", "PROPN"}
VERBS = {"VERB"}


def _any_of(phrases: Sequence[str]) -> str:
    """Return a pattern of phrases in which "*" stands for any ending."""
    return "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)


REVISED = re.compile(rf"\b(?:{_any_of(READ_WORDS.revised)})\b", re.IGNORECASE)
EARLIER = re.compile(rf"\b(?:{_any_of(READ_WORDS.earlier)})\b", re.IGNORECASE)
SUBSET = re.compile(rf"\b(?:{_any_of(READ_WORDS.subset)})\b[\s\w,'-]{{0,18}}$", re.IGNORECASE)
PART_OF = re.compile(rf"^\s*(?:\w+\s+){{0,2}}(?:{_any_of(READ_WORDS.part_of)})\b", re.IGNORECASE)
COMPARED = re.compile(rf"\b(?:{_any_of(READ_WORDS.compared)})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
SUPPOSED = re.compile(rf"(?:['’](?:d|ll)|\b(?:{_any_of(READ_WORDS.supposed)}))\b", re.IGNORECASE)
UNNAMED = re.compile(r"[()\[\]\d]")  # what is counted is no bracket and no number
CLAUSE = 60  # characters before a figure in which a word of conditions or of the past is taken to govern it


def bind_figures(reading: Reading, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures with event, entity, place, time, readings and quotation filled in; same order, same ids."""
    bound = {mention.figure.figure_id: _bind(mention) for mention in mentions_of(reading, figures)}
    return tuple(bound.get(figure.figure_id, figure) for figure in figures)


def _bind(mention: Mention) -> Figure:
    figure = mention.figure
    reads = tuple(dict.fromkeys((*figure.reads, *reads_of(mention))))
    if figure.dimension in UNBOUND:
        return replace(figure, reads=reads, quoted=quoted(mention))
    head = head_of(mention)
    verb = verb_of(head)
    entity = entity_of(verb, head)
    counted = figure.counted or (counted_of(mention, head) if figure.dimension in COUNTED else None)
    words = counted.lower().split() if counted else []
    return replace(
        figure,
        counted=counted,
        counted_head=words[-1]
        if figure.counted
        else str(head.lemma_).lower()
        if counted and head is not None
        else None,
        counted_modifiers=tuple(words[:-1]),
        event=figure.event or event_of(head, verb),
        entity=figure.entity or entity,
        place=figure.place or place_of(head, verb),
        reads=reads,
        quoted=quoted(mention),
    )


def head_of(mention: Mention) -> Token | None:
    """Return the token that the figure's noun phrase hangs on, or None where the parse is lost."""
    tokens = mention.tokens
    if tokens is None or not len(tokens):
        return None
    token: Token = tokens.root
    for _ in range(4):  # "at least 20 young men" hangs four deep at most
        if token.dep_ in HEADS and token.head.pos_ in NOUNS and token.head.i != token.i:
            token = token.head
        else:
            break
    return token


def verb_of(token: Token | None) -> Token | None:
    """Return the verb that governs a token, or None."""
    if token is None:
        return None
    if token.pos_ in VERBS:
        return token
    return next((ancestor for ancestor in token.ancestors if ancestor.pos_ in {"VERB", "AUX"}), None)


def counted_of(mention: Mention, head: Token | None) -> str | None:
    """Return the words of what is counted: "security personnel" for "18 security personnel"."""
    if head is None or head.pos_ not in NOUNS or mention.tokens is None or head in mention.tokens:
        return None
    first, last = mention.tokens.end, head.i + 1
    if not first < last <= len(head.doc) or last - first > 6:  # noqa: PLR2004 - six words are a long noun phrase
        return str(head.text)
    words = str(head.doc[first:last].text).strip(" -–—,'\"“”")
    return words if words and not UNNAMED.search(words) else None


def event_of(head: Token | None, verb: Token | None) -> str | None:
    """Return what happened: the kind that the words beside the figure name ("death"), else the verb's lemma."""
    if head is None:
        return None
    near = [head, *head.children, *([verb] if verb is not None else [])]
    named = (happenings().get(token.lower_) or happenings().get(token.lemma_.lower()) for token in near)
    found = next((kind for kind in named if kind and kind.startswith("=")), None)
    if found:
        return found[1:]
    return str(verb.lemma_).lower() if verb is not None else None


def entity_of(verb: Token | None, head: Token | None) -> str | None:
    """Return who does or has it: the verb's subject, unless the figure is the subject itself."""
    while verb is not None:
        for child in verb.children:
            if child.dep_ in SUBJECTS and (head is None or child.i != head.i) and child.pos_ != "PRON":
                return _phrase(child)
        verb = verb.head if verb.dep_ in {"xcomp", "conj", "advcl"} and verb.head.i != verb.i else None
    return None


def _phrase(token: Token) -> str:
    words = [child for child in token.lefts if child.dep_ in {"compound", "amod", "nummod", "flat"}]
    return " ".join(word.text for word in [*words, token])


def place_of(head: Token | None, verb: Token | None) -> str | None:
    """Return the name after "in" or "at" that hangs on the noun or its verb."""
    for token in (head, verb):
        if token is None:
            continue
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"in", "at", "near", "across"}:
                name = next((word for word in child.children if word.dep_ == "pobj" and word.pos_ == "PROPN"), None)
                if name is not None:
                    return _phrase(name)
    return None


def reads_of(mention: Mention) -> Iterator[str]:
    """Yield what the words around a figure make of it: negated, revised, earlier, subset, comparison, conditional."""
    before, after = mention.around
    near, following = before[-CLAUSE:], after[:CLAUSE]
    tokens = mention.tokens
    if _negated(before, tokens):
        yield "negated"
    if REVISED.search(near + " " + following):
        yield "revised"
    if EARLIER.search(near + " " + following):
        yield "earlier"
    if SUBSET.search(near) or PART_OF.match(after):
        yield "subset"
    if COMPARED.search(near):
        yield "comparison"
    if SUPPOSED.search(near):
        yield "conditional"
    if mention.sentence.text.rstrip(" ”’\"'").endswith("?"):
        yield "quoted question" if quoted(mention) else "question"


def _negated(before: str, tokens: Span | None) -> bool:
    if re.search(r"\b(?:not|n[o']t|never|no)\s+(?:\w+\s+){0,2}$", before[-30:], re.IGNORECASE):
        return True
    verb = verb_of(tokens.root) if tokens is not None and len(tokens) else None
    return bool(verb is not None and any(child.dep_ == "neg" for child in verb.children))


def quoted(mention: Mention) -> bool:
    """Whether the figure stands inside quotation marks of its paragraph."""
    start = mention.paragraph.span_start
    words = mention.paragraph.doc.text[: mention.figure.span_start - start]
    curly = words.count("“") - words.count("”")
    return bool(curly > 0 or words.count('"') % 2 == 1)
