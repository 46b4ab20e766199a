"""Quotation marks -> quotations: a state machine that reads any disorder of marks and never raises.

The direction of a mark is read from its neighbours first and its glyph second, since newsrooms mix curly and straight
marks. A quotation left open at a paragraph's end goes on in the next one when that re-opens it (the print convention).
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOUBLE = re.compile(r"[\"“”„‟«»＂]|``|''")
SINGLE_OPEN = re.compile(r"(?<![\w’'])['‘](?=[\w\[$£€.…])(?!\d0s\b|\d\d\b|(?i:em|cause|til|tis|twas|n)\b)")
SINGLE_CLOSE = re.compile(r"(?<=\S)['’](?!\w)")
OTHER_CLOSE = re.compile(r"[,.!?…]['’](?=\s|\Z)")  # “It is shut,' she said.
OPENERS = frozenset("“„«‟")
CLOSERS = frozenset("”»")
BEFORE_OPEN = frozenset(" \t\xa0([{—–-/‘'>:,;\u2009\u200a\u202f\u200b…")
AFTER_CLOSE = frozenset(" \t\xa0)]}—–-/’',.;:!?…\u2009\u200a\u202f\u200b")
SENTENCE_STOPS = frozenset(".,!?…—–-")
MOST_UNMARKED = 2  # paragraphs without any mark that an open quotation may run through


class Quote(NamedTuple):
    """A stretch of one paragraph inside quotation marks; `start:end` leaves the marks out, offsets as the text's."""

    start: int
    end: int
    paragraph: int
    closed: bool
    continues: bool  # it goes on from the quotation of an earlier paragraph


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool
    glyph: str


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the double marks with the directions that their neighbours allow."""
    for found in DOUBLE.finditer(text, start, end):
        before = text[found.start() - 1] if found.start() > start else " "
        after = text[found.end()] if found.end() < end else " "
        if found[0] == '"' and before.isdigit() and after != " " and after.isalnum():
            continue  # an inch mark inside a measure
        opens = not after.isspace() and (before in BEFORE_OPEN or before.isspace())
        closes = not before.isspace() and (after in AFTER_CLOSE or after.isspace())
        yield _Mark(found.start(), found.end(), opens, closes, found[0])


def _opens(mark: _Mark, *, inside: bool) -> bool:
    """Decide a mark's direction: clear neighbours, then the glyph, then the state."""
    if mark.opens != mark.closes:
        if inside and mark.opens and mark.glyph in CLOSERS:
            return False
        return mark.opens
    if mark.glyph in OPENERS or mark.glyph == "``":
        return True
    if mark.glyph in CLOSERS or mark.glyph == "''":
        return False
    return not inside


def _doubles(text: str, start: int, end: int) -> tuple[list[tuple[int, int, bool]], int | None]:
    """Return (start, end, closed) of a paragraph's quotations and the place of a closing mark that nothing opened."""
    found: list[tuple[int, int, bool]] = []
    orphan, opened = None, None
    for mark in _marks(text, start, end):
        if _opens(mark, inside=opened is not None):
            if opened is not None:
                found.append((opened, mark.start, False))
            opened = mark.end
        elif opened is not None:
            found.append((opened, mark.start, True))
            opened = None
        elif not found and orphan is None:
            orphan = mark.start
    if opened is not None:
        other = OTHER_CLOSE.search(text, opened, end)
        mistaken = other is not None and SINGLE_OPEN.search(text, opened, other.end()) is None
        found.append((opened, other.end() - 1, True) if other and mistaken else (opened, end, False))
    return found, orphan


def _singles(text: str, start: int, end: int, *, runs_on: bool) -> list[tuple[int, int, bool]]:
    """Return the quotations in single marks between two places: an apostrophe is no opener.

    One that is never closed is a quotation only where it runs on into the next paragraph.
    """
    found, place = [], start
    while opening := SINGLE_OPEN.search(text, place, end):
        closing = _single_close(text, opening.end(), end, plurals=not runs_on)
        if closing is None:
            place = opening.end()
            if runs_on and not SINGLE_OPEN.search(text, place, end):
                found.append((place, end, False))
            continue
        found.append((opening.end(), closing, True))
        place = closing + 1
    return found


