"""Print how fast a run is: articles a second, seconds by stage, what orchestration and validation cost, peak memory.

python bench/throughput.py [--json] [--articles N]   N pages: the stored web's 135, again and again

Three things are measured on the same pages: the run as `copydesk run` does it (Prefect, Great Expectations), the run
without Prefect, and trafilatura alone in as many processes. Pages are read as files: no network is measured.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import trafilatura

from warehouse import db

HERE = Path(__file__).resolve().parent
WEB = HERE.parent.parent / "shared" / "data" / "web"
CODE = (
    "import sys; from flows.plan import NewsPlan; from {module} import {function}; "
    "{function}(NewsPlan.model_validate_json(sys.stdin.read()))"
)
PREFECT = CODE.format(module="flows.server", function="run_now")
PLAIN = CODE.format(module="flows.plain", function="run_plainly")
CHECKED = ("screen", "decisions", "publish")


def pages(folder: Path, wanted: int) -> list[Path]:
    """Write `wanted` pages to a folder: the stored ones again and again, a comment making each copy's bytes its own."""
    manifest = json.loads((WEB / "manifest.dev.json").read_text("utf-8"))
    stored = [gzip.decompress((WEB / page["html"]).read_bytes()) for page in manifest["articles"]]
    found = []
    for number in range(wanted):
        path = folder / f"page-{number:05d}.html"
        path.write_bytes(stored[number % len(stored)] + f"<!-- {number} -->".encode())
        found.append(path)
    return found


def measured(code: str, plan: dict[str, Any]) -> dict[str, float]:
    """Run a process and return its seconds, its processor seconds, its peak memory and its stages."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(plan), text=True, check=True, stdout=subprocess.DEVNULL
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "wall_seconds": wall,
        "cpu_seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mb": after.ru_maxrss / 1024,
        **{f"stage_{name}": seconds for name, seconds in stages(Path(plan["home"])).items()},
    }


def stages(home: Path) -> dict[str, float]:
    """Return the seconds of each stage of the last run."""
    con = db.connect(home)
    try:
        query = "SELECT subject, amount FROM main.run_measures WHERE measure = 'seconds' ORDER BY run_id"
        return dict(con.execute(query).fetchall())
    finally:
        con.close()


def extract_alone(path: Path) -> int:
    """Do what trafilatura does by itself, with metadata, as the readers ask for it."""
    return len(trafilatura.extract(path.read_bytes(), with_metadata=True, output_format="json") or "")


def trafilatura_alone(paths: list[Path], workers: int) -> float:
    """Return the seconds that trafilatura alone takes, its imports left out."""
    with multiprocessing.get_context("forkserver").Pool(workers) as pool:
        pool.map(extract_alone, paths[:workers] * 2)
        began = time.perf_counter()
        pool.map(extract_alone, paths, chunksize=8)
        return time.perf_counter() - began


def bench(wanted: int) -> dict[str, float]:
    """Return every figure."""
    workers = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        paths = pages(folder / "pages", wanted)
        plan = {"places": [str(folder / "pages")], "workers": workers, "batch": 500}
        plain = measured(PLAIN, {**plan, "home": str(folder / "plain")})
        whole = measured(PREFECT, {**plan, "home": str(folder / "whole")})
        alone = trafilatura_alone(paths, workers)
    inside = sum(seconds for name, seconds in whole.items() if name.startswith("stage_"))
    reading = whole["stage_extract"]
    return {
        "articles": wanted,
        "articles_per_second": wanted / inside,
        "seconds_per_1000": 1000 * inside / wanted,
        **{name: round(value, 2) for name, value in whole.items()},
        "plain_wall_seconds": plain["wall_seconds"],
        "orchestration_pct": 100 * max(0.0, whole["wall_seconds"] - plain["wall_seconds"]) / whole["wall_seconds"],
        "validation_pct": 100 * sum(whole.get(f"stage_{name}", 0) for name in CHECKED) / inside,
        "trafilatura_alone_seconds": alone,
        "reading_to_trafilatura": reading / alone,
    }


def main() -> int:
    """Print the figures; 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=270)
    chosen = parser.parse_args()
    if not WEB.is_dir():
        print("The stored web does not lie beside the repository: nothing to measure.")
        return 0
    figures = bench(chosen.articles)
    if chosen.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, value in figures.items():
            print(f"{name:<28} {value:10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
