from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

OWN = """
from great_expectations.expectations import ExpectColumnValuesToNotBeNull
TABLE = "articles"
EXPECTATION = ExpectColumnValuesToNotBeNull(column="{column}", severity="warning")
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    db.load(
        connection, annotate([read_text("The bridge closed on Friday, Dana Holt said.", url="https://a.example/1")])
    )
    yield connection
    connection.close()


@pytest.mark.parametrize(("column", "success", "observed"), [("url", True, 0), ("published_at", False, 1)])
def test_a_users_own_expectation_is_evaluated_and_stored(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, column: str, observed: int, *, success: bool
) -> None:
    (tmp_path / "dated.py").write_text(OWN.format(column=column))
    screen_due(con, [], "run", datetime(2031, 5, 2, tzinfo=UTC), [tmp_path])
    rows = con.execute("SELECT expectation, kind, success, observed FROM main.validations WHERE suite = 'findings.own'")
    assert rows.fetchall() == [("dated", "finding", success, observed)]


@pytest.mark.parametrize(
    "text",
    [
        "1 / 0",
        "TABLE = 'articles'",
        OWN.format(column="no_such_column"),
        OWN.format(column="url").replace('"articles"', '"pg_catalog"'),
    ],
)
def test_a_broken_file_of_expectations_is_told_with_its_name_and_the_others_are_asked(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str
) -> None:
    (tmp_path / "broken.py").write_text(text)
    (tmp_path / "dated.py").write_text(OWN.format(column="url"))
    screening = screen_due(con, [], "run", datetime(2031, 5, 2, tzinfo=UTC), [tmp_path])
    assert ["broken" in one.fault for one in screening.skipped] == [True]
    rows = con.execute("SELECT expectation FROM main.validations WHERE suite = 'findings.own'").fetchall()
    assert rows == [("dated",)]
