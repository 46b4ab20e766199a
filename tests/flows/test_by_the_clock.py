"""A run by the clock asks for what is new or due, an unchanged feed is not sent again, and hosts get their pace."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from fetch.settings import Settings
from fetch.sources import Source
from flows.intake import Intake
from flows.plan import NewsPlan
from flows.running import running
from flows.upkeep import due_sources
from warehouse import db
from warehouse.ledger import Fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STORY = (
    "<!doctype html><html lang=en><head><title>Bridge {n} closes</title><meta property=og:type content=article></head>"
    "<body><article><h1>Bridge {n} closes</h1><p>The harbour bridge will close for a year from Monday, the council "
    "said. More than {n}00 lorries cross it each day, and drivers face a detour of 30 kilometres.</p><p>The repairs "
    "will cost 12 million, twice what was planned in spring, Dana Holt said. She leads the survey of bridges.</p>"
    "</article></body></html>"
)
ITEM = "<item><link>{base}/story/{n}</link><title>Bridge {n}</title><pubDate>{date}</pubDate></item>"
EARLY = "Fri, 01 May 2026 08:00:00 GMT"


class Outlet(ThreadingHTTPServer):
    """One outlet with a feed of three stories, of which the third fails as long as `broken` is true."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.dates = {1: EARLY, 2: EARLY, 3: EARLY}
        self.broken = False
        self.asked: Counter[tuple[str, int]] = Counter()

    def answer(self, path: str) -> tuple[int, str]:
        if path == "/feed.xml":
            items = "".join(ITEM.format(base=self.base, n=n, date=date) for n, date in self.dates.items())
            return 200, f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'
        if path.startswith("/story/"):
            return (404, "") if self.broken and path.endswith("3") else (200, STORY.format(n=path[-1]))
        return 404, ""


class _Page(BaseHTTPRequestHandler):
    server: Outlet

    def do_GET(self) -> None:
        status, body = self.server.answer(self.path)
        tag = f'"{hash(body)}"'
        if status == 200 and self.headers["If-None-Match"] == tag:
            status, body = 304, ""
        self.server.asked[self.path, status] += 1
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed.xml" else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def plan_for(home: Path, outlet: Outlet, **changes: object) -> NewsPlan:
    fetch = {"allowed_networks": ["127.0.0.0/8"], "allowed_ports": [outlet.server_address[1]], "pace_seconds": 0}
    return NewsPlan.model_validate({"home": home, "fetch": fetch, "workers": 1, "page_seconds": 240, **changes})


