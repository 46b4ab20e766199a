"""Flags as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), one collection with one page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from review.vocabulary import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.reviews import Event

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(flags: Iterator[dict[str, Any]], about: dict[str, Any]) -> str:
    """Return the flags as an AnnotationCollection; positions are code points of the extracted text."""
    items = [_annotation(flag, about["address"]) for flag in flags]
    here = f"{about['address']}/export/annotations?{about['view']}"
    collection = {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": f"Copydesk flags of {about['copy']}",
        "total": len(items),
        "first": {"id": f"{here}#page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1)


def _annotation(flag: dict[str, Any], address: str) -> dict[str, Any]:
    sentence, start = flag["sentence"], flag["span_start"] - flag["sentence_start"]
    end = flag["span_end"] - flag["sentence_start"]
    inside = flag["part"] == flag["sentence_part"] and 0 <= start < end <= len(sentence)
    quote = {"type": "TextQuoteSelector", "exact": sentence[start:end] if inside else sentence}
    if inside:
        quote |= {"prefix": sentence[:start][-60:], "suffix": sentence[end:][:60]}
    selectors = [quote]
    if flag["part"] == "text":
        selectors.append({"type": "TextPositionSelector", "start": flag["span_start"], "end": flag["span_end"]})
    body: list[dict[str, Any]] = [_body(flag["message"], "questioning")]
    body += [_body(flag["reading"], "describing")] if flag["reading"] else []
    body += [_body(flag["check_code"], "tagging"), _body(flag["severity"], "tagging")]
    body += [_decided(event) for event in flag["history"] if event.act in ("confirm", "dismiss", "note")]
    return {
        "id": f"{address}/flags/{flag['flag_id']}",
        "type": "Annotation",
        "motivation": "questioning",
        "generator": {"id": f"{address}/checks#{flag['check_code']}", "type": "Software", "name": "Copydesk"},
        "body": body,
        "target": {"source": flag["url"] or f"{address}/articles/{flag['article_id']}", "selector": selectors},
    }


def _body(words: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": purpose}


def _decided(event: Event) -> dict[str, Any]:
    words = event.comment if event.act == "note" else f"{event.act}: {REASONS.get(event.reason, event.reason)}"
    purpose = "commenting" if event.act == "note" else "assessing"
    creator = {"type": "Person", "name": event.reviewer}
    return _body(words, purpose) | {"created": event.decided_at.strftime("%Y-%m-%dT%H:%M:%SZ"), "creator": creator}
