"""What is wrong with a setting, in an operator's words and not in those of the library that reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET = frozenset({"alerts", "reviews_url"})  # their values may hold a password, and are not repeated
WANTED = {
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "string": "text in quotation marks",
    "path": "a path in quotation marks",
    "tuple": 'a list, such as ["one", "two"]',
    "list": 'a list, such as ["one", "two"]',
    "frozen": "a list, such as [80, 443]",
    "set": "a list, such as [80, 443]",
    "model": "a table of settings",
    "dict": "a table of settings",
    "ip": "an address or network, such as 10.0.0.0/8",
}
LIMITS = {
    "greater_than": ("gt", "more than {}"),
    "greater_than_equal": ("ge", "{} or more"),
    "less_than": ("lt", "less than {}"),
    "less_than_equal": ("le", "at most {}"),
}


def fault_of(fault: Mapping[str, Any]) -> str:
    """Return one of pydantic's faults as a sentence: what the setting must be, and what it is."""
    kind, key = str(fault["type"]), str(fault["loc"][0]) if fault["loc"] else ""
    if kind in LIMITS:
        name, words = LIMITS[kind]
        wanted = words.format(f"{fault['ctx'][name]:g}")
    elif kind == "value_error":
        return str(fault["ctx"]["error"])
    else:
        wanted = WANTED.get(kind.partition("_")[0], "")
    if not wanted:
        return str(fault["msg"]).lower()
    return f"must be {wanted}" + ("" if key in SECRET else f", and is {_shown(fault['input'])}")


def _shown(value: object) -> str:
    shown = repr(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return f"{shown[:57]}…" if len(shown) > 60 else shown  # noqa: PLR2004 - as much as fits on a line
