"""htmldate's pages with the day that each was published: right, wrong, or none found, beside htmldate itself.

"news" are the pages that it took from Media Cloud in 2020, "own" those of its makers' collection. htmldate is called as
in its own comparison; ours is the page's own day. A wrong day may not be more frequent than with htmldate, a right one
not rarer by over 3 points.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from peer_pages import is_in
from peer_row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = {"htmldate": "htmldate/tests"}
SETS = {"news": "eval_mediacloud_2020.json", "own": "eval_default.json"}
BARS = {"news": (88.0, 8.0), "own": (0.0, 100.0)}  # right, wrong


def rows(_suite: str, folder: Path, half: str) -> Iterator[Row]:
    """Return the lines of the two sets."""
    for kind, name in SETS.items():
        cases = json.loads((folder / name).read_text("utf-8"))
        found = [
            _days(folder, url, case) for number, (url, case) in enumerate(sorted(cases.items())) if is_in(half, number)
        ]
        ours, peer = (_shares([(gold, days[side]) for gold, *days in found]) for side in (0, 1))
        least, most = max(BARS[kind][0], peer["right"] - 3), min(BARS[kind][1], peer["wrong"])
        for measure, bar in (("right", {"least": least}), ("wrong", {"most": most})):
            yield Row(
                suite="htmldate",
                measure=f"{kind}: days {measure}, %",
                ours=ours[measure],
                peers={"htmldate": peer[measure]},
                note=f"{len(found)} pages",
                **bar,
            )


def _days(folder: Path, url: str, case: dict[str, Any]) -> tuple[str, str, str]:
    """Return the gold's day, ours and htmldate's, empty where there is none."""
    from htmldate import find_date  # noqa: PLC0415

    from extract.page import NoArticle, read_html  # noqa: PLC0415 - after the path is set
    from webpage.charset import decode  # noqa: PLC0415

    places = (folder / place / case["file"] for place in ("test_set", "cache", "eval"))
    text = decode(next(path for path in places if path.exists()).read_bytes()).text
    try:
        day = read_html(text, url=url).article.published_on
    except NoArticle:
        day = None
    return (
        case["date"],
        day.isoformat() if day else "",
        find_date(text, original_date=True, extensive_search=True) or "",
    )


def _shares(days: list[tuple[str, str]]) -> dict[str, float]:
    """Return the shares of days that are right and wrong, in per cent."""
    right = sum(gold == day for gold, day in days)
    wrong = sum(bool(day) and gold != day for gold, day in days)
    return {"right": 100 * right / max(1, len(days)), "wrong": 100 * wrong / max(1, len(days))}
