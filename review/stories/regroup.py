"""Which articles tell of one event, as people say: split off, move, merge; shown at once, done by the next run."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse

from review.copy.events import event_parts
from review.desk import RefusedError, published_copy
from review.pages.rendering import desk_of, posting, visitor_of, word
from warehouse import story_acts

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy
    from review.decisions.in_force import Decisions
    from review.desk import Desk
    from warehouse.reviews import Act, Event

MOST_STORIES = 50  # other events whose articles may be on their way here
MOST_TICKED = 200


@dataclass(frozen=True, slots=True)
class Pending:
    """An article that the next run puts into another event; `event` is the act that says so, None for an undo."""

    article: dict[str, Any]
    story_id: str
    event: Event | None

    @property
    def undoes(self) -> str:
        """What an undo of it names, "" where it is one."""
        return (self.event.batch_id or self.event.decision_id) if self.event else ""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What people said of an event since the copy was published, by article: those that leave, and those that come."""

    leaving: dict[str, Pending]
    coming: list[Pending]


def regrouping(desk: Desk, copy: Copy, story_id: str, articles: list[dict[str, Any]]) -> Regrouping:
    """Return what the next run will change in an event."""
    decisions = desk.decisions
    acts = decisions.of_stories()
    if not acts:
        return Regrouping({}, [])
    moved, merged = decisions.places()
    near = {other for event in acts if story_id in (event.claim_id, event.sentence_id) for other in _both(event)}
    near |= {part for part, whole in merged.items() if whole == story_id}
    leaving, coming = {}, []
    for row, into in _placed(articles, moved, merged):
        if into != story_id:
            leaving[row["article_id"]] = Pending(row, into, _cause(decisions, row, story_id))
    for other in sorted(near - {story_id})[:MOST_STORIES]:
        for row, into in _placed(event_parts(copy, other)["articles"], moved, merged):
            if into == story_id:
                coming.append(Pending(row, other, _cause(decisions, row, other)))
    return Regrouping(leaving, coming)


def event_now(desk: Desk, story_id: str) -> str:
    """Return the event that one which the copy lacks was made part of or comes from; "" for neither."""
    _, merged = desk.decisions.places()
    made = [event.claim_id for event in desk.decisions.of_stories() if event.sentence_id == story_id]
    return merged.get(story_id) or (made[-1] if made else "")


def _both(event: Event) -> tuple[str, str]:
    return event.claim_id, event.sentence_id


def _placed(
    articles: list[dict[str, Any]], moved: dict[str, str], merged: dict[str, str]
) -> list[tuple[dict[str, Any], str]]:
    """Return each article with the event that the next run puts it into: flows/sql/settle_stories.sql says the same."""
    urls = {row["article_id"]: row["url"] for row in articles}
    found = []
    for row in articles:
        first = urls.get(row["copy_of"] or "", "")
        into = moved.get(row["url"]) or moved.get(first) or row["ruled_id"]
        found.append((row, merged.get(into, into)))
    return found


def _cause(decisions: Decisions, row: dict[str, Any], story_id: str) -> Event | None:
    """Return the last act that stands and moved this page, else the one that made its event part of another."""
    stand = [event for event in decisions.of_stories() if not decisions.undone(event)]
    for event in reversed(stand):
        if event.url == row["url"] or (not event.url and event.claim_id in (story_id, row["ruled_id"])):
            return event
    return None


@posting("reviewer")
def change_event(request: Request, form: FormData) -> Response:
    """POST /event/{story_id}: split the ticked articles off, move them, merge another event, or look for one."""
    desk, story_id = desk_of(request), request.path_params["story_id"]
    copy = published_copy(desk)
    articles = event_parts(copy, story_id)["articles"]
    if not articles:
        raise RefusedError("No such event in the published copy: its articles may belong to another event now.")
    ticked = [str(value) for value in form.getlist("article")][:MOST_TICKED]
    act, _, other = word(form, "act").partition(":")
    if act == "find":
        asked = [("with", word(form, "with", 200)), *(("article", one) for one in ticked)]
        return RedirectResponse(f"/event/{story_id}?{urlencode(asked)}#regroup", 303)
    if act in ("move", "merge") and (other == story_id or not event_parts(copy, other)["articles"]):
        raise RefusedError("Choose another event: look for it by words of its headline.")
    reviewer = visitor_of(request).name
    if act == "merge":
        desk.regroup([story_acts.merge(other, story_id, reviewer)])
    else:
        desk.regroup(_parted(act, story_id, other, _urls(articles, ticked, act), reviewer))
    return RedirectResponse(f"/event/{story_id}#regroup", 303)


def _urls(articles: list[dict[str, Any]], ticked: list[str], act: str) -> list[str]:
    """Return the pages of the ticked articles; a copy goes with its first."""
    urls = [row["url"] for row in articles if row["article_id"] in ticked]
    if not urls:
        raise RefusedError("Tick the articles that tell of another event.")
    if act == "split" and all({row["article_id"], row["copy_of"]} & set(ticked) for row in articles):
        raise RefusedError("All of its articles are ticked: leave those that tell of this event.")
    return urls


def _parted(act: str, story_id: str, other: str, urls: list[str], reviewer: str) -> list[Act]:
    batch_id = f"batch-{secrets.token_hex(8)}"
    if act == "split":
        return story_acts.split(urls, story_id, reviewer, batch_id)
    if act != "move":
        raise RefusedError("Choose what to do with the ticked articles.")
    made = [story_acts.move(url, story_id, other, reviewer) for url in urls]
    return [replace(one, batch_id=batch_id) for one in made] if len(made) > 1 else made
