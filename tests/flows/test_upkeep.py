from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from flows.plan import NewsPlan
from flows.running import running
from flows.upkeep import Alarm, alarms, drop_old_segments, due_sources, send_alarms
from warehouse import db
from warehouse.ledger import Fetch
from warehouse.records import ArticleId, FetchId, RunId
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def fetch(url: str, ago: timedelta, outcome: Outcome = Outcome.OK, later: timedelta | None = None) -> Fetch:
    return Fetch(
        fetch_id=FetchId(f"{url}{ago}"),
        run_id=RunId("r"),
        source="s",
        requested_url=url,
        final_url=url,
        url=url,
        outlet="The Gazette",
        outcome=outcome,
        reason="",
        advice="",
        status_code=200,
        tries=1,
        elapsed_ms=1,
        body_bytes=1,
        content_type="text/html",
        etag="",
        last_modified="",
        body_hash="h",
        warc="",
        fetched_at=NOW - ago,
        next_attempt_at=NOW + later if later is not None else None,
        article_id=ArticleId("a"),
    )


def due(home: Path, *fetches: Fetch) -> list[str]:
    con = db.connect(home)
    db.save(con, list(fetches))
    con.close()
    return [url for source in due_sources(NewsPlan(home=home), NOW) for url in source.urls]


@pytest.mark.parametrize(
    ("first", "last", "is_due"),
    [
        (timedelta(hours=5), timedelta(hours=2), False),
        (timedelta(hours=5), timedelta(hours=4), True),
        (timedelta(days=3), timedelta(hours=23), False),
        (timedelta(days=3), timedelta(hours=25), True),
        (timedelta(days=20), timedelta(days=6), False),
        (timedelta(days=20), timedelta(days=8), True),
        (timedelta(days=90), timedelta(days=29), False),
        (timedelta(days=90), timedelta(days=31), True),
    ],
)
def test_a_page_is_looked_at_again_by_its_age(home: Path, first: timedelta, last: timedelta, is_due: bool) -> None:
    assert due(home, fetch("http://a/1", first), fetch("http://a/1", last)) == (["http://a/1"] if is_due else [])


def test_a_page_that_was_put_off_is_due_at_its_time(home: Path) -> None:
    early = fetch("http://a/early", timedelta(hours=1), Outcome.DEFERRED, timedelta(minutes=1))
    ready = fetch("http://a/ready", timedelta(hours=1), Outcome.DEFERRED, -timedelta(minutes=1))
    assert due(home, early, ready) == ["http://a/ready"]


def test_a_page_that_is_gone_is_not_asked_for_again(home: Path) -> None:
    assert due(home, fetch("http://a/gone", timedelta(days=400), Outcome.GONE)) == []


def test_without_a_run_the_alarm_says_so(home: Path) -> None:
    assert alarms(home, stale_hours=6) == [Alarm("never", "No run has ended well yet.")]


def run(home: Path, *, fault: str = "", failed: int = 0) -> None:
    with running(NewsPlan(home=home), "check_news") as going:
        going.tally.failed = failed
        if fault:
            raise RuntimeError(fault)


def test_a_fresh_good_run_raises_no_alarm(home: Path) -> None:
    run(home)
    assert alarms(home, stale_hours=6) == []


def test_old_data_is_an_alarm(home: Path) -> None:
    run(home)
    found = alarms(home, stale_hours=6, now=datetime.now(UTC) + timedelta(hours=7))
    assert [alarm.kind for alarm in found] == ["not started", "stale"]


def test_a_failed_run_is_an_alarm_with_its_reason(home: Path) -> None:
    run(home)
    run(home, fault="the disk is full")
    found = alarms(home, stale_hours=6)
    assert [alarm.kind for alarm in found] == ["failed"]
    assert found[0].words.endswith("failed: the disk is full")


def test_failures_that_double_are_an_alarm(home: Path) -> None:
    run(home, failed=4)
    run(home, failed=9)
    assert [alarm.kind for alarm in alarms(home, stale_hours=6)] == ["dead letters"]


class Inbox(BaseHTTPRequestHandler):
    letters: list[str] = []  # noqa: RUF012 - one inbox a test

    def do_POST(self) -> None:
        Inbox.letters.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_alarms_reach_a_webhook() -> None:
    Inbox.letters = []
    with HTTPServer(("127.0.0.1", 0), Inbox) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"json://127.0.0.1:{server.server_address[1]}/hook"
        sent = send_alarms([Alarm("failed", "The run failed: no disk")], [address], "http://desk")
        server.shutdown()
    assert sent
    assert "The run failed: no disk" in Inbox.letters[0]


def test_nothing_is_sent_when_all_is_well() -> None:
    assert send_alarms([], ["json://127.0.0.1:9/never"], "http://desk")


def test_old_segments_are_removed_and_new_ones_kept(tmp_path: Path) -> None:
    for name, days in (("copydesk-000001.warc.gz", 40), ("copydesk-000002.warc.gz", 2)):
        (tmp_path / name).write_bytes(b"x")
        then = (NOW - timedelta(days=days)).timestamp()
        os.utime(tmp_path / name, (then, then))
    assert drop_old_segments(tmp_path, 0, NOW) == []
    assert drop_old_segments(tmp_path, 30, NOW) == ["copydesk-000001.warc.gz"]
    assert [path.name for path in tmp_path.iterdir()] == ["copydesk-000002.warc.gz"]


def test_a_fetch_row_is_kept_whole(home: Path) -> None:
    row = fetch("http://a/1", timedelta(hours=5))
    con = db.connect(home)
    db.save(con, [row])
    db.save(con, [replace(row, tries=2)])
    assert con.execute("SELECT count(*), max(tries) FROM fetches").fetchone() == (1, 2)
    con.close()
