"""The queue: what to look at next, with the numbers behind the order, and how far the work has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from review.copy.events import events_of
from review.copy.filters import FACETS, SORTS, Filters
from review.copy.view import View, view_of
from review.decisions.in_force import state_of
from review.decisions.shares import confirmed_shares
from review.pages.cards import beginning, earlier, ending
from review.pages.looks import waiting
from review.pages.people import people_of
from review.pages.rendering import desk_of, render, visitor_of
from review.vocabulary import FACET_TITLES, SEVERITY_WORDS, SOURCE_KINDS, STATE_WORDS, STRETCH
from review.wording import count

if TYPE_CHECKING:
    import numpy.typing as npt
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.events import Membership
    from review.copy.published import Copy
    from review.desk import Desk
    from warehouse.reviews import Event

MOST_VALUES = 500  # of a facet in all; the page folds those after the first few
UNFOLDED = 12  # values of a facet before "more"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One flag in the queue."""

    flag: dict[str, Any]
    words: str
    before: str
    after: str
    state: str
    event: Event | None
    copies: int
    assignee: str
    share: str
    earlier: Event | None
    membership: Membership | None
    address: str  # the query of the article's page

    @property
    def seen(self) -> str:
        """The decision that this row shows, "" for none."""
        return self.event.decision_id if self.event else ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, how many flags it would show, and the address that chooses it."""

    value: str
    label: str
    number: int
    chosen: bool
    address: str


def progress(desk: Desk, seen: View) -> str:
    """Return how far the work has come: "37 of 112 in this view, 9 today"."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today = sum(1 for event in desk.decisions.recent(midnight) if event.act in ("confirm", "dismiss"))
    return f"{seen.decided:,} of {count(seen.total, 'flag')} in this view decided, {today:,} today"


def neighbours(copy: Copy, seen: View, article_id: str) -> tuple[str, str]:
    """Return the articles before and after this one in the view, "" where there is none."""
    return copy.board.neighbours(seen.hit, seen.sort, article_id)


def show_queue(request: Request) -> Response:
    """GET /queue."""
    desk = desk_of(request)
    copy = desk.copy()
    if copy is None:
        return render(request, "empty.html")
    filters = Filters.read(request.query_params)
    seen = view_of(copy, filters)
    page, more = _page(copy, seen, request.query_params.get("after", ""), desk.settings.page_size, sort=filters.sort)
    titles = {check["check_code"]: f"{check['check_code']} {check['title']}" for check in copy.checks}
    facets = {facet: _values(filters, facet, seen, titles) for facet in FACETS}
    return render(
        request,
        "queue.html",
        filters=filters,
        facets={facet: found[:MOST_VALUES] for facet, found in facets.items()},
        cut={facet: max(0, len(found) - MOST_VALUES) for facet, found in facets.items()},
        people=people_of(request),
        facet_titles=FACET_TITLES,
        sorts=SORTS,
        saved=request.app.state.saved.of(visitor_of(request).name),
        rows=queue_rows(desk, copy, page, filters),
        shown=len(seen.rows),
        more=filters.address(after=more) if more else "",
        progress=progress(desk, seen),
        share_done=seen.decided / seen.total if seen.total else 0,
        unfolded=UNFOLDED,
        second=len(waiting(desk, visitor_of(request).name)) if desk.settings.second_look_share else 0,
    )


def _page(copy: Copy, seen: View, after: str, size: int, *, sort: str) -> tuple[npt.NDArray[np.int64], str]:
    """Return the rows after the flag named, and the flag that the next page comes after, "" at the end."""
    start = 0
    row = copy.board.row(after) if after else None
    if row is not None:
        at = np.flatnonzero(seen.rows == row)
        start = int(at[0]) + 1 if len(at) else _passed(copy, seen, row, sort)
    page = seen.rows[start : start + size]
    return page, copy.board.flag_id(int(page[-1])) if start + size < len(seen.rows) else ""


def _passed(copy: Copy, seen: View, row: int, sort: str) -> int:
    """Return how many rows of the view stand before one that has left it (it was decided meanwhile)."""
    ranks = copy.board.ranks(sort)
    return int(np.searchsorted(ranks[seen.rows], ranks[row]))


def queue_rows(desk: Desk, copy: Copy, rows: npt.NDArray[np.int64], filters: Filters | None = None) -> list[QueueRow]:
    """Return the rows with the words that the queue shows."""
    shares = confirmed_shares(desk.decisions)
    board = copy.board
    found = []
    subjects = desk.subjects(copy, [board.flag_id(int(row)) for row in rows])
    articles = {flag["article_id"] for flag in subjects}
    live = {board.flag_id(at) for article_id in articles for at in board.rows_of(article_id) if board.state[at]}
    memberships = events_of(copy, list(articles))
    for flag in subjects:
        row, sentence = flag["row"], flag["sentence"]
        start, end = flag["span_start"] - flag["sentence_start"], flag["span_end"] - flag["sentence_start"]
        if flag["part"] != flag["sentence_part"] or not 0 <= start < end <= len(sentence):
            start, end = 0, len(sentence)
        place = board.place(row)
        event = desk.decisions.of(place)
        share = shares.get(flag["check_code"])
        long = len(board.rows_of(flag["article_id"])) > STRETCH
        state = state_of(event)
        found.append(
            QueueRow(
                flag=flag,
                words=sentence[start:end],
                before=beginning(sentence, 0, start),
                after=ending(sentence, end, len(sentence)),
                state=state,
                event=event,
                copies=int(board.copies[row]),
                assignee=desk.decisions.assigned(place.flag_id),
                share=f"right {share.confirmed:,} of {share.decided:,} times" if share else "",
                earlier=earlier(desk, flag["url"], flag, live) if state == "open" else None,
                membership=memberships.get(flag["article_id"]),
                address=(filters or Filters()).address(flag=flag["flag_id"] if long else ""),
            )
        )
    return found


def _values(filters: Filters, facet: str, seen: View, titles: dict[str, str]) -> list[FacetValue]:
    labels = {
        "check": titles,
        "state": STATE_WORDS,
        "severity": SEVERITY_WORDS,
        "source": SOURCE_KINDS,
        "assignee": {"": "nobody"},
    }
    chosen = filters.values(facet)
    values = [
        FacetValue(
            value=value,
            label=labels.get(facet, {}).get(value, value) or "unnamed",
            number=number,
            chosen=value in chosen,
            address=filters.toggled(facet, value).address(),
        )
        for value, number in seen.counts[facet]
        if number or value in chosen or facet == "state"
    ]
    if facet == "state":
        every = sum(number for _, number in seen.counts[facet])
        values.append(FacetValue("any", "Any", every, "any" in chosen, filters.toggled(facet, "any").address()))
    chosen_ones = [value for value in values[MOST_VALUES:] if value.chosen]
    return values[:UNFOLDED] + chosen_ones + values[UNFOLDED:] if chosen_ones else values
