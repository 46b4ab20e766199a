"""Print what fetching costs, on the real pages of ../shared/data/web from loopback; fail past a limit of floors.toml.

python bench/fetch.py [--json] [--pages N] [--web FOLDER]   400 pages by default; `--pages 1000` is the measure

The pages are served by a process of their own; the fetcher has no pace, but all limits, gates, robots.txt and the
archive, and every page's bytes are its own. `wall_of_extraction` is the fetch's wall time as a share of the time that
two cores need to extract the same pages, as a run's stage "extract" does it, from HTML to records: half the processor
time of that. `wall_of_reading` is the share of the first step alone, from HTML to the story. A busy machine makes the
wall time longer and the processor time hardly: `cpu_of_extraction` has the fetch's processor time in its place.
`grew_mb` is how much higher memory peaks in the last batches of 200 pages than in the first ones: flat is near 0.
`rss_mb_N` is what the process holds after N pages, `bomb_mb` what a gzip bomb of 1 GiB costs.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import http.server
import json
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from beside import SHARED, need

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
WEB = SHARED / "data" / "web"
BATCH = 200
FIFTH = 10  # batches; each has another cut of the pages
CORES = 2
HTML = "text/html; charset=utf-8"
SAMPLE = 45  # pages that extraction is timed on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fetch.archive import Archive
    from fetch.client import Fetcher


def real_pages(web: Path) -> list[bytes]:
    """Return the pages as they came."""
    manifest = json.loads((web / "manifest.dev.json").read_text("utf-8"))
    return [gzip.decompress((web / one["html"]).read_bytes()) for one in manifest["articles"]]


def bomb() -> bytes:
    """Return 1 GiB of zeros as gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()


def serve(web: Path) -> None:
    """Serve the pages as /0, /1, … and a bomb as /bomb, and print the port."""
    stored = real_pages(web)
    made: list[bytes] = []

    def page(number: int) -> bytes:
        return gzip.compress(stored[number % len(stored)] + f"<!-- {number} -->".encode(), 1)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Answer a page, the bomb, or no robots.txt."""
            if self.path == "/bomb" and not made:
                made.append(bomb())
            number = self.path[1:].partition("?")[0]
            body = made[0] if self.path == "/bomb" else page(int(number)) if number.isdecimal() else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", HTML)
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a client that hung up on the bomb."""

    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


