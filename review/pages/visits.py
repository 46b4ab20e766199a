"""Who sits at the desk: log-in and log-out where others can reach it, the keys and the seat where they cannot."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse

from review.access.shield import session_cookie
from review.access.tries import TooManyTriesError
from review.pages.acts import here
from review.pages.rendering import desk_of, posting, render, visitor_of, word

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from review.decisions.in_force import Decisions

SALT = secrets.token_bytes(32)  # of the log-in form's token: it need not outlive the process
LOGIN_COOKIE = "copydesk_login"
DEVICE_COOKIE = "copydesk_device"  # a browser in which this person has logged in: review/access/tries.py
RECORDED = ("confirm", "dismiss", "second_dismiss", "second_confirm")
A_YEAR = 365 * 86400
KEYS = (
    ("j k", "next and previous flag"),
    ("J K", "next and previous article, on an event page its articles"),
    ("Enter", "open the flag chosen in a list"),
    ("c", "right, for the reason shown beside the button"),
    ("d 1…9", "not a fault, for the reason with that number"),
    ("s", "put off until the day in the card, else tomorrow"),
    ("a 1…9", "hand the flag over; then the number of a person, 1 is yourself"),
    ("A 1…9", "hand the whole article over"),
    ("n", "write a note; with words selected in the text, add what was missed there"),
    ("f", "correct what was read wrongly; with words of the flag's sentence selected, by these words"),
    ("w", "the flag's claim: its sources and its verdict"),
    ("u", "undo your last act"),
    ("o", "open the original page"),
    ("e", "show the evidence and the sources in the text"),
    ("E", "the event page: what every outlet tells of it"),
    ("t", "on an event page, from a flag to its place in the table and back"),
    ("W", "who says it: all that this person is quoted with"),
    ("P", "all people who are quoted"),
    ("x p", "on an event or a person page, tick, split the ticked off"),
    ("m", "on an event page, look for another event; on a person page, for another name"),
    ("i", "show or fold the notes, here and on the pages after it"),
    ("h", "hide or show the marks"),
    ("v 1…9", "your saved views; with a number, open that one"),
    ("/", "search"),
    ("?", "this list"),
)


def show_keys(request: Request) -> Response:
    """GET /keys."""
    return render(request, "keys.html", keys=KEYS)


def show_now(request: Request) -> Response:
    """GET /now: which copy pages are made of, so that a page that stands open can say that newer results came in."""
    return JSONResponse({"copy": desk_of(request).copy_name()})


def record_of(decisions: Decisions, name: str) -> list[dict[str, Any]]:
    """Return by check, the most decided first, how often somebody found it right and not, and what second looks say."""
    looked = {event.flag_id: event.act for event in decisions.standing_events() if event.act.startswith("second_")}
    found: dict[str, Counter[str]] = {}
    for event in decisions.standing_events():
        if event.reviewer == name and event.act in ("confirm", "dismiss") and event.check_code:
            count = found.setdefault(event.check_code, Counter())
            count[event.act] += 1
            count[looked.get(event.flag_id, "") if event.act == "dismiss" else ""] += 1
    rows = [{"check_code": code, **{act: count[act] for act in RECORDED}} for code, count in found.items()]
    return sorted(rows, key=lambda row: (-row["confirm"] - row["dismiss"], row["check_code"]))


def show_me(request: Request) -> Response:
    """GET /me."""
    desk, visitor = desk_of(request), visitor_of(request)
    recent = desk.decisions.recent(datetime.now(UTC) - timedelta(days=30))
    mine = [event for event in recent if event.reviewer == visitor.name]
    seen: dict[str, object] = {}
    for event in mine:
        seen.setdefault(event.batch_id or event.decision_id, event)
    return render(
        request,
        "me.html",
        may_rename=not desk.settings.demand_login,
        events=list(seen.values())[:20],
        record=record_of(desk.decisions, visitor.name),
    )


def show_login(request: Request) -> Response:
    """GET /login."""
    return _form(request, "", request.query_params.get("next", "/"))


async def log_in(request: Request) -> Response:
    """POST /login: a new session under a new token, whatever cookie came with the request."""
    form = await request.form(max_files=0)
    seed = request.cookies.get(LOGIN_COOKIE, "")
    if not (seed and hmac.compare_digest(word(form, "csrf").encode(), _token(seed).encode())):
        return _form(request, "This form has grown old: try again.", word(form, "next"), 403)
    address = request.client.host if request.client else ""
    accounts = request.app.state.accounts
    password = str(form.get("password", ""))[:1_000]
    device = request.cookies.get(DEVICE_COOKIE, "")
    try:
        visitor = await run_in_threadpool(accounts.log_in, word(form, "name", 100), password, address, device)
    except TooManyTriesError as early:
        return _form(request, f"Too many tries: wait {early.seconds:.0f} seconds.", word(form, "next"), 429)
    if visitor is None:
        return _form(request, "That name and password do not go together.", word(form, "next"), 403)
    answer = RedirectResponse(here(form, "/"), 303)
    secure = desk_of(request).settings.secure_cookies
    answer.headers.append("set-cookie", session_cookie(visitor.token, secure=secure))
    kept = f"{DEVICE_COOKIE}={accounts.device(visitor.name)}; Path=/login; HttpOnly; SameSite=Strict; Max-Age={A_YEAR}"
    answer.headers.append("set-cookie", kept + ("; Secure" if secure else ""))
    return answer


@posting("reader")
def log_out(request: Request, _form: FormData) -> Response:
    """POST /logout."""
    request.app.state.accounts.close_session(visitor_of(request).token)
    answer = RedirectResponse("/login", 303)
    answer.headers.append("set-cookie", session_cookie("", secure=desk_of(request).settings.secure_cookies))
    return answer


def _form(request: Request, message: str, following: str, status: int = 200) -> Response:
    seed = secrets.token_urlsafe(16)
    answer = render(request, "login.html", status=status, message=message, next=following, csrf=_token(seed))
    secure = "; Secure" if desk_of(request).settings.secure_cookies else ""
    answer.headers.append("set-cookie", f"{LOGIN_COOKIE}={seed}; Path=/login; HttpOnly; SameSite=Strict{secure}")
    return answer


def _token(seed: str) -> str:
    return hashlib.blake2b(seed.encode(), key=SALT, digest_size=16).hexdigest()
