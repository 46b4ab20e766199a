"""The demo newsroom on loopback: one address an outlet, with robots files, feeds, a missing page and a slow one."""

from __future__ import annotations

import contextlib
import hashlib
import socketserver
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Self

from copydesk.stories import Outlet, Story, all_outlets, feed_page, story_page

if TYPE_CHECKING:
    from types import TracebackType

ROBOTS = "User-agent: *\nDisallow: /subscribers/\nAllow: /\n"
ONE_ADDRESS = "127.0.0.1"


class Newsstand:
    """Serves every outlet while it is open; `edition` 2 brings out the second revision of the stories that have one."""

    def __init__(self, port: int = 8378, edition: int = 1) -> None:
        """Take a port for all outlets' addresses; 0 lets the system choose one for each."""
        self.edition = edition
        self.hosts: list[_Host] = []
        self._port = port

    def __enter__(self) -> Self:
        """Open every outlet's host."""
        for number, outlet in enumerate(all_outlets()):
            host = self._opened(outlet, number)
            self.hosts.append(host)
            threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every host."""
        for host in self.hosts:
            host.shutdown()
            host.server_close()
        self.hosts.clear()

    def _opened(self, outlet: Outlet, number: int) -> _Host:
        """Return an outlet's host: on its address, else (macOS) on 127.0.0.1, else on a port that is free."""
        for place in ((outlet.address, self._port), (ONE_ADDRESS, self._port and self._port + number)):
            with contextlib.suppress(OSError):
                return _Host(place, outlet, self)
        return _Host((ONE_ADDRESS, 0), outlet, self)

    def feeds(self) -> dict[str, str]:
        """Return the address of each outlet's feed by the outlet's name."""
        return {host.outlet.name: f"{host.base}/{host.outlet.feed}" for host in self.hosts}

    def pages(self) -> dict[str, str]:
        """Return the address of every story by its path's last word and its outlet's key ("gazette/rowing-final")."""
        return {
            f"{host.outlet.key}/{story[0].path.rsplit('/', 1)[1]}": f"{host.base}{story[0].path}"
            for host in self.hosts
            for story in host.outlet.stories
        }


class _Host(socketserver.ThreadingTCPServer):
    """One outlet's web server."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], outlet: Outlet, stand: Newsstand) -> None:
        self.outlet, self.stand = outlet, stand
        super().__init__(address, _Page)
        host, port = self.server_address[:2]
        self.base = f"http://{host if isinstance(host, str) else host.decode()}:{port}"

    def answer(self, path: str) -> tuple[int, str, str]:
        """Return status, content type and text for a path."""
        if path == "/robots.txt":
            return 200, "text/plain", ROBOTS
        if path == f"/{self.outlet.feed}":
            return 200, *feed_page(self.outlet, self.base)
        story = self._story(path)
        if story is None:
            return 404, "text/html", "<title>Not found</title><p>This page is not here any more.</p>"
        time.sleep(story.slow)
        return 200, "text/html", story_page(self.outlet, story, self.base)

    def _story(self, path: str) -> Story | None:
        for revisions in self.outlet.stories:
            if revisions[0].path == path:
                return [story for story in revisions if story.revision <= self.stand.edition][-1]
        return None


class _Page(BaseHTTPRequestHandler):
    """Answers one request, with an entity tag so that an unchanged page costs nothing."""

    server: _Host
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        """Answer with the page, or 304 where the reader has it."""
        status, kind, text = self.server.answer(self.path.partition("?")[0])
        body = text.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:  # noqa: PLR2004 - HTTP's own number
            status, body = 304, b""
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the run's own rows say what was fetched."""
