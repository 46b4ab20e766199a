"""What one article's page is made of: its flags, figures and attributions, joined from small reads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.published import Copy

PARTS = ("title", "standfirst", "text")


def fingerprint(flag: dict[str, Any]) -> str:
    """Return what a decision on this flag remembers: check, sentence, place in it, and the figures as recomputed.

    The same words as in review/sql/board.sql, which computes it for all flags at once.
    """
    start = flag["claim_start"]
    words = (
        flag["check_code"],
        flag["sentence"].strip(" "),
        str(flag["span_start"] - start),
        str(flag["span_end"] - start),
        flag["reading"] or "",
    )
    return hashlib.md5("\x1f".join(words).encode(), usedforsecurity=False).hexdigest()[:20]


def flags_of(copy: Copy, article_id: str) -> list[dict[str, Any]]:
    """Return the flags of one revision with sentence, claim and check, in reading order."""
    flags = copy.rows_of("article_flags", article_id)
    if not flags:
        return []
    checks = {row["check_code"]: row for row in copy.checks}
    found = _from_queue(copy, flags) or _from_tables(copy, article_id, flags)
    told = [flag | {"title": flag["check_code"], "ask": ""} | _about(checks.get(flag["check_code"])) for flag in found]
    return sorted(told, key=lambda flag: (*_place(flag), flag["check_code"], flag["flag_id"]))


def _about(check: dict[str, Any] | None) -> dict[str, Any]:
    return {"title": check["title"], "ask": check["ask"]} if check else {}


def _from_queue(copy: Copy, flags: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the flags with what the queue's rows know of them, [] where one is not in the queue."""
    rows = {flag["flag_id"]: copy.board.row(flag["flag_id"]) for flag in flags} if copy.indexed else {}
    if not rows or any(row is None or copy.board.article_id(row) != flags[0]["article_id"] for row in rows.values()):
        return []
    subjects = copy.index.subjects(list(rows))
    names = ("sentence_id", "sentence", "sentence_part", "sentence_start")
    return [
        flag
        | {name: subjects[flag["flag_id"]][name] for name in names}
        | {"memory": copy.board.place(rows[flag["flag_id"]] or 0).memory}
        for flag in flags
    ]


def _from_tables(copy: Copy, article_id: str, flags: list[dict[str, Any]]) -> list[dict[str, Any]]:
    claims = {row["claim_id"]: row for row in copy.rows_of("article_claims", article_id)}
    sentences = {row["sentence_id"]: row for row in copy.rows_of("article_sentences", article_id)}
    return [_joined(flag, claims, sentences) for flag in flags if flag["claim_id"] in claims]


def figures_of(copy: Copy, article_id: str, attributions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures of one revision with who says them, in reading order."""
    sources = {row["attribution_id"]: row["canonical_source"] or row["source_text"] for row in attributions}
    figures = copy.rows_of("article_figures", article_id)
    found = [figure | {"source": sources.get(figure["attribution_id"], "")} for figure in figures]
    return sorted(found, key=_place)


def attributions_of(copy: Copy, article_id: str) -> list[dict[str, Any]]:
    """Return the attributions of one revision, in reading order of what was said."""
    found = copy.rows_of("article_attributions", article_id)
    return sorted(found, key=lambda row: (PARTS.index(row["part"]), [tuple(span.values()) for span in row["content"]]))


def _joined(
    flag: dict[str, Any],
    claims: dict[str, dict[str, Any]],
    sentences: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    claim = claims[flag["claim_id"]]
    sentence = sentences[claim["sentence_id"]]
    joined = flag | {
        "claim_start": claim["span_start"],
        "sentence_id": claim["sentence_id"],
        "sentence": sentence["text"],
        "sentence_part": sentence["part"],
        "sentence_start": sentence["span_start"],
    }
    return joined | {"memory": fingerprint(joined)}


def _place(row: dict[str, Any]) -> tuple[int, int, int]:
    return PARTS.index(row["part"]), row["span_start"], row["span_end"]
