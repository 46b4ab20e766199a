"""The numbered files that make the schema, the key of each table, and the same tables as a lake can hold them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import duckdb

KEY = "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
COMMENT = re.compile(r"--[^\n]*")
END = re.compile(r";\s*(?:\n|\Z)")
MADE = re.compile(r"CREATE\s+TABLE\s+(?:main\.)?(\w+)", re.IGNORECASE)
IN_LAKE = re.compile(r"^-- in a lake: (.+);$", re.MULTILINE)  # what a file has no words for
ADDED = re.compile(r"(ALTER TABLE (\S+) ADD COLUMN (\S+) .+) DEFAULT (\[\]|FALSE|TRUE)\s*\Z", re.IGNORECASE)


@cache
def migrations() -> list[tuple[int, str, str]]:
    """Return number, name and SQL of every migration; schema.sql is the first."""
    folder = files("warehouse")
    found = [(1, "schema", (folder / "schema.sql").read_text("utf-8"))]
    for file in sorted((folder / "migrations").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sql"):
            number, _, name = file.name.removesuffix(".sql").partition("_")
            found.append((int(number), name, file.read_text("utf-8")))
    return found


@cache
def keys() -> dict[str, tuple[str, ...]]:
    """Return the columns that tell a table's rows apart: a file's primary keys, which in a lake the gates prove."""
    with duckdb.connect() as scratch:
        for _, _, sql in migrations():
            scratch.execute(sql)
        return {table: tuple(columns) for table, columns in scratch.execute(KEY).fetchall()}


@cache
def bare() -> dict[int, str]:
    """Return each migration as a lake takes it: tables with neither keys nor bounds, everything else as it is."""
    with duckdb.connect() as scratch:
        return {number: ";\n".join(_bare(scratch, sql)) for number, _, sql in migrations()}


def _bare(scratch: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    found = []
    for statement in filter(str.strip, END.split(COMMENT.sub("", IN_LAKE.sub(r"\1;", sql)))):
        if "SET SORTED BY" in statement:
            found.append(statement)
            continue
        scratch.execute(statement)
        made, added = MADE.search(statement), ADDED.search(statement)
        if made:
            found.append(_columns(scratch, made[1]))
        elif added:  # DuckDB makes a transaction of its own of a default that is no plain number
            found += [added[1], f"UPDATE {added[2]} SET {added[3]} = {added[4]}"]
        else:
            found.append(statement)
    return found


def _columns(scratch: duckdb.DuckDBPyConnection, table: str) -> str:
    described = scratch.execute(f"DESCRIBE main.{table}").fetchall()
    lines = [f"{name} {kind}{'' if null == 'YES' else ' NOT NULL'}" for name, kind, null, *_ in described]
    return f"CREATE TABLE main.{table} ({', '.join(lines)})"
