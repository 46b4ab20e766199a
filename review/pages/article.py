"""The article page: the text with its flags, the cards beside it, and the ledgers above."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from review.copy.article_rows import attributions_of, figures_of, flags_of, parts_of
from review.copy.events import events_of
from review.copy.filters import Filters
from review.copy.view import view_of
from review.decisions.corrected import Fix, corrected_attributions, corrected_figures, corrections_of, fixes_in
from review.pages.cards import Card, Dealer, followers_of
from review.pages.compared import not_compared
from review.pages.marked_text import MarkedText
from review.pages.people import people_of
from review.pages.queue import neighbours, progress
from review.pages.rendering import desk_of, refusal, render
from review.pages.segments import Mark, lines
from review.vocabulary import NOTE, STRETCH

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy
    from review.desk import Desk
    from review.pages.segments import Line
    from warehouse.corrections import Correction


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
    shown: range
    fixes: list[Fix]
    unattached: list[Correction]
    figures: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    counts: dict[str, Any]
    checks: list[dict[str, Any]]
    revisions: list[dict[str, Any]]
    events: list[Any]


def article_view(
    desk: Desk, copy: Copy, article_id: str, *, around: str | None = None, filters: Filters | None = None
) -> ArticleView | None:
    """Return what the page of this revision shows, None when the copy has no such article.

    `around` names the flag whose stretch of cards is shown ("" is the first stretch), None shows all; cards that the
    view of `filters` does not hold say so.
    """
    article = copy.article(article_id)
    if article is None:
        return None
    sources = attributions_of(copy, article_id)
    figures = figures_of(copy, article_id, sources)
    told = corrections_of(desk.decisions, article["url"])
    fixes = fixes_in(told, copy.rows_of("article_sentences", article_id)) if told else []
    if fixes:
        sources = corrected_attributions(sources, fixes)
        figures = corrected_figures(figures_of(copy, article_id, sources), fixes)
    rows = {copy.board.flag_id(row): row for row in copy.board.rows_of(article_id)}
    dealer = Dealer(desk, copy, article, sources, figures, rows)
    dealt = [dealer.card(number, flag) for number, flag in enumerate(flags_of(copy, article_id), 1)]
    shown = _stretch(dealt, around)
    dealer.fill(dealt[shown.start : shown.stop], dealt)
    if filters and filters.narrowed:
        _look_within(copy, filters, dealt)
    return ArticleView(
        article=article,
        rows=_rows(article, dealt, shown, figures, sources),
        cards=dealt,
        shown=shown,
        fixes=fixes,
        unattached=[one for one in told if one.sentence_id not in {fix.correction.sentence_id for fix in fixes}],
        figures=figures,
        sources=sources,
        counts=copy.counts(article_id, "sentences", "claims", "quotations"),
        checks=copy.checks,
        revisions=copy.revisions(article),
        events=desk.decisions.of_url(article["url"]),
    )


def _stretch(dealt: list[Card], around: str | None) -> range:
    """Return which cards are shown: those of the stretch that the flag named is in."""
    if around is None:
        return range(len(dealt))
    at = next((n for n, card in enumerate(dealt) if card.flag["flag_id"] == around), 0)
    first = at - at % STRETCH
    return range(first, min(len(dealt), first + STRETCH))


def _look_within(copy: Copy, filters: Filters, dealt: list[Card]) -> None:
    """Mark the cards that the view does not hold, whatever was decided on them; where it holds none, mark no card."""
    hit = view_of(copy, replace(filters, state=("any",)), counted=False).hit
    rows = {card.number: copy.board.row(card.flag["flag_id"]) for card in dealt}
    within = {number for number, row in rows.items() if row is not None and hit[row]}
    for card in dealt:
        card.within = not within or card.number in within


def _rows(
    article: dict[str, Any],
    dealt: list[Card],
    shown: range,
    figures: list[dict[str, Any]],
    sources: list[dict[str, Any]],
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
        waiting = deque(card for card in dealt[shown.start : shown.stop] if card.flag["part"] == part)
        for line in lines(words, dict.fromkeys(marks[part])):
            here = []
            while waiting and waiting[0].flag["span_start"] < line.span_end:
                here.append(waiting.popleft())
            found.append(Row(part, line, here))
    return found


def show_article(request: Request) -> Response:
    """GET /articles/{article_id}."""
    desk = desk_of(request)
    copy = desk.copy()
    filters, around = Filters.read(request.query_params), request.query_params.get("flag", "")
    view = article_view(desk, copy, request.path_params["article_id"], around=around, filters=filters) if copy else None
    if copy is None or view is None:
        return refusal(request, "No such article in the published copy: it may have been replaced.", 404)
    seen = view_of(copy, filters, counted=False)
    before, after = neighbours(copy, seen, view.article["article_id"])
    return render(
        request,
        "article.html",
        view=view,
        marked=MarkedText({str(card.number): card for card in view.cards}, view.shown),
        stretches=[view.cards[at] for at in range(0, len(view.cards), STRETCH)],
        stretch=STRETCH,
        people=people_of(request),
        handed=desk.decisions.handed(view.article["url"]),
        left_out=not_compared(copy, view.article["article_id"]),
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
    flag_id = copy.board.flag_id(row)
    article_id = copy.board.article_id(row)
    stretch = f"?flag={flag_id}" if len(copy.board.rows_of(article_id)) > STRETCH else ""
    return RedirectResponse(f"/articles/{article_id}{stretch}#flag-{flag_id}", 303)
