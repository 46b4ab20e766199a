"""The question sheet of an article: what to ask, whom it was asked of, what they answered, what was corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse

from review.desk import Choice, RefusedError, published_copy
from review.pages.acts import here
from review.pages.article import article_view
from review.pages.asking import links_of, mail_of, questions_of
from review.pages.rendering import desk_of, posting, refusal, render, visitor_of, word
from review.settings import LOOPBACK

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.desk import Desk
    from review.pages.cards import Card

STEPS = ("asked", "answered", "corrected")


def sheet(desk: Desk, cards: list[Card]) -> list[dict[str, Any]]:
    """Return the questions of the flags that were not dismissed, each with what was done about it."""
    rows = []
    for card in cards:
        if card.state == "dismissed":
            continue
        events = [event for event in desk.decisions.history(card.flag["flag_id"]) if not desk.decisions.undone(event)]
        rows.append(
            {
                "card": card,
                "steps": {step: [event for event in events if event.act == step] for step in STEPS},
            }
        )
    return rows


def show_questions(request: Request) -> Response:
    """GET /articles/{article_id}/questions."""
    desk = desk_of(request)
    copy = published_copy(desk)
    view = article_view(desk, copy, request.path_params["article_id"])
    if view is None:
        return refusal(request, "No such article in the published copy.", 404)
    links, questions = links_of(desk, view.article["url"]), questions_of(view.cards)
    for link in links:
        link["mail"] = mail_of(view, questions, link["address"])
    return render(
        request,
        "questions.html",
        view=view,
        rows=sheet(desk, view.cards),
        steps=STEPS,
        links=links,
        mail=mail_of(view, questions),
        near=urlsplit(desk.settings.address).hostname in LOOPBACK,
    )


@posting("reviewer")
def step(request: Request, form: FormData) -> Response:
    """POST /flags/{flag_id}/questions: asked, answered or corrected, in words."""
    act = word(form, "act")
    if act not in STEPS:
        raise RefusedError("Choose asked, answered or corrected.")
    desk, flag_id = desk_of(request), request.path_params["flag_id"]
    choice = Choice(act=act, comment=word(form, "comment"))
    desk.decide(published_copy(desk), flag_id, visitor_of(request).name, choice)
    return RedirectResponse(here(form, f"/flags/{flag_id}"), 303)
