"""The file of events beside a published copy, written once a copy.

The views of stories hold every pair of an event's tolls against each other: no request can wait for them.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import duckdb

from review.copy.queries import query
from warehouse.lake import cursor_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

KINDS = ("articles", "figures", "quotations", "changes")
AT_ONCE = 20_000


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
            with cursor_of(connection) as cursor:
                cursor.execute(query(f"event_{kind}"), {"story": None})
                names = [column[0] for column in cursor.description or ()]
                out.execute("INSERT INTO names VALUES (?, ?)", (number, json.dumps(names[1:])))
                rows = groupby(_batched(cursor), key=itemgetter(0))
                told = ((story, number, _packed([row[1:] for row in some])) for story, some in rows)
                out.executemany("INSERT INTO events VALUES (?, ?, ?)", told)
        for table, values in (("members", {"articles": None}), ("headlines", {"words": None})):
            with cursor_of(connection) as cursor:
                cursor.execute(query(f"event_{table}"), values)
                marks = ", ".join("?" * len(cursor.description or ()))
                out.executemany(f"INSERT INTO {table} VALUES ({marks})", map(plain, _batched(cursor)))
    except duckdb.CatalogException:  # a copy older than the tables of stories
        return


def _batched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := cursor.fetchmany(AT_ONCE):
        yield from batch


def _packed(rows: Iterable[tuple[Any, ...]]) -> str:
    return json.dumps([plain(row) for row in rows], ensure_ascii=False, separators=(",", ":"))


def plain(row: tuple[Any, ...]) -> list[Any]:
    """Return the values as JSON has them."""
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in row]
