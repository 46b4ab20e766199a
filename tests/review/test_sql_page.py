"""The SQL page reads the published copy and can do nothing else."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from review.pages.sql_page import ask, examples

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Served, Visit


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
    answer = ask(newsroom, "SELECT SUM(hash(r) % 7) FROM range(1000000000000) t (r)")
    assert any(words in answer["error"] for words in ("longer than 5 seconds", "took too long")), (
        answer
    )  # whoever is first
    assert time.monotonic() - began < 120


def test_a_query_of_endless_memory_is_stopped(newsroom: Path) -> None:
    answer = ask(newsroom, "SELECT LIST(r) FROM range(1000000000) t (r)")
    assert answer["error"]


def test_rows_are_cut_and_it_says_so(newsroom: Path) -> None:
    answer = ask(newsroom, "SELECT * FROM range(5000)")
    assert (len(answer["rows"]), answer["more"]) == (1000, True)


def test_a_wide_answer_is_cut_and_it_says_so(visit: Visit) -> None:
    columns = ", ".join(f"r AS c{number}" for number in range(250))
    page = visit.post("/sql", json=False, sql=f"SELECT {columns} FROM range(5000) t (r)").text
    assert "200 rows, and more that are not shown" in page
    assert "the first 100 of 250 columns" in page
    assert page.count("<td>") == 20_000


def test_a_long_answer_is_cut(newsroom: Path) -> None:
    answer = ask(newsroom, "SELECT repeat('x', 3000) AS a, repeat('y', 1500) AS b FROM range(900)")
    assert len(answer["rows"][0][0]) == 2_000
    assert (len(answer["rows"]), answer["more"]) == (142, True)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT repeat('x', 2000000000)",
        "SELECT r, repeat('a', 2000) FROM range(10000000) t (r) ORDER BY hash(r)",
        f"SELECT {', '.join(f'repeat(chr(97), 9000 + r::INT) AS c{n}' for n in range(100))} FROM range(9000) t (r)",
    ],
)
def test_an_answer_of_more_memory_than_a_worker_has_is_refused_in_words(newsroom: Path, sql: str) -> None:
    assert "more memory than this page allows" in ask(newsroom, sql)["error"]
    assert sum(path.stat().st_size for path in (newsroom / "published").glob("*.tmp/*")) == 0


def test_a_long_error_is_cut(newsroom: Path) -> None:
    assert len(ask(newsroom, "SELECT error(repeat('<', 1000000))")["error"]) == 2_000


@pytest.mark.parametrize("sql", ["/* /* */ */ PRAGMA database_list", "-- é\n/**/ pragma version", "/**/" * 30 + "x"])
def test_comments_hide_no_pragma_and_cost_no_time(newsroom: Path, sql: str) -> None:
    began = time.monotonic()
    assert ask(newsroom, sql)["error"]
    assert time.monotonic() - began < 60


def test_one_person_asks_one_thing_at_a_time(served: Served, visit: Visit) -> None:
    answers: list[int] = []
    endless = "SELECT SUM(hash(r) % 7) FROM range(1000000000000) t (r)"
    first = threading.Thread(target=lambda: answers.append(visit.post("/sql", json=False, sql=endless).status_code))
    first.start()
    while not served.app.state.querying:
        time.sleep(0.05)
    refused = visit.post("/sql", json=False, sql="SELECT 42 AS kept")
    assert refused.status_code == 429
    assert "still running" in refused.text
    assert "SELECT 42 AS kept" in refused.text
    first.join()
    assert answers == [200]
    assert "<td>42</td>" in visit.post("/sql", json=False, sql="SELECT 42 AS kept").text
