"""The full-text index of claims, numbered as the file of rows numbers articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.copy.index_file import OF, PLACES
from review.copy.reading import batches
from review.copy.row_file import numbered

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    import duckdb


def lay_out(out: sqlite3.Connection) -> None:
    """Make the empty tables: the claims themselves, and an index that keeps no words of its own beside them."""
    out.execute("CREATE TABLE articles (number INTEGER PRIMARY KEY, article_id TEXT UNIQUE, outlet, headline, dated)")
    out.execute("CREATE TABLE said (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    out.execute(
        "CREATE VIRTUAL TABLE claims USING fts5(text, content='said', content_rowid='number', tokenize='unicode61')"
    )
    out.execute(
        "CREATE TRIGGER said_new AFTER INSERT ON said BEGIN "
        "INSERT INTO claims (rowid, text) VALUES (new.number, new.text); END"
    )
    out.execute(
        "CREATE TRIGGER said_gone AFTER DELETE ON said BEGIN "
        "INSERT INTO claims (claims, rowid, text) VALUES ('delete', old.number, old.text); END"
    )


def drop(out: sqlite3.Connection, articles: Iterable[str], gone: Iterable[str]) -> None:
    """Remove the claims of these articles."""
    numbers = [(number,) for article in (*articles, *gone) if (number := numbered(out, article)) is not None]
    out.executemany(f"DELETE FROM said WHERE number {OF}", numbers)
    out.executemany("DELETE FROM articles WHERE number = ?", numbers)


def add(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write what the connection holds; the file of rows is attached as `rows`."""
    known: dict[str, int] = {}
    for some in batches(connection, "claim_pages"):
        known |= {row[0]: numbered(out, row[0], "rows.articles") or 0 for row in some}
        out.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", ((known[row[0]], *row) for row in some))
    for some in batches(connection, "claim_words"):
        rows = (((known[article] << PLACES) + place, text) for article, place, text in some)
        out.executemany("INSERT OR IGNORE INTO said VALUES (?, ?)", rows)
