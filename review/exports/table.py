"""Flags as CSV, every cell safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    *("flag_id", "state", "severity", "check_code", "title", "outlet", "url", "headline", "published", "sentence"),
    *("flagged", "message", "reading", "reason", "reviewer", "decided_at", "comment"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for a formula (OWASP, CSV injection)


def table(flags: Iterator[dict[str, Any]], _about: dict[str, Any]) -> str:
    """Return one line a flag under a line of column names."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for flag in flags:
        writer.writerow([safe(cell) for cell in _cells(flag)])
    return out.getvalue()


def safe(cell: str) -> str:
    """Return the cell with an apostrophe before what a spreadsheet would compute."""
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(FORMULA) or cell.startswith(FORMULA) else cell


def _cells(flag: dict[str, Any]) -> list[str]:
    event = flag["event"]
    start = flag["span_start"] - flag["sentence_start"]
    decided = [event.reason, event.reviewer, event.decided_at.isoformat(), event.comment] if event else [""] * 4
    dated = flag["dated"].isoformat() if flag["dated"] else ""
    return [
        *(str(flag[name] or "") for name in ("flag_id", "state", "severity", "check_code", "title", "outlet", "url")),
        *(flag["headline"], dated, flag["sentence"]),
        flag["sentence"][max(0, start) : start + flag["span_end"] - flag["span_start"]],
        *(flag["message"], flag["reading"] or ""),
        *decided,
    ]
