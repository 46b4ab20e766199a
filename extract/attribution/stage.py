"""Who is on stage when a quotation stands by itself: "Marta Lind shrugged. “…”" · "“…” is Marta Lind's verdict."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import Draft, sentence_at, sentence_index, tokens_of
from extract.attribution.frames import FINITE
from extract.attribution.names import name_tokens
from extract.attribution.vocabulary import CUES
from extract.datelines import DEP as DATELINE
from warehouse.terms import AttributionClass, SourceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from extract.attribution.names import Names
    from extract.attribution.reports import Range
    from extract.reading import Paragraph

PERSONAL = frozenset({"he", "she"})
MOVING = frozenset({"that", "this", "it", "for", "to"})  # That worried Lind. · For Lind, the case is plain.


def on_stage(paragraph: Paragraph, span: Range, names: Names, taken: Sequence[int]) -> Draft | None:
    """Return a draft for the one person in the sentence around a quotation, else in the sentence before it.

    `taken` is where other reports and quotations stand: a sentence with one of them has its speaker.
    """
    first, last = sentence_at(paragraph, span[0]), sentence_at(paragraph, span[1])
    tokens = tokens_of(paragraph, first) + (tokens_of(paragraph, last) if last is not first else [])
    offset = paragraph.span_start
    frame = [token for token in tokens if not span[0] <= offset + token.idx < span[1]]
    head = _only(_people(frame, names))
    place = sentence_index(paragraph, span[0])
    if head is None and place:
        before = paragraph.sentences[place - 1]
        if not any(before.span_start <= start < before.span_end for start in taken):
            head = _actor(tokens_of(paragraph, before), names)
    return None if head is None else _draft(paragraph, head)


def left_on_stage(above: Paragraph, names: Names) -> Draft | None:
    """Return a draft for who acts in a paragraph's last sentence, or is named by a line that is none."""
    tokens = tokens_of(above, above.sentences[-1])
    head = _actor(tokens, names)
    if head is None and not any(token.tag_ in FINITE for token in tokens):
        head = _only(_people(tokens, names))
    return None if head is None else _draft(above, head)


def has_wording(paragraph: Paragraph, start: int) -> bool:
    """Say whether the sentence around quoted words says whose they are: "in her words", "is how she put it"."""
    wordings = CUES.wordings
    return any(token.lemma_ in wordings for token in tokens_of(paragraph, sentence_at(paragraph, start)))


def _people(tokens: Sequence[Token], names: Names) -> list[Token]:
    """Return the heads of the people who are named in full here or elsewhere, and "he" or "she" who acts."""
    found: dict[int | str, Token] = {}
    for token in tokens:
        if token.lower_ in PERSONAL and token.dep_ == "nsubj":
            found.setdefault(token.lower_, token)
        elif token.pos_ == "PROPN" and token.dep_ != DATELINE:
            last = names.end(token)
            name = names.find(last)
            if name is not None and name.kind is SourceKind.NAMED_PERSON and len(name.words) > 1:
                found[last.i] = last
    return list(found.values())


def _only(people: Sequence[Token]) -> Token | None:
    """Return the one who acts, else the one who is there."""
    acting = [token for token in people if _acts(token)]
    able = acting or people
    return able[0] if len(able) == 1 else None


def _actor(tokens: Sequence[Token], names: Names) -> Token | None:
    """Return the person whom a sentence without a report puts on stage: who acts, or whom "that" moves."""
    people = _people(tokens, names)
    moved = bool(tokens) and (tokens[0].lower_ in MOVING)
    return _only([token for token in people if _acts(token) or moved])


def _acts(token: Token) -> bool:
    return "nsubj" in {token.dep_, token.head.dep_ if token.dep_ == "conj" else ""}


def _draft(paragraph: Paragraph, head: Token) -> Draft:
    first = head if head.lower_ in PERSONAL else name_tokens(head)[0]
    start = paragraph.span_start + first.idx
    end = paragraph.span_start + head.idx + len(head)
    return Draft(
        paragraph=paragraph,
        cue=[],
        cue_class=AttributionClass.SPEECH,
        rule="on stage",
        content=[],
        source=[(start, end)],
        head=head,
        anchor=head,
    )
