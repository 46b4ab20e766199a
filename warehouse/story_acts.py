"""What a person may say about stories, as acts in the store of decisions: move, split and merge; undo is another act.

A story act has the scope "story"; `claim_id` holds the story that it is about, `sentence_id` the one that things go to,
`url` the page. v1.story_acts shows them under those names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.records import stable_id
from warehouse.reviews import Act

if TYPE_CHECKING:
    from collections.abc import Sequence

SCOPE = "story"


def move(url: str, story_id: str, into: str, reviewer: str) -> Act:
    """Return the act that puts a page into another story."""
    return _act("move_page", story_id, into, reviewer, url=url)


def split(urls: Sequence[str], story_id: str, reviewer: str, batch_id: str) -> list[Act]:
    """Return the acts that make a story of its own of these pages; `batch_id` is fresh, and so is the story's id."""
    into = stable_id("story", batch_id, *urls)
    return [_act("split_story", story_id, into, reviewer, url=url, batch_id=batch_id) for url in urls]


def merge(story_id: str, into: str, reviewer: str) -> Act:
    """Return the act that makes a story part of another, with all that joined or will join it."""
    return _act("merge_stories", story_id, into, reviewer)


def _act(act: str, story_id: str, into: str, reviewer: str, *, url: str = "", batch_id: str = "") -> Act:
    return Act(act=act, reviewer=reviewer, scope=SCOPE, claim_id=story_id, sentence_id=into, url=url, batch_id=batch_id)
