"""What the desk knows of events: one read of the file beside the copy, or of the copy until that is made."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from review.copy.event_file import KINDS, plain
from review.copy.queries import GatheringError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def event_parts(copy: Copy, story_id: str, kinds: Sequence[str] = KINDS) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each of these kinds for an event, in the order of its page; all empty where there is none."""
    if not copy.has("events"):
        asked = {kind: _asked(copy, f"event_{kind}", story=story_id) for kind in kinds}
        return {kind: _typed_rows(list(rows[0])[1:], map(_own, rows)) if rows else [] for kind, rows in asked.items()}
    with copy.index.events.lent() as connection:
        names = {kind: json.loads(words) for kind, words in connection.execute("SELECT kind, names FROM names")}
        bodies = dict(connection.execute("SELECT kind, body FROM events WHERE story_id = ?", (story_id,)))
    return {
        kind: _typed_rows(names[number], json.loads(bodies.get(number, "[]")))
        for number, kind in enumerate(KINDS)
        if kind in kinds
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
    """Return the rows of review/sql/NAME.sql; raises GatheringError where they are too many, once found at once."""
    if name in copy.kept:
        raise GatheringError
    try:
        return copy.rows(name, **values)
    except duckdb.CatalogException:  # a copy older than the tables of stories
        return []
    except duckdb.OutOfMemoryException:
        copy.kept[name] = "too large"
        raise GatheringError from None


def _own(row: dict[str, Any]) -> list[Any]:
    """Return a row of DuckDB as the file gives it: the event's id, which comes first, is left out."""
    return plain(tuple(row.values()))[1:]


def _typed_rows(names: list[str], rows: Iterable[list[Any]]) -> list[dict[str, Any]]:
    moments, days = ([name for name in names if name.endswith(end)] for end in ("_at", "_on"))
    found = [dict(zip(names, row, strict=True)) for row in rows]
    for row in found:
        row |= {name: _moment(row[name]) for name in moments if row[name] is not None}
        row |= {name: date.fromisoformat(row[name]) for name in days if row[name] is not None}
    return found


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).astimezone(UTC)
