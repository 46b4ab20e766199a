"""What one line of text is: a caption, a credit, a by-line, a related link, a correction note, furniture, or body.

A body paragraph taken for furniture would never be checked: a pattern needs the shape of a line that is nothing else.
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.lexicon import load
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = {
    Role.CAPTION: "captions",
    Role.FURNITURE: "furniture",
    Role.RELATED_LINK: "related links",
    Role.CORRECTION_NOTE: "corrections",
}
LONG = 400  # code points: no caption, credit or link line is longer
EDGE = 3  # lines from the top or the end where by-lines and stamps stand


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """page_lines.toml: lines on a page that are not the story, as patterns."""

    agencies: tuple[str, ...]
    credit: tuple[str, ...]
    caption_start: tuple[str, ...]
    stamp: tuple[str, ...]
    byline: tuple[str, ...]
    clock: tuple[str, ...]
    furniture: tuple[str, ...]
    related_start: tuple[str, ...]
    related_alone: tuple[str, ...]
    correction: tuple[str, ...]
    editor: tuple[str, ...]
    mended: tuple[str, ...]
    opinion: tuple[str, ...]
    time_label: tuple[str, ...]


@lru_cache(maxsize=1)
def line_patterns() -> dict[str, re.Pattern[str]]:
    """Return one pattern for each kind of line in the lexicon."""
    lists = dataclasses.asdict(load(PageLines, "page_lines", ""))
    either = {name: "(?:" + "|".join(patterns) + ")" for name, patterns in lists.items()}
    either["credit"] = either["credit"].replace("AGENCY", either["agencies"]) + r"\s*[.)]?$"
    either["related_start"] = rf"(?:{either['related_start']}\s*[:|»>]|[>►▶→]+)\s*\S.{{0,160}}"
    either["related_alone"] += r"\s*:?"
    case_counts = {"credit", "byline", "agencies"}
    return {
        name: re.compile(pattern, re.NOFLAG if name in case_counts else re.IGNORECASE)
        for name, pattern in either.items()
    }


def role_of_line(text: str, position: int = EDGE, behind: int = EDGE) -> Role:
    """Return what a line is; `position` counts lines before it, `behind` those after it. In doubt it is body."""
    words, patterns = text.strip(), line_patterns()
    if patterns["correction"].match(words):
        return Role.CORRECTION_NOTE
    if patterns["editor"].match(words):
        return Role.CORRECTION_NOTE if patterns["mended"].search(words) else Role.FURNITURE
    if len(words) > LONG:
        return Role.BODY
    if patterns["credit"].search(words) or patterns["caption_start"].match(words):
        return Role.CAPTION
    if patterns["related_start"].fullmatch(words) or patterns["related_alone"].fullmatch(words):
        return Role.RELATED_LINK
    return Role.FURNITURE if _furniture(words, position, behind) else Role.BODY


def _furniture(words: str, position: int, behind: int) -> bool:
    patterns = line_patterns()
    if (
        patterns["furniture"].fullmatch(words)
        or patterns["clock"].fullmatch(words)
        or (position < EDGE and patterns["stamp"].match(words))
    ):
        return True
    return min(position, behind) < EDGE and bool(patterns["byline"].fullmatch(words))


def roles_of_lines(lines: Sequence[str]) -> list[Role]:
    """Return the role of each line of a plain text."""
    return [role_of_line(line, place, len(lines) - 1 - place) for place, line in enumerate(lines)]


def notes_on(roles: Sequence[Role]) -> tuple[str, ...]:
    """Return the extraction notes on a text whose paragraphs have these roles."""
    return tuple(f"{name}: {count}" for role, name in NAMES.items() if (count := roles.count(role)))
