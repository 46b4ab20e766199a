"""How articles are related: what a revision changed, which text is a copy of which, and what tells so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from datetime import datetime

    from warehouse.records import ArticleId, SentenceId
    from warehouse.terms import ChangeKind, Part

ChangeId = NewType("ChangeId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a revision (`article_id`) says otherwise than the one before it, leaves out or puts in.

    The texts are the words on either side, empty where one has none; the ids name the sentence, figure, quotation or
    attribution there (None for a whole headline or standfirst), the sentence ids the sentence it stands in. Both spans
    count in `part` of their own revision. A sentence that was only moved, or set in other marks, is no change.
    """

    article_id: ArticleId
    change_id: ChangeId
    before_article_id: ArticleId
    position: int
    kind: ChangeKind
    part: Part
    before_text: str
    after_text: str
    before_id: str | None
    after_id: str | None
    before_sentence_id: SentenceId | None
    after_sentence_id: SentenceId | None
    before_start: int | None
    before_end: int | None
    after_start: int | None
    after_end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What tells copies of an article's text: its MinHash, in bands of five; both empty for a very short text."""

    article_id: ArticleId
    dated_at: datetime | None
    minhash: tuple[int, ...]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article whose text is that of an earlier one at another address; `similarity` is 0..1."""

    article_id: ArticleId
    copy_of: ArticleId
    similarity: float
