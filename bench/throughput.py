"""Print how fast a run is: articles a second, seconds by stage, what orchestration and validation cost, peak memory.

python bench/throughput.py [--json] [--articles N]   N pages: the stored web's 135, again and again; 1000 is the measure

Four things are measured, each in processor seconds (which other work on the machine blurs least) and in wall seconds:
- orchestration: a run of a few pages under a Prefect server, less the same run without Prefect, the server's own work
  included; it has as many batches as the large run has, and so as many tasks;
- one page: a run without Prefect of one new page in a home that holds a few, all its processes and imports included;
- validation: Great Expectations' evaluations in the large run, and the processor seconds of its import, which goes on
  beside the reading; `checks_seconds` is the rest of the stage `screen`, the SQL that makes the flags;
- reading: trafilatura alone, as many processes, the same pages, before and after the large run.
Pages are read as files: no network is measured.
"""

from __future__ import annotations

import argparse
import ctypes
import gzip
import json
import multiprocessing
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import trafilatura
from beside import SHARED, need

from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
WEB = SHARED / "data" / "web"
CODE = f"import sys; sys.path.append({str(HERE)!r}); import timed_run; timed_run."  # bench/fetch.py is not fetch
BATCH, FEW, ROUNDS = 500, 4, 3  # pages of a batch, in the large run and the small ones; small runs of each kind
BARS = {
    "one_page_cpu": 4.0,
    "overhead_cpu_pct": 5.0,
    "overhead_wall_pct": 5.0,
    "reading_cpu_ratio": 2.0,
    "reading_wall_ratio": 2.0,
}
PR_SET_CHILD_SUBREAPER = 36


class Cost(NamedTuple):
    """Wall seconds, and processor seconds of a process with all that it started."""

    wall: float
    cpu: float


def pages(folder: Path, wanted: int) -> list[Path]:
    """Write `wanted` pages to a folder: the stored ones again and again, a comment making each copy's bytes its own."""
    manifest = json.loads((WEB / "manifest.dev.json").read_text("utf-8"))
    stored = [gzip.decompress((WEB / page["html"]).read_bytes()) for page in manifest["articles"]]
    folder.mkdir()
    found = []
    for number in range(wanted):
        path = folder / f"page-{number:05d}.html"
        path.write_bytes(stored[number % len(stored)] + f"<!-- {number} -->".encode())
        found.append(path)
    return found


def run(kind: str, home: Path, places: Path, *, batch: int, server: str = "") -> tuple[Cost, dict[str, float]]:
    """Make one run and return its cost, with what it told of itself and its stages."""
    plan = {"home": str(home), "places": [str(places)], "workers": os.cpu_count() or 1, "batch": batch}
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)} | ({"PREFECT_API_URL": server} if server else {})
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    ours = _children()
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", f"{CODE}{kind}()"],
        input=json.dumps(plan),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=environment,
    )
    wall = time.perf_counter() - began
    _wait_for_orphans(ours)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads(done.stdout.splitlines()[-1])
    told["peak_mb"] = after.ru_maxrss / 1024
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu), {**told, **{f"stage_{name}": seconds for name, seconds in stages(home).items()}}


def _children() -> set[int]:
    return set(map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()))


def _wait_for_orphans(ours: set[int]) -> None:
    """Wait for the processes that a run left to us, the readers' among them, so that their seconds are counted."""
    while left := _children() - ours:
        for pid in left:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def stages(home: Path) -> dict[str, float]:
    """Return the seconds of each stage of the last run."""
    con = db.connect(home)
    try:
        query = "SELECT subject, amount FROM main.run_measures WHERE measure = 'seconds' ORDER BY run_id"
        return dict(con.execute(query).fetchall())
    finally:
        con.close()


@contextmanager
def prefect_server(home: Path) -> Iterator[tuple[str, int]]:
    """Keep a Prefect server for the runs, as `copydesk serve` does; yield its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/api"
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    settings = {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env={**os.environ, **settings}, stdout=quiet, stderr=quiet) as server:
        try:
            for _ in range(600):
                with suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310 - our own
                    break
                time.sleep(0.5)
            yield address, server.pid
        finally:
            server.terminate()


def seconds_of(pid: int) -> float:
    """Return the processor seconds that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def extract_alone(path: Path) -> float:
    """Do what trafilatura does by itself, with metadata, as the readers ask for it; return its processor seconds."""
    began = time.process_time()
    trafilatura.extract(path.read_bytes(), with_metadata=True, output_format="json")
    return time.process_time() - began


