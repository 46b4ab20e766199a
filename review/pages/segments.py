"""Text cut at the edges of every span, so that overlapping spans need no nesting and the browser needs no offsets."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


class Mark(NamedTuple):
    """A span to be shown: half-open code points; `kind` is "flag", "figure", "source" or "evidence"."""

    span_start: int
    span_end: int
    kind: str
    key: str


class Segment(NamedTuple):
    """Words between two edges, the marks that cover them, and those that begin or end here."""

    words: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]
    ends: tuple[Mark, ...]


class Line(NamedTuple):
    """A paragraph: its place in the text and its segments."""

    span_start: int
    span_end: int
    segments: tuple[Segment, ...]


def lines(text: str, marks: Iterable[Mark]) -> list[Line]:
    """Return the paragraphs of the text, cut at every edge; marks outside the text are cut to it."""
    size = len(text)
    clipped = (mark._replace(span_start=max(0, mark.span_start), span_end=min(size, mark.span_end)) for mark in marks)
    ordered = sorted(mark for mark in clipped if mark.span_start < mark.span_end)
    found, first, active = [], 0, list[Mark]()
    for match in LINE.finditer(text):
        start, end = match.span()
        while first < len(ordered) and ordered[first].span_start < end:
            active.append(ordered[first])
            first += 1
        active = [mark for mark in active if mark.span_end > start]
        if match[0].strip():
            found.append(Line(start, end, tuple(_cut(text, start, end, active))))
    return found


def _cut(text: str, start: int, end: int, marks: list[Mark]) -> Iterable[Segment]:
    """Yield the segments of one line; `marks` are those that cover any of it, in order of where they begin."""
    inner = {edge for mark in marks for edge in (mark.span_start, mark.span_end) if start < edge < end}
    covering, first = list[Mark](), 0
    for low, high in pairwise([start, *sorted(inner), end]):
        begins = first
        while first < len(marks) and marks[first].span_start <= low:
            first += 1
        covering += marks[begins:first]
        ends = tuple(mark for mark in covering if mark.span_end == high or (high == end and mark.span_end > end))
        yield Segment(text[low:high], tuple(covering), tuple(marks[begins:first]), ends)
        if ends:
            covering = [mark for mark in covering if mark.span_end > high]
