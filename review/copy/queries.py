"""The desk's SQL: one file a question, in review/sql/."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """Return the text of review/sql/NAME.sql."""
    return (files("review") / "sql" / f"{name}.sql").read_text("utf-8")
