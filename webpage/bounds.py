"""Bounds on hostile markup that every reader of pages and lists keeps."""

from __future__ import annotations

import re

LONG = 10_000  # characters of a tag
LONG_TAG = re.compile(rf"<([a-zA-Z][\w:.-]{{0,100}}+)([^<>]{{{LONG},}}+)")
PARTS = re.compile(r"[\s/=]")  # what parts attributes
MOST_PARTS = 2_000


def without_monsters(markup: str) -> str:
    """Return markup without the attributes of tags that have thousands: parsers hold each against all before it."""
    parts = [part for part in markup.split("<") if len(part) > LONG]
    if all(0 <= part.find(">") < LONG for part in parts):
        return markup  # the pattern would look at each of its tags
    return LONG_TAG.sub(lambda tag: f"<{tag[1]} " if _is_monster(tag[2]) else tag[0], markup)


def _is_monster(attributes: str) -> bool:
    return sum(1 for _ in PARTS.finditer(attributes)) > MOST_PARTS
