"""One read-only query in a process of its own: python -m review.pages.sql_worker HOME < query, JSON on stdout.

DuckDB is opened read-only with no access to files, network or extensions, and its settings are locked before the query
is read; the operating system bounds the process's time, memory and files in case DuckDB's own bounds do not hold.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import threading
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse.lake import hidden
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ROWS = 1_000
MOST_COLUMNS = 100
MOST_CELLS = 20_000
MOST_CHARACTERS = 2_000  # of one cell, of a column's name, and of an error
MOST_TEXT = 500_000  # characters of the whole answer
SECONDS = 5.0
CPU_SECONDS = 8
MEGABYTES = 800  # of address space above the process with the copy open: a view takes 350, most of it never touched
BOUNDS = (
    "memory_limit = '256MB'",
    "max_temp_directory_size = '0KiB'",  # else what does not fit in memory fills the disk beside the copy
    "threads = 1",
    "allow_community_extensions = false",
    "lock_configuration = true",
)
OUTSIDE = re.compile(
    r'"function_name":"(?:postgres|sqlite|ducklake|pg_)\w*"|"function_name":"query(?:_table)?"|__ducklake_metadata'
    r"|duckdb_databases|database_list|duckdb_secrets|which_secret"  # a lake's address may hold a password
)
TOO_MUCH = "The query takes more memory than this page allows: name fewer columns, or run `copydesk sql` instead."
TOO_LONG = f"The query took longer than {SECONDS:.0f} seconds: narrow it, or run `copydesk sql` instead."


def answer(home: Path, sql: str) -> dict[str, object]:
    """Return columns and rows of the query, or the error in words."""
    try:
        connection = open_published(home)
    except NotPublishedError as error:
        return {"error": str(error)}
    for bound in BOUNDS:
        connection.execute(f"SET {bound}")
    connection.begin()  # a catalog in SQLite is opened here, while its files may still be written
    connection.execute("SELECT 1 FROM v1.runs LIMIT 0")
    _limit_process()
    timer = threading.Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        return _table(connection, sql)
    except duckdb.InterruptException:
        return {"error": TOO_LONG}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"error": TOO_MUCH}
    except duckdb.Error as error:
        return {"error": hidden(str(error))[:MOST_CHARACTERS]}
    finally:
        timer.cancel()


def _table(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, object]:
    """Return as much of the answer as a page can show, and whether rows or columns are left out."""
    statements = connection.extract_statements(sql)
    if _reaches_out(connection, sql):
        return {"error": "This page reads the warehouse's own tables and views, and nothing beside them."}
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT or _is_pragma(sql):
        return {"error": "Write one SELECT: this page only reads."}
    cursor = connection.execute(statements[0])
    columns = [column[0][:MOST_CHARACTERS] for column in cursor.description or ()]
    shown = columns[:MOST_COLUMNS]
    most = min(MOST_ROWS, MOST_CELLS // max(1, len(shown)))
    rows: list[list[str]] = []
    room = MOST_TEXT - sum(map(len, shown))
    for row in _rows(cursor):
        cells = ["" if cell is None else str(cell)[:MOST_CHARACTERS] for cell in islice(row, MOST_COLUMNS)]
        room -= sum(map(len, cells))
        if len(rows) == most or room < 0:
            return {"columns": shown, "rows": rows, "more": True, "of_columns": len(columns)}
        rows.append(cells)
    return {"columns": shown, "rows": rows, "more": False, "of_columns": len(columns)}


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while row := cursor.fetchone():
        yield row


def _reaches_out(connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Say whether it calls what reaches a lake's catalog, or another server, past DuckDB's own bounds."""
    told = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchone()
    return bool(OUTSIDE.search(str(told).lower()))


def _is_pragma(sql: str) -> bool:
    """Say whether it begins with PRAGMA: DuckDB makes SELECTs of some."""
    words = duckdb.tokenize(sql)
    return sql.encode()[words[0][0] :][:6].lower() == b"pragma"


def _limit_process() -> None:
    """Bound what the process may use from here on; it makes way for the desk."""
    os.nice(10)
    statm = Path("/proc/self/statm")  # Linux has it; elsewhere DuckDB's own bound has to do
    used = int(statm.read_text("ascii").split()[0]) * resource.getpagesize() if statm.exists() else 0
    for limit, most in (
        (resource.RLIMIT_AS, used + MEGABYTES * 2**20 if used else resource.RLIM_INFINITY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def main() -> None:
    """Answer the query on stdin."""
    json.dump(answer(Path(sys.argv[1]), sys.stdin.read()), sys.stdout)


if __name__ == "__main__":
    main()
