"""Print how memory stands while a run takes in many pages: fetched from loopback, archived, read by workers, loaded.

python bench/memory.py [--json] [--pages N]   400 pages by default; `--pages 10000` is the measure, half an hour long

Every page is a made-up story of its own, with names and numbers that no other page has. Printed are the resident
megabytes of the run's process and of its workers together after each fifth of the pages, and how much higher the
run's process peaks in the last fifth than in the second one: flat is near 0. In the first fifth it is still loading.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.server
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
BATCH = 200
FIFTHS = 5
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-05-01T08:00:00Z"></head><body><article><h1>{title}</h1>{body}
</article></body></html>"""
SENTENCES = (
    "The {word} council will spend {number} pounds on {count} bridges, {name} said.",
    "“We counted {count} cracks in the {word} wall,” said {name}, who leads the survey.",
    "About {count} people were moved from {word} on Monday, the fire service said.",
    "Rents in {word} rose {share} per cent to {number} pounds last year.",
    "{name} was elected in {word} by {number} votes to {count}.",
    "The {word} plant burnt {number} tonnes of coal, a report by the county says.",
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def story(number: int) -> bytes:
    """Return a page of ten sentences that no other page has."""
    dice = random.Random(number)  # noqa: S311 - words, not secrets

    def made(length: int) -> str:
        return "".join(dice.choice("bdklmnrst") + dice.choice("aeiou") for _ in range(length)).capitalize()

    def line() -> str:
        words = {"word": made(3), "name": f"{made(2)} {made(3)}", "number": f"{dice.randrange(1000, 9_000_000):,}"}
        return dice.choice(SENTENCES).format(**words, count=dice.randrange(2, 900), share=dice.randrange(2, 60))

    body = "".join(f"<p>{line()} {line()}</p>" for _ in range(5))
    return PAGE.format(title=f"{made(3)} counts {dice.randrange(2, 900)} cracks", body=body).encode()


def serve() -> None:
    """Serve stories as /0, /1, … and print the port; end when the parent does."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Answer a story, or no robots.txt."""
            number = self.path[1:]
            body = story(int(number)) if number.isdecimal() else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """Run the server in its own process; give its port."""
    with subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline()) if process.stdout else 0
        finally:
            process.terminate()


def megabytes(pid: int | str, field: str = "VmRSS") -> float:
    """Return a figure of a process's memory (VmRSS now, VmHWM at most), 0 where it has ended."""
    with contextlib.suppress(OSError):
        found = re.search(rf"{field}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("utf-8"))
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def forget_peak() -> None:
    """Let the high-water mark of this process's memory start anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def offspring(pid: int) -> list[int]:
    """Return the processes that stem from one."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                found += [child, *offspring(child)]
    return found


class Watch:
    """Looks at the workers' memory twice a second; `most` is the largest sum since it was last asked."""

    def __init__(self, leave_out: int) -> None:
        self._leave_out, self._most, self._over = leave_out, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            there = [pid for pid in offspring(os.getpid()) if pid != self._leave_out]
            self._most = max(self._most, sum(megabytes(pid) for pid in there))

    def most(self) -> float:
        """Return the largest sum since the last time."""
        most, self._most = self._most, 0.0
        return most

    def close(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()


async def taken_in(home: Path, base: str, pages: int, watch: Watch) -> list[dict[str, float]]:
    """Take the pages in as a run does; return the memory after each fifth."""
    from fetch.sources import Source  # noqa: PLC0415 - after the path is set
    from flows.intake import Intake  # noqa: PLC0415
    from flows.plan import NewsPlan  # noqa: PLC0415
    from flows.running import running  # noqa: PLC0415

    fetch = {"allowed_networks": ["127.0.0.0/8"], "allowed_ports": [int(base.rpartition(":")[2])], "pace_seconds": 0}
    plan = NewsPlan(home=home, fetch={**fetch, "read_timeout": 60, "total_deadline": 60}, batch=BATCH, page_seconds=120)
    sources = (Source(name="bench", urls=tuple(f"{base}/{n}" for n in range(pages)), max_entries=100_000),)
    rows: list[dict[str, float]] = []
    with running(plan, "ingest") as run:
        async with Intake(plan, run, sources) as intake:
            await intake.find()
            for number in range(len(intake.batches)):
                await intake.read_batch(number)
                done = min((number + 1) * BATCH, pages)
                if done * FIFTHS // pages > len(rows):
                    rows.append({
                        "pages": done, "articles": run.tally.articles, "run_mb": megabytes("self"),
                        "run_peak_mb": megabytes("self", "VmHWM"), "workers_peak_mb": watch.most(),
                    })  # fmt: skip
                    forget_peak()
    return rows


def main() -> int:
    """Print the table; return 1 where memory grew past the limit, or pages were lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--pages", type=int, default=2 * BATCH, help="how many pages to take in")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve()
    began = time.perf_counter()
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        here = offspring(os.getpid())
        watch = Watch(here[0] if here else 0)
        rows = asyncio.run(taken_in(Path(folder), f"http://127.0.0.1:{port}", given.pages, watch))
        watch.close()
    grew = rows[-1]["run_peak_mb"] - rows[min(1, len(rows) - 1)]["run_peak_mb"]
    most = tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("memory", {}).get("grew_mb", {}).get("most", 0)
    if given.json:
        print(json.dumps({"grew_mb": round(grew, 1), "seconds": round(time.perf_counter() - began), "fifths": rows}))
    else:
        for row in rows:
            print("  ".join(f"{name} {value:.0f}" for name, value in row.items()))
        print(f"grew_mb {grew:.1f}   ≤ {most}   ({time.perf_counter() - began:.0f} s)")
    return 1 if grew > most or rows[-1]["articles"] < given.pages else 0


if __name__ == "__main__":
    sys.exit(main())
