"""The file of articles: what each one's page is made of, one value a table: DuckDB takes milliseconds to gather it."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from review.copy.reading import batches
from review.copy.row_file import numbered

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    import duckdb

KINDS = ("figures", "attributions")
ARTICLES = 2_000  # articles fetched at once: they bring their text
STRETCH = 61_440  # rows gathered at once
FAST = 1  # of zlib's levels: a third of the room for a tenth of a millisecond
ARTICLE = (
    *("article_id", "url", "outlet", "headline", "standfirst", "byline", "language"),
    *("published_at", "published_on", "modified_at", "fetched_at", "text", "article_type", "text_share", "notes"),
)  # the names in review/sql/pages.sql, in their order; the others are those of page_KIND.sql
NAMES = {
    "figures": (
        *(
            "figure_id",
            "part",
            "span_start",
            "span_end",
            "text",
            "value",
            "low",
            "high",
            "bound",
            "change",
            "dimension",
        ),
        *("unit", "unit_name", "counted", "event", "place", "time_start", "time_end", "reads", "quoted"),
        "attribution_id",
    ),
    "attributions": (
        *("attribution_id", "part", "source", "content", "source_text", "cue_text", "kind", "attribution_class"),
        *("source_kind", "canonical_source", "via", "inherited"),
    ),
}
TYPES: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("value", "low", "high"), Decimal),
    **dict.fromkeys(("time_start", "time_end", "published_on"), date.fromisoformat),
    **dict.fromkeys(
        ("published_at", "modified_at", "fetched_at"), lambda at: datetime.fromisoformat(at).astimezone(UTC)
    ),
}  # of what JSON has no type for


def lay_out(out: sqlite3.Connection) -> None:
    """Make the empty tables."""
    out.execute("CREATE TABLE articles (number INTEGER PRIMARY KEY, article_id TEXT UNIQUE, body BLOB NOT NULL)")
    out.execute(
        "CREATE TABLE parts (kind INTEGER, number INTEGER, batch INTEGER, body BLOB NOT NULL, "
        "PRIMARY KEY (kind, number, batch)) WITHOUT ROWID"
    )


def drop(out: sqlite3.Connection, articles: Iterable[str], gone: Iterable[str]) -> None:
    """Remove these articles."""
    numbers = [(number,) for article in (*articles, *gone) if (number := numbered(out, article)) is not None]
    for kind in range(len(KINDS)):
        out.executemany(f"DELETE FROM parts WHERE kind = {kind} AND number = ?", numbers)
    out.executemany("DELETE FROM articles WHERE number = ?", numbers)


def add(connection: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write what the connection holds, a whole copy or a part of one."""
    for some in batches(connection, "pages", size=ARTICLES):
        packed = ((article_id, _packed(body)) for article_id, body in some)
        out.executemany("INSERT INTO articles (article_id, body) VALUES (?, ?)", packed)
    for kind, table in enumerate(KINDS):
        found = connection.execute(f"SELECT MAX(rowid) FROM main.{table}").fetchone()
        last = -1 if found is None or found[0] is None else int(found[0])
        for batch, first in enumerate(range(0, last + 1, STRETCH)):  # so that few are in memory
            for some in batches(connection, f"page_{table}", first=first, last=first + STRETCH - 1):
                rows = ((kind, numbered(out, article_id), batch, _packed(body)) for article_id, body in some)
                out.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", rows)


def article_in(connection: sqlite3.Connection, article_id: str) -> dict[str, Any] | None:
    """Return one revision as the warehouse has it, None for no such id."""
    found = connection.execute("SELECT body FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return _typed(ARTICLE, _unpacked(found[0])) if found else None


def parts_in(connection: sqlite3.Connection, kind: str, article_id: str) -> list[dict[str, Any]]:
    """Return the figures or attributions of one revision, in the table's order."""
    query = (
        "SELECT parts.body FROM articles INNER JOIN parts ON articles.number = parts.number AND parts.kind = ? "
        "WHERE articles.article_id = ? ORDER BY parts.batch"
    )
    bodies = connection.execute(query, (KINDS.index(kind), article_id)).fetchall()
    return [_typed(NAMES[kind], row) for (body,) in bodies for row in _unpacked(body)]


def _packed(body: str) -> bytes:
    return zlib.compress(body.encode(), FAST)


def _unpacked(body: bytes) -> Sequence[Any]:
    found: Sequence[Any] = json.loads(zlib.decompress(body))
    return found


def _typed(names: tuple[str, ...], values: Sequence[Any]) -> dict[str, Any]:
    row = dict(zip(names, values, strict=True))
    for name in TYPES.keys() & row.keys():
        if row[name] is not None:
            row[name] = TYPES[name](row[name])
    return row
