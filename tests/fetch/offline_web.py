"""A loopback web of the standard library that serves a table of fault scenarios, one address a host."""

from __future__ import annotations

import contextlib
import email.utils
import gzip
import http.server
import re
import socketserver
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import listings
from damage import MEGABYTE, gzip_zeros, reencoded

if TYPE_CHECKING:
    from own_pages import Pages

CANARY = "127.66.6.6"


class Web:
    """Servers on every address that the scenarios name; `hits` counts requests, `times` when they came."""

    allowed = ("127.40.0.0/16",)

    def __init__(self, scenarios: list[dict[str, Any]], pages: Pages) -> None:
        self.pages = pages
        self.places = {(one["host"], one["path"].partition("?")[0]): one["serve"] for one in scenarios}
        self.robots = {one["host"]: one["serve"]["robots"] for one in scenarios if "robots" in one["serve"]}
        self.robots["127.40.0.8"] = {"body": "User-agent: *\nDisallow: /a\n"}  # where a redirect leads
        self.hits: Counter[tuple[str, str]] = Counter()
        self.times: dict[tuple[str, str], list[float]] = {}
        self.sent: Counter[tuple[str, str]] = Counter()
        self.closing = threading.Event()
        hosts = sorted({one["host"] for one in scenarios} | {CANARY, "127.40.0.8"})
        self.servers = next(servers for _ in range(9) if (servers := listen(hosts)))
        self.port = self.servers[0].server_address[1]
        for server in self.servers:
            server.web = self
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.closing.set()
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def url(self, scenario: dict) -> str:
        return f"http://{scenario['host']}:{self.port}{scenario['path']}"


