"""A speaker before a colon: a heading, "Ana Imre: Bridge will stay shut", or a transcript, "IMRE: It will not"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import draft_of
from extract.attribution.reports import Report
from extract.attribution.vocabulary import SOURCES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.attribution.attribution_drafts import Draft
    from extract.reading import Paragraph

LONGEST_NAME = 5  # tokens before the colon
LONGEST = 30  # tokens of a heading


def heading_draft(paragraph: Paragraph) -> Draft | None:
    """Return the draft of a heading of the form "Name: statement", None for any other paragraph."""
    doc = paragraph.doc
    if _placed(doc):
        return None
    if (label := _transcript(doc)) is not None:
        return _draft(paragraph, *label)
    if len(doc) > LONGEST or len(paragraph.sentences) > 2:  # noqa: PLR2004 - "Name: One. Two" is as far as headings go
        return None
    colon = next((token for token in doc[1 : LONGEST_NAME + 1] if token.text == ":"), None)
    if colon is None:
        return None
    name = doc[: colon.i]
    if name[0].lower_ in SOURCES.labels or not all(
        token.pos_ == "PROPN" or token.text in {"’s", "'s", ".", "-"} for token in name
    ):
        return None
    return _draft(paragraph, 0, colon.i)


def _placed(doc: Doc) -> bool:
    """Say whether a place in capitals opens the story: "LONDON: Britain said"."""
    before = next((doc[: token.i] for token in doc[1 : LONGEST_NAME + 1] if token.text == ":"), ())
    place = " ".join(token.lower_ for token in before)
    return place in SOURCES.speaking_places and all(token.is_upper for token in before)


def _transcript(doc: Doc) -> tuple[int, int] | None:
    """Return the first token and the colon of a speaker's name in capitals."""
    first = next((token.i for token in doc[:2] if not token.is_quote), 0)
    colon = next((token.i for token in doc[first + 1 : first + LONGEST_NAME] if token.text == ":"), None)
    if colon is None:
        return None
    name = [token for token in doc[first:colon] if token.text not in {".", "-"}]
    labels = SOURCES.labels
    named = all(token.is_upper and token.is_alpha and token.lower_ not in labels for token in name)
    running = any(not token.is_upper for token in doc[colon + 1 :] if token.is_alpha and len(token) > 1)
    return (first, colon) if named and running and len(doc[first]) > 1 else None


def _draft(paragraph: Paragraph, first: int, colon: int) -> Draft | None:
    report = Report(
        cue=[(colon, colon + 1)],
        cue_class=AttributionClass.SPEECH,
        rule="heading",
        content=[(colon + 1, len(paragraph.doc))],
        source=[(first, colon)],
        head=paragraph.doc[colon - 1],
        anchor=paragraph.doc[colon],
    )
    return draft_of(paragraph, report)
