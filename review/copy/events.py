"""What the desk knows of events: one read of the file beside the copy, or of the copy until that is made."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from review.copy.event_file import KINDS, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.copy.published import Copy

ASKED_AT_ONCE = 500  # SQLite's limit on parameters is larger everywhere
MOST_NAMED = 5_000  # headlines that one search looks through


class Membership(NamedTuple):
    """The event that an article tells of, and how many pages tell of it."""

    story_id: str
    articles: int


class Named(NamedTuple):
    """An event as a search finds it: its newest headline that holds the words, and where and when it stood."""

    story_id: str
    headline: str
    outlet: str
    dated_at: datetime


def event_parts(copy: Copy, story_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each of `KINDS` for an event, in the order of its page; all empty where there is none."""
    if not copy.has("events"):
        return {kind: _typed_rows(_asked(copy, f"event_{kind}", story=story_id)) for kind in KINDS}
    with copy.index.events.lent() as connection:
        names = {kind: json.loads(words) for kind, words in connection.execute("SELECT kind, names FROM names")}
        bodies = dict(connection.execute("SELECT kind, body FROM events WHERE story_id = ?", (story_id,)))
    return {
        kind: [_typed(dict(zip(names[number], row, strict=True))) for row in json.loads(bodies.get(number, "[]"))]
        for number, kind in enumerate(KINDS)
    }


def events_of(copy: Copy, articles: Sequence[str]) -> dict[str, Membership]:
    """Return the event that each article tells of."""
    if not copy.has("events"):
        rows = _asked(copy, "event_members", articles=list(articles)) if articles else []
        return {row["article_id"]: Membership(row["story_id"], row["articles"]) for row in rows}
    found: dict[str, Membership] = {}
    with copy.index.events.lent() as connection:
        for start in range(0, len(articles), ASKED_AT_ONCE):
            some = articles[start : start + ASKED_AT_ONCE]
            marks = ",".join("?" * len(some))
            told = connection.execute(f"SELECT * FROM members WHERE article_id IN ({marks})", some)
            found |= {article_id: Membership(story, number) for article_id, story, number in told}
    return found


def sizes_of(copy: Copy) -> list[tuple[str, int]]:
    """Return every article whose event is told by more than one, with by how many."""
    if not copy.has("events"):
        rows = _asked(copy, "event_members", articles=None)
        return [(row["article_id"], row["articles"]) for row in rows if row["articles"] > 1]
    with copy.index.events.lent() as connection:
        return list(connection.execute("SELECT article_id, articles FROM members WHERE articles > 1"))


def events_named(copy: Copy, words: str, most: int) -> list[Named]:
    """Return the events with a headline that holds all the words, those of the newest headlines first, each once."""
    terms = [term.casefold() for term in re.findall(r"\w+", words)]
    if not terms:
        return []
    if copy.has("events"):
        with copy.index.events.lent() as connection:
            asked = " ".join(f'"{term}"' for term in terms)
            rows = connection.execute(
                "SELECT story_id, headline, outlet, at FROM headlines "
                "WHERE headlines MATCH ? ORDER BY rowid DESC LIMIT ?",
                (asked, MOST_NAMED),
            )
            found = [Named(story, headline, outlet, _moment(at)) for story, headline, outlet, at in rows]
    else:
        told = _asked(copy, "event_headlines", words=terms)
        found = [Named(row["story_id"], row["headline"], row["outlet"], row["dated_at"]) for row in told]
    firsts: dict[str, Named] = {}
    for one in found:
        firsts.setdefault(one.story_id, one)
    return list(firsts.values())[:most]


def _asked(copy: Copy, name: str, **values: object) -> list[dict[str, Any]]:
    try:
        return copy.rows(name, **values)
    except duckdb.CatalogException:  # a copy older than the tables of stories
        return []


def _typed_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of DuckDB as the file gives them."""
    kept = [{name: value for name, value in row.items() if name != "story_id"} for row in rows]
    return [_typed(dict(zip(row, plain(tuple(row.values())), strict=True))) for row in kept]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    for name, value in row.items():
        if name.endswith("_at") and value is not None:
            row[name] = _moment(value)
    return row


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).astimezone(UTC)
