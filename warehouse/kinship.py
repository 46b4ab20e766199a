"""How articles are related: what a revision changed, which text is a copy of which, and what tells so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from datetime import date, datetime

    from warehouse.records import ArticleId, FigureId, SentenceId
    from warehouse.terms import ChangeKind, Part

ChangeId = NewType("ChangeId", str)
StoryId = NewType("StoryId", str)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event as its articles tell it; the id is a hash of its first page's address.

    No article joins after `closed_at`; `merged_into` is the story that a person made it a part of.
    """

    story_id: StoryId
    opened_at: datetime
    closed_at: datetime
    merged_into: StoryId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """An article in its story; `ruled_id` is the story that the rule chose, whatever people said since.

    `likeness` is the average to the story's articles; one that does not count is a copy or a later revision.
    """

    article_id: ArticleId
    story_id: StoryId
    ruled_id: StoryId
    dated_at: datetime
    likeness: float | None
    joined_at: datetime
    joined_by: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTerm:
    """A stem that an article is about; the squares of an article's weights sum up to 1,000,000."""

    article_id: ArticleId
    dated_at: datetime
    term: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A figure that says how many people were killed, wounded, arrested: of whom, how and where; `toll` is the kind.

    Of each kind the article's main figure is the headline's, else the first of the lead.
    """

    article_id: ArticleId
    figure_id: FigureId
    toll: str
    is_main: bool
    who: tuple[str, ...]
    means: tuple[str, ...]
    places: tuple[str, ...]
    day: date | None
    period: str | None
    with_attacker: bool
