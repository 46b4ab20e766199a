"""One read-only query in a process of its own: python -m review.sql_worker HOME < query, JSON on stdout.

DuckDB is opened read-only with no access to files, network or extensions, and its settings are locked before the query
is read; the operating system bounds the process's time and open files in case DuckDB's own bounds do not hold.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import threading
from pathlib import Path

import duckdb

from warehouse.publish import NotPublishedError, open_published

MOST_ROWS = 1_000
MOST_CHARACTERS = 2_000  # of one cell
SECONDS = 5.0
CPU_SECONDS = 8
PRAGMA = re.compile(
    r"(\s|--[^\n]*\n|/\*.*?\*/)*(pragma|call)\b", re.IGNORECASE | re.DOTALL
)  # DuckDB makes some SELECTs
BOUNDS = ("memory_limit = '256MB'", "threads = 1", "allow_community_extensions = false")


def answer(home: Path, sql: str) -> dict[str, object]:
    """Return columns and rows of the query, or the error in words."""
    try:
        connection = open_published(home)
    except NotPublishedError as error:
        return {"error": str(error)}
    for bound in (*BOUNDS, "lock_configuration = true"):
        connection.execute(f"SET {bound}")
    timer = threading.Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT or PRAGMA.match(sql):
            return {"error": "Write one SELECT: this page only reads."}
        cursor = connection.execute(statements[0])
        rows = cursor.fetchmany(MOST_ROWS + 1)
        columns = [column[0] for column in cursor.description or ()]
    except duckdb.InterruptException:
        return {"error": f"The query took longer than {SECONDS:.0f} seconds: narrow it, or run `copydesk sql` instead."}
    except duckdb.Error as error:
        return {"error": str(error)}
    finally:
        timer.cancel()
    cells = [["" if cell is None else str(cell)[:MOST_CHARACTERS] for cell in row] for row in rows[:MOST_ROWS]]
    return {"columns": columns, "rows": cells, "more": len(rows) > MOST_ROWS}


def main() -> None:
    """Answer the query on stdin."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer(Path(sys.argv[1]), sys.stdin.read()), sys.stdout)


if __name__ == "__main__":
    main()
