"""What a person may say about stories, as acts in the store of decisions: move, split and merge; undo is another act.

A story act has the scope "story"; `claim_id` holds the story that it is about, `sentence_id` the one that things go to,
`url` the page. v1.story_acts shows them under those names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.records import stable_id
from warehouse.reviews import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def settled(acts: Iterable[tuple[str, str, str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Return where each page that was moved goes, and which story each merged one is a part of.

    `acts` are those that stand, oldest first: act, url, story, and where things go.
    """
    moved: dict[str, str] = {}
    parts: dict[str, str] = {}
    for act, url, story, into in acts:
        if act == "merge_stories":
            whole, part = _root(into, parts), _root(story, parts)
            if whole != part:
                parts[part] = whole
        else:
            moved[url] = into
    return moved, {part: _root(part, parts) for part in parts}


def _root(story: str, parts: dict[str, str]) -> str:
    """Return the story that a story is now a part of; none is a part of itself, so that it ends."""
    while story in parts:
        story = parts[story]
    return story


def _act(act: str, story_id: str, into: str, reviewer: str, *, url: str = "", batch_id: str = "") -> Act:
    return Act(act=act, reviewer=reviewer, scope=SCOPE, claim_id=story_id, sentence_id=into, url=url, batch_id=batch_id)
