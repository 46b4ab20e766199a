"""Figures -> bound figures: what each one counts, what happened, to whom, where, when, and how the words qualify it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from extract.comparison.mentions import Mention, mentions_of
from extract.figure.vocabulary import HAPPENINGS, READ_WORDS
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
VERBS, GOVERNORS = {"VERB"}, {"VERB", "AUX"}


def _any_of(phrases: Sequence[str]) -> str:
    """Return a pattern of phrases in which "*" stands for any ending."""
    return "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases)


REVISED = re.compile(rf"\b(?:{_any_of(READ_WORDS.revised)})\b")
EARLIER = re.compile(rf"\b(?:{_any_of(READ_WORDS.earlier)})\b")
SUBSET = re.compile(rf"\b(?:{_any_of(READ_WORDS.subset)})\b[\s\w,'-]{{0,18}}$")
PART_OF = re.compile(rf"^\s*(?:\w+\s+){{0,2}}(?:{_any_of(READ_WORDS.part_of)})\b")
COMPARED = re.compile(rf"\b(?:{_any_of(READ_WORDS.compared)})\s+(?:\w+\s+){{0,2}}$")
SUPPOSED = re.compile(rf"(?:['’](?:d|ll)|\b(?:{_any_of(READ_WORDS.supposed)}))\b")
UNNAMED = re.compile(r"[()\[\]\d]")  # what is counted is no bracket and no number
CLAUSE = 60  # characters before a figure in which a word of conditions or of the past is taken to govern it


class Clauses:
    """What tokens say of their clause, each asked once: a list of a thousand figures may hang on one verb."""

    def __init__(self) -> None:
        self.kind, self.subjects, self.place = cache(kind_of), cache(subjects_of), cache(place_of)
        self.is_negated = cache(is_negated)
        self.above: dict[Token, Token | None] = {}

    def verb(self, token: Token) -> Token | None:
        """Return the verb that governs a token, or None."""
        if token.pos_ in VERBS:
            return token
        climbed = [token]
        while (at := climbed[-1]) not in self.above and at.head.i != at.i and at.head.pos_ not in GOVERNORS:
            climbed.append(at.head)
        found = self.above.get(at, at.head if at.head.i != at.i else None)
        self.above.update(dict.fromkeys(climbed, found))
        return found

    def event(self, head: Token, verb: Token | None) -> str | None:
        """Return what happened: the kind that the words beside the figure name ("death"), else the verb's lemma."""
        kind = self.kind(head) or (named_kind(verb) if verb is not None else None)
        return kind or (str(verb.lemma_).lower() if verb is not None else None)

    def entity(self, head: Token, verb: Token | None) -> str | None:
        """Return who does or has it: the verb's subject, unless the figure is the subject itself."""
        while verb is not None:
            found = next((child for child in self.subjects(verb) if child.i != head.i), None)
            if found is not None:
                return _phrase(found)
            verb = verb.head if verb.dep_ in {"xcomp", "conj", "advcl"} and verb.head.i != verb.i else None
        return None


def bind_figures(reading: Reading, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures with event, entity, place, time, readings and quotation filled in; same order, same ids."""
    clauses = Clauses()
    bound = {mention.figure.figure_id: _bind(mention, clauses) for mention in mentions_of(reading, figures)}
    return tuple(bound.get(figure.figure_id, figure) for figure in figures)


def _bind(mention: Mention, clauses: Clauses) -> Figure:
    figure, head = mention.figure, head_of(mention)
    reads = tuple(dict.fromkeys((*figure.reads, *reads_of(mention, clauses))))
    made = partial(replace, figure, reads=reads, quoted=mention.paragraph.is_quoted(figure.span_start))
    if figure.dimension in UNBOUND or head is None:
        return made()
    verb = clauses.verb(head)
    counted = figure.counted or (counted_of(mention, head) if figure.dimension in COUNTED else None)
    words = counted.lower().split() if counted else []
    noun = words[-1] if figure.counted else str(head.lemma_).lower()
    return made(
        counted=counted,
        counted_head=noun if counted else None,
        counted_modifiers=tuple(words[:-1]),
        event=figure.event or clauses.event(head, verb),
        entity=figure.entity or clauses.entity(head, verb),
        place=figure.place or clauses.place(head) or (clauses.place(verb) if verb is not None else None),
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


def counted_of(mention: Mention, head: Token) -> str | None:
    """Return the words of what is counted: "security personnel" for "18 security personnel"."""
    if head.pos_ not in NOUNS or mention.tokens is None or head in mention.tokens:
        return None
    first, last = mention.tokens.end, head.i + 1
    if not first < last <= len(head.doc) or last - first > 6:  # noqa: PLR2004 - six words are a long noun phrase
        return str(head.text)
    words = str(head.doc[first:last].text).strip(" -–—,'\"“”")
    return words if words and not UNNAMED.search(words) else None


def kind_of(head: Token) -> str | None:
    """Return the kind of happening that a noun or a word hanging on it names."""
    return next((kind for token in (head, *head.children) if (kind := named_kind(token))), None)


def named_kind(token: Token) -> str | None:
    """Return the kind of happening that a word names: "death" for "killed"."""
    return HAPPENINGS.get(token.lower_) or HAPPENINGS.get(token.lemma_.lower())


def subjects_of(verb: Token) -> tuple[Token, ...]:
    """Return the subjects of a verb that are no pronouns; two are enough, one of them may be the figure itself."""
    return tuple(islice((word for word in verb.children if word.dep_ in SUBJECTS and word.pos_ != "PRON"), 2))


def is_negated(verb: Token) -> bool:
    """Whether "not" or its like hangs on a verb."""
    return any(child.dep_ == "neg" for child in verb.children)


def _phrase(token: Token) -> str:
    words = [child for child in token.lefts if child.dep_ in {"compound", "amod", "nummod", "flat"}]
    return " ".join(word.text for word in [*words, token])


def place_of(token: Token) -> str | None:
    """Return the name after "in" or "at" that hangs on a noun or verb."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "at", "near", "across"}:
            name = next((word for word in child.children if word.dep_ == "pobj" and word.pos_ == "PROPN"), None)
            if name is not None:
                return _phrase(name)
    return None


def reads_of(mention: Mention, clauses: Clauses) -> Iterator[str]:
    """Yield what the words around a figure make of it: negated, revised, earlier, subset, comparison, conditional."""
    before, after = mention.around
    near, following = before[-CLAUSE:].lower(), after[:CLAUSE].lower()
    tokens = mention.tokens
    if _negated(near, tokens, clauses):
        yield "negated"
    if REVISED.search(near + " " + following):
        yield "revised"
    if EARLIER.search(near + " " + following):
        yield "earlier"
    if SUBSET.search(near) or PART_OF.match(following):
        yield "subset"
    if COMPARED.search(near):
        yield "comparison"
    if SUPPOSED.search(near):
        yield "conditional"
    if mention.sentence.text.rstrip(" ”’\"'").endswith("?"):
        yield "quoted question" if mention.paragraph.is_quoted(mention.figure.span_start) else "question"


def _negated(near: str, tokens: Span | None, clauses: Clauses) -> bool:
    if re.search(r"\b(?:not|n[o']t|never|no)\s+(?:\w+\s+){0,2}$", near[-30:]):
        return True
    verb = clauses.verb(tokens.root) if tokens is not None and len(tokens) else None
    return verb is not None and clauses.is_negated(verb)
