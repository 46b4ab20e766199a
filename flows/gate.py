"""The gate before Prefect's server: foreign hosts and pages are refused, and deployments that run what is not ours.

Prefect itself asks for the secret and for its CSRF token (flows/server.py sets both); for these it has no setting.
`python -m flows.gate PORT` starts the server behind it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from flows.secret import PROOF, proof

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?")  # any port: a tunnel may end on another
OURS = re.compile(r"flows\.news\.[a-z_]+")
PULL_STEPS = {"prefect.deployments.steps.set_working_directory"}
LARGEST = 1_000_000  # bytes of what may be said about a deployment
NONCE = 64
GRACE = 10.0  # seconds for what is being answered
SHIELD = {
    # Prefect's page has inline scripts and styles; it is nobody's frame, and tells nobody how it is used
    "content-security-policy": "default-src 'self' 'unsafe-inline' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Gate:
    """An ASGI application before another."""

    def __init__(self, app: ASGIApp, known: str) -> None:
        """Stand before an application; `known` is the secret."""
        self._app, self._known = app, known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, refuse it, or hand it on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        refusal = foreign(Headers(scope=scope))
        if not refusal and scope["type"] == "http":
            if scope["path"] == PROOF:
                nonce = scope["query_string"].decode("ascii", "replace")[:NONCE]
                await PlainTextResponse(proof(self._known, nonce))(scope, receive, send)
                return
            if "deployments" in scope["path"] and scope["method"] in {"POST", "PUT", "PATCH"}:
                body = await _body(receive)
                refusal = strange(body)
                receive = _again(body, receive)
        if not refusal:
            await self._app(scope, receive, _shielded(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal})
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)


def foreign(headers: Headers) -> str:
    """Return why a request is another site's, or ""."""
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or not HOSTS.fullmatch(hosts[0]):
        return "This server answers to 127.0.0.1 and localhost only."
    if any(origin != f"http://{hosts[0]}" for origin in origins):
        return "Another site's page asked for this."
    return ""


def strange(body: bytes) -> str:
    """Return why what is said about a deployment is refused, or ""."""
    if len(body) > LARGEST:
        return "That is too much."
    try:
        told = json.loads(body or b"{}")
    except ValueError:
        return "That is no JSON."
    if not isinstance(told, dict):
        return ""  # Prefect refuses it, or it is a list of runs, which say nothing of this
    steps = told.get("pull_steps") or []
    if not (isinstance(steps, list) and all(isinstance(step, dict) and set(step) <= PULL_STEPS for step in steps)):
        return "A deployment here may set its folder before a run, and nothing else."
    entrypoint = told.get("entrypoint")
    if told.get("storage_document_id") or not (entrypoint is None or OURS.fullmatch(str(entrypoint))):
        return "Only Copydesk's own flows are deployed here."
    return ""


async def _body(receive: Receive) -> bytes:
    """Return a request's body, or as much of it as shows that it is too large."""
    parts: list[bytes] = []
    more = True
    while more and sum(map(len, parts)) <= LARGEST:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body once more."""
    told: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def once_more() -> Message:
        return told.pop() if told else await receive()

    return once_more


def _shielded(send: Send) -> Send:
    """Return a `send` that says in every answer what a browser may do with it."""

    async def shielded(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(SHIELD)
        await send(message)

    return shielded


def main(port: int) -> None:
    """Serve Prefect behind the gate on loopback until it is stopped."""
    import uvicorn  # noqa: PLC0415 - lazy
    from prefect.server.api.server import create_app  # noqa: PLC0415 - Prefect, 1.6 s

    threading.Thread(target=_end_with_parent, daemon=True).start()
    known = os.environ["PREFECT_SERVER_API_AUTH_STRING"]
    app: Any = create_app(final=True)
    uvicorn.run(Gate(app, known), host="127.0.0.1", port=port, log_level="warning", server_header=False)


def _end_with_parent() -> None:
    """End when standard input does: whoever started this server is gone, however it ended."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
