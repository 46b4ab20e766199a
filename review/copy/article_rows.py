"""What one article's page is made of: its flags, figures and attributions, joined from small reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.copy.published import Copy

TEXT_FIELDS = {"title": "headline", "standfirst": "standfirst", "text": "text"}
PARTS = tuple(TEXT_FIELDS)
NOBODY = {"source": "", "person": ""}


def flags_of(copy: Copy, article_id: str) -> list[dict[str, Any]]:
    """Return the flags of one revision with sentence, claim and check, in reading order."""
    checks = {row["check_code"]: row for row in copy.checks}
    current = copy.index.revision(article_id)["is_current"]
    found = _from_queue(copy, article_id) if current else _from_tables(copy, article_id)
    told = [flag | {"title": flag["check_code"], "ask": ""} | _about(checks.get(flag["check_code"])) for flag in found]
    return sorted(told, key=lambda flag: (*_place(flag), flag["check_code"], flag["flag_id"]))


def _about(check: dict[str, Any] | None) -> dict[str, Any]:
    return {"title": check["title"], "ask": check["ask"]} if check else {}


def _from_queue(copy: Copy, article_id: str) -> list[dict[str, Any]]:
    """Return the flags of a current revision: the queue's rows of them tell all."""
    rows = {copy.board.flag_id(row): row for row in copy.board.rows_of(article_id)}
    subjects = copy.index.subjects(list(rows))
    return [flag | {"memory": copy.board.memory(rows[flag_id])} for flag_id, flag in subjects.items()]


def _from_tables(copy: Copy, article_id: str) -> list[dict[str, Any]]:
    """Return the flags of an older revision, which no queue shows."""
    flags = copy.rows_of("article_flags", article_id)
    if not flags:
        return []
    claims = {row["claim_id"]: row for row in copy.rows_of("article_claims", article_id)}
    sentences = {row["sentence_id"]: row for row in copy.rows_of("article_sentences", article_id)}
    joined = [_joined(flag, claims, sentences) for flag in flags if flag["claim_id"] in claims]
    return [flag | {"memory": memory} for flag, memory in zip(joined, copy.memories(joined), strict=True)]


def figures_of(copy: Copy, article_id: str, attributions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures of one revision with who says them, in reading order."""
    sources = {row["attribution_id"]: _named(row) for row in attributions}
    figures = copy.parts("figures", article_id)
    found = [figure | sources.get(figure["attribution_id"], NOBODY) for figure in figures]
    return sorted(found, key=_place)


def _named(row: dict[str, Any]) -> dict[str, str]:
    return {"source": row["canonical_source"] or row["source_text"], "person": person_in(row)}


def person_in(row: dict[str, Any]) -> str:
    """Return the name of the person who is named as the source, "" for anything else."""
    return str(row["canonical_source"] or "") if row["source_kind"] == "named_person" else ""


def attributions_of(copy: Copy, article_id: str) -> list[dict[str, Any]]:
    """Return the attributions of one revision, in reading order of what was said."""
    found = copy.parts("attributions", article_id)
    return sorted(found, key=lambda row: (PARTS.index(row["part"]), [tuple(span.values()) for span in row["content"]]))


def _joined(
    flag: dict[str, Any],
    claims: dict[str, dict[str, Any]],
    sentences: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    claim = claims[flag["claim_id"]]
    sentence = sentences[claim["sentence_id"]]
    return flag | {
        "claim_start": claim["span_start"],
        "sentence_id": claim["sentence_id"],
        "sentence": sentence["text"],
        "sentence_part": sentence["part"],
        "sentence_start": sentence["span_start"],
    }


def _place(row: dict[str, Any]) -> tuple[int, int, int]:
    return PARTS.index(row["part"]), row["span_start"], row["span_end"]


def parts_of(article: dict[str, Any]) -> dict[str, str]:
    """Return the three texts of an article by the names that spans use."""
    return {"title": article["headline"], "standfirst": article["standfirst"], "text": article["text"]}
