"""The first page: what to look at, the stories by urgency, and what came since one was last here; as a feed too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from review.desk import published_copy
from review.exports.feed import Entry, atom
from review.in_hands import in_hands
from review.pages.rendering import desk_of, render, visitor_of
from review.stories.today import news_since, today

if TYPE_CHECKING:
    from starlette.requests import Request


def show_today(request: Request) -> Response:
    """GET /: the first page; with filters in the address, the queue that they were once a part of."""
    if request.url.query:
        return RedirectResponse(f"/queue?{request.url.query}", 303)
    desk, visitor = desk_of(request), visitor_of(request)
    copy = desk.copy()
    if copy is None:
        return render(request, "empty.html")
    since = request.app.state.visits.arrive(visitor.name)
    return render(
        request,
        "today.html",
        today=today(desk, copy),
        since=since,
        news=news_since(copy, since),
        mine=in_hands(desk, visitor.name),
    )


def show_feed(request: Request) -> Response:
    """GET /today.atom: the first page as a feed."""
    desk = desk_of(request)
    here, found = f"{request.url.scheme}://{request.url.netloc}", today(desk, published_copy(desk))
    now = datetime.now(UTC)
    entries = [
        Entry(
            f"{here}/flags/{thing.flag['flag_id']}",
            f"{thing.flag['title']}: {thing.flag['headline'] or thing.flag['url']}",
            thing.flag["raised_at"] or now,
            f"{'; '.join(thing.reasons)}. {thing.flag['message']} “{thing.flag['sentence']}” {thing.flag['outlet']}",
        )
        for thing in found.things
    ]
    entries += [
        Entry(
            f"{here}{story.address}",
            story.headline,
            story.dated or now,
            f"{'; '.join(story.reasons)}. Open: {', '.join(story.titles)}.",
        )
        for story in found.stories
    ]
    words = atom(entries, title="Copydesk: today", address=f"{here}/today.atom", page=f"{here}/", made_at=now)
    return Response(words, media_type="application/atom+xml")
