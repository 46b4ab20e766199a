"""Whether every row of the warehouse can still be read: what is new at each look, and all of it once a week."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from warehouse.db import run_number

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

FILE = "read-through.json"  # in the home folder: how far the last look went
WHOLE_EVERY = timedelta(days=7)
TABLES = """
SELECT
    table_name,
    bool_or(column_name = 'run_seq') AS is_numbered
FROM duckdb_columns()
WHERE
    database_name = current_database() AND schema_name = 'main' AND NOT internal
    AND table_name IN (SELECT tables.table_name FROM duckdb_tables() AS tables)
GROUP BY table_name
"""


class Look(NamedTuple):
    """How far a look went: rows of runs before `run_seq`, in a file of so many bytes, all of it read at `whole_at`."""

    run_seq: int = 0
    size: int = 0
    whole_at: str = "1970-01-01T00:00:00+00:00"


def read_through(con: duckdb.DuckDBPyConnection, since: int = 0) -> None:
    """Read the rows of runs from this number on; raises duckdb.Error where a block is not as it was written."""
    for table, is_numbered in con.execute(TABLES).fetchall():
        only = f" WHERE run_seq >= {since}" if since and is_numbered else ""
        con.execute(f'SELECT bit_xor(hash(stored)) FROM main."{table}" AS stored{only}').fetchall()


def _size(home: Path) -> int:
    path = home / "warehouse.duckdb"
    return path.stat().st_size if path.is_file() else 0


def look_through(home: Path, con: duckdb.DuckDBPyConnection, *, whole: bool = False) -> datetime:
    """Read what is new since the last look, or everything where that is a week ago, and return when all was read.

    A file that has become smaller is read whole. Raises duckdb.Error where a block is not as it was written.
    """
    now, size, last = datetime.now(UTC), _size(home), Look()
    with suppress(OSError, ValueError, TypeError):
        last = Look(**json.loads((home / FILE).read_text("utf-8")))
    whole_at = datetime.fromisoformat(last.whole_at)
    if whole or now - whole_at > WHOLE_EVERY or size < last.size:
        last, whole_at = Look(), now
    read_through(con, last.run_seq)
    told = Look(run_number(con), size, whole_at.isoformat())
    with suppress(OSError):  # a home that cannot be written is another examination
        (home / FILE).write_text(json.dumps(told._asdict()), "utf-8")
    return whole_at
