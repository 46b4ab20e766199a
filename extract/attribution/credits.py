"""The name beside a quotation, or in the line below: “…” — Ana Imre · “…” (Ana Imre, engineer) · “…,” per Ana Imre."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import Draft
from extract.attribution.frames import FINITE
from extract.datelines import dateline_end
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from spacy.tokens import Span

    from extract.reading import Paragraph

NAME = r"[A-Z][\w.’'-]*(?:[ \xa0](?:of|the|de|van|von|[A-Z][\w.’'-]*)){0,6}+"
DASH = r"(?:[―—–]|--?)"
HANDLE = r"@[\w.@-]{2,60}"  # of a post's writer
CREDIT = re.compile(
    rf"(?:[”\"’'»“]|''){{1,2}}\s*(?:(?P<cue>{DASH}\s*|\(|\bper\s+|\bvia\s+)(?P<name>{NAME})(?=,|\W*$|\s*[“\"])"
    rf"|(?P<bare>{NAME})(?=[,.]?\W*$|,[^“\"\n]{{1,80}}$))"
)
LINE = re.compile(
    rf"\s*(?P<cue>{DASH}\s*|\()?(?P<name>{NAME}|{HANDLE})(?:\s?\({HANDLE}\))?(?:\W*|,[^“\"\n]{{1,80}}[\"”]?)$"
)
LED = re.compile(rf"\W{{0,3}}(?P<name>{NAME})(?:,[^“\"\n]{{1,60}}?)?\s(?P<cue>{DASH})\s*[“\"„«‘']*$")


def credit_after(paragraph: Paragraph, end: int, text: str) -> Draft | None:
    """Return the credit after a quotation that stands by itself: “…” — Ana Imre."""
    found = CREDIT.match(text, end, paragraph.block.span_end)
    if found is None:
        return None
    group = "name" if found["name"] else "bare"
    return _draft(paragraph, found, group, found.end() if found["name"] else paragraph.block.span_end)


def credit_before(paragraph: Paragraph, start: int, text: str) -> Draft | None:
    """Return the credit that leads a paragraph up to its quotation: Ana Imre, engineer – “…”."""
    found = LED.match(text, paragraph.span_start, start)
    dated = dateline_end(text[paragraph.span_start : start] + "“") > 0
    return None if found is None or dated else _draft(paragraph, found, "name", start)


def credit_line(paragraph: Paragraph, text: str, *, bare: bool) -> Draft | None:
    """Return the credit that is a paragraph: "— Ana Imre, engineer"; without a dash only where `bare` allows it."""
    found = LINE.match(text, paragraph.span_start, paragraph.block.span_end)
    if found is None or (not found["cue"] and not (bare and " " in found["name"].strip())):
        return None
    return _draft(paragraph, found, "name", paragraph.block.span_end)


def _draft(paragraph: Paragraph, found: re.Match[str], group: str, end: int) -> Draft | None:
    name, rest = _tokens(paragraph, *found.span(group)), _tokens(paragraph, found.start(group), end)
    if name is None or rest is None or not (found[group][0] == "@" or any(token.pos_ == "PROPN" for token in name)):
        return None
    if any(token.tag_ in FINITE for token in rest):
        return None  # a clause of the reporter's: “…” Norvale has waited for years.
    cue = found.span("cue")
    return Draft(
        paragraph=paragraph,
        cue=[cue] if cue[0] >= 0 else [],
        cue_class=AttributionClass.SPEECH,
        rule="bare",
        content=[],
        source=[found.span(group)],
        head=next((token for token in reversed(name) if token.pos_ == "PROPN"), name[-1]),
    )


def _tokens(paragraph: Paragraph, start: int, end: int) -> Span | None:
    offset = paragraph.span_start
    return paragraph.doc.char_span(start - offset, end - offset, alignment_mode="expand")
