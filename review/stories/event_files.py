"""An event as files: all of it as JSON, its figures as CSV, what happens in it as an Atom feed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from review.copy.events import event_parts
from review.desk import Desk, RefusedError, published_copy
from review.exports.feed import Entry, atom
from review.exports.table import safe
from review.pages.rendering import desk_of, refusal
from review.settings import Settings
from review.stories.event import event_view, read_as, stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.requests import Request

    from review.copy.published import Copy
    from review.stories.event import EventView

NONE = "No such event in the published copy: its articles may belong to another event now."
FEED_LENGTH = 100
COLUMNS = (
    *(
        "story_id",
        "event",
        "kind",
        "outlet",
        "url",
        "published",
        "revision",
        "figure",
        "read_as",
        "main",
        "copy",
        "source",
    ),
    *("relation", "reason", "may_be_later", "other_outlet", "other_figure", "before_the_edit"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as its files tell it: the page's view and the rows that it is made of."""

    view: EventView
    parts: dict[str, list[dict[str, Any]]]
    address: str
    copy: str


def as_json(told: Told) -> str:
    """Return all of an event: articles, figures, quotations, changes, and its flags with their decisions."""
    flags = [
        {name: card.flag[name] for name in ("flag_id", "check_code", "severity", "article_id", "message", "reading")}
        | {"words": card.words, "state": card.state, "decision": card.verdict}
        for card in told.view.cards
    ]
    body = {
        "story_id": told.view.story_id,
        "address": f"{told.address}/event/{told.view.story_id}",
        "headline": told.view.headline,
        "copy": told.copy,
        **told.parts,
        "flags": flags,
    }
    return json.dumps(body, ensure_ascii=False, indent=1, default=_words) + "\n"


def as_csv(told: Told) -> str:
    """Return one line a figure under a line of column names, every cell safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    articles = {row["article_id"]: row for row in told.parts["articles"]}
    for figure in told.parts["figures"]:
        article = articles[figure["article_id"]]
        cells = (
            *(told.view.story_id, told.view.headline, figure["toll"], article["outlet"], article["url"]),
            *(_words(article["published_at"]), article["revision"], figure["text"], read_as(figure)),
            *("yes" if figure[name] else "no" for name in ("is_main", "is_copy")),
            *(figure["source_name"], figure["relation"], figure["reason"]),
            *("yes" if figure["may_be_later"] else "no", figure["other_outlet"], figure["other_text"]),
            figure["before_text"],
        )
        writer.writerow([safe(str(cell if cell is not None else "")) for cell in cells])
    return out.getvalue()


def as_atom(told: Told) -> str:
    """Return what happened in an event, the newest first: articles that came, changes of theirs, and its flags."""
    entries = sorted(_entries(told), key=lambda entry: (entry.updated, entry.address), reverse=True)
    here = f"{told.address}/event/{told.view.story_id}"
    title = f"Copydesk: {told.view.headline}"
    return atom(entries[:FEED_LENGTH], title=title, address=f"{here}/atom", page=here, made_at=datetime.now(UTC))


def _entries(told: Told) -> Iterator[Entry]:
    articles = {row["article_id"]: row for row in told.parts["articles"]}
    given: dict[str, list[str]] = {key: [] for key in articles}
    for figure in told.parts["figures"]:
        if figure["is_main"]:
            given[figure["article_id"]].append(f"{figure['toll']}: “{figure['text']}”, {stands(figure)}.")
    for key, row in articles.items():
        at, words = row["fetched_at"] or row["dated_at"], " ".join(given[key])
        title = f"{row['outlet']}: {row['headline']}"
        yield Entry(f"{told.address}/articles/{key}", title, at, words, ("article",))
    for row in told.view.changes:
        said = "with a note" if row["is_marked"] else "without a note"
        words = f"{row['kind'].capitalize()}: “{row['before_text']}” is now “{row['after_text']}”, {said}."
        address = f"{told.address}/articles/{row['article_id']}/changes#{row['change_id']}"
        at = row["fetched_at"] or told.view.lines[-1].at
        yield Entry(address, f"{row['outlet']} changed a {row['kind']} {said}", at, words, ("change",))
    for card in told.view.cards:
        flag = card.flag
        address, title = f"{told.address}/flags/{flag['flag_id']}", f"{flag['title']}: {flag['outlet']}"
        at = flag["raised_at"] or flag["dated"] or told.view.lines[-1].at
        yield Entry(address, title, at, flag["message"], (flag["check_code"], flag["severity"]))


def _words(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)


FILES: dict[str, tuple[str, Callable[[Told], str]]] = {
    "json": ("application/json", as_json),
    "csv": ("text/csv; charset=utf-8", as_csv),
    "atom": ("application/atom+xml", as_atom),
}


def _told(desk: Desk, copy: Copy, story_id: str, address: str) -> Told | None:
    view = event_view(desk, copy, story_id)
    return Told(view, event_parts(copy, story_id), address, copy.name) if view else None


def export_event(home: Path, name: str, story_id: str, *, settings: Settings | None = None) -> str:
    """Return an event in a format of FILES; raises RefusedError for one that the copy does not have."""
    desk = Desk(home, settings or Settings(), serving=False)
    try:
        told = _told(desk, published_copy(desk), story_id, desk.settings.address)
        if told is None:
            raise RefusedError(NONE)
        return FILES[name][1](told)
    finally:
        desk.close()


def show_file(request: Request) -> Response:
    """GET /event/{story_id}/{form}."""
    desk, form = desk_of(request), request.path_params["form"]
    if form not in FILES:
        return refusal(request, f"An event comes as {', '.join(FILES)}.", 404)
    address = f"{request.url.scheme}://{request.url.netloc}"  # the name people reach this desk by
    told = _told(desk, published_copy(desk), request.path_params["story_id"], address)
    if told is None:
        return refusal(request, NONE, 404)
    media_type, make = FILES[form]
    headers = {} if form == "atom" else {"content-disposition": f'attachment; filename="event.{form}"'}
    return Response(make(told), media_type=media_type, headers=headers)
