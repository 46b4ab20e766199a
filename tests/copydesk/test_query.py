from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from warehouse import db

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]


def test_an_answer_is_a_table_with_its_number_of_rows(copydesk: Command, published: Path) -> None:
    done = copydesk("sql", "-c", "SELECT 'a' AS letter, 2 AS number", "--home", str(published))
    assert done.returncode == 0
    assert [line.split() for line in done.stdout.splitlines() if line.strip(" ─")] == [
        ["letter", "number"],
        ["a", "2"],
        ["1", "row"],
    ]


def test_a_program_gets_one_json_object_a_row(copydesk: Command, published: Path) -> None:
    done = copydesk(
        "sql", "--json", "--home", str(published), given="SELECT 1 AS n, NULL AS nothing, DATE '2026-11-22' AS day"
    )
    assert json.loads(done.stdout) == {"n": 1, "nothing": None, "day": "2026-11-22"}


def test_a_wrong_query_is_one_line_that_names_the_views(copydesk: Command, published: Path) -> None:
    done = copydesk("sql", "-c", "SELECT nothing FROM v1.articles", "--home", str(published))
    assert done.returncode == 2
    assert "v1.data_dictionary" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM main.articles",
        "CREATE TABLE t (a INTEGER)",
        "COPY (SELECT 1) TO 'out.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_a_query_can_only_read_the_copy(copydesk: Command, published: Path, query: str) -> None:
    assert copydesk("sql", "-c", query, "--home", str(published)).returncode == 2


def test_it_answers_while_another_process_holds_the_warehouse(copydesk: Command, published: Path) -> None:
    con = db.connect(published)
    con.execute("BEGIN")
    con.execute("INSERT INTO pages VALUES ('u', 'a', NULL, NULL, 1)")
    done = copydesk("sql", "--json", "-c", "SELECT count(*) AS n FROM v1.articles", "--home", str(published))
    con.execute("ROLLBACK")
    con.close()
    assert json.loads(done.stdout) == {"n": 0}


def test_a_name_that_is_nearly_right_gets_a_proposal(copydesk: Command, published: Path) -> None:
    done = copydesk("sql", "--home", str(published), "-c", "SELECT headlin FROM v1.articles")
    assert done.returncode == 2
    assert "headline" in done.stderr
    assert "LINE 1" not in done.stderr