def take_in(plan: NewsPlan, *sources: Source) -> list[Fetch]:
    """Run the intake alone; return its rows, the listings' too."""

    async def through() -> None:
        async with Intake(plan, run, sources) as intake:
            await intake.find()
            for number in range(len(intake.batches)):
                await intake.read_batch(number)

    with running(plan, "ingest") as run:
        asyncio.run(through())
    con = db.connect(plan.home)
    cursor = con.execute(
        "SELECT * EXCLUDE (run_seq) FROM main.fetches WHERE run_id = ? ORDER BY requested_url", [run.run_id]
    )
    names = [column[0] for column in cursor.description or ()]
    rows = [Fetch(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    con.close()
    return rows


def pages(rows: list[Fetch]) -> list[tuple[str, str]]:
    return [(row.requested_url[-1], str(row.outcome)) for row in rows if "/story/" in row.requested_url]


def long_ago(home: Path, **by: float) -> None:
    """Let all that was done so far have been done earlier."""
    con = db.connect(home)
    con.execute("UPDATE main.fetches SET fetched_at = fetched_at - ?", [timedelta(**by)])
    con.close()


def test_an_unchanged_feed_is_not_sent_again_and_its_pages_are_asked_for_all_the_same(
    home: Path, outlet: Outlet
) -> None:
    plan, source = plan_for(home, outlet), Source(name="courier", feeds=(f"{outlet.base}/feed.xml",))
    outlet.broken = True
    assert pages(take_in(plan, source)) == [("1", "ok"), ("2", "ok"), ("3", "gone")]
    outlet.broken = False
    rows = take_in(plan, source)
    assert pages(rows) == [("1", "not_modified"), ("2", "not_modified"), ("3", "ok")]
    assert [str(row.outcome) for row in rows if row.requested_url.endswith("feed.xml")] == ["not_modified"]
    assert (outlet.asked["/feed.xml", 200], outlet.asked["/feed.xml", 304]) == (1, 1)
    articles = {row.article_id for row in rows if "/story/" in row.requested_url}
    assert len(articles) == 3
    assert None not in articles


def test_a_run_by_the_clock_asks_only_for_what_is_new_due_or_dated_anew(home: Path, outlet: Outlet) -> None:
    plan, source = plan_for(home, outlet, scheduled=True), Source(name="courier", feeds=(f"{outlet.base}/feed.xml",))
    assert [name for name, _ in pages(take_in(plan, source))] == ["1", "2", "3"]
    assert pages(take_in(plan, source)) == []
    long_ago(home, hours=2)
    outlet.dates[2] = "Fri, 01 May 2099 08:00:00 GMT"  # a slip, not an edit
    assert pages(take_in(plan, source)) == []
    outlet.dates |= {4: EARLY}
    assert pages(take_in(plan, source)) == [("4", "ok")]
    long_ago(home, hours=2)
    assert pages(take_in(plan, source)) == [("1", "not_modified"), ("2", "not_modified"), ("3", "not_modified")]


def test_a_page_that_its_feed_dates_later_is_asked_for_at_once(home: Path, outlet: Outlet) -> None:
    plan, source = plan_for(home, outlet, scheduled=True), Source(name="courier", feeds=(f"{outlet.base}/feed.xml",))
    take_in(plan, source)
    long_ago(home, hours=2)
    outlet.dates[2] = formatdate(time.time() - 3600, usegmt=True)
    assert pages(take_in(plan, source)) == [("2", "not_modified")]
    assert pages(take_in(plan, source)) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, 5),
        ({"pace_seconds": 2}, 2),
        ({"scheduled_pace_seconds": 9}, 9),
        ({"pace_seconds": 2, "scheduled_pace_seconds": 9}, 9),
    ],
)
def test_a_run_by_the_clock_keeps_its_own_pace(given: dict[str, float], kept: float) -> None:
    settings = Settings.model_validate(given)
    assert settings.by_the_clock().pace_seconds == kept
    assert settings.pace_seconds == given.get("pace_seconds", 1)


def test_pages_are_looked_at_again_with_the_pace_and_language_of_their_source(home: Path, outlet: Outlet) -> None:
    listed = home / "sources.toml"
    home.mkdir(parents=True, exist_ok=True)
    feed = f'feeds = ["{outlet.base}/feed.xml"]\npace_seconds = 0.5\nlanguage = "en"'
    listed.write_text(f'[[source]]\nname = "courier"\noutlet = "The Courier"\n{feed}\n', "utf-8")
    plan = plan_for(home, outlet, sources=listed)
    take_in(plan, Source(name="courier", outlet="The Courier", feeds=(f"{outlet.base}/feed.xml",)))
    long_ago(home, hours=4)
    (again,) = due_sources(plan)
    assert (again.name, again.outlet, again.pace_seconds, again.language) == ("courier", "The Courier", 0.5, "en")
    assert sorted(again.urls) == [f"{outlet.base}/story/{n}" for n in (1, 2, 3)]


def test_a_sitemap_that_another_one_listed_is_no_page_to_look_at_again(home: Path, outlet: Outlet) -> None:
    plan, source = plan_for(home, outlet), Source(name="courier", feeds=(f"{outlet.base}/feed.xml",))
    (feed, *_) = take_in(plan, source)
    con = db.connect(home)
    nested = f"{outlet.base}/sitemap-2.xml"
    db.save(con, [replace(feed, fetch_id="nested", requested_url=nested, final_url=nested, url=nested)])
    con.close()
    long_ago(home, hours=4)
    asked = {url for again in due_sources(plan) for url in again.urls}
    assert nested not in asked
    assert len(asked) == 3
