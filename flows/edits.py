"""What each edit of a page changed, kept as rows: written with the revision, and made good where they are missing."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

from extract.revisions import changes_between
from flows.statements import ask
from warehouse import db
from warehouse.records import Article, Attribution, Figure, Quotation, Records, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import duckdb

AT_ONCE = 100  # pairs of revisions that are held in memory together
SPANS = ("source", "cue", "content")
IN_ORDER: dict[type, Callable[[Any], Any]] = {  # what is compared, and the order in which a reader meets it
    Sentence: lambda row: row.position,
    Figure: lambda row: (row.span_start, row.span_end),
    Quotation: lambda row: (row.span_start, row.span_end),
    Attribution: lambda row: (row.source, row.content),
}


def note_changes(con: duckdb.DuckDBPyConnection, urls: Iterable[str] = ()) -> int:
    """Store what changed in revisions that were not compared yet, of these pages or of all; return how many those were.

    Both sides are read as they are stored, so that a figure is compared with its like. A revision that was compared
    with another one before (an older copy of the page came in since) is compared anew.
    """
    pairs: list[tuple[str, str]] = ask(con, "uncompared_revisions", urls=list(urls))
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        stored = stored_records(con, sorted(set(itertools.chain.from_iterable(some))))
        found = [change for before, after in some for change in changes_between(stored[before], stored[after])]
        with db.transaction(con):
            con.execute("DELETE FROM main.changes WHERE list_contains(?, article_id)", [[after for _, after in some]])
            db.save(con, found)
    return len(pairs)


def stored_records(
    con: duckdb.DuckDBPyConnection, ids: list[str], kinds: Iterable[type] = tuple(IN_ORDER)
) -> dict[str, Records]:
    """Return what a comparison needs of each article, as the tables have it: its rows of these kinds."""
    parts: dict[str, dict[str, Any]] = {}
    for row in _rows(con, Article, ids):
        parts[row.article_id] = {"article": row}
    for kind in kinds:
        place = IN_ORDER[kind]
        rows = sorted(_rows(con, kind, ids), key=lambda row: (row.article_id, place(row)))
        for article_id, own in itertools.groupby(rows, key=lambda row: str(row.article_id)):
            parts[article_id][db.TABLES[kind]] = tuple(own)
    return {article_id: Records(**found) for article_id, found in parts.items()}


def _rows(con: duckdb.DuckDBPyConnection, kind: type, ids: list[str]) -> Iterator[Any]:
    """Yield the stored records of one type, in any order."""
    table, names = f"main.{db.TABLES[kind]}", [field.name for field in dataclasses.fields(kind)]
    columns = ", ".join(names)
    # by rowid, DuckDB opens only the blocks that hold these rows: a fortieth of the cost at 100,000 articles
    few = f"SELECT rowid FROM {table} WHERE article_id IN (SELECT unnest(?))"
    query = f"SELECT {columns} FROM {table} WHERE rowid IN ({few})"
    for values in con.execute(query, [ids]).fetchall():
        yield kind(**{name: _cell(name, value) for name, value in zip(names, values, strict=True)})


def _cell(name: str, value: Any) -> Any:  # noqa: ANN401 - a column is of any type
    return tuple(Span(**span) for span in value) if name in SPANS else value
