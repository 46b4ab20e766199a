"""The file of events is made some events at a time, and says what it would say of all at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from review.copy import event_file, indexing
from warehouse import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def told(home: Path, write: Callable[..., None], *more: object) -> dict[str, list[tuple[object, ...]]]:
    """Return what a file of events says that is written so, whatever numbers it gives."""
    with closing(publish.open_published(home)) as copy, closing(sqlite3.connect(":memory:")) as out:
        event_file.lay_out(out)
        write(copy, out, *more)
        tables = {name: sorted(out.execute(f"SELECT * FROM {name}")) for name in ("names", "events", "members")}
        return tables | {"headlines": sorted(out.execute("SELECT headline, story_id, outlet, at FROM headlines"))}


def test_events_that_are_written_some_at_a_time_say_the_same(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(publish.open_published(newsroom)) as copy:
        stories = {story for (story,) in copy.execute("SELECT story_id FROM main.story_articles").fetchall()}
    assert len(stories) > 1
    whole = told(newsroom, event_file.add, stories)
    assert whole["events"]
    assert whole["headlines"]
    for articles in (1, 20_000):
        monkeypatch.setattr(indexing, "SLICE", articles)
        assert told(newsroom, indexing.add_events) == whole
