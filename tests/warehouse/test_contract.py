"""The analysts' contract: views of schema v1 change only by addition, and the changelog of views says when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

LATER = ("changes.", "outlet_days.", "alerts.", "source_ledger.")  # promised too, and told in the changelog
PROMISED = (Path(__file__).parent / "promised-columns.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory(commented=True)
    yield connection
    connection.close()


def columns(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute("SELECT view_name, column_name, data_type FROM v1.data_dictionary ORDER BY view_name, position")
    return [f"{view}.{column} {kind}" for view, column, kind in rows.fetchall()]


def test_no_column_that_was_promised_is_gone_or_of_another_type(con: duckdb.DuckDBPyConnection) -> None:
    assert [line for line in PROMISED if line not in set(columns(con))] == []
    assert len(PROMISED) > 200


def test_a_view_that_came_later_is_named_in_the_changelog(con: duckdb.DuckDBPyConnection) -> None:
    first = {line.split(".")[0] for line in PROMISED if not line.startswith(LATER)}
    told = " ".join(row[0] for row in con.execute("SELECT change FROM v1.changelog").fetchall())
    later = {line.split(".")[0] for line in columns(con)} - first
    assert [view for view in sorted(later) if view not in told] == []
    assert later >= {"changes", "outlet_days", "alerts", "source_ledger"}


def test_every_view_and_column_is_explained_in_words_of_its_own(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT view_name, column_name, comment FROM v1.data_dictionary").fetchall()
    assert [row for row in rows if not row[2] or not row[2].endswith(".") or len(row[2]) < 5] == []
    views = con.execute("SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'v1'").fetchall()
    assert [row for row in views if not row[1]] == []
