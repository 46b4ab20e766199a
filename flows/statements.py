"""The flows' own SQL, one statement a file under flows/sql."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """Return the SQL of `flows/sql/NAME.sql`."""
    return (files("flows") / "sql" / f"{name}.sql").read_text("utf-8")
