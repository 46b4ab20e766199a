"""The event page: the articles that tell of one event, what each gives and who says so, and what is to be decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from review.copy.article_rows import attributions_of, flags_of, parts_of
from review.copy.events import event_parts, events_named
from review.copy.filters import Filters
from review.desk import published_copy
from review.pages.cards import Card, Dealer, followers_of
from review.pages.ledger import BOUNDS, number
from review.pages.people import people_of
from review.pages.rendering import desk_of, refusal, render
from review.stories.matrix import Matrix, Told, matrix_of
from review.stories.regroup import Regrouping, event_now, regrouping
from review.stories.speakers import speakers_in
from review.vocabulary import NOTE, SEVERITIES
from review.wording import after, before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.events import Named
    from review.copy.published import Copy
    from review.desk import Desk

CHECKS = ("FG19", "FG20", "QT07")  # those that hold the articles and revisions of one event against each other
AROUND = 90  # characters of context on each side
MOST_CARDS = 100
MOST_FOUND = 8  # other events that a search offers


@dataclass(frozen=True, slots=True)
class Line:
    """One article of the event: its figures by kind, its copies, and its cards."""

    article: dict[str, Any]
    figures: dict[str, dict[str, Any]]
    copies: list[dict[str, Any]]
    cards: int

    @property
    def at(self) -> datetime:
        """When it was published, else fetched."""
        moment: datetime = self.article["published_at"] or self.article["fetched_at"] or self.article["dated_at"]
        return moment


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything that the event page shows."""

    story_id: str
    headline: str
    lines: list[Line]
    matrix: Matrix
    figures: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    cards: list[Card]
    unseen: int
    regrouping: Regrouping

    @property
    def outlets(self) -> list[str]:
        """The outlets that tell of it themselves, in order of time."""
        return list(dict.fromkeys(line.article["outlet"] for line in self.lines))

    @property
    def copies(self) -> int:
        """How many of its articles are copies."""
        return sum(len(line.copies) for line in self.lines)

    @property
    def loud(self) -> list[Card]:
        """The cards at warning or above."""
        return [card for card in self.cards if card.flag["severity"] != NOTE]

    @property
    def notes(self) -> list[Card]:
        """The cards that are folded away."""
        return [card for card in self.cards if card.flag["severity"] == NOTE]


def event_view(desk: Desk, copy: Copy, story_id: str) -> EventView | None:
    """Return what the page of this event shows, None when the copy has no such event."""
    parts = event_parts(copy, story_id)
    if not parts["articles"]:
        return None
    told = {row["article_id"]: row for row in parts["articles"]}
    dealt = _dealt(desk, copy, told)
    mains = [figure for figure in parts["figures"] if figure["is_main"]]
    asked = Counter(card.flag["article_id"] for card in dealt if card.state == "open")
    lines = _lines(parts["articles"], mains, asked)
    shown = {line.article["article_id"] for line in lines}
    figures = [figure for figure in parts["figures"] if figure["article_id"] in shown]
    speakers = speakers_in(parts["quotations"], [card.flag for card in dealt if card.flag["check_code"] == "QT07"])
    changes = _once(parts["changes"])
    return EventView(
        story_id=story_id,
        headline=parts["articles"][0]["headline"],
        lines=lines,
        matrix=matrix_of(Told(lines, parts["figures"], speakers, changes, dealt[:MOST_CARDS])),
        figures=_in_words(copy, figures, told),
        changes=changes,
        cards=dealt[:MOST_CARDS],
        unseen=max(0, len(dealt) - MOST_CARDS),
        regrouping=regrouping(desk, copy, story_id, parts["articles"]),
    )


def _lines(articles: list[dict[str, Any]], mains: list[dict[str, Any]], asked: Counter[str]) -> list[Line]:
    """Return the articles in order of time, a copy with its first unless it gives other figures."""
    told = {row["article_id"]: row for row in articles}
    given: dict[str, dict[str, dict[str, Any]]] = {key: {} for key in told}
    for figure in mains:
        given[figure["article_id"]].setdefault(figure["toll"], figure)
    values = {key: {toll: figure["value"] for toll, figure in figures.items()} for key, figures in given.items()}
    copies: dict[str, list[dict[str, Any]]] = {}
    for key, row in told.items():
        if values[key] == values.get(row["copy_of"] or ""):
            copies.setdefault(row["copy_of"], []).append(row)
    folded = {row["article_id"] for some in copies.values() for row in some}
    found = [Line(row, given[key], copies.get(key, []), asked[key]) for key, row in told.items() if key not in folded]
    return sorted(found, key=lambda line: (line.at, line.article["article_id"]))


