"""What changed between two revisions of a page, word by word, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from review.acts import published_copy
from review.cards import parts_of
from review.pages import desk_of, refusal, render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

WORD = re.compile(r"\s+|\w+(?:[.,]\d+)*|[^\w\s]")  # a number with its points and commas is one word
KIND = {"equal": "same", "insert": "added", "delete": "removed"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the diff: runs of (same, added or removed; words)."""

    runs: tuple[tuple[str, str], ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it differs."""
        return any(kind != "same" for kind, _ in self.runs)


def changes(older: str, newer: str) -> list[Paragraph]:
    """Return the paragraphs of both texts, in order; a changed one shows its removed and added words."""
    old, new = _lines(older), _lines(newer)
    found: list[Paragraph] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Paragraph((("same", line),)) for line in new[c:d]]
        elif kind == "replace":
            found += _paired(old[a:b], new[c:d])
        else:
            found += [Paragraph(((KIND[kind], line),)) for line in (*old[a:b], *new[c:d])]
    return found


def _paired(old: list[str], new: list[str]) -> list[Paragraph]:
    """Return changed paragraphs: each new one against the old one most like it, what has no match whole."""
    found, rest = [], list(old)
    for line in new:
        likeness = [SequenceMatcher(None, line, other).quick_ratio() for other in rest]
        if likeness and max(likeness) > 0.5:  # noqa: PLR2004 - less is another paragraph
            best = likeness.index(max(likeness))
            found += [Paragraph((("removed", other),)) for other in rest[:best]]
            found.append(_words(rest[best], line))
            rest = rest[best + 1 :]
        else:
            found.append(Paragraph((("added", line),)))
    return found + [Paragraph((("removed", other),)) for other in rest]


def _words(older: str, newer: str) -> Paragraph:
    old, new = WORD.findall(older), WORD.findall(newer)
    runs: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(new[c:d])))
            continue
        runs += [("removed", "".join(old[a:b]))] if a < b else []
        runs += [("added", "".join(new[c:d]))] if c < d else []
    return Paragraph(tuple(runs))


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
    old, new = parts_of(before), parts_of(article)
    parts = [(part, changes(old[part], new[part])) for part in old if old[part] or new[part]]
    return render(request, "changes.html", article=article, before=before, parts=parts, revisions=revisions)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
