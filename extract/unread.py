"""A page in a language without a pack is stored and said to be unread: cut into sentences, and nothing read in them."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from extract.parse import sentence_bounds, sentences_of
from warehouse.records import Claim, ClaimId, Records, stable_id

if TYPE_CHECKING:
    from extract.reading import Page

NOTE = "language unread: "


def unread(page: Page) -> Records:
    """Return the records of a page that was not read: its sentences, and one claim to carry a flag that says so."""
    note = f"{NOTE}{page.article.language}"
    notes = page.article.notes if note in page.article.notes else (*page.article.notes, note)
    sentences = tuple(itertools.chain.from_iterable(sentences_of(page, sentence_bounds(page))))
    claims = tuple(
        Claim(
            article_id=first.article_id,
            claim_id=ClaimId(stable_id("claim", first.sentence_id, 0)),
            sentence_id=first.sentence_id,
            part=first.part,
            span_start=first.span_start,
            span_end=first.span_end,
            text=first.text,
            check_worthiness=0.0,
            quoted=False,
            exemption=None,
            attribution_id=None,
        )
        for first in sentences[:1]
    )
    return Records(article=dataclasses.replace(page.article, notes=notes), sentences=sentences, claims=claims)
