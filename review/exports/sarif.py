"""Flags as SARIF 2.1.0 (OASIS), so that any viewer of analysis results can show them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from review.copy.article_rows import TEXT_FIELDS
from review.vocabulary import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

LEVELS = {"critical": "error", "warning": "warning", "info": "note"}
IN_URI = ";/?:@&=+$,#[]!*'()%~"  # RFC 3986: what is not of it is percent-encoded
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif(flags: Iterator[dict[str, Any]], about: dict[str, Any]) -> str:
    """Return the flags as one run; regions count code points of the extracted text, and say so by columnKind."""
    rules = [_rule(check, about["address"]) for check in about["checks"]]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "Copydesk", "informationUri": about["address"], "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(flag, index, about["address"]) for flag in flags],
        "properties": {"copy": about["copy"], "view": about["view"]},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(check: dict[str, Any], address: str) -> dict[str, Any]:
    return {
        "id": check["check_code"],
        "name": "".join(word.capitalize() for word in check["name"].split("_")),
        "shortDescription": {"text": check["title"]},
        "fullDescription": {"text": check["docs"].strip() or check["title"]},
        "help": {"text": check["ask"] or check["title"]},
        "helpUri": f"{address}/checks#{check['check_code']}",
        "defaultConfiguration": {"level": LEVELS[check["severity"]]},
    }


def _location(flag: dict[str, Any], address: str) -> dict[str, Any]:
    """Return the page with the region of its text; a headline is no region of the text, so it is named instead."""
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(flag["url"] or f"{address}/articles/{flag['article_id']}", safe=IN_URI)}
    }
    if flag["part"] != "text":
        return {"physicalLocation": physical, "logicalLocations": [{"name": TEXT_FIELDS[flag["part"]]}]}
    length, start = flag["span_end"] - flag["span_start"], flag["span_start"] - flag["sentence_start"]
    words = flag["sentence"][max(0, start) : start + length]
    physical["region"] = {"charOffset": flag["span_start"], "charLength": length, "snippet": {"text": words}}
    return {"physicalLocation": physical}


def _result(flag: dict[str, Any], index: dict[str, int], address: str) -> dict[str, Any]:
    message = flag["message"] + (f" {flag['reading']}" if flag["reading"] else "")
    result = {
        "ruleId": flag["check_code"],
        "level": LEVELS[flag["severity"]],
        "message": {"text": message},
        "locations": [_location(flag, address)],
        "partialFingerprints": {"copydeskFlag/v1": flag["flag_id"]},
        "hostedViewerUri": f"{address}/flags/{flag['flag_id']}",
        "properties": {name: flag[name] for name in ("outlet", "part", "state", "sentence")},
    }
    if flag["check_code"] in index:
        result["ruleIndex"] = index[flag["check_code"]]
    if flag["state"] == "dismissed":
        event = flag["event"]
        words = f"{REASONS.get(event.reason, event.reason)} ({event.reviewer}) {event.comment}".strip()
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": words}]
    return result
