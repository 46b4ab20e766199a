"""What was compared in an article: every pair of figures that a check may look at, and which of them is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from review.copy.article_rows import attributions_of, figures_of, flags_of, parts_of
from review.desk import published_copy
from review.pages.ledger import reading
from review.pages.rendering import desk_of, refusal, render
from review.vocabulary import TIES
from review.wording import after, before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy

AROUND = 60  # characters of context on each side
SHOWN = 200  # pairs on one page
APART = {"above", "above_support", "not_compared"}  # rows that say what was looked for, and are no pair of figures


class Compared(NamedTuple):
    """One pair: both figures with their words, how they are tied, and the flag that asks about them, if any does."""

    tie: str
    first: dict[str, Any]
    second: dict[str, Any]
    flag: dict[str, Any] | None


class Comparisons(NamedTuple):
    """An article's pairs, those that are asked about first, and how many there are of each."""

    pairs: list[Compared]
    asked: int

    @property
    def agreeing(self) -> int:
        """How many pairs no check asks about."""
        return len(self.pairs) - self.asked


def compared_in(copy: Copy, article: dict[str, Any]) -> Comparisons:
    """Return every pair of two figures of a revision, in reading order, those asked about first."""
    article_id = article["article_id"]
    figures = {row["figure_id"]: row for row in figures_of(copy, article_id, attributions_of(copy, article_id))}
    flags = [flag for flag in flags_of(copy, article_id) if flag["check_code"].startswith("FG")]
    words = parts_of(article)
    found = []
    for row in copy.rows_of("article_pairs", article_id):
        first, second = figures.get(row["first_id"]), figures.get(row["second_id"])
        if row["tie"] not in APART and first and second:
            sides = _shown(words, first), _shown(words, second)
            found.append(
                Compared(TIES.get(row["tie"], row["tie"].replace("_", " ")), *sides, _asked(flags, first, second))
            )
    found.sort(key=lambda pair: pair.flag is None)
    return Comparisons(found, sum(1 for pair in found if pair.flag))


def not_compared(copy: Copy, article_id: str) -> list[str]:
    """Return what of an article's figures was not compared with others, in words: it was not looked at."""
    return [
        note
        for row in copy.rows_of("article_pairs", article_id)
        if row["tie"] == "not_compared"
        for note in row["notes"]
    ]


def _shown(words: dict[str, str], figure: dict[str, Any]) -> dict[str, Any]:
    text, start, end = words[figure["part"]], figure["span_start"], figure["span_end"]
    around = {"before": before(text, start, AROUND), "after": after(text, end, AROUND), "read_as": reading(figure)}
    return figure | around


def _asked(flags: Sequence[dict[str, Any]], first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any] | None:
    """Return the flag that stands on one of the two and shows the other."""
    for flag in flags:
        for here, there in ((first, second), (second, first)):
            if _touches(flag, here) and any(_touches(span, there) for span in flag["evidence"]):
                return flag
    return None


def _touches(span: dict[str, Any], figure: dict[str, Any]) -> bool:
    here = span["span_start"] < figure["span_end"] and figure["span_start"] < span["span_end"]
    return bool(here and span["part"] == figure["part"])


def show_compared(request: Request) -> Response:
    """GET /articles/{article_id}/figures."""
    copy = published_copy(desk_of(request))
    article = copy.article(request.path_params["article_id"])
    if article is None:
        return refusal(request, "No such article in the published copy.", 404)
    found = compared_in(copy, article)
    return render(request, "compared.html", article=article, compared=found, shown=SHOWN)
