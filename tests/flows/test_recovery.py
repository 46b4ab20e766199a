"""A warehouse that is lost, and the newest published copy in its place, as docs/operators.md says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from copydesk.running import plan_of
from copydesk.status import Status
from flows.plain import run_plainly
from warehouse import db
from warehouse.publish import published_path

if TYPE_CHECKING:
    from pathlib import Path

    from flows.plan import NewsPlan


@pytest.fixture
def plan(home: Path, tmp_path: Path) -> NewsPlan:
    draft = tmp_path / "draft.txt"
    draft.write_text("The library will open on Monday, its director, Bettina Rask, said.\n", "utf-8")
    return plan_of(home, [str(draft)]).model_copy(update={"workers": 1})


def states(home: Path) -> list[tuple[str, str]]:
    con = db.connect(home)
    try:
        return con.execute("SELECT state, note FROM main.runs ORDER BY started_at").fetchall()
    finally:
        con.close()


def test_the_copy_in_place_of_a_lost_warehouse_leaves_its_last_run_as_it_ended(home: Path, plan: NewsPlan) -> None:
    first = run_plainly(plan)
    for path in home.glob("warehouse.duckdb*"):
        path.rename(home / f"damaged-{path.name}")
    shutil.copy(published_path(home), home / "warehouse.duckdb")
    second = run_plainly(plan)
    assert states(home) == [(first.state, first.note), (second.state, second.note)]
    assert "took over" not in second.note


def test_a_run_on_a_damaged_warehouse_says_so_and_what_mends_it(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    (home / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    draft = tmp_path / "draft.txt"
    draft.write_text("The library will open on Monday.\n", "utf-8")
    command = [sys.executable, "-m", "copydesk.cli", "run", str(draft), "--home", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == Status.BROKEN
    assert "is damaged" in done.stderr
    assert "docs/operators.md" in done.stderr
