"""What other houses may have checked before, by claim: read once a copy."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from review.copy.published import Copy

MOST = 3  # of one claim


def suggestions_of(copy: Copy, sentence_id: str) -> list[dict[str, Any]]:
    """Return the published checks that may be about a claim, the likeliest first, each with its reason in words."""
    if "checked before" not in copy.kept:
        copy.kept["checked before"] = _by_claim(copy)
    found: list[dict[str, Any]] = copy.kept["checked before"].get(sentence_id, [])
    return found


def _by_claim(copy: Copy) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    try:
        rows = copy.rows("checked_before")
    except duckdb.CatalogException:  # a copy that an older program published
        return {}
    for row in rows:
        if len(found[row["sentence_id"]]) < MOST:
            found[row["sentence_id"]].append(row | {"reason": _reason(row)})
    return dict(found)


def _reason(row: dict[str, Any]) -> str:
    """Return in words what a claim and a published check share."""
    kinds = (
        ("names", "the name", "the names"),
        ("figures", "the figure", "the figures"),
        ("words", "the word", "the words"),
    )
    told = [f"{one if len(row[kind]) == 1 else many} {_listed(row[kind])}" for kind, one, many in kinds if row[kind]]
    return f"Both have {'; '.join(told)}."


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
