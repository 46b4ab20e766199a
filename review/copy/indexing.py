"""Make the files beside a published copy: for a large one in a process of its own, whose memory goes with it.

python -m review.copy.indexing HOME COPY rows|events|articles|people|words [gently]
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from review.copy import article_file
from review.copy.board import COLUMNS, arrays_of
from review.copy.event_file import write_events
from review.copy.index import LAYOUT, OF_ARTICLES, RANGES
from review.copy.people_file import write_people
from review.copy.queries import query
from warehouse.lake import cursor_of
from warehouse.layers import memory_macro
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

BATCH = 20_000
ARTICLES = 2_000  # articles fetched at once: they bring their text
STRETCH = 61_440  # rows gathered at once
KEPT = 2  # copies whose files stay
MAKING = "SET memory_limit = '512MB'; SET enable_progress_bar = false"
PAGE_SIZES = {
    "rows": 8192,
    "events": 2048,
    "articles": 2048,
    "people": 2048,
    "words": 8192,
}  # bytes; a large value wastes half of its last page
REPLACED = 3  # the status of a process whose copy is not the newest any more
GENTLE = 10  # steps of niceness: requests are answered first


def open_copy(home: Path, name: str) -> duckdb.DuckDBPyConnection:
    """Return a connection to the newest copy; raises NotPublishedError when another than the named was published."""
    return open_published(home, name)


def make(home: Path, name: str, kind: str) -> None:
    """Make the file of this kind beside the copy."""
    with closing(open_copy(home, name)) as connection:
        connection.execute(MAKING)
        write_file(connection, home / "desk", name, kind)


def write_file(connection: duckdb.DuckDBPyConnection, folder: Path, name: str, kind: str) -> None:
    """Write the file under a name of our own, then rename it: whoever finds it finds it whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.removesuffix('.duckdb')}.{kind}.sqlite"
    partial = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.new")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial)) as out:
        for pragma in (
            f"page_size={PAGE_SIZES[kind]}",
            "journal_mode=OFF",
            "synchronous=OFF",
        ):  # it is made anew if it is lost
            out.execute(f"PRAGMA {pragma}")
        out.execute(f"PRAGMA user_version = {LAYOUT}")
        WRITERS[kind](connection, out)
        out.commit()
    partial.replace(path)
    kept = sorted(folder.glob(f"*.{kind}.sqlite"))[-KEPT:]
    unknown = {file for file in folder.glob("*.sqlite") if file.suffixes[-2][1:] not in WRITERS}  # of an older desk
    for old in {*folder.glob(f"*.{kind}.*")} - {*kept, *folder.glob(f"{path.stem}.*")} | unknown:
        old.unlink(missing_ok=True)


def write_rows(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write the board's arrays, the queue's rows, and where each article's rows lie."""
    out.execute("CREATE TABLE rows (flag_id TEXT PRIMARY KEY, sentence INTEGER NOT NULL, body TEXT NOT NULL)")
    out.execute("CREATE TABLE sentences (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    out.execute("CREATE TABLE arrays (name TEXT PRIMARY KEY, dtype TEXT NOT NULL, body BLOB NOT NULL)")
    out.execute("CREATE TABLE revisions (url TEXT PRIMARY KEY, article_ids TEXT NOT NULL)")
    out.execute("CREATE TABLE ranges (article_id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID")
    columns: list[list[Any]] = [[] for _ in COLUMNS]
    for batch in _batches(connection, "queue_rows"):
        out.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", ((row[0], row[-3], row[-1]) for row in batch))
        out.executemany("INSERT OR IGNORE INTO sentences VALUES (?, ?)", (row[-3:-1] for row in batch))
        for column, values in zip(columns, zip(*batch, strict=True), strict=False):
            column.extend(values)
    arrays = arrays_of(dict(zip(COLUMNS, columns, strict=True)))
    rows = ((name, array.dtype.str, array.tobytes()) for name, array in arrays.items())
    out.executemany("INSERT INTO arrays VALUES (?, ?, ?)", rows)
    out.executemany("INSERT INTO revisions VALUES (?, ?)", connection.execute(query("urls")).fetchall())
    out.executemany("INSERT INTO ranges VALUES (?, ?)", _ranges(connection))


def write_articles(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write what the pages of articles are made of."""
    article_file.lay_out(out)
    for batch in _batches(connection, "pages", size=ARTICLES):
        out.executemany("INSERT INTO articles VALUES (?, ?, ?)", batch)
    for kind, table in enumerate(article_file.KINDS):
        found = connection.execute(f"SELECT MAX(rowid) FROM main.{table}").fetchone()
        last = -1 if found is None or found[0] is None else int(found[0])
        for number, first in enumerate(range(0, last + 1, STRETCH)):  # so that few are in memory
            values = {"first": first, "last": first + STRETCH - 1}
            rows = connection.execute(query(f"page_{table}"), values).fetchall()
            out.executemany(f"INSERT INTO parts VALUES ({kind}, ?, {number}, ?)", rows)


def write_words(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write the full-text index."""
    out.execute(
        "CREATE VIRTUAL TABLE claims USING fts5(text, article_id UNINDEXED, outlet UNINDEXED, "
        "headline UNINDEXED, dated UNINDEXED, tokenize='unicode61')"
    )
    insert = "INSERT INTO claims (rowid, text, article_id, outlet, headline, dated) VALUES (?, ?, ?, ?, ?, ?)"
    for batch in _batches(connection, "claim_words"):
        out.executemany(insert, batch)


WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, sqlite3.Connection], None]] = {
    "rows": write_rows,
    "events": write_events,
    "articles": write_articles,
    "people": write_people,
    "words": write_words,
}


def _batches(connection: duckdb.DuckDBPyConnection, name: str, size: int = BATCH) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of review/sql/NAME.sql, so that few are in memory."""
    with cursor_of(connection) as cursor:
        cursor.execute(memory_macro(temporary=True))
        cursor.execute(query(name))
        while batch := cursor.fetchmany(size):
            yield batch


def _ranges(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, bytes]]:
    """Yield where each article's rows lie in every table."""
    found: dict[str, npt.NDArray[np.int32]] = {}
    for at, table in enumerate(OF_ARTICLES):
        for article_id, *numbers in connection.execute(query("ranges").replace("$table", table)).fetchall():
            if article_id not in found:
                found[article_id] = np.array([0, -1, 0] * len(OF_ARTICLES), np.int32)
            found[article_id][3 * at : 3 * at + 3] = numbers
    for article_id in sorted(found):
        yield article_id, RANGES.pack(*found[article_id].tolist())


def main(home: str, name: str, kind: str) -> int:
    """Make one file; the status is REPLACED when another copy was published meanwhile."""
    try:
        make(Path(home), name, kind)
    except (NotPublishedError, duckdb.IOException):
        return REPLACED
    return 0


if __name__ == "__main__":
    os.nice(GENTLE if sys.argv[4:] == ["gently"] else 0)
    sys.exit(main(*sys.argv[1:4]))
