"""Why a flag was raised: check, version, spans, evidence and steps."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from review.copy.article_rows import attributions_of, figures_of, flags_of, parts_of
from review.desk import Desk, RefusedError
from review.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from review.copy.published import Copy


def explain(home: Path, flag_id: str, *, settings: Settings | None = None) -> str:
    """Return the explanation of a published flag as JSON; raises RefusedError when there is no such flag."""
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        copy, article = found(desk, flag_id)
        return told(copy, article, flag_id)
    finally:
        desk.close()


def found(desk: Desk, flag_id: str) -> tuple[Copy, dict[str, Any]]:
    """Return the published copy and the flag's article; raises RefusedError when there is no such flag."""
    copy = desk.copy()
    row = copy.board.row(flag_id) if copy else None
    if copy is None or row is None:
        raise RefusedError(f"No flag {flag_id} in the published copy: look it up in the desk's queue.")
    return copy, copy.article(copy.board.article_id(row)) or {}


def told(copy: Copy, article: dict[str, Any], flag_id: str) -> str:
    """Return what the flag rests on: nothing in it depends on when or where the flag was raised."""
    article_id = article["article_id"]
    flag = next(row for row in flags_of(copy, article_id) if row["flag_id"] == flag_id)
    attributions = attributions_of(copy, article_id)
    figures = figures_of(copy, article_id, attributions)
    pairs = copy.rows_of("article_pairs", article_id)
    here = {figure["figure_id"] for figure in figures if _meets(figure, flag)}
    others = sorted({span["article_id"] for span in flag["evidence"]} - {article_id})
    articles = {row["article_id"]: row for row in copy.rows("texts", articles=others)} if others else {}
    articles[article_id] = article
    explanation = {
        "flag": flag["flag_id"],
        "check": {
            "code": flag["check_code"],
            "version": flag["check_version"],
            "title": flag["title"],
            "ask": flag["ask"],
        },
        "severity": flag["severity"],
        "article": {name: article[name] for name in ("article_id", "url", "outlet", "language", "published_at")},
        "where": {"part": flag["part"], "span": [flag["span_start"], flag["span_end"]]},
        "words": parts_of(article)[flag["part"]][flag["span_start"] : flag["span_end"]],
        "sentence": flag["sentence"],
        "message": flag["message"],
        "reading": flag["reading"],
        "evidence": [_shown(span, articles.get(span["article_id"])) for span in flag["evidence"]],
        "steps": {
            "figures": [figure for figure in figures if _meets(figure, flag)],
            "attributions": [row for row in attributions if row["part"] == flag["part"] and _covers(row, flag)],
            "figure_pairs": [row for row in pairs if here & {row["first_id"], row["second_id"]}],
        },
        "remembered_as": flag["memory"],
    }
    return json.dumps(explanation, default=_plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _shown(span: dict[str, Any], article: dict[str, Any] | None) -> dict[str, Any]:
    """Return the evidence with its words and outlet; of an article that is not stored any more, only its place."""
    if article is None:
        return span
    words = parts_of(article)[span["part"]][span["span_start"] : span["span_end"]]
    return span | {"outlet": article["outlet"], "words": words}


def _meets(row: dict[str, Any], flag: dict[str, Any]) -> bool:
    same = row["part"] == flag["part"]
    return bool(same and row["span_start"] < flag["span_end"] and flag["span_start"] < row["span_end"])


def _covers(row: dict[str, Any], flag: dict[str, Any]) -> bool:
    return any(
        span["span_start"] < flag["span_end"] and flag["span_start"] < span["span_end"]
        for span in (*row["source"], *row["content"])
    )


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)
