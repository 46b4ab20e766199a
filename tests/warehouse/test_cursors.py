"""Cursors of a connection that several threads have."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb

from warehouse.lake import cursor_of

if TYPE_CHECKING:
    from pathlib import Path


def test_threads_that_want_cursors_of_one_connection_do_not_meet(tmp_path: Path) -> None:
    con = duckdb.connect(tmp_path / "warehouse.duckdb")

    def ask(number: int) -> list[tuple[object, ...]]:
        with cursor_of(con) as cursor:
            return cursor.execute(f"SELECT current_database(), {number}").fetchall()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(400))) == [[("warehouse", number)] for number in range(400)]
    con.close()
