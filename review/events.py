"""What the desk knows of events: gathered once a copy in a file beside it, so that a page is one read.

The views of stories hold every pair of an event's tolls against each other: no request can wait for them.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from review.queries import query

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from review.published import Copy

KINDS = ("articles", "figures", "quotations", "changes")
AT_ONCE = 20_000
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


def write_events(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write what the pages of events are made of, nothing for a copy older than stories."""
    out.execute("CREATE TABLE names (kind INTEGER PRIMARY KEY, names TEXT NOT NULL)")
    out.execute(
        "CREATE TABLE events (story_id TEXT, kind INTEGER, body TEXT NOT NULL, PRIMARY KEY (story_id, kind)) "
        "WITHOUT ROWID"
    )
    out.execute("CREATE TABLE members (article_id TEXT PRIMARY KEY, story_id TEXT, articles INTEGER) WITHOUT ROWID")
    out.execute(
        "CREATE VIRTUAL TABLE headlines USING fts5(headline, story_id UNINDEXED, outlet UNINDEXED, at UNINDEXED)"
    )
    try:
        for number, kind in enumerate(KINDS):
            with connection.cursor() as cursor:
                cursor.execute(query(f"event_{kind}"), {"story": None})
                names = [column[0] for column in cursor.description or ()]
                out.execute("INSERT INTO names VALUES (?, ?)", (number, json.dumps(names[1:])))
                rows = groupby(_batched(cursor), key=itemgetter(0))
                told = ((story, number, _packed([row[1:] for row in some])) for story, some in rows)
                out.executemany("INSERT INTO events VALUES (?, ?, ?)", told)
        for table, values in (("members", {"articles": None}), ("headlines", {"words": None})):
            with connection.cursor() as cursor:
                cursor.execute(query(f"event_{table}"), values)
                marks = ", ".join("?" * len(cursor.description or ()))
                out.executemany(f"INSERT INTO {table} VALUES ({marks})", map(_plain, _batched(cursor)))
    except duckdb.CatalogException:  # a copy older than the tables of stories
        return


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


def events_named(copy: Copy, words: str, most: int) -> list[Named]:
    """Return the events with a headline that holds all the words, those of the newest headlines first, each once."""
    terms = [term.casefold() for term in re.findall(r"\w+", words)]
    if not terms:
        return []
    if copy.has("events"):
        with copy.index.events.lent() as connection:
            asked = " ".join(f'"{term}"' for term in terms)
            rows = connection.execute(
                "SELECT story_id, headline, outlet, at FROM headlines WHERE headlines MATCH ? ORDER BY rowid LIMIT ?",
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


def _batched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(AT_ONCE):
        yield from batch


def _packed(rows: Iterable[tuple[Any, ...]]) -> str:
    return json.dumps([_plain(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]


def _typed_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of DuckDB as the file gives them."""
    kept = [{name: value for name, value in row.items() if name != "story_id"} for row in rows]
    return [_typed(dict(zip(row, _plain(tuple(row.values())), strict=True))) for row in kept]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    for name, value in row.items():
        if name.endswith("_at") and value is not None:
            row[name] = _moment(value)
    return row


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).astimezone(UTC)
