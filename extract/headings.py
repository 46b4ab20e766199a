"""A heading that names its speaker before a colon: "Imre: The bridge will stay shut"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution_drafts import draft_of
from extract.findings import Finding
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from extract.attribution_drafts import Draft
    from extract.reading import Paragraph

LONGEST_NAME = 5  # tokens before the colon
SHORTEST = 3  # tokens after it
LONGEST = 30  # tokens of a heading


def heading_draft(paragraph: Paragraph) -> Draft | None:
    """Return the draft of a heading of the form "Name: statement", None for any other paragraph."""
    doc = paragraph.doc
    if len(doc) > LONGEST or len(paragraph.sentences) > 2:  # noqa: PLR2004 - "Name: One. Two" is as far as headings go
        return None
    colon = next((token for token in doc[1 : LONGEST_NAME + 1] if token.text == ":"), None)
    if colon is None or len(doc) - colon.i - 1 < SHORTEST:
        return None
    name = doc[: colon.i]
    if not all(token.pos_ == "PROPN" or token.text in {"’s", "'s", ".", "-"} for token in name):
        return None
    finding = Finding(
        cue=[(colon.i, colon.i + 1)],
        cue_class=AttributionClass.SPEECH,
        rule="heading",
        content=[(colon.i + 1, len(doc))],
        source=[(0, colon.i)],
        head=name[-1],
        anchor=colon,
    )
    return draft_of(paragraph, finding)
