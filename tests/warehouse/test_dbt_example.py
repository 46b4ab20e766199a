"""The dbt project of the documents builds its tables over a published copy, where dbt is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from checks.check import all_checks
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db
from warehouse.publish import publish, published_path
from warehouse.records import RunId

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "dbt"
BESIDE = Path(sys.prefix) / "dbt" / "bin" / "dbt"
DBT = os.environ.get("DBT") or (str(BESIDE) if BESIDE.exists() else shutil.which("dbt"))
NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
TEXT = (
    "The quay of Norvale will cost 40 million crowns, Dana Holt said on Friday. "
    "Prices rose by 15 per cent, from 640 to 720. "
    "It is widely believed that the wall will fall. Officials said the road would stay closed."
)


@pytest.mark.skipif(not DBT, reason="dbt is not installed (make needs, where pip can have it)")
def test_the_dbt_project_builds_and_its_own_tests_pass(home: Path, tmp_path: Path) -> None:
    con = db.connect(home)
    page = read_text(TEXT, title="A quay", url="https://osk.example/1", outlet="Osk Post", published_at=NOW)
    db.load(con, annotate([page]))
    screen_due(con, all_checks(), RunId("run"), NOW)
    publish(con, home)
    con.close()
    marts = tmp_path / "marts.duckdb"
    places = {"COPYDESK_COPY": str(published_path(home)), "NEWSROOM_MARTS": str(marts), "DO_NOT_TRACK": "1"}
    command = [str(DBT), "build", "--project-dir", str(EXAMPLE), "--profiles-dir", str(EXAMPLE)]
    command += ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path / "logs")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **places})
    assert done.returncode == 0, done.stdout + done.stderr
    built = duckdb.connect(str(marts), read_only=True)
    flags = built.execute("SELECT outlet, count(*) > 0 FROM main.flags_by_outlet GROUP BY ALL").fetchall()
    assert flags == [("Osk Post", True)]
    assert built.execute(
        "SELECT month::VARCHAR, unnamed > 0, sourced > unnamed FROM main.sourcing_by_month"
    ).fetchall() == [("2026-10-01", True, True)]
    built.close()
