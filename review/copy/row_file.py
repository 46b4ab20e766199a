"""The file of rows: every revision with its number and its flags for the board, the queue's rows, their sentences."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from review.copy.board import Coded, arrays_of
from review.copy.index_file import OF, PLACES
from review.copy.reading import batches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    import duckdb
    import numpy.typing as npt

T = TypeVar("T")
ABOUT = ("article_id", "url", "outlet", "headline", "dated", "dated_on")  # of `about` in review/sql/index_articles.sql
NAMES = (
    *("check_code", "severity", "message", "reading", "claim_id", "other_claim_id", "claim_start", "sentence_id"),
    *("part", "span_start", "span_end", "evidence", "check_version", "raised_at", "sentence_part", "sentence_start"),
)  # of `body` in review/sql/queue_rows.sql, in its order
FACETS = ("check_code", "severity", "outlet", "source_kind")
FLAG = np.dtype(
    [("flag_id", "S24"), *((name, "i4") for name in FACETS), ("claim", "i8"), ("published", "i8"), ("memory", "S24")]
)  # of the board, as an article keeps its flags
REVISION = ("is_current", "is_screened", "sentences", "claims", "quotations")
ASKED_AT_ONCE = 500  # SQLite's limit on parameters is larger everywhere
TABLES = {
    "articles": "number INTEGER PRIMARY KEY, article_id TEXT UNIQUE, url TEXT, fetched INTEGER, is_current INTEGER, "
    "is_screened INTEGER, sentences INTEGER, claims INTEGER, quotations INTEGER, about TEXT, flags BLOB",
    "rows": "flag_id TEXT PRIMARY KEY, article INTEGER NOT NULL, sentence INTEGER NOT NULL, body TEXT NOT NULL",
    "sentences": "number INTEGER PRIMARY KEY, text TEXT NOT NULL",
    "names": "code INTEGER PRIMARY KEY, name TEXT UNIQUE",
    "checks": "check_code TEXT PRIMARY KEY, title TEXT",
}
ARTICLE = (
    "INSERT INTO articles (article_id, url, fetched, is_current, is_screened, sentences, claims, quotations, about) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (article_id) DO UPDATE SET url = excluded.url, "
    "fetched = excluded.fetched, is_current = excluded.is_current, is_screened = excluded.is_screened, "
    "sentences = excluded.sentences, claims = excluded.claims, quotations = excluded.quotations, "
    "about = excluded.about, flags = NULL"
)


def lay_out(out: sqlite3.Connection) -> None:
    """Make the empty tables."""
    for table, columns in TABLES.items():
        out.execute(f"CREATE TABLE {table} ({columns})")
    out.execute("CREATE INDEX articles_of_url ON articles (url)")
    out.execute("CREATE INDEX rows_of_article ON rows (article)")


def drop(out: sqlite3.Connection, articles: Iterable[str], gone: Sequence[str]) -> None:
    """Remove the rows of these articles; those that are gone leave nothing behind."""
    numbers = [(number,) for article in (*articles, *gone) if (number := numbered(out, article)) is not None]
    out.executemany("DELETE FROM rows WHERE article = ?", numbers)
    out.executemany(f"DELETE FROM sentences WHERE number {OF}", numbers)
    out.executemany("DELETE FROM articles WHERE article_id = ?", [(article,) for article in gone])


def add(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write what the connection holds, a whole copy or a part of one."""
    for some in batches(connection, "index_articles"):
        out.executemany(ARTICLE, some)
    flags: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    codes: dict[str, int] = {name: code for code, name in out.execute("SELECT code, name FROM names")}
    known: dict[str, int] = {}
    for some in batches(connection, "queue_rows"):
        rows, sentences = [], []
        for article, flag, *facets, place, published, memory, sentence, text, body in some:
            number = known.get(article) or known.setdefault(article, numbered(out, article) or 0)
            coded = [codes.setdefault(name, len(codes) + 1) for name in facets]
            flags[number].append((flag, *coded, (number << PLACES) + place, published, memory))
            rows.append((flag, number, (number << PLACES) + sentence, body))
            sentences.append((rows[-1][2], text))
        out.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", rows)
        out.executemany("INSERT OR IGNORE INTO sentences VALUES (?, ?)", sentences)
    packed = ((np.array(own, FLAG).tobytes(), number) for number, own in flags.items())
    out.executemany("UPDATE articles SET flags = ? WHERE number = ?", packed)
    out.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", ((code, name) for name, code in codes.items()))
    titles = connection.execute("SELECT check_code, title FROM main.checks").fetchall()
    out.executemany("INSERT OR REPLACE INTO checks VALUES (?, ?)", titles)


