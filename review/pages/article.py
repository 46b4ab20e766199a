"""The article page: the text with its flags, the cards beside it, and the ledgers above."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from review.copy.article_rows import attributions_of, figures_of, flags_of, parts_of
from review.copy.events import events_of
from review.copy.filters import Filters
from review.copy.view import view_of
from review.pages.cards import Card, Dealer, followers_of
from review.pages.marked_text import MarkedText
from review.pages.queue import neighbours, progress
from review.pages.rendering import desk_of, refusal, render
from review.pages.segments import Mark, lines
from review.vocabulary import NOTE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy
    from review.desk import Desk
    from review.pages.segments import Line

TEXTS = ("title", "standfirst", "text")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and the cards of the flags that begin in it."""

    part: str
    line: Line
    cards: list[Card]

    @property
    def loud(self) -> list[Card]:
        """Return the cards at warning or above."""
        return [card for card in self.cards if card.flag["severity"] != NOTE]

    @property
    def notes(self) -> list[Card]:
        """Return the cards that are folded away."""
        return [card for card in self.cards if card.flag["severity"] == NOTE]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """Everything that the article page shows."""

    article: dict[str, Any]
    rows: list[Row]
    cards: list[Card]
    figures: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    counts: dict[str, Any]
    checks: list[dict[str, Any]]
    revisions: list[dict[str, Any]]
    events: list[Any]


def article_view(desk: Desk, copy: Copy, article_id: str) -> ArticleView | None:
    """Return what the page of this revision shows, None when the copy has no such article."""
    article = copy.article(article_id)
    if article is None:
        return None
    sources = attributions_of(copy, article_id)
    dealt = Dealer(desk, copy, article, sources).deal(flags_of(copy, article_id))
    figures = figures_of(copy, article_id, sources)
    return ArticleView(
        article=article,
        rows=_rows(article, dealt, figures, sources),
        cards=dealt,
        figures=figures,
        sources=sources,
        counts=copy.counts(article_id, "sentences", "claims", "quotations"),
        checks=copy.checks,
        revisions=copy.revisions(article),
        events=desk.decisions.of_url(article["url"]),
    )


def _rows(
    article: dict[str, Any], dealt: list[Card], figures: list[dict[str, Any]], sources: list[dict[str, Any]]
) -> list[Row]:
    marks: dict[str, list[Mark]] = defaultdict(list)
    for card in dealt:
        flag = card.flag
        marks[flag["part"]].append(Mark(flag["span_start"], flag["span_end"], "flag", str(card.number)))
        for span in flag["evidence"]:
            if span["article_id"] == article["article_id"]:
                key = f"at-{span['part']}-{span['span_start']}"
                marks[span["part"]].append(Mark(span["span_start"], span["span_end"], "evidence", key))
    for figure in figures:
        marks[figure["part"]].append(Mark(figure["span_start"], figure["span_end"], "figure", figure["figure_id"]))
    for row in sources:
        for span in row["source"]:
            marks[row["part"]].append(Mark(span["span_start"], span["span_end"], "source", row["attribution_id"]))
    found = []
    for part, words in parts_of(article).items():
        for line in lines(words, dict.fromkeys(marks[part])):
            here = [
                card
                for card in dealt
                if card.flag["part"] == part and line.span_start <= card.flag["span_start"] < line.span_end
            ]
            found.append(Row(part, line, here))
    return found


def show_article(request: Request) -> Response:
    """GET /articles/{article_id}."""
    desk = desk_of(request)
    copy = desk.copy()
    view = article_view(desk, copy, request.path_params["article_id"]) if copy else None
    if copy is None or view is None:
        return refusal(request, "No such article in the published copy: it may have been replaced.", 404)
    filters = Filters.read(request.query_params)
    seen = view_of(copy, filters, counted=False)
    before, after = neighbours(copy, seen, view.article["article_id"])
    return render(
        request,
        "article.html",
        view=view,
        marked=MarkedText({str(card.number): card for card in view.cards}),
        followers=followers_of(view.cards),
        filters=filters,
        progress=progress(desk, seen),
        membership=events_of(copy, [view.article["article_id"]]).get(view.article["article_id"]),
        previous_article=before,
        next_article=after,
    )


def show_flag(request: Request) -> Response:
    """GET /flags/{flag_id}: a flag's own address leads to its card."""
    copy = desk_of(request).copy()
    row = copy.board.row(request.path_params["flag_id"]) if copy else None
    if copy is None or row is None:
        return refusal(request, "No such flag in the published copy: the page or the check has changed.", 404)
    return RedirectResponse(f"/articles/{copy.board.article_id(row)}#flag-{copy.board.flag_id(row)}", 303)