def trafilatura_alone(paths: list[Path], workers: int) -> Cost:
    """Return what trafilatura alone costs, its imports left out."""
    with multiprocessing.get_context("forkserver").Pool(workers) as pool:
        pool.map(extract_alone, paths[:workers] * 2)
        began = time.perf_counter()
        cpu = sum(pool.map(extract_alone, paths, chunksize=8))
        return Cost(time.perf_counter() - began, cpu)


def orchestration(folder: Path, batches: int, server: str, pid: int) -> Cost:
    """Return what Prefect costs a run of so many batches: the middle of several pairs of small runs."""
    places = folder / "few"
    pages(places, FEW * batches)
    costs = []
    for number in range(ROUNDS):
        plain, _ = run("plain", folder / f"plain-{number}", places, batch=FEW)
        before = seconds_of(pid)
        whole, _ = run("orchestrated", folder / f"whole-{number}", places, batch=FEW, server=server)
        costs.append(Cost(whole.wall - plain.wall, whole.cpu - plain.cpu + seconds_of(pid) - before))
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


def bench(wanted: int) -> dict[str, float]:
    """Return every figure."""
    workers = os.cpu_count() or 1
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="copydesk-bench-") as name:
        folder = Path(name)
        paths = pages(folder / "pages", wanted)
        half = len(paths) // 2
        before = trafilatura_alone(paths[:half], workers)
        with prefect_server(folder / "prefect") as (server, pid):
            prefect = orchestration(folder, -(-wanted // BATCH), server, pid)
            whole, told = run("orchestrated", folder / "whole", folder / "pages", batch=BATCH, server=server)
        after = trafilatura_alone(paths[half:], workers)
        one = one_page(folder)
    return one | figures(wanted, whole, told, prefect, Cost(before.wall + after.wall, before.cpu + after.cpu))


def one_page(folder: Path) -> dict[str, float]:
    """Return what a run of one new page costs in homes that hold a few: what every run costs, and one page."""
    pages(folder / "one", 1)
    costs = [run("plain", folder / f"plain-{number}", folder / "one", batch=FEW)[0] for number in range(ROUNDS)]
    return {
        "one_page_wall": statistics.median(cost.wall for cost in costs),
        "one_page_cpu": statistics.median(cost.cpu for cost in costs),
    }


def figures(wanted: int, whole: Cost, told: dict[str, float], prefect: Cost, alone: Cost) -> dict[str, float]:
    """Return what is printed; shares are of the large run, whose seconds hold everything."""
    reading = whole.cpu - told["own_cpu"]  # the readers' processes, the one that they are copies of included
    named = {key: value for key, value in told.items() if key.startswith("stage_")}
    overhead = Cost(prefect.wall + told["validation_wall"], prefect.cpu + told["validation_cpu"])
    return {
        "articles": wanted,
        "articles_per_second": wanted / whole.wall,
        "seconds_per_1000": 1000 * whole.wall / wanted,
        "wall_seconds": whole.wall,
        "cpu_seconds": whole.cpu,
        "peak_mb": told["peak_mb"],
        **named,
        "checks_seconds": named["stage_screen"] - told["validation_wall"],
        "orchestration_wall": prefect.wall,
        "orchestration_cpu": prefect.cpu,
        "validation_wall": told["validation_wall"],
        "validation_cpu": told["validation_cpu"],
        "overhead_cpu_pct": 100 * overhead.cpu / whole.cpu,
        "overhead_wall_pct": 100 * overhead.wall / whole.wall,
        "trafilatura_wall": alone.wall,
        "trafilatura_cpu": alone.cpu,
        "reading_cpu_ratio": reading / alone.cpu,
        "reading_wall_ratio": named["stage_extract"] / alone.wall,
    }


def main() -> int:
    """Print the figures, the bars beside those that have one; 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=200)
    chosen = parser.parse_args()
    need(WEB)
    found: dict[str, Any] = bench(chosen.articles)
    if chosen.json:
        print(json.dumps(found, indent=1))
    else:
        for name, value in found.items():
            print(f"{name:<28} {value:10.2f}" + (f"   (bar {BARS[name]})" if name in BARS else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
