"""Bounds on hostile markup that every reader of pages and lists keeps."""

from __future__ import annotations

import re

LONG_TAG = re.compile(r"<([a-zA-Z][\w:.-]{0,100}+)([^<>]{10000,}+)")
PARTS = re.compile(r"[\s/=]")  # what parts attributes
MOST_PARTS = 2_000


def without_monsters(markup: str) -> str:
    """Return markup without the attributes of tags that have thousands: parsers hold each against all before it."""
    return LONG_TAG.sub(lambda tag: f"<{tag[1]} " if _is_monster(tag[2]) else tag[0], markup)


def _is_monster(attributes: str) -> bool:
    return sum(1 for _ in PARTS.finditer(attributes)) > MOST_PARTS
