"""A flag on a terminal: the place, the sentence with its words underlined by carets, the reason and the evidence."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from review.recomputed import worked_out
from warehouse.terms import Part, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from copydesk.drafts import Source
    from warehouse.records import Article, Flag

COLOURS = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.CRITICAL: "red"}
HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
SIGN = "\N{REPLACEMENT CHARACTER}"  # an article must not steer the terminal that shows it
NARROWEST, WIDEST = 40, 110  # cells of a printed line of the article
AROUND = 220  # code points of the paragraph shown before and after the words


class Piece(NamedTuple):
    """One printed line of a paragraph and where it begins in the paragraph."""

    start: int
    words: str


def print_flag(
    console: Console, place: str, article: Article, flag: Flag, *, title: str, source: Source | None = None
) -> None:
    """Print one flag: place, severity, check; the words underlined; message, reading and evidence."""
    words = {Part.TITLE: article.headline, Part.STANDFIRST: article.standfirst, Part.TEXT: article.text}
    text, colour = words[flag.part], COLOURS[flag.severity]
    line = source.place(text, flag.span_start, flag.span_end) if source else ""
    head = Text(f"{place}:{line or where(text, flag)}: ")
    head.append(f"{flag.severity} {flag.check_code}", style=f"bold {colour}")
    console.print(head.append(f" {title}"))
    for line in underlined(text, flag.span_start, flag.span_end, width=min(max(console.width - 4, NARROWEST), WIDEST)):
        console.print(Text(f"  {line}", style=colour if line.strip(" ^") == "" else ""))
    console.print(Text(f"  {shown(flag.message)}"))
    worked = worked_out(flag.reading).sentence
    if worked and worked != flag.message:
        console.print(Text(f"  = {shown(worked)}"))
    for span in flag.evidence:
        if span.article_id == article.article_id:
            quoted = words[Part(span.part)][span.span_start : span.span_end]
            console.print(Text(f"  · {span.role}: {shown(' '.join(quoted.split()))}", style="dim"))
    console.print()


def where(text: str, flag: Flag) -> str:
    """Return "headline", "standfirst" or line and column, both from 1, of the words in the text."""
    if flag.part is not Part.TEXT:
        return {Part.TITLE: "headline", Part.STANDFIRST: "standfirst"}[flag.part]
    line_start = text.rfind("\n", 0, flag.span_start) + 1
    return f"{text.count(chr(10), 0, flag.span_start) + 1}:{flag.span_start - line_start + 1}"


def underlined(text: str, span_start: int, span_end: int, *, width: int) -> Iterator[str]:
    """Yield the lines around a span, each followed by carets under the words of the span that stand in it."""
    first = max(text.rfind("\n", 0, span_start) + 1, _space(text, span_start - AROUND, 1))
    line_end = text.find("\n", span_end)
    last = min(len(text) if line_end < 0 else line_end, _space(text, span_end + AROUND, -1))
    for piece in wrapped(shown(text[first:last]), width):
        start, end = (min(max(place - first - piece.start, 0), len(piece.words)) for place in (span_start, span_end))
        yield piece.words.rstrip()
        if start < end and piece.words[start:end].strip():
            yield " " * cell_len(piece.words[:start]) + "^" * max(1, cell_len(piece.words[start:end].rstrip()))


def shown(words: str) -> str:
    """Return the words with a sign in place of every control and bidi character, and blanks for white space."""
    return HIDDEN.sub(SIGN, re.sub(r"\s", " ", words))


def _space(text: str, place: int, step: int) -> int:
    """Return the nearest place in the direction of step where a word ends or begins."""
    if place <= 0 or place >= len(text):
        return min(max(place, 0), len(text))
    while 0 < place < len(text) and not text[place].isspace():
        place += step
    return place


def wrapped(paragraph: str, width: int) -> Iterator[Piece]:
    """Yield the paragraph in lines of at most `width` cells, broken at spaces; no character is lost."""
    start = 0
    while start < len(paragraph):
        end = min(len(paragraph), start + width)
        while cell_len(paragraph[start:end]) > width:
            end -= 1
        if end < len(paragraph):
            broken = paragraph.rfind(" ", start + 1, end + 1)
            end = broken + 1 if broken > start else max(end, start + 1)
        yield Piece(start, paragraph[start:end])
        start = end


def summary(flags: Sequence[Flag], articles: int, *, folded: bool) -> str:
    """Return the closing lines: how many flags of each severity in how many articles; where notes are, if `folded`."""
    counts = Counter(flag.severity for flag in flags)
    read = f"{articles} article{'' if articles == 1 else 's'} read"
    if not flags:
        return f"{read}, nothing flagged."
    told = ", ".join(f"{counts[severity]} {severity}" for severity in reversed(Severity) if counts[severity])
    notes = counts[Severity.INFO]
    more = f"\n{notes} note{'' if notes == 1 else 's'}: --notes shows {'it' if notes == 1 else 'them'}."
    return f"{read}, {len(flags)} flag{'' if len(flags) == 1 else 's'}: {told}.{more if folded and notes else ''}"
