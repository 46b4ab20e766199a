"""Every row bears the number of the run that wrote it, and articles know which revision of their page they are."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    yield connection
    connection.close()


def page(con: duckdb.DuckDBPyConnection, text: str, hour: int, url: str = "https://vale.example/a") -> None:
    read = read_text(text, title="A toll", url=url, outlet="Vale", fetched_at=NOON.replace(hour=hour))
    db.load(con, annotate([read]))


def test_rows_bear_the_number_of_the_run_that_is_going_on_and_between_two_runs_that_of_the_next(
    con: duckdb.DuckDBPyConnection, begin_run: Callable
) -> None:
    assert db.run_number(con) == 1
    run = begin_run(con)
    page(con, "The fire killed 12 people, the mayor said.", 9)
    assert db.run_number(con) == 1
    db.save(con, [dataclasses.replace(run, finished_at=NOON)])
    page(con, "The flood killed 3 people, the mayor said.", 9, url="https://vale.example/b")
    for table in ("articles", "sentences", "claims", "figures", "pages"):
        assert con.execute(f"SELECT DISTINCT run_seq FROM main.{table} ORDER BY 1").fetchall() == [(1,), (2,)], table


def test_a_revision_takes_the_page_over_and_both_are_touched(
    con: duckdb.DuckDBPyConnection, begin_run: Callable
) -> None:
    for text, hour in (("killed 12", 9), ("killed 14", 11), ("killed 13", 10)):
        begin_run(con)
        page(con, f"The fire {text} people, the mayor said.", hour)
    rows = con.execute(
        "SELECT text[10:18], revision, is_current, run_seq FROM v1.articles ORDER BY revision"
    ).fetchall()
    assert rows == [("killed 12", 1, False, 2), ("killed 13", 2, False, 3), ("killed 14", 3, True, 3)]


def test_articles_without_an_address_are_each_a_page_of_their_own(con: duckdb.DuckDBPyConnection) -> None:
    for toll in (12, 14):
        page(con, f"The fire killed {toll} people, the mayor said.", 9, url="")
    assert con.execute("SELECT revision, is_current FROM v1.articles").fetchall() == [(1, True)] * 2
