"""The JSON-LD of a page, also where it is not quite JSON, as templates often print it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

DEPTH = 12  # of nested JSON-LD: deeper is an attack or a mistake
NESTS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart")  # the first is no part of its node
WRAPPING = re.compile(  # in a comment of a script's, or bare
    r"^(?:/[/*]\s{0,9})?(?:<!--|<!\[CDATA\[)(?:\s{0,9}\*/)?|(?:/[/*]\s{0,9})?(?:-->|\]\]>)(?:\s{0,9}\*/)?;?$"
)
FIELD = re.compile(
    r'"(@type|headline|description|datePublished|dateModified|inLanguage|articleSection)"\s?:\s?"((?:[^"\\]|\\.){1,2000})"'
)
STRAY = re.compile(r'"datePublished\\?"\s?:\s?\\?"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d[0-9:.+Z-]{0,20})')


def linked_data(tree: HtmlElement) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield every node of the page's JSON-LD, and whether it is the page's own and no part of another node.

    Of a block that cannot be parsed these are the plain fields in it.
    """
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = WRAPPING.sub("", (script.text or "").strip()).strip().rstrip(";")
        parsed = _parsed(text)
        yield from _nodes(parsed if parsed is not None else _salvaged(text), 0, is_own=True)


def stray_time(tree: HtmlElement) -> str:
    """Return the first datePublished in any script: pages that scripts build carry their JSON-LD in quotes."""
    found = (STRAY.search(script.text or "") for script in tree.iter("script"))
    return next((match[1] for match in found if match), "")


def _parsed(text: str) -> object:
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _salvaged(text: str) -> dict[str, str]:
    """Return the first value of each field that stands in broken JSON."""
    fields: dict[str, str] = {}
    for name, raw in FIELD.findall(text):
        try:
            fields.setdefault(name, json.loads(f'"{raw}"', strict=False))
        except ValueError:
            continue
    return fields if "headline" in fields or "datePublished" in fields else {}


def _nodes(value: object, depth: int, *, is_own: bool) -> Iterator[tuple[dict[str, Any], bool]]:
    if depth > DEPTH:
        return
    if isinstance(value, dict):
        yield value, is_own
        for key in NESTS:
            yield from _nodes(value.get(key), depth + 1, is_own=is_own and key == NESTS[0])
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1, is_own=is_own)
