"""A reporter asked: the sheet as a mail of one's own, and a link under which it is answered without an account."""

from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from review.desk import RefusedError, published_copy
from review.pages.article import article_view
from review.pages.rendering import LARGEST_FORM, desk_of, posting, refusal, render, visitor_of, word
from review.vocabulary import SEVERITIES
from review.wording import daily, plain_signs, titled
from warehouse.reviews import Act

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.desk import Desk
    from review.pages.cards import Card
    from warehouse.reviews import Event

ASK, SCOPE = "ask", "ask"
DAYS = 7  # that a link is good for, unless the form says otherwise
MOST_DAYS = 60
MOST_QUESTIONS = 50
MOST_ANSWERS = 5  # to one question under one link: who finds a link fills no store
LONGEST_ANSWER = 2_000
LONGEST_MAIL = 6_000  # characters of a mailto address: mail programs cut longer ones
GONE = "This link is not good any more. Ask the desk that sent it for another."


class Question(NamedTuple):
    """One question as the person who is asked reads it."""

    flag_id: str
    ask: str
    sentence: str


def questions_of(cards: list[Card]) -> list[Question]:
    """Return what is to be asked: of the flags that were not dismissed, the gravest first."""
    kept = [card.flag for card in cards if card.state != "dismissed"]
    kept.sort(key=lambda flag: SEVERITIES.index(flag["severity"]))
    return [Question(one["flag_id"], one["ask"] or one["message"], one["sentence"]) for one in kept[:MOST_QUESTIONS]]


def token_of(desk: Desk, ask_id: str) -> str:
    """Return what a link bears: which act made it, sealed with the home's key."""
    return f"{ask_id}.{desk.store.key.seal(f'answer:{ask_id}')[:32]}"


def asked_by(desk: Desk, token: str) -> Event | None:
    """Return the act that made a link while the link is good: sealed by this home, not undone, not past its day."""
    ask_id = token.partition(".")[0]
    event = desk.decisions.events.get(ask_id)
    sealed = hmac.compare_digest(token.encode(), token_of(desk, ask_id).encode())
    if not sealed or event is None or event.act != ASK or desk.decisions.undone(event):
        return None
    return event if event.due_at and event.due_at > datetime.now(UTC) else None


def mail_of(view: Any, questions: list[Question], link: str = "") -> str:  # noqa: ANN401 - the article's view
    """Return a mailto: address with the questions in it: one's own mail program sends it."""
    lines = [f"About “{titled(view.article)}” ({view.article['outlet']}):", ""]
    for number, one in enumerate(questions, 1):
        lines += [f"{number}. {one.ask}", f"   “{one.sentence}”", ""]
    lines += [f"Please answer here: {link}", ""] if link else []
    body = "\n".join(str(plain_signs(line)) for line in lines)[:LONGEST_MAIL]
    return f"mailto:?subject={quote(f'Questions about {plain_signs(titled(view.article))}')}&body={quote(body)}"


def links_of(desk: Desk, url: str) -> list[dict[str, Any]]:
    """Return the links that were made for a page and are still good, newest first."""
    made = [event for event in desk.decisions.of_url(url) if event.act == ASK]
    tokens = [(event, token_of(desk, event.decision_id)) for event in reversed(made)]
    good = [(event, token) for event, token in tokens if asked_by(desk, token)]
    return [{"event": event, "address": f"{desk.settings.address}/answer/{token}"} for event, token in good]


@posting("reviewer")
def make_link(request: Request, form: FormData) -> Response:
    """POST /articles/{article_id}/ask: a link under which one person answers this sheet until a day."""
    desk, article_id = desk_of(request), request.path_params["article_id"]
    view = article_view(desk, published_copy(desk), article_id)
    if view is None:
        raise RefusedError("No such article in the published copy: it may have been replaced.")
    name, days = word(form, "name", 100), word(form, "days", 4)
    if not name:
        raise RefusedError("Say whom you ask: the answer is signed with that name.")
    if days and not (days.isdecimal() and 1 <= int(days) <= MOST_DAYS):
        raise RefusedError(f"A link is good for 1 to {MOST_DAYS} days.")
    questions = questions_of(view.cards)
    if not questions:
        raise RefusedError("There is nothing to ask: every flag was found not to be a fault.")
    desk.record(
        Act(
            act=ASK, reviewer=visitor_of(request).name, url=view.article["url"], outlet=view.article["outlet"],
            scope=SCOPE, assignee=name, due_at=datetime.now(UTC) + timedelta(days=int(days or DAYS)),
            comment=json.dumps([list(one) for one in questions], ensure_ascii=False), sentence=titled(view.article),
        )
    )  # fmt: skip
    return RedirectResponse(f"/articles/{article_id}/questions#asked", 303)


def show_answering(request: Request) -> Response:
    """GET /answer/{token}: the questions that a link is for, and nothing else of the desk."""
    desk = desk_of(request)
    desk.copy()  # takes in what other desks appended
    event = asked_by(desk, request.path_params["token"])
    if event is None:
        return refusal(request, GONE, 404)
    return _sheet(request, desk, event)


async def answer(request: Request) -> Response:
    """POST /answer/{token}: each answer becomes an act beside its question; the address itself is the right to post."""
    if int(request.headers.get("content-length") or LARGEST_FORM) >= LARGEST_FORM:
        return refusal(request, "That is too large for a form.", 413)
    form = await request.form(max_files=0)
    return await run_in_threadpool(_record, request, form)


def _record(request: Request, form: FormData) -> Response:
    desk = desk_of(request)
    event = asked_by(desk, request.path_params["token"])
    if event is None:
        return refusal(request, GONE, 404)
    acts = []
    for one in _asked(event):
        words = word(form, f"answer-{one.flag_id}", LONGEST_ANSWER)
        if not words or len(_answers(desk, event, one.flag_id)) >= MOST_ANSWERS:
            continue
        acts.append(
            Act(
                act="answered", reviewer=f"{event.assignee} (by link)", flag_id=one.flag_id, url=event.url,
                outlet=event.outlet, comment=words, batch_id=f"{ASK}-{event.decision_id}", sentence=one.sentence,
            )
        )  # fmt: skip
    if not acts:
        return _sheet(
            request, desk, event, "Nothing was recorded: write an answer; each question takes five at most.", 400
        )
    desk.regroup(acts)
    return _sheet(request, desk, event, "Thank you: the desk has your answers.")


def _sheet(request: Request, desk: Desk, event: Event, said: str = "", status: int = 200) -> Response:
    rows = [(one, _answers(desk, event, one.flag_id)) for one in _asked(event)]
    until = daily(event.due_at) if event.due_at else ""
    return render(
        request, "answer.html", status=status, event=event, rows=rows, said=said, until=until, longest=LONGEST_ANSWER
    )


def _asked(event: Event) -> list[Question]:
    return [Question(*row) for row in json.loads(event.comment)]


def _answers(desk: Desk, event: Event, flag_id: str) -> list[Event]:
    batch = f"{ASK}-{event.decision_id}"
    return [one for one in desk.decisions.history(flag_id) if one.batch_id == batch and not desk.decisions.undone(one)]
