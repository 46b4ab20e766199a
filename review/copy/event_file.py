"""The file of events: what the pages of events are made of, which article is in which, their headlines in words.

The views of stories hold every pair of an event's tolls against each other: no request can wait for them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from review.copy.queries import query
from warehouse.lake import cursor_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

    import duckdb

KINDS = ("articles", "figures", "quotations", "changes")
AT_ONCE = 20_000
TIES = 20  # bits that tell headlines of one second apart


def lay_out(out: sqlite3.Connection) -> None:
    """Make the empty tables; headlines are numbered by their second, so that the newest are found first."""
    out.execute("CREATE TABLE names (kind INTEGER PRIMARY KEY, names TEXT NOT NULL)")
    out.execute(
        "CREATE TABLE events (story_id TEXT, kind INTEGER, body TEXT NOT NULL, PRIMARY KEY (story_id, kind)) "
        "WITHOUT ROWID"
    )
    out.execute("CREATE TABLE members (article_id TEXT PRIMARY KEY, story_id TEXT, articles INTEGER) WITHOUT ROWID")
    out.execute("CREATE INDEX members_of_story ON members (story_id)")
    out.execute("CREATE TABLE told (number INTEGER PRIMARY KEY, story_id TEXT NOT NULL)")
    out.execute("CREATE INDEX told_of_story ON told (story_id)")
    out.execute(
        "CREATE VIRTUAL TABLE headlines USING fts5(headline, story_id UNINDEXED, outlet UNINDEXED, at UNINDEXED)"
    )


def stories_of(out: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    """Return the events that these articles were in when the file was written last."""
    ask = "SELECT story_id FROM members WHERE article_id = ?"
    return {story for article in articles for (story,) in out.execute(ask, (article,))}


def drop(out: sqlite3.Connection, stories: Iterable[str]) -> None:
    """Remove what is told of these events."""
    keys = [(story,) for story in stories]
    out.executemany("DELETE FROM headlines WHERE rowid IN (SELECT number FROM told WHERE story_id = ?)", keys)
    for table in ("told", "events", "members"):
        out.executemany(f"DELETE FROM {table} WHERE story_id = ?", keys)


def add(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection, stories: Collection[str]) -> None:
    """Write what the connection holds of these events."""

    def wanted(rows: Iterable[tuple[Any, ...]], at: int) -> Iterator[tuple[Any, ...]]:
        return (row for row in rows if row[at] in stories)

    for number, kind in enumerate(KINDS):
        with cursor_of(connection) as cursor:
            cursor.execute(query(f"event_{kind}"), {"story": None})
            names = [column[0] for column in cursor.description or ()]
            out.execute("INSERT OR REPLACE INTO names VALUES (?, ?)", (number, json.dumps(names[1:])))
            rows = groupby(wanted(_batched(cursor), 0), key=itemgetter(0))
            told = ((story, number, _packed([row[1:] for row in some])) for story, some in rows)
            out.executemany("INSERT INTO events VALUES (?, ?, ?)", told)
    with cursor_of(connection) as cursor:
        cursor.execute(query("event_members"), {"articles": None})
        out.executemany("INSERT INTO members VALUES (?, ?, ?)", wanted(_batched(cursor), 1))
    with cursor_of(connection) as cursor:
        cursor.execute(query("event_headlines"), {"words": None})
        for headline, story, outlet, at in wanted(_batched(cursor), 1):
            number = _free_number(out, at)
            out.execute("INSERT INTO told VALUES (?, ?)", (number, story))
            row = (number, headline, story, outlet, at.isoformat())
            out.execute("INSERT INTO headlines (rowid, headline, story_id, outlet, at) VALUES (?, ?, ?, ?, ?)", row)


def _free_number(out: sqlite3.Connection, at: datetime) -> int:
    """Return a number that grows with the second of a headline."""
    first = int((at - datetime(1, 1, 1, tzinfo=UTC)).total_seconds()) << TIES
    [(last,)] = out.execute(
        "SELECT MAX(number) FROM told WHERE number BETWEEN ? AND ?", (first, first + (1 << TIES) - 1)
    )
    return first if last is None else int(last) + 1


def _batched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(AT_ONCE):
        yield from batch


def _packed(rows: Iterable[tuple[Any, ...]]) -> str:
    return json.dumps([plain(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def plain(row: tuple[Any, ...]) -> list[Any]:
    """Return the values as JSON has them."""
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]
