"""Reading review/sql/ in batches, so that few rows are in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.copy.queries import query
from warehouse.lake import cursor_of
from warehouse.layers import memory_macro

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

BATCH = 20_000


def batches(
    connection: duckdb.DuckDBPyConnection, name: str, size: int = BATCH, **values: object
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of review/sql/NAME.sql."""
    with cursor_of(connection) as cursor:
        cursor.execute(memory_macro(temporary=True))
        cursor.execute(query(name), values or None)
        while batch := cursor.fetchmany(size):
            yield batch