@contextlib.contextmanager
def serving(web: Path) -> Iterator[str]:
    """Run the server in its own process; give its address."""
    command = [sys.executable, __file__, "--serve", "--web", str(web)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def megabytes(field: str) -> float:
    """Return a figure of this process's memory (VmRSS now, VmHWM at most)."""
    found = re.search(rf"{field}:\s+(\d+)", Path("/proc/self/status").read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def forget_peak() -> None:
    """Let the high-water mark of memory start anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


async def fetch_all(
    fetcher: Fetcher, archive: Archive, base: str, pages: int
) -> tuple[int, list[float], dict[str, float]]:
    """Fetch and keep pages in batches; return how many were good, each batch's peak of memory, and it after fifths."""
    from fetch.sources import Source  # noqa: PLC0415 - after the path is set

    source = Source(name="bench", urls=(base,))
    good, peaks, held = 0, [], dict[str, float]()
    for start in range(0, pages, BATCH):
        forget_peak()
        numbers = range(start, min(start + BATCH, pages))
        found = await asyncio.gather(*(fetcher.get(f"{base}/{number}", source=source) for number in numbers))
        for one in found:
            good += one.ok
            archive.write(one)
        archive.sync()
        del found
        peaks.append(megabytes("VmHWM"))
        if (done := numbers[-1] + 1) % max(pages // 5, BATCH) == 0:
            held[f"rss_mb_{done}"] = megabytes("VmRSS")
    return good, peaks, held


async def measure(base: str, pages: int, folder: Path) -> dict[str, float]:
    """Return the figures of the fetch."""
    from fetch.archive import Archive  # noqa: PLC0415 - after the path is set
    from fetch.client import Fetcher, Settings  # noqa: PLC0415
    from fetch.sources import Source  # noqa: PLC0415

    settings = Settings.model_validate(
        {"allowed_networks": ["127.0.0.0/8"], "pace_seconds": 0, "total_deadline": 60, "read_timeout": 60}
    )
    async with Fetcher(settings, run_id="bench") as fetcher:
        source = Source(name="bench", urls=(base,))
        await fetcher.get(f"{base}/0", source=source)
        forget_peak()
        idle = megabytes("VmRSS")
        hostile = await fetcher.get(f"{base}/bomb", source=source)
        bomb_mb = megabytes("VmHWM") - idle
        began, cpu = time.perf_counter(), time.process_time()
        good, peaks, held = await fetch_all(fetcher, Archive(folder), base, pages)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {
        "pages": pages,
        "good": good,
        "wall_seconds_per_1000": wall / pages * 1000,
        "cpu_seconds_per_1000": cpu / pages * 1000,
        **held,
        "peak_mb": max(peaks),
        "grew_mb": max(peaks[-FIFTH:]) - max(peaks[:FIFTH]),
        "bomb_mb": bomb_mb,
        "bomb_refused": float(hostile.reason.startswith("too_large")),
    }


def extraction_seconds(web: Path) -> tuple[float, float]:
    """Return the processor seconds of reading 1,000 pages, to the story and to its records, from every third page."""
    from extract.documents import read_document  # noqa: PLC0415 - after the path is set
    from extract.pipeline import annotate  # noqa: PLC0415

    pages = real_pages(web)
    sample = pages[:: max(len(pages) // SAMPLE, 1)]
    list(annotate([read_document(sample[0], "https://a.example/warm-up", content_type=HTML)]))
    began, read = time.process_time(), []
    for number, body in enumerate(sample):
        with contextlib.suppress(Exception):  # a page that holds no article took its time all the same
            read.append(read_document(body, f"https://a.example/{number}", content_type=HTML))
    stories = time.process_time() - began
    list(annotate(read))
    records = time.process_time() - began
    return stories / len(sample) * 1000, records / len(sample) * 1000


def limits() -> dict[str, dict[str, float]]:
    """Return what the figures must reach."""
    found: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("fetch", {})
    return found


def missed(scores: dict[str, float]) -> list[str]:
    """Return the figures past their limit, in words."""
    said = []
    for name, limit in limits().items():
        if scores[name] < limit.get("least", scores[name]) or scores[name] > limit.get("most", scores[name]):
            said.append(f"{name} is {scores[name]:.3f}, must be {limit}")
    return said


def main() -> int:
    """Print the figures; return 1 past a limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--pages", type=int, default=400, help="how many pages to fetch")
    parser.add_argument("--web", type=Path, default=WEB, help="the folder of the stored web")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    need(given.web)
    if given.serve:
        serve(given.web)
    with serving(given.web) as base, tempfile.TemporaryDirectory() as folder:
        scores = asyncio.run(measure(base, given.pages, Path(folder)))
    stories, records = extraction_seconds(given.web)
    scores |= {"reading_cpu_seconds_per_1000": stories, "extraction_cpu_seconds_per_1000": records}
    scores["wall_of_extraction"] = scores["wall_seconds_per_1000"] / (records / CORES)
    scores["cpu_of_extraction"] = scores["cpu_seconds_per_1000"] / (records / CORES)
    scores["wall_of_reading"] = scores["wall_seconds_per_1000"] / (stories / CORES)
    if given.json:
        print(json.dumps({name: round(value, 3) for name, value in scores.items()}))
    else:
        for name, value in scores.items():
            bar = limits().get(name, {})
            shown = " ".join(f"{'≥' if kind == 'least' else '≤'} {limit:g}" for kind, limit in bar.items())
            print(f"{name:34}{value:10.3f}   {shown}".rstrip())
    for line in (said := missed(scores)):
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
