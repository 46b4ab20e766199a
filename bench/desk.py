"""Print how fast the desk answers over many claims and flags, and fail above a bar.

python bench/desk.py [--json] [--articles N] [--requests N] [--home DIR]   --home: a folder that keeps the warehouse

Without arguments there are 2,000 articles; 40,000, with 1,000,000 claims and 160,000 flags, are the measure.

Half of the flags of a small home and 20,000 of a large one are decided before. Requests come over loopback, one after
the other. "server" times are taken around the application, from the request's arrival to the last byte given out: the
bars are for their 95th percentile. "client" times are those that the visitor waits, with the bench's own reading. "cpu"
is the mean processor time that the desk spent on one request: a busy machine changes it less. No article is asked for
twice, but for the long ones, of which the first reading of one is given apart: the desk keeps no page. Memory is the
resident set of the desk's process at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import desk_home
import httpx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BARS = {
    "article": 30,
    "long article, first": 50,
    "long article": 50,
    "1,500 flags": 300,
    "today": 50,
    "queue": 50,
    "decision": 30,
    "search": 50,
    "search of the queue": 50,
    "comparison": 80,
    "event": 50,
    "person": 50,
    "article in a switch": 30,
    "memory MB": 400,
}
# Writes a line of milliseconds for every answer: from the request's arrival to the last byte given out.
SERVE = """
import sys, time
from pathlib import Path
import uvicorn
from review.serve import serve
def timed(app):
    async def answer(scope, receive, send):
        began = time.perf_counter()
        await app(scope, receive, send)
        if scope["type"] == "http":
            print(1000 * (time.perf_counter() - began), flush=True)
    return answer
run = uvicorn.run
uvicorn.run = lambda app, **more: run(timed(app), **more)
serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""


class Took(NamedTuple):
    """One answer, in milliseconds: around the application, and as the visitor waits."""

    server: float
    client: float


