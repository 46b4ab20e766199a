"""What each article's page is made of, one value a table in SQLite: DuckDB takes five milliseconds to gather it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

KINDS = ("figures", "attributions")
ARTICLE = (
    *("article_id", "url", "outlet", "headline", "standfirst", "byline", "language"),
    *("published_at", "modified_at", "fetched_at", "text", "article_type", "text_share", "notes"),
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
    **dict.fromkeys(("time_start", "time_end"), date.fromisoformat),
    **dict.fromkeys(
        ("published_at", "modified_at", "fetched_at"), lambda at: datetime.fromisoformat(at).astimezone(UTC)
    ),
}  # of what JSON has no type for


def lay_out(out: sqlite3.Connection) -> None:
    """Make the empty tables."""
    out.execute("CREATE TABLE articles (article_id TEXT PRIMARY KEY, number INTEGER NOT NULL, body TEXT NOT NULL)")
    out.execute(
        "CREATE TABLE parts (kind INTEGER, number INTEGER, batch INTEGER, body TEXT NOT NULL, "
        "PRIMARY KEY (kind, number, batch)) WITHOUT ROWID"
    )


def article_in(connection: sqlite3.Connection, article_id: str) -> dict[str, Any] | None:
    """Return one revision as the warehouse has it, None for no such id."""
    found = connection.execute("SELECT body FROM articles WHERE article_id = ?", (article_id,)).fetchone()
    return _typed(ARTICLE, json.loads(found[0])) if found else None


def parts_in(connection: sqlite3.Connection, kind: str, article_id: str) -> list[dict[str, Any]]:
    """Return the figures or attributions of one revision, in the table's order."""
    query = (
        "SELECT parts.body FROM articles INNER JOIN parts ON articles.number = parts.number AND parts.kind = ? "
        "WHERE articles.article_id = ? ORDER BY parts.batch"
    )
    bodies = connection.execute(query, (KINDS.index(kind), article_id)).fetchall()
    return [_typed(NAMES[kind], row) for (body,) in bodies for row in json.loads(body)]


def _typed(names: tuple[str, ...], values: list[Any]) -> dict[str, Any]:
    row = dict(zip(names, values, strict=True))
    for name in TYPES.keys() & row.keys():
        if row[name] is not None:
            row[name] = TYPES[name](row[name])
    return row