def _in_words(copy: Copy, figures: list[dict[str, Any]], told: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures with the words around them, each printed value of an article and kind once."""
    texts = {key: parts_of(row) for key, row in copy.texts({row["article_id"] for row in figures}).items()}
    given = {(row["article_id"], row["toll"], row["value"]) for row in figures if row["is_main"]}
    found = []
    for row in figures:
        if not row["is_main"] and (row["article_id"], row["toll"], row["value"]) in given:
            continue
        words = texts[row["article_id"]][row["part"]]
        start, end = row["span_start"], row["span_end"]
        around = {"before": before(words, start, AROUND), "after": after(words, end, AROUND)}
        found.append(row | around | {"article": told[row["article_id"]]})
    return found


def _once(changes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the changes newest first, one of headline and text once; of a headline only what is no figure of it."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in changes:
        key = (row["article_id"], row["kind"], row["before_text"].casefold(), row["after_text"].casefold())
        found.setdefault(key, row)
    told = {row["article_id"] for row in found.values() if row["kind"] == "figure" and row["part"] == "title"}
    kept = [row for row in found.values() if row["kind"] != "headline" or row["article_id"] not in told]
    return sorted(kept, key=lambda row: row["fetched_at"], reverse=True)


def _dealt(desk: Desk, copy: Copy, told: dict[str, dict[str, Any]]) -> list[Card]:
    """Return the cards of the event's own checks over all its articles, the gravest first, numbered in that order."""
    found: list[Card] = []
    for article_id in told:
        codes = {copy.board.value("check", row) for row in copy.board.rows_of(article_id)}
        if not codes.intersection(CHECKS):
            continue
        article = copy.article(article_id)
        if article is None:
            continue
        flags = [flag for flag in flags_of(copy, article_id) if flag["check_code"] in CHECKS]
        dealer = Dealer(desk, copy, article, attributions_of(copy, article_id))
        for card in dealer.deal(flags):
            here = {"anchor": "", "article_id": article_id, "outlet": article["outlet"]}
            card.evidence = [replace(shown, **here) if shown.anchor else shown for shown in card.evidence]
            found.append(card)
    found.sort(key=lambda card: (SEVERITIES.index(card.flag["severity"]), card.flag["check_code"]))
    for at, card in enumerate(found, 1):
        card.number = at
    return found


def read_as(figure: dict[str, Any]) -> str:
    """Return a toll as it was read: "at least 12"."""
    if figure["value"] is None:
        return ""
    return f"{BOUNDS.get(figure['bound'], '')}{number(Decimal(figure['value']))}"


def stands(figure: dict[str, Any]) -> str:
    """Return how a toll stands beside what another outlet gives, in words."""
    theirs = f"“{figure['other_text']}” in {figure['other_outlet']}"
    if figure["relation"] == "differs":
        return f"differs from {theirs}{_later(figure)}"
    if figure["relation"] == "scope":
        return f"not the same count as {theirs}: {figure['reason']}"
    return f"agrees with {theirs}" if figure["relation"] == "agrees" else "only here"


def _later(figure: dict[str, Any]) -> str:
    if not figure["may_be_later"]:
        return ""
    larger = Decimal(figure["value"]) > Decimal(figure["other_value"])
    return "; this one may be later" if larger else "; theirs may be later"


def show_event(request: Request) -> Response:
    """GET /event/{story_id}; ?with= looks for another event, ?article= are the articles that are ticked."""
    desk = desk_of(request)
    copy, story_id = published_copy(desk), request.path_params["story_id"]
    view = event_view(desk, copy, story_id)
    if view is None:
        other = event_now(desk, story_id)
        if other and event_parts(copy, other)["articles"]:
            return RedirectResponse(f"/event/{other}", 303)
        return refusal(
            request, "No such event in the published copy: its articles may belong to another event now.", 404
        )
    words = request.query_params.get("with", "").strip()[:200]
    return render(
        request,
        "event.html",
        view=view,
        home=f"/event/{view.story_id}",
        filters=Filters(),
        followers=followers_of([*view.loud, *view.notes]),
        people=people_of(request),
        read_as=read_as,
        stands=stands,
        words=words,
        found=_others(copy, words, story_id),
        ticked=set(request.query_params.getlist("article")),
    )


def _others(copy: Copy, words: str, story_id: str) -> list[Named]:
    return [one for one in events_named(copy, words, MOST_FOUND + 1) if one.story_id != story_id][:MOST_FOUND]
