"""Print how fast the desk answers over 1,000,000 claims and 160,000 flags, and fail above a bar.

python bench/desk.py [--json] [--articles N] [--requests N] [--home DIR]   --home keeps the made-up warehouse

Times are those of whole requests over loopback, measured at the client, one after the other, so they hold more than the
server's own. "cpu" is the mean processor time that the desk spent on one: a busy machine changes it less. Memory is the
resident set of the desk's process at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

if TYPE_CHECKING:
    from collections.abc import Callable

BARS = {
    "article": 30,
    "long article": 50,
    "queue": 50,
    "decision": 30,
    "search": 50,
    "comparison": 80,
    "memory MB": 400,
}
SERVE = """
import sys
from pathlib import Path
from review.serve import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""
LONG = 60_000  # characters


def make(home: Path, articles: int) -> None:
    """Fill a home with the made-up warehouse of desk_corpus.sql and one long article with 200 overlapping flags."""
    from warehouse import db, publish  # noqa: PLC0415 - after the path is set

    con = db.connect(home)
    con.execute("SET enable_progress_bar = false")
    for statement in (HERE / "desk_corpus.sql").read_text("utf-8").replace("$articles", str(articles)).split(";\n"):
        if statement.strip():
            con.execute(statement)
    words = ("A made-up sentence of 12 words stands here again and again. " * (LONG // 50))[:LONG]
    place = ["long", "https://long.example/1", "Long", "A long page", words]
    con.execute(
        "INSERT INTO main.articles VALUES (?, ?, ?, ?, '', '', 'en', NULL, NULL, NULL, ?, 'news', 1, [])", place
    )
    con.execute("INSERT INTO main.pages VALUES ('https://long.example/1', 'long', NULL, NULL)")
    con.execute("INSERT INTO main.sentences VALUES ('long', 's', 0, 0, 'body', 'text', 0, 60000, ?)", [words])
    con.execute("INSERT INTO main.claims VALUES ('long', 'c', 's', 'text', 0, 60000, 'A page', 0.5, FALSE, NULL, NULL)")
    con.execute(
        "INSERT INTO main.flags SELECT 'long', 'long' || n, 'AT01', 'warning', 'c', NULL, 'text', n * 250, "
        "n * 250 + 700, 'A made-up flag.', NULL, [], '1', 'run-1', NULL, NULL FROM range(200) r (n)"
    )
    publish.publish(con, home)
    con.close()


class Desk:
    """A desk in a process of its own, and one visitor to it."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(home), str(port)], env=environment)
        self.client = httpx.Client(base_url=self.address, trust_env=False, timeout=120)
        began = time.perf_counter()
        while True:
            try:
                page = self.client.get("/").text
                break
            except httpx.ConnectError:
                time.sleep(0.05)
        self.start_seconds = time.perf_counter() - began
        self.csrf = re.search(r'data-csrf="(\w+)"', page)[1]

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Post as the desk's own script does."""
        headers = {"Origin": self.address, "Accept": "application/json"}
        return self.client.post(path, data={"csrf": self.csrf} | fields, headers=headers)

    def cpu_seconds(self) -> float:
        """Return the processor time that the desk's process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Return the resident set of the desk's process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def p95(times: list[float]) -> float:
    """Return the 95th percentile in milliseconds."""
    return round(1000 * sorted(times)[max(0, int(len(times) * 0.95) - 1)], 1)


def measure(desk: Desk, home: Path, requests: int) -> dict[str, float]:
    """Return the figures of each kind of request, in milliseconds at the 95th percentile."""
    import duckdb  # noqa: PLC0415 - only to draw what to ask for

    copy = home / "published" / (home / "published" / "current").read_text("utf-8").strip()
    con = duckdb.connect(str(copy), read_only=True)
    flags = con.execute("SELECT flag_id, article_id, check_code FROM main.flags WHERE article_id <> 'long'").fetchall()
    words = con.execute("SELECT text FROM main.claims USING SAMPLE 500").fetchall()
    con.close()
    draw = random.Random(7)  # noqa: S311 - the same requests each time
    figures = [flag for flag, _, check in flags if check.startswith("FG")]
    views = ["", "?check=AT01", "?severity=critical&outlet=Outlet+7", "?source=vague", "?sort=newest", "?state=any"]
    asked: dict[str, Callable[[], httpx.Response]] = {
        "article": lambda: desk.client.get(f"/articles/{draw.choice(flags)[1]}"),
        "long article": lambda: desk.client.get("/articles/long"),
        "queue": lambda: desk.client.get("/" + draw.choice(views)),
        "decision": lambda: desk.post(f"/flags/{draw.choice(flags)[0]}/decide", act="dismiss:opinion", scope="place"),
        "search": lambda: desk.client.get("/search", params={"q": " ".join(draw.choice(words)[0].split()[:2])}),
        "search of the queue": lambda: desk.client.get("/", params={"q": draw.choice(words)[0].split()[0]}),
        "comparison": lambda: desk.client.get(f"/flags/{draw.choice(figures)}/figures"),
    }
    found = {}
    for name, ask in asked.items():
        ask().raise_for_status()
        before = desk.cpu_seconds()
        found[name] = p95([_timed(ask) for _ in range(requests)])
        found[f"{name} cpu"] = round(1000 * (desk.cpu_seconds() - before) / requests, 1)
    return found


def _timed(ask: Callable[[], httpx.Response]) -> float:
    began = time.perf_counter()
    ask().raise_for_status()
    return time.perf_counter() - began


def main() -> int:
    """Print the figures; the status is 1 when one is above its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=40_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="copydesk-desk-") as folder:
        home = options.home or Path(folder)
        if not (home / "published" / "current").is_file():
            make(home, options.articles)
        desk = Desk(home)
        try:
            words = next(iter((home / "desk").glob("*.rows.sqlite"))).name.replace("rows", "words")
            while not (home / "desk" / words).is_file():
                time.sleep(0.5)
            found = measure(desk, home, options.requests)
            found |= {"memory MB": round(desk.megabytes()), "start s": round(desk.start_seconds, 1)}
        finally:
            desk.process.terminate()
            desk.process.wait()
    over = {name: value for name, value in found.items() if value > BARS.get(name, float("inf"))}
    if options.json:
        print(json.dumps({"desk": found, "over": over}))
    else:
        for name, value in found.items():
            bar = f"  bar {BARS[name]}" if name in BARS else ""
            print(f"{name:22}{value:>10,}{bar}{'  OVER' if name in over else ''}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