def _single_close(text: str, start: int, end: int, *, plurals: bool) -> int | None:
    """Return where the single quotation ends: the first mark after a stop, else the first that is no plural's."""
    limit = SINGLE_OPEN.search(text, start, end)
    last = limit.start() if limit else end
    fallback = None
    for mark in SINGLE_CLOSE.finditer(text, start, last):
        before = text[mark.start() - 1]
        if before in SENTENCE_STOPS or text[mark.end() : mark.end() + 1] in {",", ".", "", ";", ":", "?"}:
            return mark.start()
        if before != "s":
            return mark.start()
        fallback = fallback or mark.start()
    return fallback if plurals else None


def _gaps(found: list[tuple[int, int, bool]], start: int, end: int) -> Iterator[tuple[int, int]]:
    for quote_start, quote_end, _ in found:
        if start < quote_start:
            yield start, quote_start
        start = max(start, quote_end)
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _orphaned(text: str, start: int, orphan: int, *, carried: bool) -> tuple[int, int, bool] | None:
    """Return the quotation that ends at a closing mark which nothing in its paragraph opened."""
    if carried:
        return start, orphan, True
    if orphan > start and text[orphan - 1] in SENTENCE_STOPS:
        stop = max(text.rfind(stop, start, orphan - 1) for stop in (". ", "! ", "? "))
        return (start if stop < 0 else stop + 2), orphan, True
    return None


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int, int]]) -> list[Quote]:
    """Return the quotations of a text in reading order; paragraphs are (number, start, end) of it, in order."""
    quotes: list[Quote] = []
    carried = 0  # how many more unmarked paragraphs an open quotation may still run through
    waiting: list[tuple[int, int, int]] = []
    following = [first for _, first, _ in paragraphs[1:]]
    for (number, start, end), after in itertools.zip_longest(paragraphs, following):
        found, orphan = _doubles(text, start, end)
        begins = bool(found) and _leads(text, start, found)
        if orphan is not None and (ended := _orphaned(text, start, orphan, carried=carried > 0)):
            found.insert(0, ended)
            if carried:
                while quotes and waiting and quotes[-1].paragraph >= waiting[0][0]:
                    quotes.pop()  # single marks inside what is quoted all along
                quotes += [Quote(s, e, n, closed=False, continues=True) for n, s, e in waiting if s < e]
                begins = True
        runs_on = after is not None and SINGLE_OPEN.match(text, after) is not None
        singles = _singles(text, start, end, runs_on=runs_on) if SINGLE_OPEN.match(text, start) else []
        if found and all(any(first <= one[0] and one[1] <= last for first, last, _ in singles) for one in found):
            found = []  # double marks inside single ones
        else:
            gaps = list(_gaps(found, start, end))
            singles = [single for gap in gaps for single in _singles(text, *gap, runs_on=runs_on and gap[1] == end)]
        everything = sorted(found + singles)
        begins = begins or (bool(singles) and _leads(text, start, everything))
        for index, (quote_start, quote_end, closed) in enumerate(everything):
            inner = _trimmed(text, quote_start, quote_end)
            if inner[0] < inner[1]:
                continues = index == 0 and begins and carried > 0
                quotes.append(Quote(*inner, number, closed, continues))
        if everything and not everything[-1][2] and everything[-1][1] == end:
            carried, waiting = MOST_UNMARKED + 1, []
        elif not found and carried and orphan is None and not begins:
            carried -= 1
            waiting.append((number, start, end))
        else:
            carried, waiting = 0, []
    return quotes


def _leads(text: str, start: int, found: list[tuple[int, int, bool]]) -> bool:
    """Say whether nothing but marks stands before a paragraph's first quotation."""
    return not text[start : found[0][0]].strip("\"“„«‟`＂'‘ \t")
