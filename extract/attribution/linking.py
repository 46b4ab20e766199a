"""Quotations to their speakers: the cue beside them, the colon before them, or the speaker who goes on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import Draft, Nearby, sentence_index
from extract.attribution.credits import credit_after, credit_before, credit_line
from extract.attribution.speech_tags import tag_after, tag_apart, tag_before
from extract.attribution.stage import has_wording, left_on_stage, on_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.attribution.names import Names
    from extract.attribution.quotes import Quote
    from extract.reading import Paragraph

LONG = 4  # letters: a shorter word is small in titles too
BEFORE_A_TAG = frozenset(",?!…—–-")
ENDING = frozenset(".,!?…—–-")
SHORT = 16  # characters: a shorter fragment is a name or a scare quote
FEWEST = 3  # words of a full quotation
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VB"})
WORD = re.compile(r"\w")
SUPPOSED = frozenset({"speaks on", "on stage"})  # speakers whom nothing but their place suggests


@dataclass(slots=True)
class Linked:
    """A quotation, whether it is a fragment, and the draft it belongs to."""

    quote: Quote
    fragment: bool
    words: int
    draft: Draft | None = None


def is_fragment(paragraph: Paragraph, quote: Quote, text: str) -> bool:
    """Say whether the words in the marks are a part of the reporter's sentence and no statement of their own."""
    words = text[quote.start : quote.end]
    if len(words.split()) < FEWEST and not words.endswith((".", "!", "?")):
        return True
    letters = re.search(r"[^\W\d_]", words)
    starts = quote.continues or (letters is not None and letters[0].isupper())
    after = text[quote.end + 1 : quote.end + 2]
    ends = words[-1] in ENDING or after in {".", ",", ";", ""} or not quote.closed
    ends = ends or quote.end + 1 >= paragraph.block.span_end
    if not (starts and ends):
        return True
    span = paragraph.doc.char_span(
        quote.start - paragraph.span_start, quote.end - paragraph.span_start, alignment_mode="expand"
    )
    long_words = [word for word in words.split() if len(word) > LONG]
    titled = len(long_words) > 1 and all(word[0].isupper() for word in long_words)
    return titled or (span is not None and not any(token.tag_ in FINITE for token in span))


def link_quotes(
    paragraph: Paragraph,
    quotes: Sequence[Quote],
    drafts: list[Draft],
    before: Speaker,
    text: str,
    *,
    names: Names,
    above: Paragraph | None,
) -> list[Linked]:
    """Give each quotation of a paragraph its draft; new drafts are added to `drafts`; `above` is the one before."""
    linked: list[Linked] = []
    nearby = Nearby(paragraph, drafts)
    for quote in quotes:
        item = Linked(quote, is_fragment(paragraph, quote, text), len(text[quote.start : quote.end].split()))
        span = (quote.start, quote.end)
        begins = not item.fragment and _starts(paragraph, item, text)
        item.draft = (
            _tagged(paragraph, item, nearby, text)
            or _beside(span, [draft for draft in nearby.near(*span) if draft.source])
            or _introduced(paragraph, item, nearby, text)
            or _goes_on(paragraph, item, nearby, before, text)
            or _staged(paragraph, item, nearby=nearby, linked=linked, names=names)
            or _beside(span, nearby.near(*span))
            or _continued(paragraph, item, nearby=nearby, linked=linked, before=before, text=text)
            or (_staged_above(paragraph, item, nearby, above, names) if above and begins else None)
        )
        if item.draft is not None:
            item.draft.widen(span)
            item.draft.quotes.append(span)
        linked.append(item)
    return linked


def link_credit(paragraph: Paragraph, above: Paragraph, items: Sequence[Linked], text: str) -> Draft | None:
    """Give the quotations that end the paragraph above the name that this paragraph credits: "— Ana Imre, engineer"."""
    if not items or WORD.search(text, items[-1].quote.end, above.block.span_end):
        return None
    alone = len(items) == 1 and not WORD.search(text, above.span_start, items[0].quote.start)
    able = [item for item in items if not item.fragment and (item.draft is None or item.draft.rule in SUPPOSED)]
    credit = credit_line(paragraph, text, bare=alone) if able else None
    if credit is not None:
        credit.paragraph = above
        for item in able:
            if item.draft is not None:
                item.draft.content = []  # supposed, and mistaken
            item.draft = credit
            credit.widen((item.quote.start, item.quote.end))
            credit.quotes.append((item.quote.start, item.quote.end))
    return credit


def link_back(linked: Sequence[tuple[Paragraph, Linked]], place: int, drafts: list[Draft]) -> None:
    """Give the open quotations before a place, in earlier paragraphs, the speaker whom the one there names."""
    last = linked[place][1].draft
    while place and last is not None:
        place -= 1
        paragraph, item = linked[place]
        if item.draft is not None or item.quote.closed:
            return
        span = (item.quote.start, item.quote.end)
        item.draft = _again(last, paragraph, "goes on", span)
        item.draft.quotes.append(span)
        drafts.append(item.draft)


