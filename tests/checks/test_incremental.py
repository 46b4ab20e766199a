"""Screening what is new, run by run, gives the flags that screening everything at once gives."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.screening import screen_due, turn_signs
from extract.pipeline import annotate
from extract.plain import read_text
from flows.grouping import relate
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from checks.check import Check
    from warehouse.records import Records

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
HAPPENED = {"ferry fire": "Osk", "quarry blast": "Merrin"}
SAID = {
    "agency": "“The harbour was never safe for anybody in the town,” said",
    "gazette": "“The harbour was always safe for anybody in the town,” said",
    "ledger": "It was believed by",
}
CHECKS = [
    check for check in all_checks() if check.code in {"AT08", "AT10", "AT01", "EX03", "FG06", "FG19", "FG20", "QT07"}
]
STANDING = (
    "SELECT * EXCLUDE (run_id, raised_at, run_seq) FROM main.flags WHERE gone_at IS NULL ORDER BY article_id, flag_id"
)


def told(outlet: str, thing: str, toll: int, hour: int) -> Records:
    place = HAPPENED[thing]
    text = (
        f"A {thing} near {place} killed {toll} people on Friday, the mayor of {place} said.\n"
        f"{SAID[outlet]} Mara Lind, who keeps the inn of {place}. It could be said that the {thing} was foreseen.\n"
        f"The {thing} allegedly began at night. Visits rose by 50 per cent, from 640 to 720."
    )
    page = read_text(
        text,
        title=f"{thing.capitalize()} near {place}",
        url=f"https://{outlet}.example/{place.lower()}",
        outlet=outlet,
        published_at=NOON,
        fetched_at=NOON + timedelta(hours=hour),
    )
    return next(annotate([page]))


@pytest.fixture(scope="module")
def news() -> list[Records]:
    """Two events by three outlets, whose tolls differ; two of the pages are edited twice."""
    pages = [told(outlet, thing, 10 + number, number) for thing in HAPPENED for number, outlet in enumerate(SAID)]
    return [*pages, *(told("agency", "ferry fire", toll, toll) for toll in (15, 17))]


@pytest.fixture
def screened(begin_run: Callable) -> Callable[..., tuple[int, int, int]]:
    def screened(con: duckdb.DuckDBPyConnection, checks: list[Check]) -> tuple[int, int, int]:
        run = begin_run(con)
        relate(con)
        change = screen_due(con, checks, run.run_id, NOON).change
        con.execute("UPDATE main.runs SET finished_at = started_at")
        return tuple(change)

    return screened


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    yield connection
    connection.close()


def changed(check: Check) -> Check:
    """The check, edited: it keeps every second of its flags."""
    sql = f"SELECT * FROM (\n{check.sql}\n) AS all_of_them WHERE ascii(md5(claim_id)) % 2 = 0"
    return check.model_copy(update={"sql": sql, "version": "edited"})


@pytest.mark.parametrize("seed", range(3))
def test_run_by_run_the_flags_are_those_of_screening_everything(
    con: duckdb.DuckDBPyConnection, news: list[Records], screened: Callable, seed: int
) -> None:
    order, checks = random.Random(seed), list(CHECKS)  # noqa: S311 - an order that can be had again
    left = list(news)
    order.shuffle(left)
    edited = order.choice([number for number, check in enumerate(checks) if check.code in {"AT08", "FG19", "FG20"}])
    while left:
        taken, left = left[:3], left[3:]
        db.load(con, taken)
        if len(left) == 3:
            checks[edited] = changed(checks[edited])
            turn_signs(con, ["reportedly"])
        screened(con, checks)
    found = con.execute(STANDING).fetchall()
    codes = {row[2] for row in found}
    assert codes >= {"AT08", "FG06", "FG19", "FG20", "QT07"} - {checks[edited].code}
    con.execute("DELETE FROM main.judged")
    assert screened(con, checks) == (0, 0, 0)
    assert con.execute(STANDING).fetchall() == found


def test_a_changed_check_is_asked_alone(
    con: duckdb.DuckDBPyConnection, news: list[Records], screened: Callable, begin_run: Callable
) -> None:
    db.load(con, news)
    screened(con, CHECKS)
    run = begin_run(con)
    again = [changed(check) if check.code == "AT08" else check for check in CHECKS]
    screening = screen_due(con, again, run.run_id, NOON)
    assert (screening.articles, screening.checks) == (6, 1)
    written = con.execute("SELECT DISTINCT check_code FROM main.flags WHERE run_seq = ?", [run.run_seq]).fetchall()
    assert written == [("AT08",)]
    asked = con.execute("SELECT expectation FROM main.validations WHERE run_id = ?", [run.run_id]).fetchall()
    assert [name for (name,) in asked if name.startswith(("AT", "FG", "sentence"))] == ["AT08_impersonal_weasel"]


def test_a_check_across_articles_looks_again_at_what_stands_beside_the_news(
    con: duckdb.DuckDBPyConnection, news: list[Records], screened: Callable
) -> None:
    db.load(con, news[1:2])
    screened(con, CHECKS)
    assert con.execute("SELECT count(*) FROM main.flags WHERE check_code = 'FG19'").fetchall() == [(0,)]
    db.load(con, news[2:3])
    screened(con, CHECKS)
    outlets = "SELECT outlet FROM v1.open_flags WHERE check_code = 'FG19' ORDER BY outlet"
    assert con.execute(outlets).fetchall() == [("gazette",), ("ledger",)]


def test_slices_give_the_flags_of_one(
    con: duckdb.DuckDBPyConnection, news: list[Records], screened: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.load(con, news)
    screened(con, CHECKS)
    found = con.execute(STANDING).fetchall()
    observed = "SELECT expectation, observed FROM main.validations WHERE run_id = ? AND kind = 'finding' ORDER BY ALL"
    first = con.execute(observed, ["r1"]).fetchall()
    monkeypatch.setattr("checks.screening.SLICE", 2)
    con.execute("DELETE FROM main.judged")
    assert screened(con, CHECKS) == (0, 0, 0)
    assert con.execute(STANDING).fetchall() == found
    assert con.execute(observed, ["r2"]).fetchall() == first


def test_a_check_that_names_the_whole_warehouse_sees_it(
    con: duckdb.DuckDBPyConnection, news: list[Records], screened: Callable
) -> None:
    wide = CHECKS[0].model_copy(
        update={
            "code": "ZZ01",
            "name": "twice",
            "own": True,
            "sql": "SELECT claim_id, 'Stands in ' || (SELECT count(*) FROM corpus.articles) AS message FROM claims",
        }
    )
    for number, records in enumerate(news[2:4], start=1):
        db.load(con, [records])
        screened(con, [wide])
        said = con.execute("SELECT DISTINCT message FROM v1.flags WHERE run_id = ?", [f"r{number}"]).fetchall()
        assert said == [(f"Stands in {number}",)]


def test_where_nothing_is_new_nothing_is_written(
    con: duckdb.DuckDBPyConnection, news: list[Records], screened: Callable, begin_run: Callable
) -> None:
    db.load(con, news)
    screened(con, CHECKS)
    run = begin_run(con)
    relate(con)
    assert screen_due(con, CHECKS, run.run_id, NOON)[:2] == (0, 0)
    tables = con.execute(
        "SELECT table_name FROM duckdb_columns() WHERE column_name = 'run_seq' AND schema_name = 'main'"
    )
    written = [
        table
        for (table,) in tables.fetchall()
        if table not in {"runs", "run_now"}
        and con.execute(f"SELECT count(*) FROM main.{table} WHERE run_seq = ?", [run.run_seq]).fetchall() != [(0,)]
    ]
    assert written == []
