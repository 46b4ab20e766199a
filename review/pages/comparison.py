"""Figures side by side: what each place says, what it was read as, and whether they can both be right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from review.copy.article_rows import attributions_of, figures_of, flags_of, parts_of
from review.desk import published_copy
from review.pages.compared import SHOWN, compared_in
from review.pages.ledger import number, reading
from review.pages.rendering import desk_of, refusal, render
from review.wording import after, before

if TYPE_CHECKING:
    from decimal import Decimal

    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy

AROUND = 140  # characters of context on each side
SAME_THING = frozenset({"FG01", "FG04", "FG19", "FG20"})  # checks of two accounts of one quantity
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Side:
    """One place that gives the figure."""

    article: dict[str, Any]
    role: str
    words: str
    before: str
    after: str
    figure: dict[str, Any] | None
    outcome: str

    @property
    def read_as(self) -> str:
        """The figure as read, in words."""
        return reading(self.figure) if self.figure else ""

    @property
    def allowed(self) -> str:
        """The interval that rounding and the bound's words allow."""
        return interval(self.figure["low"], self.figure["high"]) if self.figure else ""

    @property
    def at(self) -> datetime:
        """When the page was published, or else fetched."""
        return self.article["published_at"] or self.article["fetched_at"] or NEVER


def interval(low: Decimal | None, high: Decimal | None) -> str:
    """Return an interval in words: an open end has no number."""
    if low is None and high is None:
        return "not read"
    if low is None or high is None:
        return f"{number(low)} or more" if low is not None else f"{number(high)} or less" if high is not None else ""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def apart(one: tuple[Decimal | None, Decimal | None], other: tuple[Decimal | None, Decimal | None]) -> Decimal | None:
    """Return how far two intervals stand apart, None where they meet."""
    for first, second in ((one, other), (other, one)):
        high, low = first[1], second[0]
        if high is not None and low is not None and high < low:
            return low - high
    return None


def sides(copy: Copy, article: dict[str, Any], flag: dict[str, Any], *, same_thing: bool = True) -> list[Side]:
    """Return the flagged place and every place of its evidence that holds a figure, oldest first.

    Without `same_thing` the other figures of the article are parts of a recomputation, not rival accounts.
    """
    places = [{"article_id": article["article_id"], "role": "flagged", **_span(flag)}, *flag["evidence"]]
    articles = {article["article_id"]: article}
    figures: dict[str, list[dict[str, Any]]] = {}
    for place in places:
        key = place["article_id"]
        if key not in articles:
            other = copy.article(key)
            articles |= {key: other} if other else {}
        if key in articles and key not in figures:
            figures[key] = figures_of(copy, key, attributions_of(copy, key))
    found: list[Side] = []
    flagged: dict[str, Any] | None = None
    for place in places:
        if place["article_id"] not in articles:
            continue
        figure = _figure_at(figures[place["article_id"]], place)
        flagged = figure if place["role"] == "flagged" else flagged
        if figure or place["role"] == "flagged":
            rival = same_thing or place["article_id"] != article["article_id"]
            outcome = _outcome(figure, flagged) if rival else "goes into the recomputation"
            found.append(_side(articles[place["article_id"]], place, figure, outcome))
    return sorted(found, key=lambda side: (side.at, side.role != "flagged"))


def _span(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("part", "span_start", "span_end")}


def _figure_at(figures: list[dict[str, Any]], place: dict[str, Any]) -> dict[str, Any] | None:
    """Return the figure of an article that shares words with the place."""
    for figure in figures:
        if (
            figure["part"] == place["part"]
            and figure["span_start"] < place["span_end"]
            and place["span_start"] < figure["span_end"]
        ):
            return figure
    return None


def _side(article: dict[str, Any], place: dict[str, Any], figure: dict[str, Any] | None, outcome: str) -> Side:
    words = parts_of(article)[place["part"]]
    start, end = place["span_start"], place["span_end"]
    return Side(
        article=article,
        role=place["role"],
        words=words[start:end],
        before=before(words, start, AROUND),
        after=after(words, end, AROUND),
        figure=figure,
        outcome="" if place["role"] == "flagged" else outcome,
    )


def _outcome(figure: dict[str, Any] | None, flagged: dict[str, Any] | None) -> str:
    if figure is None or flagged is None:
        return "no figure was read here"
    if figure["unit"] != flagged["unit"]:
        return "another unit: see the recomputation"
    gap = apart((figure["low"], figure["high"]), (flagged["low"], flagged["high"]))
    if gap is None:
        return "they can both be right"
    if figure["time_start"] and flagged["time_start"] and figure["time_start"] != flagged["time_start"]:
        return "another date: later report, no clash"
    return f"they differ by {number(gap)}"


def show_figures(request: Request) -> Response:
    """GET /flags/{flag_id}/figures."""
    copy = published_copy(desk_of(request))
    row = copy.board.row(request.path_params["flag_id"])
    if row is None:
        return refusal(request, "No such flag in the published copy: the page or the check has changed.", 404)
    article = copy.article(copy.board.article_id(row)) or {}
    flags = flags_of(copy, article["article_id"])
    flag = next(flag for flag in flags if flag["flag_id"] == copy.board.flag_id(row))
    same_thing = flag["check_code"] in SAME_THING
    found = sides(copy, article, flag, same_thing=same_thing)
    return render(
        request,
        "figures.html",
        article=article,
        flag=flag,
        sides=found,
        compared=compared_in(copy, article),
        shown=SHOWN,
        outlets=list(dict.fromkeys(side.article["outlet"] for side in found)),
    )
