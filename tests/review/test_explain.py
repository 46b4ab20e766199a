"""A flag can be explained, and made anew from the page as it was fetched."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.run import flags_of
from extract.documents import read_document
from extract.pipeline import annotate
from fetch.archive import Archive
from fetch.fetched import Fetched
from review.desk import RefusedError
from review.explain import ReplayError, explain, replay
from warehouse import db, publish
from warehouse.records import FetchId, RunId
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://harbour.example/bridge"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HTML = b"""<!doctype html><html lang="en"><head><title>Bridge to close for repairs</title>
<meta property="article:published_time" content="2026-03-04T10:00:00Z"></head><body><article>
<h1>Bridge to close for repairs</h1>
<p>The bridge over the Sund will close in May, the road authority said on Wednesday. Traffic will take the ferry.</p>
<p>More than 4,000 drivers have complained. The span is 120 metres (300ft) long and was built in 1961 by the county.</p>
<p>The mayor, Ida Brandt, said that the town had been warned in time and that the ferry would run through the night.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    home = tmp_path_factory.mktemp("archived") / "home"
    page = read_document(HTML, URL, content_type="text/html", url=URL, outlet="Harbour Post", fetched_at=NOON)
    fetched = Fetched(
        fetch_id=FetchId("fetch-1"), run_id=RunId("run-1"), source="feed", requested_url=URL, final_url=URL, url=URL,
        outlet="Harbour Post", outcome=Outcome.OK, reason="", advice="", status_code=200, tries=1, elapsed_ms=5,
        body_bytes=len(HTML), content_type="text/html", etag="", last_modified="", warc="",
        body_hash=hashlib.sha256(HTML).hexdigest(), fetched_at=NOON, next_attempt_at=None,
        article_id=page.article.article_id, body=HTML, headers=(("Content-Type", "text/html"),),
    )  # fmt: skip
    with Archive(home / "archive") as archive:
        fetched = replace(fetched, warc=archive.write(fetched))
    con = db.connect(home)
    db.load(con, annotate([page]))
    db.save(con, [fetched.row])
    con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    flags = [flag for check in all_checks() if not check.across for flag in flags_of(con, check)]
    db.save(con, flags)
    for check in all_checks():
        about = [check.code, check.name, check.header.title, check.header.severity, check.header.ask, check.header.docs]
        con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*about, [], check.version])
    publish.publish(con, home)
    con.close()
    return home, [flag.flag_id for flag in flags]


def test_an_explanation_names_check_version_spans_and_steps(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    assert flags
    told = [json.loads(explain(home, flag)) for flag in flags]
    by_check = {row["check"]["code"]: row for row in told}
    assert by_check["AT01"]["words"].startswith("More than 4,000")
    versions = {check.code: check.version for check in all_checks()}
    for row in told:
        assert row["check"]["version"] == versions[row["check"]["code"]]
        assert row["article"]["url"] == URL
        assert row["sentence"]


def test_a_replay_gives_the_same_bytes(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    assert len(flags) > 1
    for flag in flags:
        assert replay(home, flag) == explain(home, flag)


def test_a_replay_says_when_the_check_would_stay_silent_now(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    muted = tuple(check.model_copy(update={"sql": f"SELECT * FROM ({check.sql}) LIMIT 0"}) for check in all_checks())
    with pytest.raises(ReplayError, match="no longer raises"):
        replay(home, flags[0], checks=muted)


def test_an_unknown_flag_is_refused_in_words(archived: tuple[Path, list[str]]) -> None:
    with pytest.raises(RefusedError, match="No flag nothing"):
        explain(archived[0], "nothing")


def test_a_page_that_is_not_archived_cannot_be_replayed(newsroom: Path) -> None:
    con = publish.open_published(newsroom)
    flag = con.execute("SELECT flag_id FROM main.flags LIMIT 1").fetchone()[0]
    con.close()
    with pytest.raises(ReplayError, match="not in the archive"):
        replay(newsroom, flag)
