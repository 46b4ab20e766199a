"""What people found right and what they corrected, as gold lines: an article a line, for tests and fits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from review.decisions.corrected import corrections_of
from review.desk import Desk, published_copy
from review.settings import Settings
from review.wording import iso_day
from warehouse.corrections import CORRECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from review.copy.published import Copy
    from warehouse.corrections import Correction

KINDS = {  # of marks, by the check whose flag was found right
    "AT01": "figure",
    "AT02": "allegation",
    "AT03": "cause",
    "AT04": "prediction",
    "AT05": "mind",
    "AT06": "superlative",
    "AT07": "judgement",
    "AT08": "weasel",
    "AT09": "crowd",
    "AT10": "hearsay",
    "AT11": "passive",
    "AT12": "anonymous",
    "AT13": "anonymous",
    "AT14": "anonymous",
    "AT15": "second_hand",
    "AT19": "second_hand",
    "QT01": "no_speaker",
    "QT02": "no_speaker",
}
MARKED = {"figure": "figure", "question": "question", "claim": "claim"}  # corrections that say what was missed


def gold_lines(home: Path, *, settings: Settings | None = None) -> Iterator[str]:
    """Yield a line for each current article that people decided on or corrected, in the order of addresses.

    Raises RefusedError when nothing is published. A mark whose sentence was edited since is left out.
    """
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        copy = published_copy(desk)
        told = desk.decisions.standing_events()
        urls = sorted({event.url for event in told if event.act in ("confirm", "dismiss", CORRECT) and event.url})
        current = {row["url"]: row["article_id"] for row in copy.rows("current_pages", urls=urls)}
        for url in urls:
            article = copy.article(current[url]) if url in current else None
            if article is not None:
                yield json.dumps(_line(desk, copy, article), ensure_ascii=False)
    finally:
        desk.close()


def _line(desk: Desk, copy: Copy, article: dict[str, Any]) -> dict[str, Any]:
    sentences = {row["sentence_id"] for row in copy.rows_of("article_sentences", article["article_id"])}
    corrections = [one for one in corrections_of(desk.decisions, article["url"]) if one.sentence_id in sentences]
    return {
        "id": article["article_id"],
        "title": article["headline"],
        "text": article["text"],
        "outlet": article["outlet"],
        "published": iso_day(article) or None,
        "genre": article["article_type"],
        "marks": [*_confirmed(desk, copy, article), *(_mark(one) for one in corrections if one.kind in MARKED)],
        "corrections": [
            {"kind": one.kind, "words": one.words, "value": one.value, "sentence_id": one.sentence_id}
            | ({"start": one.start, "value_start": one.place[0], "value_end": one.place[1]} if one.place else {})
            for one in corrections
        ],
    }


def _confirmed(desk: Desk, copy: Copy, article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a mark for each flag that people found right."""
    board = copy.board
    rows = [row for row in board.rows_of(article["article_id"]) if board.value("check", row) in KINDS]
    found = copy.index.subjects([board.flag_id(row) for row in rows])
    words = {"title": article["headline"], "standfirst": article["standfirst"], "text": article["text"]}
    for row in rows:
        event, flag = desk.decisions.of(board.place(row)), found.get(board.flag_id(row))
        if event is not None and event.act == "confirm" and flag is not None:
            span = words[flag["part"]][flag["span_start"] : flag["span_end"]]
            kind = KINDS[flag["check_code"]]
            yield {
                "words": span,
                "kind": kind,
                "must": flag["severity"] != "info",
                "why": event.comment or event.reason,
            }


def _mark(one: Correction) -> dict[str, Any]:
    return {"words": one.words, "kind": MARKED[one.kind], "must": True, "why": one.value or "missed"}
