"""Every alert is made to happen; it is told once, kept as a row, shown in a feed, and ends when the trouble is over."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from flows.alerts import alerts_of, tell
from flows.plan import NewsPlan
from flows.running import running
from flows.upkeep import Alarm, alarms
from warehouse import db
from warehouse.ledger import Fetch
from warehouse.records import Article, ArticleId, FetchId, RunId
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.now(UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


class Inbox(BaseHTTPRequestHandler):
    letters: list[str] = []  # noqa: RUF012 - emptied for each test
    status = 200

    def do_POST(self) -> None:
        Inbox.letters.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(Inbox.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[str]:
    Inbox.letters, Inbox.status = [], 200
    with HTTPServer(("127.0.0.1", 0), Inbox) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"json://127.0.0.1:{server.server_address[1]}/hook"
        server.shutdown()


def run(home: Path, flow: str = "check_news", *, fault: str = "", failed: int = 0) -> None:
    with running(NewsPlan(home=home), flow) as going:
        going.tally.failed = failed
        if fault:
            raise RuntimeError(fault)


def read(home: Path, outlet: str, share: float | None, *, days_ago: int, pages: int = 3) -> None:
    """Load pages of an outlet as fetched so many days ago; without a share they came and held no story."""
    at = NOW - timedelta(days=days_ago)
    names = [f"http://{outlet}.example/{days_ago}-{share}-{number}" for number in range(pages)]
    articles = [article(url, outlet, share, at) for url in names if share is not None]
    outcome = Outcome.OK if share is not None else Outcome.NOT_ARTICLE
    con = db.connect(home)
    db.save(con, articles)
    db.save(con, [fetch(url, outlet, outcome, at) for url in names])
    con.close()


def article(url: str, outlet: str, share: float | None, at: datetime) -> Article:
    words = {"headline": "", "standfirst": "", "byline": "", "language": "en", "text": "Rain.", "article_type": "news"}
    return Article(
        article_id=ArticleId(url),
        url=url,
        outlet=outlet,
        published_at=None,
        modified_at=None,
        fetched_at=at,
        text_share=share,
        notes=(),
        **words,
    )


def fetch(url: str, outlet: str, outcome: Outcome, at: datetime) -> Fetch:
    words = dict.fromkeys(("reason", "advice", "content_type", "etag", "last_modified", "body_hash", "warc"), "")
    return Fetch(
        fetch_id=FetchId(url),
        run_id=RunId("r"),
        source=outlet,
        requested_url=url,
        final_url=url,
        url=url,
        outlet=outlet,
        outcome=outcome,
        status_code=200,
        tries=1,
        elapsed_ms=40,
        body_bytes=1,
        fetched_at=at,
        next_attempt_at=None,
        article_id=None,
        **words,
    )


def kinds(home: Path, now: datetime | None = None) -> list[str]:
    return [alarm.kind for alarm in alarms(home, stale_hours=6, now=now)]


def watch(plan: NewsPlan, now: datetime) -> bool:
    return tell(plan, alarms(plan.home, stale_hours=plan.stale_hours, now=now), whole=True, now=now)


def test_a_run_that_fails_is_an_alert_though_another_flow_ran_well_since(home: Path) -> None:
    run(home, fault="the disk is full")
    run(home, "publish")
    found = next(alarm for alarm in alarms(home, stale_hours=6) if alarm.kind == "failed")
    assert (found.subject, found.words.rsplit(": ", 1)[1]) == ("check_news", "the disk is full")
    run(home)
    assert kinds(home) == []


def test_a_run_that_does_not_start_is_an_alert(home: Path) -> None:
    run(home)
    assert kinds(home, datetime.now(UTC) + timedelta(hours=5)) == []
    assert kinds(home, datetime.now(UTC) + timedelta(hours=7)) == ["not started", "stale"]


def test_data_that_is_old_although_runs_start_is_an_alert(home: Path) -> None:
    run(home)
    con = db.connect(home)
    con.execute("UPDATE main.runs SET finished_at = ?", [NOW - timedelta(hours=9)])
    con.close()
    run(home, fault="the feed is gone")
    assert kinds(home) == ["failed", "stale"]


def test_runs_that_end_well_and_bring_nothing_are_an_alert(home: Path) -> None:
    run(home)
    for days_ago in (2, 3, 4):
        read(home, "gazette", 0.9, days_ago=days_ago)
    assert kinds(home) == ["no news"]
    read(home, "gazette", 0.9, days_ago=0)
    assert kinds(home) == []


def test_dead_letters_that_grow_are_an_alert(home: Path) -> None:
    run(home, failed=4)
    run(home, failed=9)
    assert kinds(home) == ["dead letters"]


@pytest.mark.parametrize(("share", "is_told"), [(0.66, False), (0.62, True), (None, True)])
def test_an_outlets_text_share_that_falls_by_30_percent_is_an_alert(
    home: Path, share: float | None, is_told: bool
) -> None:
    run(home)
    for days_ago in (3, 4, 5):
        read(home, "gazette", 0.9, days_ago=days_ago)
        read(home, "post", 0.3, days_ago=days_ago)
    read(home, "gazette", share, days_ago=0)
    read(home, "post", 0.3, days_ago=0)
    found = [alarm for alarm in alarms(home, stale_hours=6) if alarm.kind == "text share"]
    assert [alarm.subject for alarm in found] == (["gazette"] if is_told else [])
    assert all("90% is usual" in alarm.words for alarm in found)


def test_one_odd_page_is_no_alert_and_neither_is_a_new_outlet(home: Path) -> None:
    run(home)
    for days_ago in (2, 3):
        read(home, "gazette", 0.9, days_ago=days_ago)
    read(home, "gazette", 0.1, days_ago=0, pages=2)
    read(home, "new", 0.1, days_ago=0)
    assert kinds(home) == []


def test_a_trouble_is_told_once_and_again_after_a_day_and_has_an_end(home: Path, hook: str) -> None:
    plan = NewsPlan(home=home, alerts=(hook,))
    assert watch(plan, NOW)
    assert watch(plan, NOW + timedelta(minutes=10))
    assert len(Inbox.letters) == 1
    assert watch(plan, NOW + timedelta(hours=24, minutes=20))
    assert len(Inbox.letters) == 2
    run(home)
    assert watch(plan, datetime.now(UTC))
    [alert] = alerts_of(home)
    assert (alert.kind, alert.raised_at) == ("never", NOW)
    assert alert.ended_at is not None
    assert len(Inbox.letters) == 2


def test_what_could_not_be_sent_is_sent_at_the_next_look(home: Path, hook: str) -> None:
    plan = NewsPlan(home=home, alerts=(hook,))
    Inbox.status = 500
    assert not watch(plan, NOW)
    assert alerts_of(home)[0].told_at is None
    Inbox.status = 200
    assert watch(plan, NOW + timedelta(minutes=10))
    assert alerts_of(home)[0].told_at == NOW + timedelta(minutes=10)


def test_an_alert_that_cannot_be_kept_is_sent_all_the_same(home: Path, hook: str) -> None:
    home.mkdir()
    (home / "warehouse.duckdb").write_bytes(b"no database" * 1000)
    assert tell(NewsPlan(home=home, alerts=(hook,)), [Alarm("failed", "no disk", "check_news")], whole=False)
    assert "no disk" in Inbox.letters[0]


def test_a_failed_run_ends_no_other_alert(home: Path) -> None:
    plan = NewsPlan(home=home)
    tell(plan, [Alarm("text share", "half is gone", "gazette")], whole=True, now=NOW)
    tell(plan, [Alarm("failed", "no disk", "check_news")], whole=False, now=NOW)
    assert [alert.ended_at for alert in alerts_of(home)] == [None, None]


def test_the_feed_tells_what_stands_and_what_is_over(home: Path) -> None:
    plan = NewsPlan(home=home, desk_url="http://desk.example")
    tell(plan, [Alarm("failed", "no <disk> & no \x00 room", "check_news"), Alarm("stale", "old")], whole=True, now=NOW)
    tell(plan, [Alarm("stale", "old")], whole=True, now=NOW + timedelta(hours=1))
    feed = ET.parse(home / "alerts.atom").getroot()  # noqa: S314 - our own file
    entries = {entry.findtext(f"{ATOM}title"): entry for entry in feed.iter(f"{ATOM}entry")}
    assert list(entries) == ["stale", "over: failed: check_news"]
    over = entries["over: failed: check_news"]
    assert over.findtext(f"{ATOM}summary") == "no <disk> & no \ufffd room"
    assert feed.findtext(f"{ATOM}updated") == over.findtext(f"{ATOM}updated")
    assert over.findtext(f"{ATOM}updated") > str(over.findtext(f"{ATOM}published"))
    required = [feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")]
    assert all(required)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries.values()}) == 2


def test_the_watchdog_keeps_what_it_finds(home: Path) -> None:
    from flows.news import watchdog  # noqa: PLC0415 - Prefect, 1.6 s, for this test alone

    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.news.acreate_markdown_artifact", _no_server)
        patch.setenv("COPYDESK_HOME", str(home))
        state = asyncio.run(watchdog.fn())
    assert (state.name, state.message) == ("Completed", "1 alarms")
    assert [alert.kind for alert in alerts_of(home)] == ["never"]


async def _no_server(*_: object, **__: object) -> None:
    """Stand for Prefect's store of artifacts, which a server keeps."""
