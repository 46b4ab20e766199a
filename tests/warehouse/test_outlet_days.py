from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from warehouse import db
from warehouse.ledger import Fetch
from warehouse.records import Article, ArticleId, FetchId, Flag, RunId
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

NOON = datetime(2031, 5, 20, 12, tzinfo=UTC)
EMPTY = dict.fromkeys(("headline", "standfirst", "byline", "language", "text", "article_type"), "")
BLANK = dict.fromkeys(("source", "reason", "advice", "content_type", "etag", "last_modified", "body_hash", "warc"), "")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    yield connection
    connection.close()


def page(con: duckdb.DuckDBPyConnection, name: str, share: float | None, days_ago: int, **fetched: object) -> None:
    """One page of The Gazette; without a share it held no story. `fetched` says more of its fetch."""
    at, url = NOON - timedelta(days=days_ago), f"http://{fetched.pop('host', 'gazette.example')}/{name}"
    if share is not None:
        times = {"published_at": None, "modified_at": None, "fetched_at": at}
        row = Article(
            article_id=ArticleId(name), url=url, outlet="The Gazette", text_share=share, notes=(), **EMPTY, **times
        )
        db.save(con, [row])
    numbers = {"status_code": 200, "tries": 1, "elapsed_ms": 40, "body_bytes": 1}
    told = {
        "outcome": Outcome.OK if share is not None else Outcome.NOT_ARTICLE,
        "next_attempt_at": None,
        "article_id": None,
        **numbers,
        **BLANK,
        **fetched,
    }
    fetch = Fetch(
        fetch_id=FetchId(f"{name}{at}"),
        run_id=RunId("r"),
        requested_url=url,
        final_url=url,
        url=url,
        outlet="The Gazette",
        fetched_at=at,
        **told,
    )
    db.save(con, [fetch])


def day(con: duckdb.DuckDBPyConnection, columns: str, days_ago: int = 0) -> tuple[Any, ...] | None:
    when = (NOON - timedelta(days=days_ago)).date()
    return con.execute(f"SELECT {columns} FROM v1.outlet_days WHERE day = ?", [when]).fetchone()


def test_a_days_share_is_the_mean_of_its_pages_and_one_without_a_story_kept_nothing(
    con: duckdb.DuckDBPyConnection,
) -> None:
    page(con, "a", 0.9, 0)
    page(con, "b", 0.6, 0)
    page(con, "c", None, 0)
    page(con, "d", None, 0, outcome=Outcome.TIMEOUT)
    assert day(con, "articles, pages_without_story, pages_failed, text_share") == (2, 1, 2, pytest.approx(0.5))


def test_the_usual_share_is_the_median_of_the_fourteen_days_before(con: duckdb.DuckDBPyConnection) -> None:
    for number, (days_ago, share) in enumerate([(15, 0.1), (14, 0.8), (5, 0.9), (1, 0.2), (0, 0.4)]):
        page(con, str(number), share, days_ago)
    usual, days, fall = day(con, "usual_text_share, usual_days, text_share_fall") or (0, 0, 0)
    assert (usual, days, fall) == (pytest.approx(0.8), 3, pytest.approx(0.5))
    assert day(con, "usual_text_share, usual_days, text_share_fall", days_ago=15) == (None, 0, None)


def test_the_slowest_host_is_told_by_the_median_of_its_pages(con: duckdb.DuckDBPyConnection) -> None:
    for number, elapsed in enumerate([10, 20, 9000]):
        page(con, f"fast{number}", 1.0, 0, elapsed_ms=elapsed)
    for number, elapsed in enumerate([300, 400, 500]):
        page(con, f"slow{number}", 1.0, 0, elapsed_ms=elapsed, host="live.gazette.example")
    assert day(con, "slowest_host, slowest_host_ms") == ("live.gazette.example", 400)


def test_the_noisiest_check_is_the_one_with_most_flags_that_are_no_notes(con: duckdb.DuckDBPyConnection) -> None:
    page(con, "a", 1.0, 0)
    for number, (code, severity) in enumerate(
        [("EX01", "info")] * 3 + [("AT01", "warning")] * 2 + [("AT02", "critical")]
    ):
        row = dict.fromkeys(Flag.__dataclass_fields__, None) | {
            "article_id": "a",
            "flag_id": str(number),
            "check_code": code,
            "severity": severity,
            "claim_id": "c",
            "part": "text",
            "span_start": 0,
            "span_end": 1,
            "message": "",
            "evidence": (),
            "check_version": "",
        }
        db.save(con, [Flag(**row)])
    assert day(con, "noisiest_check, noisiest_check_flags") == ("AT01", 2)


def test_a_day_without_pages_is_no_row(con: duckdb.DuckDBPyConnection) -> None:
    page(con, "a", 1.0, 2)
    assert day(con, "day", days_ago=1) is None
