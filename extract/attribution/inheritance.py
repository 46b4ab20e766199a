"""A poll's or report's next sentence: figures that go on from the document named before them in the paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import Draft, draft_of, sentence_index
from extract.attribution.reports import Report, touched
from extract.attribution.vocabulary import CUES
from warehouse.terms import AttributionClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from extract.reading import Paragraph


def inherited(paragraph: Paragraph, drafts: Sequence[Draft], quoted: Sequence[tuple[int, int]]) -> Iterator[Draft]:
    """Yield a draft for each sentence with a figure that follows what a measuring document says."""
    giver: Draft | None = None
    owned = _by_sentence(paragraph, drafts)
    for number, (sent, sentence) in enumerate(zip(paragraph.doc.sents, paragraph.sentences, strict=True)):
        span = (sentence.span_start, sentence.span_end)
        own = owned.get(number, ())
        if own:
            measuring = [draft for draft in own if draft.source and _measures(draft.head)]
            giver = measuring[0] if measuring else None
            continue
        spoken = touched(quoted, *span)
        if giver is None or spoken or not any(token.like_num or token.text == "%" for token in sent):
            continue
        found = draft_of(
            paragraph,
            Report(
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


def _by_sentence(paragraph: Paragraph, drafts: Sequence[Draft]) -> dict[int, list[Draft]]:
    """Return the drafts that answer "who says so" by the sentences that their contents reach into."""
    owned: dict[int, list[Draft]] = {}
    for draft in drafts:
        for start, end in draft.content if draft.has_source else ():
            for number in range(sentence_index(paragraph, start), sentence_index(paragraph, end - 1) + 1):
                owned.setdefault(number, []).append(draft)
    return owned


def _measures(head: Token | None) -> bool:
    """Whether the source is a document that counts: a poll, a survey, a census."""
    return head is not None and bool({head.lemma_.lower(), head.lower_} & CUES.measuring_documents)
