"""What a reviewer does: decide, undo, name themselves; our script gets JSON, a plain form a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, RedirectResponse

from review.access.shield import session_cookie
from review.copy.filters import Filters
from review.copy.view import view_of
from review.decisions.in_force import Reach, state_of
from review.desk import Choice, ConflictError, RefusedError, published_copy
from review.pages.people import known_person
from review.pages.queue import progress
from review.pages.rendering import desk_of, posting, refusal, render, visitor_of, word
from review.vocabulary import WIDE_SCOPES, confirm_reason
from review.wording import count, describe
from warehouse.story_acts import SCOPE

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy
    from warehouse.reviews import Event

FLAG_ACTS = ("confirm", "dismiss", "later", "assign", "note")


def here(form: FormData, fallback: str) -> str:
    """Return the page to go back to: a path of this desk, whatever the form says."""
    wanted = word(form, "next")
    parts = urlsplit(wanted)
    plain = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if plain and not parts.scheme and not parts.netloc else fallback


def choice_of(form: FormData) -> Choice:
    """Return the choice that the form makes; raises RefusedError with the mend."""
    act = word(form, "act")
    reason = word(form, "reason") or word(form, f"{act}_reason")
    assignee = word(form, "assignee", 100)
    if act.startswith("dismiss:"):
        act, reason = "dismiss", act.removeprefix("dismiss:")
    elif act.startswith("assign:"):
        act, assignee = "assign", act.removeprefix("assign:")
    if act not in FLAG_ACTS:
        raise RefusedError("Choose what to do: right, not a fault, later, hand over or note.")
    return Choice(
        act=act,
        reason=reason if act in ("confirm", "dismiss") else "",
        scope=(word(form, "scope") or "sentence") if act in ("confirm", "dismiss") else "place",
        comment=word(form, "comment"),
        due_at=due_of(form) if act == "later" else None,
        assignee=assignee if act == "assign" else "",
        seen=word(form, "seen") if "seen" in form else None,
    )


def due_of(form: FormData) -> datetime:
    """Return the day that the form names, else tomorrow, at six in the morning (UTC)."""
    wanted = word(form, "due")
    if not wanted:
        return datetime.combine(datetime.now(UTC).date() + timedelta(days=1), time(6), UTC)
    try:
        return datetime.combine(datetime.fromisoformat(wanted).date(), time(6), UTC)
    except ValueError:
        raise RefusedError("Write the day as 2026-12-31.") from None


@posting("reviewer")
def decide(request: Request, form: FormData) -> Response:
    """POST /flags/{flag_id}/decide."""
    desk, visitor = desk_of(request), visitor_of(request)
    copy, flag_id = published_copy(desk), request.path_params["flag_id"]
    choice = choice_of(form)
    if choice.act == "assign":
        choice = replace(choice, assignee=known_person(request, choice.assignee))
    if choice.act == "confirm" and not choice.reason:
        choice = replace(choice, reason=confirm_reason(desk.subject(copy, flag_id)["check_code"]))
    if choice.scope in WIDE_SCOPES:
        if not visitor.may("editor"):
            raise RefusedError(f"Your role is {visitor.role}: an editor decides for more than one sentence.")
        if word(form, "sure") != "yes":
            return _ask_again(request, copy, flag_id, choice, here(form, f"/flags/{flag_id}"))
    try:
        event = desk.decide(copy, flag_id, visitor.name, choice)
    except ConflictError as conflict:
        return _collided(request, flag_id, conflict)
    return _answer(request, form, copy, event)


@posting("reviewer")
def undo(request: Request, form: FormData) -> Response:
    """POST /undo: the act named, else the reviewer's last."""
    desk, visitor = desk_of(request), visitor_of(request)
    copy = published_copy(desk)
    last = desk.decisions.last_of(visitor.name)
    undoes = word(form, "undoes") or (last.batch_id or last.decision_id if last else "")
    undone = desk.undo(visitor.name, undoes, others=visitor.may("editor"))
    return _answer(request, form, copy, undone[-1], undone=len(undone))


@posting("reader")
def rename(request: Request, form: FormData) -> Response:
    """POST /me: who sits here, on a desk where nobody logs in."""
    desk = desk_of(request)
    if desk.settings.demand_login:
        raise RefusedError("Your name is that of your account.")
    name = word(form, "name", 60)
    if not name:
        raise RefusedError("Write a name.")
    accounts = request.app.state.accounts
    if name in accounts.names():
        raise RefusedError("That is the name of an account: log in to sign with it.")
    answer = RedirectResponse(here(form, "/"), 303)
    token = accounts.welcome(name).token
    answer.headers.append("set-cookie", session_cookie(token, secure=desk.settings.secure_cookies))
    return answer


def _answer(request: Request, form: FormData, copy: Copy, event: Event, *, undone: int = 0) -> Response:
    desk, flag_id = desk_of(request), event.flag_id
    if "application/json" not in request.headers.get("accept", ""):
        return RedirectResponse(here(form, f"/flags/{flag_id}"), 303)
    row = copy.board.row(flag_id)
    standing = desk.decisions.of(copy.board.place(row)) if row is not None else None
    filters = Filters.read_text(word(form, "view"))
    seen = view_of(copy, filters, counted=False)
    answer: dict[str, Any] = {
        "flag": flag_id,
        "state": state_of(standing),
        "seen": standing.decision_id if standing else "",
        "words": describe(standing),
        "assignee": desk.decisions.assigned(flag_id),
        "act": event.act,
        "comment": event.comment,
        "undone": undone,
        "event": event.claim_id if event.scope == SCOPE else "",
        "progress": progress(desk, seen),
        "done": seen.decided / seen.total if seen.total else 0,
    }
    return JSONResponse(answer)


def _collided(request: Request, flag_id: str, conflict: ConflictError) -> Response:
    words = describe(conflict.first) or "The decision you saw was undone."
    if "application/json" in request.headers.get("accept", ""):
        seen = conflict.first.decision_id if conflict.first else ""
        state = state_of(conflict.first)
        return JSONResponse({"conflict": words, "flag": flag_id, "state": state, "seen": seen}, 409)
    return render(request, "conflict.html", status=409, words=words, flag_id=flag_id)


def _ask_again(request: Request, copy: Copy, flag_id: str, choice: Choice, back: str) -> Response:
    """Show what a wide act would cover, before it is done."""
    row = copy.board.row(flag_id)
    if row is None:
        return refusal(request, "This flag is gone: the page or the check has changed.", 404)
    place = copy.board.place(row)
    reach = Reach(check_code=place.check_code, outlet=place.outlet if choice.scope == "outlet_check" else "")
    return render(
        request,
        "sure.html",
        choice=choice,
        place=place,
        flag_id=flag_id,
        back=back,
        covered=count(len(copy.board.reached(reach)), "flag"),
    )
