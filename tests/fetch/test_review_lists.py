"""Lists of published fact-checks are read from the web and from files; each failure and each useless entry is a row."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from fetch.client import Fetcher
from fetch.review_lists import MOST_REFUSED, read_review_lists
from fetch.settings import Settings
from fetch.sources import Source, SourceError, read_sources, source_for
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fetch.review_lists import ReviewLists

REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "The ferry of Norvale carried 900 people",
    "reviewRating": {"alternateName": "False"},
    "author": {"name": "Osk Checks"},
}
PAGE = f'<!doctype html><html><script type="application/ld+json">{json.dumps(REVIEW)}</script><p>The ferry.</p></html>'


class Checkers(http.server.BaseHTTPRequestHandler):
    """A house that publishes fact-checks: a feed of two pages, of which one has a ClaimReview, and a list."""

    def do_GET(self) -> None:
        here = f"http://127.0.0.1:{self.server.server_address[1]}"
        feed = f"<rss><channel><item><link>{here}/one</link></item><item><link>{here}/two</link></item></channel></rss>"
        pages = {
            "/feed.xml": ("application/rss+xml", feed),
            "/one": ("text/html", PAGE),
            "/two": ("text/html", "<!doctype html><html><p>No fact-check.</p></html>"),
            "/list.json": ("application/json", json.dumps([REVIEW, {"@type": "ClaimReview"}])),
            "/deep": ("application/json", "[" * 300_000),
        }
        if self.path == "/one":
            time.sleep(0.5)  # the second page is there first
        kind, body = pages.get(self.path, ("text/plain", ""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def checkers() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Checkers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def listed(*places: str) -> ReviewLists:
    port = int(next((place.split(":")[2].partition("/")[0] for place in places if place.startswith("http")), "80"))
    settings = Settings(pace_seconds=0, allowed_networks=("127.0.0.0/8",), allowed_ports={port})
    source = Source(name="checkers", outlet="Osk Checks", claimreview=places)

    async def read() -> ReviewLists:
        async with Fetcher(settings, run_id="run", sources=[source]) as fetcher:
            return await read_review_lists(fetcher, source)

    return asyncio.run(read())


def test_the_pages_of_a_feed_are_read_for_theirs(checkers: str) -> None:
    found = listed(f"{checkers}/feed.xml")
    assert [one.url for one in found.checks] == [f"{checkers}/one"]
    assert [row.requested_url.rpartition("/")[2] for row in found.fetches] == ["feed.xml", "one", "two"]


def test_what_cannot_be_used_is_a_row_with_its_reason(checkers: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"dataFeedElement": [{"item": ' + json.dumps(REVIEW | {"url": "https://a.example/"}) + "}, {]")
    places = (f"{checkers}/list.json", f"{checkers}/none", f"{checkers}/deep", str(broken), str(tmp_path / "gone"))
    found = listed(*places)
    assert len(found.checks) == 2
    told = {row.requested_url.rpartition("/")[2]: row for row in found.fetches}
    assert "claimReviewed is missing" in told["list.json#entry-2"].reason
    assert told["none"].outcome is Outcome.GONE
    assert any("nested too deep" in row.reason for name, row in told.items() if name.startswith("deep#"))
    assert any(
        "what follows was not read" in row.reason for name, row in told.items() if name.startswith("broken.json#")
    )
    assert "file_missing" in told["gone"].reason


def test_a_list_of_rubbish_gives_rows_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "rubbish.json"
    path.write_text(json.dumps({"dataFeedElement": list(range(3_000))}), "utf-8")
    found = listed(str(path))
    assert len(found.fetches) == 1 + MOST_REFUSED
    assert "2,000 more entries could not be used" in found.notes[0]


def test_a_source_names_lists_by_address_or_by_path(tmp_path: Path) -> None:
    text = '[[source]]\nname = "c"\nclaimreview = ["https://u:p@checks.osk.example/feed.xml", "data.json"]\n'
    (source,) = read_sources(text, tmp_path / "sources.toml")
    assert source.claimreview == ("https://checks.osk.example/feed.xml", str(tmp_path / "data.json"))
    with pytest.raises(SourceError, match="no such file"):
        source_for("claimreview:missing.json")
    assert source_for("claimreview:https://checks.osk.example/").claimreview == ("https://checks.osk.example/",)