def _tagged(paragraph: Paragraph, item: Linked, nearby: Nearby, text: str) -> Draft | None:
    """Return the draft of the clause that follows a full quotation: “…,” she said."""
    quote = item.quote
    if not item.fragment and (credit := credit_after(paragraph, quote.end, text)) is not None:
        return _known(credit, nearby)
    joined = text[quote.end - 1] in BEFORE_A_TAG or text[quote.end + 1 : quote.end + 2] == ","
    if not joined and (item.fragment or text[quote.end - 1] != "."):
        return None
    return _known(tag_after(paragraph, quote.end) if joined else tag_apart(paragraph, quote.end), nearby)


def _introduced(paragraph: Paragraph, item: Linked, nearby: Nearby, text: str) -> Draft | None:
    """Return the draft of the words that lead up to a quotation: She added: “…”."""
    if item.fragment and item.quote.end - item.quote.start < SHORT:
        return None
    start = item.quote.start
    return _known(credit_before(paragraph, start, text) or tag_before(paragraph, start), nearby)


def _known(tag: Draft | None, nearby: Nearby) -> Draft | None:
    """Return the draft that already has the tag's cue, else the tag as a new draft."""
    if tag is None:
        return None
    for draft in nearby.near(tag.cue[0][0], tag.cue[0][0]) if tag.cue else ():
        if draft.anchor is not None and draft.cue[0][0] == tag.cue[0][0]:
            draft.source, draft.head = draft.source or tag.source, draft.head if draft.source else tag.head
            return draft
    return nearby.add(tag)


@dataclass(slots=True)
class Speaker:
    """Who spoke last, and whether the paragraph ended with a colon."""

    draft: Draft | None = None
    colon: bool = False
    quoted: bool = False  # the paragraph's last words were a quotation


def _inside(spans: list[tuple[int, int]], quote: tuple[int, int]) -> bool:
    return any(quote[0] <= first and last <= quote[1] for first, last in spans)


def _beside(span: tuple[int, int], drafts: list[Draft]) -> Draft | None:
    """Return the draft whose cue stands outside the marks and whose content the quotation is part of."""
    able = [
        draft for draft in drafts if draft.overlaps(span) and (draft.rule == "heading" or not _inside(draft.cue, span))
    ]
    if not able:
        return None
    return min(able, key=lambda draft: (not draft.has_source, _distance(draft.cue[0], span) if draft.cue else 0))


def _distance(cue: tuple[int, int], span: tuple[int, int]) -> int:
    return max(cue[0] - span[1], span[0] - cue[1], 0)


def _again(draft: Draft, paragraph: Paragraph, rule: str, span: tuple[int, int]) -> Draft:
    """Return a new draft of the same speaker in another place."""
    again = Draft(
        paragraph=paragraph,
        cue=[],
        cue_class=draft.cue_class,
        rule=rule,
        content=[span],
        source=list(draft.source) if draft.paragraph.block.part == paragraph.block.part else [],
        head=draft.head,
        via=draft.via,
        anchor=draft.anchor,
    )
    again.origin = draft.origin
    return again


def _starts(paragraph: Paragraph, item: Linked, text: str) -> bool:
    """Say whether no word of the paragraph stands before a quotation."""
    return not any(character.isalnum() for character in text[paragraph.span_start : item.quote.start])


def _goes_on(paragraph: Paragraph, item: Linked, nearby: Nearby, before: Speaker, text: str) -> Draft | None:
    """Return the earlier paragraph's speaker where the marks or a colon say that they go on."""
    if before.draft is None or not (item.quote.continues or before.colon) or not _starts(paragraph, item, text):
        return None
    return nearby.add(_again(before.draft, paragraph, "goes on", (item.quote.start, item.quote.end)))


def _staged(paragraph: Paragraph, item: Linked, *, nearby: Nearby, linked: list[Linked], names: Names) -> Draft | None:
    """Return a draft for the one person in the words around a full quotation, where nobody spoke in them."""
    if item.fragment and not (item.words >= FEWEST and has_wording(paragraph, item.quote.start)):
        return None
    span = (item.quote.start, item.quote.end)
    taken = [draft.cue[0][0] for draft in nearby.near(*span) if draft.source]
    if above := paragraph.sentences[: sentence_index(paragraph, span[0])][-1:]:
        at = bisect_left(linked, above[0].span_end, key=lambda other: other.quote.start)
        taken += [other.quote.start for other in linked[max(at - 1, 0) : at]]
    found = on_stage(paragraph, span, names, taken)
    return None if found is None else nearby.add(found)


def _staged_above(paragraph: Paragraph, item: Linked, nearby: Nearby, above: Paragraph, names: Names) -> Draft | None:
    """Return a draft for the one person whom the paragraph above, where nobody speaks, ends with."""
    found = left_on_stage(above, names)
    return (
        None if found is None else nearby.add(_again(found, paragraph, "on stage", (item.quote.start, item.quote.end)))
    )


def _continued(
    paragraph: Paragraph, item: Linked, *, nearby: Nearby, linked: list[Linked], before: Speaker, text: str
) -> Draft | None:
    """Return the speaker of the quotation, or of the report, before this one."""
    span = (item.quote.start, item.quote.end)
    if item.fragment:
        return None
    if linked and linked[-1].draft is not None and not linked[-1].fragment:
        return linked[-1].draft
    if (latest := nearby.last_spoken(span[0])) is not None:
        return nearby.add(_again(latest, paragraph, "then quoted", span))
    if before.draft is not None and _starts(paragraph, item, text):
        return nearby.add(_again(before.draft, paragraph, "speaks on", span))
    return None
