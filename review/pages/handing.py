"""Whole articles handed over: to whom, until when; and what is in one's own hands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse, Response

from review.decisions.in_force import HAND_OVER
from review.desk import RefusedError, published_copy
from review.exports.feed import Entry, atom
from review.in_hands import own_rows
from review.pages.acts import due_of, here
from review.pages.people import known_person
from review.pages.queue import queue_rows
from review.pages.rendering import desk_of, posting, render, visitor_of, word
from review.wording import daily
from warehouse.reviews import Act

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from review.copy.published import Copy
    from warehouse.reviews import Event

SHOWN = 100  # flags of one's own on the page


@posting("reviewer")
def hand_over(request: Request, form: FormData) -> Response:
    """POST /articles/{article_id}/hand: the whole page, all its revisions, to a person, or back to nobody."""
    desk, article_id = desk_of(request), request.path_params["article_id"]
    article = published_copy(desk).article(article_id)
    if article is None:
        raise RefusedError("No such article in the published copy: it may have been replaced.")
    wanted = word(form, "assignee", 100)
    name = known_person(request, wanted) if wanted else ""
    act = Act(
        act=HAND_OVER,
        reviewer=visitor_of(request).name,
        url=article["url"],
        outlet=article["outlet"],
        scope="article",
        assignee=name,
        due_at=due_of(form) if word(form, "due") else None,
        comment=word(form, "task", 500),
        sentence=article["headline"],
    )
    desk.record(act)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"handed": name})
    return RedirectResponse(here(form, f"/articles/{article_id}"), 303)


def show_mine(request: Request) -> Response:
    """GET /mine: the articles and flags in one's own hands."""
    desk, name = desk_of(request), visitor_of(request).name
    copy = published_copy(desk)
    rows, handed = own_rows(copy, name), desk.decisions.handed_to(name)
    return render(
        request,
        "mine.html",
        articles=handed,
        current=current_pages(copy, [event.url for event in handed]),
        rows=queue_rows(desk, copy, rows[:SHOWN]),
        number=len(rows),
        now=datetime.now(UTC),
    )


def show_own_feed(request: Request) -> Response:
    """GET /mine.atom: what is in one's own hands, newest first; the session alone says whose."""
    desk, name = desk_of(request), visitor_of(request).name
    copy, here_is = published_copy(desk), f"{request.url.scheme}://{request.url.netloc}"
    handed = desk.decisions.handed_to(name)
    current = current_pages(copy, [event.url for event in handed])
    entries = [
        Entry(
            f"{here_is}/articles/{current[event.url]}"
            if event.url in current
            else f"{here_is}/mine#{event.decision_id}",
            f"Article: {event.sentence or event.url}",
            event.decided_at,
            _handed_words(event),
            ("article",),
        )
        for event in handed
    ]
    for flag in desk.subjects(copy, [copy.board.flag_id(int(row)) for row in own_rows(copy, name)[:SHOWN]]):
        event = desk.decisions.assignment(flag["flag_id"])
        if event:
            title = f"{flag['title'] or flag['check_code']}: {flag['headline'] or flag['url']}"
            words = f"{_handed_words(event)} {flag['message']} “{flag['sentence']}”"
            place = f"{here_is}/flags/{flag['flag_id']}"
            entries.append(Entry(place, title, event.decided_at, words, (flag["check_code"], flag["severity"])))
    entries.sort(key=lambda entry: (entry.updated, entry.address), reverse=True)
    now = datetime.now(UTC)
    words = atom(
        entries,
        title=f"Copydesk: in the hands of {name}",
        address=f"{here_is}/mine.atom",
        page=f"{here_is}/mine",
        made_at=now,
    )
    return Response(words, media_type="application/atom+xml")


def _handed_words(event: Event) -> str:
    """Return who handed it over, by when it is due, and what is to be done."""
    due = f", due {daily(event.due_at)}" if event.due_at else ""
    return f"From {event.reviewer}{due}: {event.comment}" if event.comment else f"From {event.reviewer}{due}."


def current_pages(copy: Copy, urls: list[str]) -> dict[str, str]:
    """Return the current revision of each of these pages that the copy has."""
    return {row["url"]: row["article_id"] for row in copy.rows("current_pages", urls=urls)} if urls else {}
