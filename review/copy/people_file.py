"""The file of people beside a published copy: who is named as speaking, what they said, the figures they gave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from review.copy.event_file import plain
from review.copy.queries import query
from warehouse.lake import cursor_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    import duckdb

KINDS = ("statements", "figures")
HEAD = ("person_key", "said_at", "url", "outlet", "spelling", "article_id")
LAID_OUT = (
    "CREATE TABLE names (person_key TEXT, spelling TEXT, articles INTEGER, PRIMARY KEY (person_key, spelling))",
    "CREATE VIRTUAL TABLE words USING fts5(spelling, person_key UNINDEXED, articles UNINDEXED)",
    "CREATE TABLE columns (kind INTEGER PRIMARY KEY, names TEXT NOT NULL)",
    f"CREATE TABLE said (number INTEGER PRIMARY KEY, kind INTEGER, {' TEXT, '.join(HEAD)} TEXT, body TEXT NOT NULL)",
)
INSERT = f"INSERT INTO said (kind, {', '.join(HEAD)}, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
INDEXED = (
    "CREATE INDEX said_by ON said (person_key, kind, said_at, number)",
    "CREATE INDEX spelled ON names (spelling)",
    "CREATE INDEX named_often ON names (articles DESC, spelling)",
)
AT_ONCE = 20_000


def write_people(
    connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection, people: Sequence[str] | None = None
) -> None:
    """Write what the pages of people are made of: of all of them, or of those named by their keys."""
    for statement in LAID_OUT:
        out.execute(statement)
    wanted = {"people": list(people) if people is not None else None}
    with cursor_of(connection) as cursor:
        cursor.execute(query("person_names"), wanted)
        for batch in _batches(cursor):
            out.executemany("INSERT INTO names VALUES (?, ?, ?)", batch)
            told = ((spelling, key, articles) for key, spelling, articles in batch)
            out.executemany("INSERT INTO words VALUES (?, ?, ?)", told)
    for kind, name in enumerate(KINDS):
        with cursor_of(connection) as cursor:
            cursor.execute(query(f"person_{name}"), wanted)
            columns = [column[0] for column in cursor.description or ()]
            out.execute("INSERT INTO columns VALUES (?, ?)", (kind, json.dumps(columns[1:])))
            places = [columns.index(column) for column in HEAD]
            for batch in _batches(cursor):
                rows = (plain(row) for row in batch)
                out.executemany(INSERT, ((kind, *(row[at] or "" for at in places), _packed(row)) for row in rows))
    for statement in INDEXED:
        out.execute(statement)


def _batches(cursor: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[Any, ...]]]:
    while batch := cursor.fetchmany(AT_ONCE):
        yield batch


def _packed(values: list[Any]) -> str:
    return json.dumps(values[1:], ensure_ascii=False, separators=(",", ":"))