def numbered(connection: sqlite3.Connection, article_id: str, table: str = "articles") -> int | None:
    """Return the number of an article."""
    found = connection.execute(f"SELECT number FROM {table} WHERE article_id = ?", (article_id,)).fetchone()
    return int(found[0]) if found else None


def arrays(connection: sqlite3.Connection) -> dict[str, npt.NDArray[Any]]:
    """Return what the board is made of."""
    ids, bodies = [], []
    for article_id, body in connection.execute("SELECT article_id, flags FROM articles WHERE flags NOT NULL"):
        ids.append(article_id.encode())
        bodies.append(body)
    flags = np.frombuffer(b"".join(bodies), FLAG)
    names = [b"", *(name.encode() for (name,) in connection.execute("SELECT name FROM names ORDER BY code"))]
    lengths = [len(body) // FLAG.itemsize for body in bodies]
    coded = {name: Coded.sorted(flags[name], names) for name in FACETS}
    coded["article_id"] = Coded.sorted(np.repeat(np.arange(len(ids), dtype=np.int32), lengths), ids)
    flag_ids, memories, claims, published = (
        np.ascontiguousarray(flags[name]) for name in ("flag_id", "memory", "claim", "published")
    )
    return arrays_of(flag_ids, memories, claims, published, coded)


def revision(connection: sqlite3.Connection, article_id: str) -> dict[str, int]:
    """Return whether a revision stands, was checked, and how many rows of some tables are its own."""
    query = f"SELECT {', '.join(REVISION)} FROM articles WHERE article_id = ?"
    found = connection.execute(query, (article_id,)).fetchone()
    return dict(zip(REVISION, found or (0,) * len(REVISION), strict=True))


def subjects(connection: sqlite3.Connection, flag_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the queue's row of each flag that is there, in any order."""
    titles = dict(connection.execute("SELECT check_code, title FROM checks"))
    rows: list[tuple[str, str, int, int]] = []
    for some in _parted(flag_ids):
        query = f"SELECT flag_id, body, article, sentence FROM rows WHERE flag_id IN ({','.join('?' * len(some))})"
        rows += connection.execute(query, some)
    # a long sentence or article that many flags stand in is read once
    abouts = {
        key: json.loads(about) for key, about in _named(connection, "articles", "about", {row[2] for row in rows})
    }
    texts = dict(_named(connection, "sentences", "text", {row[3] for row in rows}))
    found = {}
    for flag_id, body, article, sentence in rows:
        row = dict(zip((*ABOUT, *NAMES), (*abouts[article], *json.loads(body)), strict=True))
        for name in ("dated", "raised_at"):
            row[name] = datetime.fromisoformat(row[name]).astimezone(UTC) if row[name] else None
        row["dated_on"] = date.fromisoformat(row["dated_on"]) if row["dated_on"] else None
        row["title"], row["flag_id"], row["sentence"] = titles.get(row["check_code"]), flag_id, texts[sentence]
        found[flag_id] = row
    return found


def _named(connection: sqlite3.Connection, table: str, column: str, numbers: set[int]) -> Iterator[tuple[int, str]]:
    """Yield a column of the rows of these numbers."""
    for some in _parted(sorted(numbers)):
        query = f"SELECT number, {column} FROM {table} WHERE number IN ({','.join('?' * len(some))})"
        yield from connection.execute(query, some)


def _parted(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield as many at a time as SQLite takes."""
    for start in range(0, len(values), ASKED_AT_ONCE):
        yield values[start : start + ASKED_AT_ONCE]
