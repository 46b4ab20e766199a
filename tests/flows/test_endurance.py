"""A day in small: runs by a compressed clock over a web with edits and faults, in one process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "endurance.py"


@pytest.mark.timeout(900)
def test_runs_by_the_clock_lose_double_and_leak_nothing() -> None:
    command = [sys.executable, str(BENCH), "--runs", "6", "--no-desk", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["runs"] == 1 + 6 + 1 + 1  # one before the desk, six checks, a recheck within the hour, one at the end
    assert found["overlaps refused"] == 1
    assert found["segments"] > 1
    assert found["revisions"] == found["last"]["articles"] > found["first"]["articles"]


@pytest.mark.prefect
@pytest.mark.timeout(900)
def test_runs_of_the_flow_itself_go_on_where_the_clock_stands_ahead() -> None:
    command = [sys.executable, str(BENCH), "--runs", "2", "--no-desk", "--prefect", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["runs"] == 1 + 2 + 1
