"""Why a flag was raised: check, version, spans and steps; and the same again, made anew from the archived page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from checks.check import all_checks
from checks.run import flags_of as raised
from review.archive import archived
from review.cards import parts_of
from review.desk import Desk, RefusedError
from review.material import attributions_of, figures_of, flags_of
from review.published import Copy
from review.settings import Settings
from review.standing import Standings
from warehouse import db

if TYPE_CHECKING:
    from pathlib import Path

    from checks.check import Check
    from extract.reading import Page


class ReplayError(RuntimeError):
    """The flag cannot be made anew from the archived page; the message says why."""


def explain(home: Path, flag_id: str, *, settings: Settings | None = None) -> str:
    """Return the explanation of a published flag as JSON; raises RefusedError when there is no such flag."""
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        copy, article = _found(desk, flag_id)
        flag = next(row for row in flags_of(copy, article["article_id"]) if row["flag_id"] == flag_id)
        attributions = attributions_of(copy, article["article_id"])
        figures = figures_of(copy, article["article_id"], attributions)
        comparisons = copy.rows_of("article_comparisons", article["article_id"])
        return _told(article, flag, figures, attributions, comparisons)
    finally:
        desk.close()


def replay(
    home: Path, flag_id: str, *, checks: tuple[Check, ...] | None = None, settings: Settings | None = None
) -> str:
    """Return the explanation made anew from the archived page: the bytes of `explain`, or ReplayError.

    Only checks that look at one article can be replayed: others need the corpus of that day.
    """
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        copy, article = _found(desk, flag_id)
        check_code = desk.subject(copy, flag_id)["check_code"]
        page = _page(home, copy, article)
    finally:
        desk.close()
    check = next((check for check in checks or all_checks() if check.code == check_code), None)
    if check is None:
        raise ReplayError(f"{check_code} is not installed here.")
    if check.across:
        raise ReplayError(f"{check_code} compares articles: one archived page cannot show what it saw.")
    return _again(page, check, flag_id)


def _found(desk: Desk, flag_id: str) -> tuple[Copy, dict[str, Any]]:
    copy = desk.copy()
    row = copy.board.row(flag_id) if copy else None
    if copy is None or row is None:
        raise RefusedError(f"No flag {flag_id} in the published copy: look it up in the desk's queue.")
    return copy, copy.article(copy.board.article_id(row)) or {}


def _page(home: Path, copy: Copy, article: dict[str, Any]) -> Page:
    found = archived(home, copy.rows("article_fetches", article=article["article_id"]))
    if found is None:
        raise ReplayError("The page is not in the archive: it was read from a file, or the archive was moved.")
    from extract.documents import read_document  # noqa: PLC0415 - trafilatura: only a replay pays for it

    fetched, kept = found
    for language in ("", article["language"]):
        page = read_document(
            kept.body,
            fetched["final_url"],
            content_type=kept.content_type,
            url=fetched["url"],
            outlet=fetched["outlet"],
            fetched_at=fetched["fetched_at"],
            language=language,
        )
        if page.article.article_id == article["article_id"]:
            return page
    raise ReplayError("The archived page is read differently now: the extraction has changed since.")


def _again(page: Page, check: Check, flag_id: str) -> str:
    from extract.pipeline import annotate  # noqa: PLC0415 - spaCy: only a replay pays for it

    con = db.memory()
    try:
        db.load(con, annotate([page]))
        con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
        flags = raised(con, check)
        flag = next((flag for flag in flags if flag.flag_id == flag_id), None)
        if flag is None:
            raise ReplayError(f"{check.code} {check.version} no longer raises this flag on the archived page.")
        db.save(con, [flag])
        row = [check.code, check.name, check.header.title, check.header.severity, check.header.ask, check.header.docs]
        con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*row, [], check.version])
        copy = Copy(con, Standings())
        article = copy.article(page.article.article_id) or {}
        attributions = attributions_of(copy, article["article_id"])
        figures = figures_of(copy, article["article_id"], attributions)
        told = next(row for row in flags_of(copy, article["article_id"]) if row["flag_id"] == flag_id)
        return _told(article, told, figures, attributions, copy.rows_of("article_comparisons", article["article_id"]))
    finally:
        con.close()


def _told(
    article: dict[str, Any],
    flag: dict[str, Any],
    figures: list[dict[str, Any]],
    attributions: list[dict[str, Any]],
    comparisons: list[dict[str, Any]],
) -> str:
    """Return what the flag rests on: nothing in it depends on when or where the flag was raised."""
    words = parts_of(article)
    here = words[flag["part"]]
    within = [figure for figure in figures if _meets(figure, flag)]
    told = {
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
        "words": here[flag["span_start"] : flag["span_end"]],
        "sentence": flag["sentence"],
        "message": flag["message"],
        "reading": flag["reading"],
        "evidence": [
            span
            | ({"words": words[span["part"]][span["span_start"] : span["span_end"]]} if _own(span, article) else {})
            for span in flag["evidence"]
        ],
        "steps": {
            "figures": within,
            "attributions": [row for row in attributions if row["part"] == flag["part"] and _covers(row, flag)],
            "comparisons": [row for row in comparisons if row["claim_id"] == flag["claim_id"] and _meets(row, flag)],
        },
        "remembered_as": flag["memory"],
    }
    return json.dumps(told, default=_plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _own(span: dict[str, Any], article: dict[str, Any]) -> bool:
    return bool(span["article_id"] == article["article_id"])


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
