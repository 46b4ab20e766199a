"""The SQL page reads the published copy and can do nothing else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from review.sql_page import ask, examples

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit


def test_a_query_is_answered_as_a_table(visit: Visit) -> None:
    page = visit.post(
        "/sql", json=False, sql="SELECT outlet, COUNT(*) AS n FROM v1.flags GROUP BY outlet ORDER BY 1"
    ).text
    assert "<td>Harbour Post</td><td>4</td>" in page


@pytest.mark.parametrize("example", examples(), ids=lambda example: example[0])
def test_every_example_runs(newsroom: Path, example: tuple[str, str]) -> None:
    assert "error" not in ask(newsroom, example[1])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "ATTACH '/tmp/other.duckdb'",
        "ATTACH ':memory:' AS m",
        "COPY (SELECT 1) TO '/tmp/copydesk-escape.csv'",
        "COPY main.articles FROM '/etc/passwd'",
        "EXPORT DATABASE '/tmp/copydesk-escape'",
        "PRAGMA database_list",
        "PRAGMA enable_external_access",
        "SET enable_external_access = true",
        "RESET enable_external_access",
        "SET memory_limit = '100GB'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "CREATE TABLE t (a INTEGER)",
        "CREATE TEMP TABLE t (a INTEGER)",
        "INSERT INTO main.checks SELECT * FROM main.checks",
        "DELETE FROM main.flags",
        "DROP TABLE main.flags",
        "SELECT 1; DELETE FROM main.flags",
        "SELECT 1; SELECT 2",
        "SELECT getenv('HOME')",
        "CALL pragma_version()",
        "",
        "SELECT",
    ],
)
def test_what_does_not_only_read_is_refused(newsroom: Path, sql: str) -> None:
    answer = ask(newsroom, sql)
    assert answer.get("error"), answer
    assert "root:" not in str(answer)


def test_settings_cannot_be_changed_by_a_function(newsroom: Path) -> None:
    answer = ask(newsroom, "SELECT current_setting('enable_external_access'), current_setting('lock_configuration')")
    assert answer["rows"] == [["False", "True"]]


def test_an_endless_query_is_stopped(newsroom: Path) -> None:
    began = time.monotonic()
    answer = ask(newsroom, "SELECT COUNT(*) FROM range(1000000000000) a, range(1000000000000) b")
    assert "longer than" in answer["error"] or "more than" in answer["error"] or "too long" in answer["error"]
    assert time.monotonic() - began < 30


def test_a_query_of_endless_memory_is_stopped(newsroom: Path) -> None:
    answer = ask(newsroom, "SELECT LIST(r) FROM range(1000000000) t (r)")
    assert answer["error"]


def test_rows_are_cut_and_it_says_so(newsroom: Path) -> None:
    answer = ask(newsroom, "SELECT * FROM range(5000)")
    assert (len(answer["rows"]), answer["more"]) == (1000, True)