def listen(hosts: list[str]) -> list[Server]:
    """Return a server on each address, all on one port that is free on the first; none where another has taken it."""
    servers: list[Server] = []
    try:
        for host in hosts:
            servers.append(Server((host, servers[0].server_address[1] if servers else 0), Handler))
    except OSError:
        for server in servers:
            server.server_close()
        return []
    return servers


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    web: Web

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)  # HTTPServer's own looks the host name up
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: clients that hang up are the point of the scenarios."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server
    wbufsize = -1  # headers and body in one packet, or the kernel's delays are what the tests measure

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        web, host = self.server.web, self.server.server_address[0]
        path = self.path.partition("?")[0]
        self.web, self.place, self.serve = web, (host, path), web.places.get((host, path), {})
        web.hits[self.place] += 1
        self.count = web.hits[self.place]
        web.times.setdefault(self.place, []).append(time.monotonic())
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if path.startswith("/robots"):
                self.robots(web, host, path)
            else:
                self.play()

    def answer(
        self, body: bytes = b"", status: int = 200, kind: str | None = "text/html; charset=utf-8", **headers: str
    ) -> None:
        """Send a whole answer."""
        self.send_response(status)
        if kind is not None:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.web.sent[self.place] += len(body)

    def announce(self, length: int) -> None:
        """Begin an answer of some length."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def robots(self, web: Web, host: str, path: str) -> None:
        """Play the host's robots.txt."""
        rule = web.robots.get(host, {"status": 404})
        if "delay_s" in rule:
            web.closing.wait(rule["delay_s"])
            return
        if "redirects" in rule and (hop := int(path[len("/robots") :].removesuffix(".txt") or 0)) < rule["redirects"]:
            self.answer(status=302, Location=f"/robots{hop + 1}.txt")
            return
        if "size_kb" in rule:
            comment = b"#" + b"x" * 1022 + b"\n"
            rules = b"User-agent: *\nDisallow: /early\n" + comment * rule["rule_at_kb"] + b"\nDisallow: /a\n"
            self.answer(rules + comment * (rule["size_kb"] - rule["rule_at_kb"]), kind="text/plain")
            return
        body = rule.get("body", "User-agent: *\nDisallow: /a\n" if "redirects" in rule else "").encode()
        self.answer(body, rule.get("status", 200), "text/plain", **rule.get("headers", {}))

    def play(self) -> None:
        """Play a scenario's page."""
        for key in self.serve:
            if player := getattr(self, f"play_{key}", None):
                player()
                return
        self.answer(self.web.pages.story)

    def play_steps(self) -> None:
        step = self.serve["steps"][min(self.count, len(self.serve["steps"])) - 1]
        if "page" in step:
            self.answer(self.web.pages.story)
            return
        headers = {name: value.replace("{PORT}", str(self.web.port)) for name, value in step.get("headers", {}).items()}
        if "HTTPDATE" in headers.get("Retry-After", ""):
            headers["Retry-After"] = email.utils.formatdate(time.time() + 2, usegmt=True)
        self.answer(status=step["status"], **headers)

    def play_redirects(self) -> None:
        self.answer(status=self.serve["redirects"][0], Location=f"{self.place[1]}-1")
        for hop, status in enumerate([*self.serve["redirects"][1:], None], start=1):
            place = (self.place[0], f"{self.place[1]}-{hop}")
            step = {"status": status, "headers": {"Location": f"{self.place[1]}-{hop + 1}"}}
            self.web.places[place] = {"steps": [step if status else {"page": True}]}

    def play_loop(self) -> None:
        self.answer(status=302, Location=self.place[1])

    def play_delay_s(self) -> None:
        self.web.closing.wait(self.serve["delay_s"])

    def play_drip(self) -> None:
        self.announce(self.serve["drip"]["total"])
        while not self.web.closing.wait(self.serve["drip"]["every_s"]):
            self.wfile.write(b"x" * self.serve["drip"]["bytes"])
            self.wfile.flush()

    def play_truncate(self) -> None:
        body = self.web.pages.story
        self.announce(len(body))
        self.wfile.write(body[: int(len(body) * self.serve["truncate"])])
        self.close_connection = True

    def chunks(self, pieces: list[bytes], *, last: bool) -> None:
        """Send pieces by chunked transfer, with or without the last chunk."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.web.sent[self.place] += len(piece)
        self.wfile.write(b"0\r\n\r\n" if last else b"")
        self.close_connection = True

    def play_chunked_cut(self) -> None:
        self.chunks([self.web.pages.story[: len(self.web.pages.story) // 2]], last=False)

    def play_zeros_mb(self) -> None:
        zeros = b"\0" * MEGABYTE
        if not self.serve.get("declare"):
            self.chunks([zeros] * self.serve["zeros_mb"], last=True)
            return
        self.announce(self.serve["zeros_mb"] * MEGABYTE)
        for _ in range(self.serve["zeros_mb"]):
            self.wfile.write(zeros)
            self.wfile.flush()
            self.web.sent[self.place] += MEGABYTE

    def play_gzip_zeros_mb(self) -> None:
        layers = self.serve.get("layers", 1)
        bomb = gzip_zeros(self.serve["gzip_zeros_mb"], layers)
        self.answer(bomb, kind="text/html", Content_Encoding=", ".join(["gzip"] * layers))

    def play_br_zeros_mb(self) -> None:
        self.answer(b"\x1b" * 1000, kind="text/html", Content_Encoding="br")

    def play_header_only(self) -> None:
        self.answer(self.web.pages.story, Content_Encoding=self.serve["header_only"])

    def play_gzip_cut(self) -> None:
        packed = gzip.compress(self.web.pages.story)
        self.answer(packed[: len(packed) * 2 // 3], Content_Encoding="gzip")

    def play_body_gz(self) -> None:
        self.answer(gzip.compress(self.web.pages.story))

    def play_reencode(self) -> None:
        encoding = self.serve["reencode"]
        text = self.web.pages.native(encoding)
        if "splice" in self.serve:
            body = text.encode().replace(b"<p", b"\x93quoted\x94 <p", 5)
            self.answer(body)
            return
        body, kind = reencoded(text, encoding, self.serve.get("declare", "none"))
        if "header" in self.serve:
            body, _ = reencoded(text, encoding, "none")
            body = body.replace(b"<head>", f'<head><meta charset="{self.serve["meta"]}">'.encode(), 1)
            kind = f"text/html; charset={self.serve['header']}"
        self.answer(body, kind=kind)

    def play_insert_nul(self) -> None:
        self.answer(self.web.pages.story.replace(b"<p", b"\0\x01<p"))

    def play_type(self) -> None:
        self.answer(self.serve["body"].encode("latin-1"), kind=self.serve["type"])

    def play_no_type(self) -> None:
        self.answer(self.web.pages.story, kind=None)

    def play_body(self) -> None:
        self.answer((self.serve["body"] * self.serve.get("times", 1)).encode(), self.serve.get("status", 200))

    play_status = play_body

    def play_cookie_gate(self) -> None:
        if self.serve["cookie_gate"] in (self.headers.get("Cookie") or ""):
            self.answer(self.web.pages.story)
            return
        words = "We and our partners use cookies and personal data to show advertising and to measure our audience."
        page = f"<title>Before you continue</title><h1>Your privacy</h1><p>{words}</p><button>Accept all</button>"
        self.answer(page.encode())

    def play_validators(self) -> None:
        known = self.serve["validators"]
        etag, modified = known.get("ETag"), known.get("Last-Modified")
        same = (etag and self.headers.get("If-None-Match") == etag) or (
            modified and self.headers.get("If-Modified-Since") == modified
        )
        headers = {name.replace("-", "_"): value for name, value in known.items()}
        if same:
            self.answer(status=304, kind=None, **headers)
        else:
            self.answer(self.web.pages.story, **headers)

    def play_etag_per_request(self) -> None:
        self.answer(self.web.pages.story, ETag=f'"{self.count}"')

    def play_recrawl_pair(self) -> None:
        self.answer(self.web.pages.pair(self.serve["recrawl_pair"])[min(self.count, 2) - 1])

    def play_canonical(self) -> None:
        link = f'<head><link rel="canonical" href="{self.serve["canonical"]}">'.encode()
        self.answer(re.sub(rb"<head\b[^>]*>", lambda _: link, self.web.pages.story, count=1))

    def play_feed(self) -> None:
        body, kind, headers = listings.FEEDS[self.serve["feed"]](f"http://{self.place[0]}:{self.web.port}", self.count)
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            self.answer(status=304, kind=None, **headers)
        else:
            self.answer(body, kind=kind, **headers)

    def play_sitemap(self) -> None:
        here = f"http://{self.place[0]}:{self.web.port}"
        depth = int(self.path.rpartition("?")[2]) if "?" in self.path else 0
        body, kind = listings.SITEMAPS[self.serve["sitemap"]](f"{here}{self.place[1]}", here, depth)
        self.answer(body, kind=kind)
