"""A poll's or report's next sentence: figures that go on from the document named before them in the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import Draft, draft_of
from extract.attribution.findings import Finding
from extract.attribution.vocabulary import CUES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from extract.reading import Paragraph

REACH = 3  # sentences that go on from one document


def inherited(paragraph: Paragraph, drafts: Sequence[Draft], quoted: Sequence[tuple[int, int]]) -> Iterator[Draft]:
    """Yield a draft for each sentence with a figure that follows what a measuring document says."""
    giver, left = None, 0
    for sent, sentence in zip(paragraph.doc.sents, paragraph.sentences, strict=True):
        span = (sentence.span_start, sentence.span_end)
        own = [draft for draft in drafts if draft.overlaps(span) and draft.has_source]
        if own:
            measuring = [draft for draft in own if draft.source and _measures(draft.head)]
            giver, left = (measuring[0], REACH) if measuring else (None, 0)
            continue
        left -= 1
        spoken = any(first < span[1] and span[0] < last for first, last in quoted)
        if giver is None or left < 0 or spoken or not any(token.like_num or token.text == "%" for token in sent):
            continue
        found = draft_of(
            paragraph,
            Finding(
                cue=[],
                cue_class=AttributionClass.DOCUMENT,
                rule="inherited",
                content=[(sent.start, sent.end)],
                anchor=sent.root,
            ),
        )
        if found is not None:
            found.source, found.head, found.origin, found.inherited = list(giver.source), giver.head, giver.origin, True
            yield found


def _measures(head: Token | None) -> bool:
    """Whether the source is a document that counts: a poll, a survey, a census."""
    return head is not None and bool({head.lemma_.lower(), head.lower_} & CUES.measuring_documents)
