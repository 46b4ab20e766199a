"""What every request passes: the host it names, the session, the Origin of a post, and the headers of every answer."""

from __future__ import annotations

import logging
import re
import secrets
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from review.access.accounts import Accounts, Visitor
    from review.settings import Settings

LOG = logging.getLogger(__name__)
COOKIE = "copydesk_session"
HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
OPEN_PATHS = ("/static/", "/login", "/answer/")  # a link to answer under is its own key
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # other sites get none; with no-referrer our own forms would bear Origin: null
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Shield:
    """ASGI middleware: nothing of the desk is reached without it."""

    def __init__(self, app: ASGIApp, accounts: Accounts, settings: Settings) -> None:
        self._app, self._accounts, self._settings = app, accounts, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request pass, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {}).update(nonce=nonce, visitor=None)
        headers = Headers(scope=scope)
        made: list[Visitor] = []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message), nonce, made, static=scope["path"].startswith("/static/"))
            await send(message)

        try:
            refusal = self._refusal(scope, headers) or await self._admit(scope, headers, made)
            await (refusal or self._app)(scope, receive, sending)
        except Exception:  # here, so that a fault of ours is answered with the same headers
            LOG.exception("%s %s failed", scope["method"], scope["path"])
            await PlainTextResponse("The desk has a fault: its log says which.", 500)(scope, receive, sending)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host = hosts[0] if len(hosts) == 1 else ""
        named = HOST.fullmatch(host.lower())
        if named is None or named[1] not in self._settings.allowed_hosts:
            return PlainTextResponse("This desk does not answer to that host name.", 400)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("The desk takes GET, HEAD and POST.", 405)
        if scope["method"] == "POST" and origins not in ([f"http://{host}"], [f"https://{host}"]):
            return PlainTextResponse("A post must come from the desk's own pages.", 403)
        return None

    async def _admit(
        self, scope: Scope, headers: Headers, made: list[Visitor]
    ) -> PlainTextResponse | RedirectResponse | None:
        path = scope["path"]
        if path.startswith("/static/"):
            return None
        token = _cookie(headers)
        visitor = await run_in_threadpool(self._accounts.visitor, token) if token else None
        if visitor is None and not self._settings.demand_login:
            visitor = self._accounts.guest(token)
            if visitor is None:
                visitor = self._accounts.welcome(self._settings.reviewer)
                made.append(visitor)
        scope["state"]["visitor"] = visitor
        if visitor is None and not path.startswith(OPEN_PATHS):
            if scope["method"] != "GET":
                return PlainTextResponse("Log in first.", 401)
            asked = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
            return RedirectResponse(f"/login?next={quote(asked)}", 303)
        return None

    def _dress(self, headers: MutableHeaders, nonce: str, made: list[Visitor], *, static: bool) -> None:
        headers["content-security-policy"] = POLICY.format(nonce=nonce)
        for name, value in HEADERS.items():
            headers[name] = value
        if not static:
            headers.setdefault("cache-control", "no-store")
        for visitor in made:
            headers.append("set-cookie", session_cookie(visitor.token, secure=self._settings.secure_cookies))


def session_cookie(token: str, *, secure: bool) -> str:
    """Return the Set-Cookie value of a session; an empty token takes the cookie away.

    Lax, not Strict, so that a link in a mail finds the session. A GET changes nothing, and a post from elsewhere brings
    no cookie, no Origin of ours and no token.
    """
    age = "" if token else "; Max-Age=0"
    return f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{age}{'; Secure' if secure else ''}"


def _cookie(headers: Headers) -> str:
    morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    return morsel.value if morsel else ""
