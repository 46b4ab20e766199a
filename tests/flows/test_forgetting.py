"""What the warehouse no longer keeps: by age and kind, never what a person decided, and its room is given back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from checks.check import all_checks
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from flows.forgetting import compact, forget, forget_old
from flows.grouping import relate
from flows.plan import NewsPlan
from flows.running import Running
from warehouse import db
from warehouse.ledger import Decision, Fetch
from warehouse.records import RunId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime.now(UTC)
OLD = NOW - timedelta(days=100)
PAGES = {"old": OLD, "decided": OLD, "new": NOW, "seen": OLD}
BLANK = dict.fromkeys(("sentence_id", "check_code", "url", "outlet", "reason", "scope", "comment", "assignee"), "")
CHAIN = dict.fromkeys(("batch_id", "undoes", "previous_hash", "event_hash", "claim_id"), "")


def page(name: str, at: datetime, more: str = "") -> object:
    said = f"It could be said that the ferry of {name} has grown tired."
    text = f"{said} Visits rose by 50 per cent, from 640 to 720. {more}"
    return read_text(
        text, title=f"The ferry of {name}", url=f"https://vale.example/{name}", outlet="Vale", fetched_at=at
    )


def fetched(name: str, at: datetime, article: str | None) -> Fetch:
    address = f"https://vale.example/{name}"
    return Fetch(
        fetch_id=f"{name}-{at:%Y%m%d}", run_id=RunId("r1"), source="", requested_url=address, final_url=address,
        url=address, outlet="Vale", outcome="ok", reason="", advice="", status_code=200, tries=1, elapsed_ms=1,
        body_bytes=1, content_type="", etag="", last_modified="", body_hash="x", warc="", fetched_at=at,
        next_attempt_at=None, article_id=article,
    )  # fmt: skip


@pytest.fixture
def plan(home: Path, begin_run: Callable) -> NewsPlan:
    """A home with pages of today and of long ago, one of which somebody decided on and one of which was seen since."""
    con = db.connect(home)
    run = begin_run(con)
    records = list(annotate([page(name, at) for name, at in PAGES.items()]))
    ids = {one.article.url.rpartition("/")[2]: one.article.article_id for one in records}
    rows = [fetched(name, at, ids["old"]) for name, at in (("old", OLD), ("old", OLD + timedelta(days=1)))]
    db.load(con, records, rows)
    db.load(con, annotate([page("seen", NOW, "It was painted blue.")]))
    relate(con)
    screen_due(con, all_checks(), run.run_id, OLD)
    ((flag, check),) = con.execute(
        "SELECT min(flag_id), min(check_code) FROM main.flags WHERE article_id = ?", [ids["decided"]]
    ).fetchall()
    act = {"decision_id": "d", "flag_id": flag, "act": "confirm", "reviewer": "Dana", "decided_at": OLD, "due_at": None}
    db.save(con, [Decision(**{**BLANK, **CHAIN, **act, "check_code": check})])
    con.close()
    return NewsPlan(home=home, keep_articles_days=30)


def asked(home: Path, query: str) -> list[tuple]:
    con = db.connect(home)
    try:
        return con.execute(query).fetchall()
    finally:
        con.close()


def test_old_articles_go_with_all_their_rows_and_what_was_decided_stays(plan: NewsPlan) -> None:
    assert asked(plan.home, "SELECT count(*) FROM v1.articles") == [(5,)]
    done = forget(plan)
    assert (done.articles, done.notes, done.fetches) == (1, 0, 0)
    left = "SELECT url[22:], count(*) FROM v1.articles GROUP BY 1 ORDER BY 1"
    assert asked(plan.home, left) == [("decided", 1), ("new", 1), ("seen", 2)]
    tables = asked(
        plan.home, "SELECT table_name FROM duckdb_columns() WHERE column_name = 'article_id' AND schema_name = 'main'"
    )
    views = {"articles", "due_kin", "removed_articles"}
    for (table,) in [one for one in tables if one[0] not in views]:
        orphans = f"FROM main.{table} ANTI JOIN main.articles USING (article_id) WHERE article_id IS NOT NULL"
        assert asked(plan.home, f"SELECT count(*) {orphans}") == [(0,)], table
    assert asked(plan.home, "SELECT count(*) FROM main.removed_articles") == [(1,)]
    assert asked(plan.home, "SELECT count(*) FROM main.stories ANTI JOIN main.story_articles USING (story_id)") == [
        (0,)
    ]
    assert forget(plan).words() == ""


def test_the_file_shrinks_and_holds_what_it_held(plan: NewsPlan) -> None:
    con = db.connect(plan.home)
    con.execute("INSERT INTO main.due SELECT sha256(range::VARCHAR) FROM range(300000)")
    con.execute("CHECKPOINT")
    con.execute("DELETE FROM main.due WHERE article_id > '4'")
    con.close()
    before = asked(plan.home, "FROM v1.flags ORDER BY ALL")
    views = asked(plan.home, "SELECT count(*), count(comment) FROM duckdb_columns() WHERE schema_name = 'v1'")
    size = (plan.home / "warehouse.duckdb").stat().st_size
    assert compact(plan.home) > 10_000_000
    assert (plan.home / "warehouse.duckdb").stat().st_size < size - 10_000_000
    assert asked(plan.home, "FROM v1.flags ORDER BY ALL") == before
    assert asked(plan.home, "SELECT count(*), count(comment) FROM duckdb_columns() WHERE schema_name = 'v1'") == views
    with pytest.raises(duckdb.ConstraintException):
        asked(plan.home, "INSERT INTO main.pages SELECT * FROM main.pages")


def test_old_fetch_rows_go_but_the_last_of_each_address(plan: NewsPlan) -> None:
    done = forget(plan.model_copy(update={"keep_articles_days": 0, "keep_fetches_days": 30}))
    assert (done.articles, done.fetches) == (0, 1)
    assert asked(plan.home, "SELECT fetch_id FROM main.fetches") == [(f"old-{OLD + timedelta(days=1):%Y%m%d}",)]


def test_old_notes_that_nobody_decided_go(plan: NewsPlan) -> None:
    con = db.connect(plan.home)
    con.execute("UPDATE main.flags SET severity = 'info' WHERE check_code = 'AT08'")
    notes = con.execute("SELECT count(*) FROM main.flags WHERE severity = 'info'").fetchall()[0][0]
    decided = (
        "SELECT count(*) FROM main.flags WHERE severity = 'info' AND flag_id IN (SELECT flag_id FROM main.decisions)"
    )
    kept = con.execute(decided).fetchall()[0][0]
    con.close()
    done = forget(plan.model_copy(update={"keep_articles_days": 0, "keep_notes_days": 30}))
    assert done.notes == notes - kept > 0
    assert asked(plan.home, "SELECT count(*) FROM main.flags WHERE severity <> 'info'") != [(0,)]


def test_where_decisions_could_not_be_fetched_nothing_is_removed(plan: NewsPlan) -> None:
    run = Running(run_id=RunId("r2"), flow="retention", home=plan.home, started_at=NOW)
    run.miss("decisions", "The store is down.")
    forget_old(plan, run)
    assert asked(plan.home, "SELECT count(*) FROM v1.articles") == [(5,)]
    assert "Nothing was removed" in run.notes[-1]
