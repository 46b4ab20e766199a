"""The desk's SQL: one file a question, in review/sql/."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


class GatheringError(Exception):
    """The copy is too large to be asked at once, and its file is not made yet."""


@cache
def query(name: str) -> str:
    """Return the text of review/sql/NAME.sql."""
    return (files("review") / "sql" / f"{name}.sql").read_text("utf-8")
