from __future__ import annotations

import asyncio
import contextlib
import http.server
import os
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from fetch.client import Fetcher, Kind, Settings
from fetch.sources import Source
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from offline_web import Web

    from fetch.fetched import Fetched

STORY = (
    b"<title>Bridge</title>" + b"<p>The council voted on Tuesday to close the harbour bridge for a whole year.</p>" * 9
)
SOURCE = Source(name="s", urls=("http://127.0.0.1/",))


PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/robots.txt": (404, {}, b""),
    "/gate": (302, {"Location": "/gate", "Set-Cookie": "pass=1; Path=/"}, b""),
    "/nowhere": (302, {}, b""),
    "/bad-location": (302, {"Location": "http://[broken"}, b""),
    "/teapot": (418, {}, b""),
    "/refreshes": (200, {}, b"<meta http-equiv=refresh content='0; url=/refreshes'>"),
    "/busy": (429, {"Retry-After": "3600"}, b""),
}


class Desk(http.server.BaseHTTPRequestHandler):
    """A small site with the turns that the scenarios leave out."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    seen: list[tuple[str, dict[str, str]]]

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        status, headers, body = self.site()
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(body)

    def site(self) -> tuple[int, dict[str, str], bytes]:
        if self.path == "/gate" and "pass=1" in self.headers.get("Cookie", ""):
            return 200, {}, STORY
        return PAGES.get(self.path, (200, {"ETag": '"1"'}, STORY))


@pytest.fixture
def site() -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    handler = type("OneDesk", (Desk,), {"seen": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", handler.seen  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def get(*urls: str, together: bool = False, **changes: object) -> list[Fetched]:
    quick = {"allowed_networks": ["127.0.0.0/8"], "pace_seconds": 0, "backoff_seconds": 0.01, "longest_wait": 1}

    async def run() -> list[Fetched]:
        async with Fetcher(Settings.model_validate(quick | changes), run_id="r1") as fetcher:
            if together:
                return list(await asyncio.gather(*(fetcher.get(url, source=SOURCE) for url in urls)))
            return [await fetcher.get(url, source=SOURCE) for url in urls]

    return asyncio.run(run())


Site = tuple[str, list[tuple[str, dict[str, str]]]]


def test_a_fetch_is_a_row_with_all_that_is_known(site: Site) -> None:
    base, seen = site
    (found,) = get(f"{base}/story?utm_source=x")
    row = found.row
    assert (row.outcome, row.status_code, row.tries, row.etag) == (Outcome.OK, 200, 1, '"1"')
    assert (row.source, row.outlet, row.url) == ("s", "127.0.0.1", f"{base}/story")
    assert row.body_bytes == len(STORY)
    assert not hasattr(row, "body")
    sent = dict(seen)["/story?utm_source=x"]
    assert sent["accept-encoding"] == "gzip"
    assert sent["user-agent"].startswith("copydesk/")
    assert "cookie" not in sent


def test_cookies_live_for_one_chain_of_redirects_only(site: Site) -> None:
    base, seen = site
    first, second = get(f"{base}/gate", f"{base}/story")
    assert first.ok
    assert second.ok
    assert "cookie" not in dict(seen)["/story"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/nowhere", "bad_redirect"),
        ("/bad-location", "url"),
        ("/teapot", "status"),
        ("/refreshes", "empty"),
    ],
)
def test_odd_answers_are_failures_with_a_reason(site: Site, path: str, reason: str) -> None:
    (found,) = get(site[0] + path)
    assert found.reason.partition(":")[0] == reason
    assert not found.ok


def test_a_host_that_asks_for_a_long_pause_is_not_asked_again(site: Site) -> None:
    base, seen = site
    first, second = get(f"{base}/busy", f"{base}/story")
    assert (first.outcome, second.outcome) == (Outcome.DEFERRED, Outcome.DEFERRED)
    assert second.next_attempt_at is not None
    assert [path for path, _ in seen] == ["/robots.txt", "/busy"]


def test_a_host_that_takes_no_connection_is_left_alone() -> None:
    first, second = get("http://127.0.0.1:9/a", "http://127.0.0.1:9/b")
    assert first.reason.startswith("connect")
    assert second.reason.startswith("host_resting")
    assert first.next_attempt_at is not None


def test_tasks_share_one_pace_and_one_robots_txt(site: Site) -> None:
    base, seen = site
    begun = time.monotonic()
    found = get(*(f"{base}/{number}" for number in range(5)), together=True, pace_seconds=0.5)
    assert all(one.ok for one in found)
    assert time.monotonic() - begun >= 2
    assert [path for path, _ in seen].count("/robots.txt") == 1
    assert max(one.elapsed_ms for one in found) < 1_500  # the wait for a turn is not the site's slowness


@pytest.mark.parametrize(
    "url", ["", "nonsense", "http://", "//x", "http://\ud800.example/", "http://a\0b/", "x" * 5000]
)
def test_no_address_at_all_raises(url: str) -> None:
    (found,) = get(url)
    assert found.outcome is Outcome.REFUSED
    assert found.advice


def test_a_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setitem(os.environ, "ALL_PROXY", "http://127.0.0.1:9")
    (found,) = get(f"{site[0]}/story")
    assert found.ok


def test_a_server_that_is_not_tls_is_a_tls_failure(site: Site) -> None:
    (found,) = get(site[0].replace("http:", "https:") + "/story")
    assert found.outcome is Outcome.TLS


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def rebound(self: object, host: str, port: int, **kind: object) -> list[object]:
        return [(2, 1, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", rebound)
    (found,) = get("http://harmless.example/")
    assert found.reason == "address: 10.0.0.7"


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, seen = site
    port = httpx.URL(base).port
    asked: list[str] = []

    async def turning(self: object, host: str, port: int, **kind: object) -> list[object]:
        asked.append(host)  # a rebinding name server: harmless when asked first, private ever after
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.7", port))]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", turning)
    (found,) = get(f"http://rebinding.example:{port}/story", allowed_ports=[port])
    assert found.ok
    assert asked == ["rebinding.example"]
    assert dict(seen)["/story"]["host"] == f"rebinding.example:{port}"


def test_a_listing_passes_no_page_gates(site: Site) -> None:
    async def run() -> Fetched:
        async with Fetcher(Settings.model_validate({"allowed_networks": ["127.0.0.0/8"]})) as fetcher:
            return await fetcher.get(f"{site[0]}/feed", source=SOURCE, kind=Kind.LISTING)

    assert asyncio.run(run()).ok


def test_connections_that_were_given_up_are_free_again(web: Web) -> None:
    base = f"http://127.40.0.1:{web.port}"
    changes = {"max_connections": 2, "total_deadline": 1.5, "rest_after_connect_failure": 0}
    found = get(*[f"{base}/drip"] * 6, f"{base}/a-good-page", together=True, **changes)
    assert [str(one.outcome) for one in found] == ["timeout"] * 6 + ["ok"]
