"""The flows' own SQL, one statement a file under flows/sql; what a statement needs to know are DuckDB variables."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


@cache
def statement(name: str) -> str:
    """Return the SQL of `flows/sql/NAME.sql`."""
    return (files("flows") / "sql" / f"{name}.sql").read_text("utf-8")


def ask(con: duckdb.DuckDBPyConnection, name: str, **variables: object) -> list[tuple[Any, ...]]:
    """Return the rows of a statement; `getvariable('now')` in it is the keyword `now` here."""
    for variable, value in variables.items():
        con.execute(f"SET VARIABLE {variable} = ?", [value])
    return con.execute(statement(name)).fetchall()