class Desk:
    """A desk in a process of its own, and one visitor to it."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
        command = [sys.executable, "-c", SERVE, str(home), str(port)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        self._lines = self.process.stdout
        self.client = httpx.Client(base_url=self.address, trust_env=False, timeout=120)
        began = time.perf_counter()
        while True:
            try:
                page = self.client.get("/").text
                break
            except httpx.ConnectError:
                time.sleep(0.05)
        self._lines.readline()
        self.start_seconds = time.perf_counter() - began
        self.csrf = re.search(r'data-csrf="(\w+)"', page)[1]

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Post as the desk's own script does."""
        headers = {"Origin": self.address, "Accept": "application/json"}
        return self.client.post(path, data={"csrf": self.csrf} | fields, headers=headers)

    def timed(self, ask: Callable[[], httpx.Response]) -> Took:
        """Return what one request took."""
        began = time.perf_counter()
        ask().raise_for_status()
        waited = time.perf_counter() - began
        return Took(float(self._lines.readline()), 1000 * waited)

    def cpu_seconds(self) -> float:
        """Return the processor time that the desk's process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return the resident set of the desk's process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def stop(self) -> None:
        """End the process."""
        self.client.close()
        self.process.terminate()
        self.process.wait()
        self._lines.close()


@contextmanager
def running(home: Path) -> Iterator[Desk]:
    """Run a desk, and wait until it has made everything that it makes beside the copy, the full-text index last."""
    desk = Desk(home)
    try:
        while not _indexed(home, "words", f"{_newest(home)}.duckdb"):
            time.sleep(0.2)
        yield desk
    finally:
        desk.stop()


def _newest(home: Path) -> str:
    return (home / "published" / "current").read_text("utf-8").strip().removesuffix(".duckdb")


def _indexed(home: Path, kind: str, name: str) -> bool:
    from review.copy.index_file import newest, state_of  # noqa: PLC0415 - after the path is set

    return getattr(state_of(newest(home / "desk", kind)), "copy", "") == name


def figures_of(name: str, took: list[Took], cpu: float = 0.0) -> dict[str, float]:
    """Return the figures of one kind of request under its name."""
    server, client = sorted(one.server for one in took), sorted(one.client for one in took)
    found = {name: _p95(server), f"{name} min": server[0], f"{name} median": statistics.median(server)}
    found |= {f"{name} client": _p95(client)} | ({f"{name} cpu": 1000 * cpu / len(took)} if cpu else {})
    return {key: round(value, 1) for key, value in found.items()}


def _p95(times: list[float]) -> float:
    return times[max(0, int(len(times) * 0.95) - 1)]


def requests_of(desk: Desk, home: Path, draw: random.Random) -> dict[str, Callable[[], httpx.Response]]:
    """Return what asks for one page of each kind, another each time."""
    import duckdb  # noqa: PLC0415 - only to draw what to ask for

    con = duckdb.connect(str(home / "published" / f"{_newest(home)}.duckdb"), read_only=True)
    flags = con.execute(
        "SELECT flag_id, article_id, check_code FROM main.flags WHERE article_id NOT IN ('long', 'dense')"
    ).fetchall()
    told = con.execute("SELECT story_id FROM v1.stories WHERE articles > 1 ORDER BY HASH(story_id)").fetchall()
    words = con.execute("SELECT text FROM main.claims USING SAMPLE 500").fetchall()
    people = con.execute("SELECT DISTINCT person_key FROM main.attributions WHERE person_key > 'person 1'").fetchall()
    con.close()
    draw.shuffle(flags)
    articles = iter(dict.fromkeys(article for _, article, _ in flags))
    events = iter([story for (story,) in told])
    figures = iter([flag for flag, _, check in flags if check.startswith("FG")])
    views = ["", "?check=AT01", "?severity=critical&outlet=Outlet+7", "?source=vague", "?sort=newest", "?state=any"]
    return {
        "article": lambda: desk.client.get(f"/articles/{next(articles)}"),
        "long article": lambda: desk.client.get("/articles/long"),
        "today": lambda: desk.client.get("/"),
        "1,500 flags": lambda: desk.client.get("/articles/dense"),
        "queue": lambda: desk.client.get("/queue" + draw.choice(views)),
        "decision": lambda: desk.post(f"/flags/{draw.choice(flags)[0]}/decide", act="dismiss:opinion", scope="place"),
        "search": lambda: desk.client.get("/search", params={"q": " ".join(draw.choice(words)[0].split()[:2])}),
        "search of the queue": lambda: desk.client.get("/queue", params={"q": draw.choice(words)[0].split()[0]}),
        "comparison": lambda: desk.client.get(f"/flags/{next(figures)}/figures"),
        "event": lambda: desk.client.get(f"/event/{next(events)}"),
        "person": lambda: desk.client.get(f"/people/{draw.choice((*draw.choice(people), 'person 0'))}"),
    }


def measure(desk: Desk, home: Path, requests: int) -> dict[str, float]:
    """Return the figures of each kind of request, and of articles while a newly published copy is taken in."""
    asked = requests_of(desk, home, random.Random(7))  # noqa: S311 - the same requests each time
    found = figures_of("long article, first", [desk.timed(asked["long article"])])
    for name, ask in asked.items():
        desk.timed(ask)
        before = desk.cpu_seconds()
        took = [desk.timed(ask) for _ in range(requests)]
        found |= figures_of(name, took, desk.cpu_seconds() - before)
    with published_again(home) as name:
        took = []
        while not _indexed(home, "words", name) or len(took) < requests:
            took.append(desk.timed(asked["article"]))
            time.sleep(0.05)  # as a reader would: else all are read before the files of 1,000,000 claims stand
    return found | figures_of("article in a switch", took)


@contextmanager
def published_again(home: Path) -> Iterator[str]:
    """Publish the same warehouse under the next number, and take it back at the end."""
    folder, old = home / "published", _newest(home)
    new = f"warehouse-{int(old.rpartition('-')[2]) + 1:06d}"
    os.link(folder / f"{old}.duckdb", folder / f"{new}.duckdb")
    try:
        _point(folder, new)
        yield f"{new}.duckdb"
    finally:
        _point(folder, old)
        (folder / f"{new}.duckdb").unlink()


def _point(folder: Path, name: str) -> None:
    pointer = folder / "current.new"
    pointer.write_text(f"{name}.duckdb\n", "utf-8")
    pointer.replace(folder / "current")


def main() -> int:
    """Print the figures; the status is 1 when one is above its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="copydesk-desk-") as folder:
        home = (options.home or Path(folder)).resolve()
        if not (home / "published" / "current").is_file():
            desk_home.make(home, options.articles)
        shutil.rmtree(home / "desk", ignore_errors=True)
        (home / "reviews.sqlite").unlink(missing_ok=True)
        began = time.perf_counter()
        with running(home) as desk:
            found = {"start s, nothing indexed": round(desk.start_seconds, 1)}
            found["complete s after start"] = round(time.perf_counter() - began, 1)
        found["decisions"] = desk_home.decide(home)
        with running(home) as desk:
            found["start s, indexed"] = round(desk.start_seconds, 1)
            found |= measure(desk, home, options.requests)
            found["memory MB"] = round(desk.megabytes())
    over = {name: found[name] for name, bar in BARS.items() if found[name] > bar}
    print(json.dumps({"desk": found, "over": over}) if options.json else _table(found))
    return 1 if over else 0


def _table(found: dict[str, float]) -> str:
    columns = ("min", "median", "client", "cpu")
    lines = [f"{'server ms':24}{'p95':>8}{'bar':>6}{'':6}" + "".join(f"{column:>9}" for column in columns)]
    for name, value in found.items():
        if name.rpartition(" ")[2] in columns:
            continue
        bar = BARS.get(name, "")
        more = "".join(f"{found.get(f'{name} {column}', ''):>9}" for column in columns)
        over = "OVER" if bar and value > bar else ""
        lines.append(f"{name:24}{value:>8}{bar:>6} {over:5}{more}".rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
