"""What bench/timed_run.py measures must be what a run does: it puts a stop-watch into the screening's own door."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench"
PAGE = "<html><title>Fire at Osk</title><body><article><p>A fire at the mill of Osk killed nine people on Friday.</p>"


def test_a_run_is_timed_with_its_validation(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    plan = {"home": str(tmp_path / "home"), "places": [str(tmp_path / "page.html")]}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.append({str(BENCH)!r}); import timed_run; timed_run.plain()"],
        input=json.dumps(plan),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=BENCH.parent,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["articles"] == 1
    assert 0 < told["validation_cpu"] < told["own_cpu"]
