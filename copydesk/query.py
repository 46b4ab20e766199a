"""`copydesk sql`: queries on the published copy, read-only, so that they answer while a run is writing."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from copydesk.status import Refusal, Status
from warehouse.publish import NotPublishedError, open_published, published_name

if TYPE_CHECKING:
    from pathlib import Path

PROMPT, CONTINUED = "copydesk> ", "     ...> "
HINT = "The views are in schema v1: SELECT * FROM v1.data_dictionary; says what they hold."


def answer(home: Path, query: str | None, *, as_json: bool) -> Status:
    """Print the answer of one query, of the queries on standard input, or of those typed at a prompt."""
    try:
        con = open_published(home)
    except NotPublishedError as missing:
        raise Refusal(str(missing)) from None
    try:
        if query is None and sys.stdin.isatty():
            return _converse(con, published_name(home), as_json=as_json)
        return _print_answer(con, sys.stdin.read() if query is None else query, as_json=as_json)
    except (duckdb.Error, duckdb.Warning) as fault:
        raise Refusal(f"{first_line(fault)} {HINT}") from None
    finally:
        con.close()


def first_line(fault: BaseException) -> str:
    """Return DuckDB's message and what it proposes, without its drawing of the query."""
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    proposed = [line for line in lines[1:] if line.startswith(("Did you mean", "Candidate"))]
    return " ".join([*lines[:1], *proposed]) or type(fault).__name__


def _print_answer(con: duckdb.DuckDBPyConnection, query: str, *, as_json: bool) -> Status:
    for statement in con.extract_statements(query):
        cursor = con.execute(statement)
        names = [column[0] for column in cursor.description or ()]
        if as_json:
            while row := cursor.fetchone():
                print(json.dumps(dict(zip(names, row, strict=True)), default=str, ensure_ascii=False))  # noqa: T201 - the answer
        else:
            print_table(names, cursor.fetchall())
    return Status.FINE


def print_table(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print rows as a table, and how many they are."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - lazy
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=max(console.width, 200))
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    console.print(table)
    console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _shown(cell: Any) -> str:  # noqa: ANN401 - a cell of any column type
    if isinstance(cell, datetime):  # every time here is in UTC
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    return "" if cell is None else str(cell)


def _converse(con: duckdb.DuckDBPyConnection, name: str, *, as_json: bool) -> Status:
    import readline  # noqa: F401, PLC0415 - gives input() its history

    print(f"{name}, read-only. {HINT} End with Ctrl-D.")  # noqa: T201 - a conversation
    typed = ""
    while True:
        try:
            typed += input(CONTINUED if typed else PROMPT) + "\n"
        except EOFError:
            print()  # noqa: T201 - a conversation
            return Status.FINE
        if typed.strip() in {"exit", "quit", ".quit", ".exit"}:
            return Status.FINE
        if typed.rstrip().endswith(";"):
            try:
                _print_answer(con, typed, as_json=as_json)
            except (duckdb.Error, duckdb.Warning) as fault:
                print(first_line(fault))  # noqa: T201 - a conversation
            typed = ""
