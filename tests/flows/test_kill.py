"""A run that is killed at any point leaves nothing that the next one cannot put right."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from flows.plain import run_plainly
from warehouse import db
from warehouse.publish import open_published

if TYPE_CHECKING:
    from pathlib import Path

    from flows.plan import NewsPlan

KILLS = 8
LONGEST = 12.0  # seconds into a run
TABLES = ("articles", "sentences", "figures", "attributions", "quotations", "claims", "features", "figure_pairs")


@pytest.mark.timeout(600)
def test_what_is_killed_at_any_point_is_put_right_by_the_next_run(plan: NewsPlan, tmp_path: Path) -> None:
    chance = random.Random(8377)  # noqa: S311 - points in time, not secrets
    kept: set[str] = set()
    for _ in range(KILLS):
        kill_a_run(plan, chance.uniform(1.0, LONGEST))
        now = articles(plan.home)
        assert kept <= now, "an article that was stored is gone"
        kept = now
    run = run_plainly(plan)
    assert run.fetched == 21
    assert "Running" not in {state for (state,) in asked(plan.home, "SELECT state FROM main.runs")}
    untouched = plan.model_copy(update={"home": tmp_path / "untouched"})
    run_plainly(untouched)
    for table in TABLES:
        columns = f"* EXCLUDE ({'fetched_at, ' if table == 'articles' else ''}run_seq)"
        query = f"SELECT {columns} FROM main.{table} ORDER BY ALL"
        assert asked(plan.home, query) == asked(untouched.home, query), table
    flags = "SELECT article_id, flag_id FROM main.flags WHERE gone_at IS NULL ORDER BY ALL"
    assert asked(plan.home, flags) == asked(untouched.home, flags)


def kill_a_run(plan: NewsPlan, after: float) -> None:
    command = [sys.executable, "-m", "flows.plain"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    ) as run:
        assert run.stdin
        run.stdin.write(plan.model_dump_json())
        run.stdin.close()
        ends_at = time.monotonic() + after
        while time.monotonic() < ends_at and run.poll() is None:
            reader_is_answered(plan.home)
            time.sleep(0.2)
        run.kill()


def reader_is_answered(home: Path) -> None:
    if (home / "published" / "current").is_file():
        con = open_published(home)
        con.execute("SELECT count(*) FROM v1.open_flags").fetchone()
        con.close()


def articles(home: Path) -> set[str]:
    return {row[0] for row in asked(home, "SELECT article_id FROM main.articles")}


def asked(home: Path, query: str) -> list[tuple[str, ...]]:
    con = db.connect(home)
    try:
        return con.execute(query).fetchall()
    finally:
        con.close()
