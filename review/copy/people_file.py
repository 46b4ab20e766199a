"""The file of people: who is named as speaking, what they said, the figures they gave."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from review.copy.event_file import plain
from review.copy.queries import query
from warehouse.lake import cursor_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb

KINDS = ("statements", "figures")
HEAD = ("person_key", "said_at", "url", "outlet", "spelling", "article_id")
LAID_OUT = f"""
CREATE TABLE bearers (
    article_id TEXT, person_key TEXT, spelling TEXT, PRIMARY KEY (article_id, person_key, spelling)
) WITHOUT ROWID;
CREATE INDEX bearers_of_name ON bearers (person_key, spelling);
CREATE TABLE names (
    number INTEGER PRIMARY KEY, person_key TEXT, spelling TEXT, articles INTEGER, UNIQUE (person_key, spelling)
);
CREATE INDEX spelled ON names (spelling);
CREATE INDEX named_often ON names (articles DESC, spelling);
CREATE VIRTUAL TABLE words USING fts5(spelling, person_key UNINDEXED, articles UNINDEXED);
CREATE TABLE columns (kind INTEGER PRIMARY KEY, names TEXT NOT NULL);
CREATE TABLE said (number INTEGER PRIMARY KEY, kind INTEGER, {" TEXT, ".join(HEAD)} TEXT, body TEXT NOT NULL);
CREATE INDEX said_by ON said (person_key, kind, said_at, number);
CREATE INDEX said_in ON said (article_id)"""
TURNED = """
CREATE TEMP TABLE IF NOT EXISTS turned (person_key TEXT, spelling TEXT, PRIMARY KEY (person_key, spelling))
"""  # names whose bearers are others now
COUNTED = """
DELETE FROM words WHERE rowid IN (SELECT number FROM names NATURAL JOIN turned);
DELETE FROM names WHERE (person_key, spelling) IN (SELECT person_key, spelling FROM turned);
INSERT INTO names (person_key, spelling, articles)
SELECT person_key, spelling, COUNT(*) FROM turned NATURAL JOIN bearers GROUP BY person_key, spelling;
INSERT INTO words (rowid, spelling, person_key, articles)
SELECT number, spelling, person_key, articles FROM names NATURAL JOIN turned;
DELETE FROM turned"""
INSERT = f"INSERT INTO said (kind, {', '.join(HEAD)}, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
AT_ONCE = 20_000


def lay_out(out: sqlite3.Connection) -> None:
    """Make the empty tables."""
    for statement in LAID_OUT.split(";"):
        out.execute(statement)


def drop(out: sqlite3.Connection, articles: Iterable[str], gone: Iterable[str]) -> None:
    """Remove what is said in these articles; names are counted anew by `add`."""
    out.execute(TURNED)
    keys = [(article,) for article in (*articles, *gone)]
    turned = "INSERT OR IGNORE INTO turned SELECT person_key, spelling FROM bearers WHERE article_id = ?"
    out.executemany(turned, keys)
    for table in ("bearers", "said"):
        out.executemany(f"DELETE FROM {table} WHERE article_id = ?", keys)


def add(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection, people: Sequence[str] | None = None) -> None:
    """Write what the connection holds: of all people, or of those named by their keys."""
    out.execute(TURNED)
    wanted = {"people": list(people) if people is not None else None}
    with cursor_of(connection) as cursor:
        cursor.execute(query("person_names"), wanted)
        for batch in _batches(cursor):
            out.executemany("INSERT INTO bearers VALUES (?, ?, ?)", batch)
            out.executemany("INSERT OR IGNORE INTO turned VALUES (?, ?)", (row[1:] for row in batch))
    for statement in COUNTED.split(";"):
        out.execute(statement)
    for kind, name in enumerate(KINDS):
        with cursor_of(connection) as cursor:
            cursor.execute(query(f"person_{name}"), wanted)
            columns = [column[0] for column in cursor.description or ()]
            out.execute("INSERT OR REPLACE INTO columns VALUES (?, ?)", (kind, json.dumps(columns[1:])))
            places = [columns.index(column) for column in HEAD]
            for batch in _batches(cursor):
                rows = (plain(row) for row in batch)
                out.executemany(INSERT, ((kind, *(row[at] or "" for at in places), _packed(row)) for row in rows))


def write_people(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection, people: Sequence[str] | None) -> None:
    """Write the whole file of these people, or of all."""
    lay_out(out)
    add(connection, out, people)


def _batches(cursor: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[Any, ...]]]:
    while batch := cursor.fetchmany(AT_ONCE):
        yield batch


def _packed(values: list[Any]) -> str:
    return json.dumps(values[1:], ensure_ascii=False, separators=(",", ":"))
