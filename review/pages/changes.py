"""What changed between two revisions of a page, word by word, with the figures, quotations and sources that changed."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from review.copy.article_rows import parts_of
from review.desk import published_copy
from review.pages.rendering import desk_of, refusal, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy

WORD = re.compile(r"\s+|\w+(?:[.,]\d+)*|[^\w\s]")  # a number with its points and commas is one word
KIND = {"equal": "same", "insert": "added", "delete": "removed"}
THINGS = ("figure", "source", "quotation")  # where they overlap, the first of these is shown
FOLDED = 3  # paragraphs in a row that did not change: so many and more are folded, but for their neighbours


class Run(NamedTuple):
    """Words that are the same, added or removed; `start` is their place in the later text, if removed in the earlier.

    `thing` names what changed there ("figure"), "" for nothing but words.
    """

    kind: str
    words: str
    start: int
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the diff."""

    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return any(run.kind != "same" for run in self.runs)


class Line(NamedTuple):
    """A paragraph of a text and where it begins."""

    words: str
    start: int


Marks = dict[bool, list[tuple[int, int, str]]]  # spans with their thing, of the removed (True) and of the later text


def changes(older: str, newer: str) -> list[Paragraph]:
    """Return the paragraphs of both texts, in order; a changed one shows its removed and added words."""
    old, new = _lines(older), _lines(newer)
    found: list[Paragraph] = []
    words = ([line.words for line in old], [line.words for line in new])
    for kind, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if kind == "replace":
            found += _paired(old[a:b], new[c:d])
        else:
            lines = new[c:d] if kind == "equal" else (*old[a:b], *new[c:d])
            found += [Paragraph((Run(KIND[kind], *line),)) for line in lines]
    return found


def _paired(old: list[Line], new: list[Line]) -> list[Paragraph]:
    """Return changed paragraphs: each new one against the old one most like it, what has no match whole."""
    found, rest = [], list(old)
    for line in new:
        likeness = [SequenceMatcher(None, line.words, other.words).quick_ratio() for other in rest]
        if likeness and max(likeness) > 0.5:  # noqa: PLR2004 - less is another paragraph
            best = likeness.index(max(likeness))
            found += [Paragraph((Run("removed", *other),)) for other in rest[:best]]
            found.append(_words(rest[best], line))
            rest = rest[best + 1 :]
        else:
            found.append(Paragraph((Run("added", *line),)))
    return found + [Paragraph((Run("removed", *other),)) for other in rest]


def _words(older: Line, newer: Line) -> Paragraph:
    old, new = WORD.findall(older.words), WORD.findall(newer.words)
    runs: list[Run] = []
    was, now = older.start, newer.start
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            runs.append(Run("same", added, now))
        else:
            runs += [Run("removed", removed, was)] if removed else []
            runs += [Run("added", added, now)] if added else []
        was, now = was + len(removed), now + len(added)
    return Paragraph(tuple(runs))


def marked(paragraph: Paragraph, marks: Marks) -> Paragraph:
    """Return the paragraph with its runs cut where a changed figure, source or quotation begins or ends."""
    return Paragraph(tuple(piece for run in paragraph.runs for piece in _cut(run, marks[run.kind == "removed"])))


def _cut(run: Run, spans: list[tuple[int, int, str]]) -> Iterator[Run]:
    end = run.start + len(run.words)
    edges = sorted({run.start, end, *(e for span in spans for e in span[:2] if run.start < e < end)})
    for first, last in pairwise(edges):
        here = {thing for start, stop, thing in spans if start <= first and last <= stop}
        thing = next((name for name in THINGS if name in here), "")
        yield Run(run.kind, run.words[first - run.start : last - run.start], first, thing)


def folded(paragraphs: list[Paragraph]) -> list[tuple[bool, list[Paragraph]]]:
    """Return the paragraphs in groups, each to be folded away or not: long stretches without a change are."""
    if not any(paragraph.changed for paragraph in paragraphs):
        return [(False, paragraphs)]
    found: list[tuple[bool, list[Paragraph]]] = []
    for changed, group in groupby(paragraphs, key=lambda paragraph: paragraph.changed):
        rows = list(group)
        if changed or len(rows) < FOLDED + 2:
            found.append((False, rows))
        else:
            found += [(False, rows[:1]), (True, rows[1:-1]), (False, rows[-1:])]
    return found


def noted(copy: Copy, article_id: str, before_id: str) -> list[dict[str, Any]]:
    """Return what the run noted as changed between two revisions that follow each other, [] for others."""
    try:
        return copy.rows("article_changes", article=article_id, before=before_id)
    except duckdb.CatalogException:  # a copy older than the table
        return []


def _marks(rows: list[dict[str, Any]]) -> dict[str, Marks]:
    found: dict[str, Marks] = defaultdict(lambda: {True: [], False: []})
    for row in rows:
        if row["kind"] in THINGS:
            for removed, side in ((True, "before"), (False, "after")):
                if row[f"{side}_start"] is not None:
                    found[row["part"]][removed].append((row[f"{side}_start"], row[f"{side}_end"], row["kind"]))
    return found


def show_changes(request: Request) -> Response:
    """GET /articles/{article_id}/changes: against the revision before it, or the one named by ?from=."""
    copy = published_copy(desk_of(request))
    article = copy.article(request.path_params["article_id"])
    if article is None:
        return refusal(request, "No such article in the published copy.", 404)
    revisions = copy.revisions(article)
    ids = [revision["article_id"] for revision in revisions]
    wanted = request.query_params.get("from", "")
    at = ids.index(article["article_id"])
    older = wanted if wanted in ids else ids[max(0, at - 1)]
    before = copy.article(older) or article
    rows = noted(copy, article["article_id"], before["article_id"])
    marks, old, new = _marks(rows), parts_of(before), parts_of(article)
    parts = [
        (part, [marked(paragraph, marks[part]) for paragraph in changes(old[part], new[part])])
        for part in old
        if old[part] or new[part]
    ]
    return render(
        request,
        "changes.html",
        article=article,
        before=before,
        parts=[(part, folded(paragraphs)) for part, paragraphs in parts],
        any_change=any(paragraph.changed for _, paragraphs in parts for paragraph in paragraphs),
        things=[row for thing in THINGS for row in rows if row["kind"] == thing],
        sentences=[row for row in rows if row["kind"] == "sentence"],
        revisions=revisions,
    )


def _lines(text: str) -> list[Line]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append(Line(line.rstrip("\r\n"), start))
        start += len(line)
    return found
