"""A figure as the ledger says it: what the printed words were read as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.vocabulary import READS

if TYPE_CHECKING:
    from decimal import Decimal

BOUNDS = {
    "about": "about ",
    "over": "more than ",
    "under": "less than ",
    "at_least": "at least ",
    "at_most": "at most ",
}
BARE = ("be", "have")  # verbs that say nothing of what is counted
HOUR = 60  # a time is kept as the minute of its day
CHANGES = {"up": "up ", "down": "down "}


def number(value: Decimal) -> str:
    """Return the number as people write it: no trailing zeros, thousands set apart."""
    words = f"{value:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def reading(figure: dict[str, Any]) -> str:
    """Return the figure as read: bound, value and unit, or the day that a date is, or the hour that a time is."""
    if figure["dimension"] in ("date", "time") and figure["time_start"]:
        return as_of(figure)
    low, high, value = figure["low"], figure["high"], figure["value"]
    if low is None and high is None and value is None:
        return "no day was worked out" if figure["dimension"] in ("date", "time") else "not read as a number"
    if value is not None:
        amount = number(value)
    elif low is not None and high is not None:
        amount = number(low) if low == high else f"{number(low)} to {number(high)}"
    else:
        amount = number(low) if low is not None else number(high) if high is not None else ""
    if figure["dimension"] == "time" and value is not None:
        return f"{int(value) // HOUR:02}:{int(value) % HOUR:02}"
    words = f"{CHANGES.get(figure['change'] or '', '')}{BOUNDS.get(figure['bound'], '')}{amount}"
    unit = figure["unit"] if figure["dimension"] == "currency" else figure["unit_name"] or figure["unit"]
    return words + {"count": "", "percent": "%"}.get(figure["unit"], f" {unit}")


def of_what(figure: dict[str, Any]) -> str:
    """Return what is counted or measured and where, then what happens, in quotation marks, and how it is told."""
    counted = figure["counted"] or (figure["unit_name"] if figure["unit"] == "count" else "")
    things = ", ".join(dict.fromkeys(word for word in (counted, figure["place"]) if word))
    told, event = list(figure["reads"]), figure["event"]
    happens = f"“{event}”" if event and event not in (counted, *BARE) else ""
    if happens and "negated" in told:
        told.remove("negated")
        happens = f"not {happens}"
    return "; ".join(word for word in (things, happens, *(READS.get(name, name) for name in told)) if word)


def as_of(figure: dict[str, Any]) -> str:
    """Return the day or days that the figure is about."""
    start, end = figure["time_start"], figure["time_end"]
    if start is None:
        return ""
    return str(start) if end is None or end == start else f"{start} to {end}"
