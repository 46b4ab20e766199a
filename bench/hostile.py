"""Throw repeated patterns at the readers, ever longer; fail where time grows faster than 1.3 times the length.

python bench/hostile.py [--json] [--only KIND …] [--pieces WORDS …] [--part N/M]
  --pieces: only the patterns that hold these words; --part: each M-th of them, from the N-th on

The patterns are those of bench/hostile.toml, at 1, 4, 16 and 64 thousand characters. A time is processor time, the
least of several, so that a busy machine does not count; what takes less than a floor counts as the floor. Under a line
that grew too fast (!) stand the functions that took the time at the longest.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import gc
import gzip
import io
import json
import logging
import pstats
import resource
import signal
import sys
import tempfile
import time
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

SIZES = (1_000, 4_000, 16_000, 64_000)
GROWTH = 1.3  # times the growth of the length
FLOOR = 0.05  # seconds: below it a reader's start and the machine's noise count for more than its growth
LONGEST = 10.0  # seconds that no document takes
TRIES = 5  # of a reading: the least counts
CULPRITS = 3
MOST_MEMORY = 4 * 2**30  # bytes of address space
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Job = tuple[str, "Callable[[], object]"]


class TooSlowError(Exception):
    """A reader that had not ended in time."""


class Pattern(NamedTuple):
    """A document of one piece again and again."""

    kind: str
    head: str
    piece: str
    tail: str
    then: str = ""  # a second piece, as often again, behind the tail

    def pieces(self, size: int, piece: str = "") -> Iterator[str]:
        """Yield the repetitions that are so many characters long together."""
        length = number = 0
        while length < size:
            made = (piece or self.piece).replace("§", str(number))
            number, length = number + 1, length + max(1, len(made))
            yield made

    def text(self, size: int) -> str:
        """Return the document."""
        if self.then:
            return (
                f"{self.head}{''.join(self.pieces(size // 2))}{self.tail}{''.join(self.pieces(size // 2, self.then))}"
            )
        return f"{self.head}{''.join(self.pieces(size))}{self.tail}"

    def __str__(self) -> str:
        """Return the head's end and the piece."""
        return f"{self.kind}: {self.head[-30:]!r} + {self.piece!r}" if self.head else f"{self.kind}: {self.piece!r}"


def patterns() -> Iterator[Pattern]:
    """Yield all patterns."""
    for kind, found in tomllib.loads((HERE / "hostile.toml").read_text("utf-8")).items():
        yield from (Pattern(kind, found.get("head", ""), piece, "") for piece in found["pieces"])
        yield from (Pattern(kind, **whole) for whole in found.get("whole", []))


def text_jobs(pattern: Pattern, size: int) -> Iterator[Job]:
    """Yield the parse of a text, and what reads the parsed text."""
    from extract.parse import read_pages  # noqa: PLC0415 - after the path is set
    from extract.pipeline import records_of  # noqa: PLC0415
    from extract.plain import read_text  # noqa: PLC0415

    page = read_text(pattern.text(size), url="https://a.example/1")
    readings: list[Any] = []
    yield "parse", lambda: readings.extend(read_pages([page]))
    yield "read", lambda: records_of(readings[0])


def page_jobs(pattern: Pattern, size: int) -> Iterator[Job]:
    """Yield a page's gates and head, and its article."""
    from fetch.page_look import look  # noqa: PLC0415 - after the path is set

    body = pattern.text(size).encode()
    yield "look", lambda: look(body, "text/html", "https://a.example/1")
    yield "article", lambda: read(body, "https://a.example/1", "text/html")


def read(body: bytes, name: str, content_type: str = "") -> object:
    """Read a document as the workers do."""
    from extract.documents import read_document  # noqa: PLC0415 - after the path is set

    return read_document(body, name, content_type=content_type)


def listing_jobs(pattern: Pattern, size: int) -> Iterator[Job]:
    """Yield the reading of a feed, a sitemap, or a sitemap of many gzip members."""
    from fetch.feeds import read_feed  # noqa: PLC0415 - after the path is set
    from fetch.sitemaps import read_sitemap  # noqa: PLC0415

    reader = read_feed if pattern.kind == "feed" else read_sitemap
    body = pattern.text(size).encode()
    if pattern.kind == "members":
        body = members(pattern, size)
    yield "read", lambda: reader(body, "https://a.example/1", 10_000)


def members(pattern: Pattern, size: int) -> bytes:
    """Return a gzip file of many members, each of them 20 bytes and its piece."""
    return b"".join(gzip.compress(piece.encode(), mtime=0) for piece in pattern.pieces(size // 20))


def archive_jobs(pattern: Pattern, size: int) -> Iterator[Job]:
    """Yield the reading of a web archive: plain, or of many gzip members."""
    from fetch.warcs import warc_entries  # noqa: PLC0415 - after the path is set

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(pattern.text(size).encode() if pattern.head else members(pattern, size))
        yield "read", lambda: warc_entries(path, None, 10_000)


def robots_jobs(pattern: Pattern, size: int) -> Iterator[Job]:
    """Yield the reading of a robots.txt, and its answer about an address that nearly fits."""
    from fetch.robots import read_policy  # noqa: PLC0415 - after the path is set

    body, url = pattern.text(size).encode(), f"https://a.example/{'a' * 500}"
    yield "read", lambda: read_policy(body, 2e9, "copydesk")
    policy = read_policy(body, 2e9, "copydesk")
    yield "ask", lambda: policy.check(url)


def document_jobs(pattern: Pattern, size: int) -> Iterator[Job]:
    """Yield the reading of a draft."""
    names = {"mail": "a.eml", "docx": "a.docx", "markdown": "a.md", "bare": "a"}
    body = pattern.text(size)
    data = packed(body) if pattern.kind == "docx" else body.encode()
    yield "read", lambda: read(data, names[pattern.kind])


def packed(body: str) -> bytes:
    """Return a DOCX with this body."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    part = f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{types}"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{part}</Types>',
        )
        link = f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
        made.writestr("_rels/.rels", f'<Relationships xmlns="{relations}">{link}</Relationships>')
        made.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


JOBS: dict[str, Callable[[Pattern, int], Iterator[Job]]] = {
    "text": text_jobs,
    "page": page_jobs,
    "feed": listing_jobs,
    "sitemap": listing_jobs,
    "members": listing_jobs,
    "archive": archive_jobs,
    "robots": robots_jobs,
}


def once(job: Callable[[], object]) -> float:
    """Return the processor time of one reading, cut off where it is too long; a refusal in words is one too."""
    from extract.pages.compose import NoArticle  # noqa: PLC0415 - after the path is set
    from fetch.reasons import Fault  # noqa: PLC0415

    began = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST + 1)
    with contextlib.suppress(NoArticle, Fault, TooSlowError):
        job()
    signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def ring(_number: int, _frame: FrameType | None) -> None:
    """Stop a reader that takes too long."""
    raise TooSlowError


def least(job: Callable[[], object], bar: float = 0.0) -> float:
    """Return the least time of several readings; no more are made once one is below the bar."""
    best = once(job)
    for _ in range(TRIES - 1):
        if best <= bar or best > LONGEST:
            break
        best = min(best, once(job))
    return best


def measure(pattern: Pattern) -> Iterator[dict[str, Any]]:
    """Yield a row for each job of a pattern: its times, and whether they grew too fast."""
    times: dict[str, list[float]] = {}
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        for name, job in JOBS.get(pattern.kind, document_jobs)(pattern, size):
            known = times.setdefault(name, [])
            allowed = GROWTH * size / before * max(known[-1], FLOOR) if known else 0.0
            known.append(least(job, allowed))
            row = {"pattern": str(pattern), "job": name, "seconds": [round(one, 3) for one in known]}
            slow = known[-1] > LONGEST or (bool(allowed) and known[-1] > allowed)
            if slow or size == SIZES[-1]:
                yield row | ({"slow": True, "culprits": culprits(job)} if slow else {"slow": False})
            if slow:
                return


def culprits(job: Callable[[], object]) -> list[str]:
    """Return the functions of ours in which most of the time was spent, and in libraries that they called."""
    profile = cProfile.Profile()
    profile.enable()
    once(job)
    profile.disable()
    spent: dict[tuple[str, int, str], float] = {}
    for where, (_, _, own, _, callers) in pstats.Stats(profile, stream=io.StringIO()).stats.items():  # type: ignore[attr-defined]  # typeshed has it not
        if is_ours(where):
            spent[where] = spent.get(where, 0.0) + own
            continue
        for caller, (_, _, _, whole) in callers.items():
            if is_ours(caller):
                spent[caller] = spent.get(caller, 0.0) + whole
    rows = sorted(((seconds, where) for where, seconds in spent.items()), reverse=True)[:CULPRITS]
    return [f"{seconds:.2f} s {name} ({Path(file).relative_to(ROOT)}:{line})" for seconds, (file, line, name) in rows]


def is_ours(where: tuple[str, int, str]) -> bool:
    """Return whether a function is the project's own."""
    path = Path(where[0])
    return path.is_relative_to(ROOT) and path.parent != HERE and ".venv" not in path.parts


def main() -> int:
    """Print what grew too fast; return 1 where anything did."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    parser.add_argument("--only", nargs="*", default=None, help="kinds of documents")
    parser.add_argument("--pieces", nargs="*", default=[""], help="only the patterns that hold these words")
    parser.add_argument("--part", default="1/1", help="one part of so many, to run the bench in pieces")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, ring)
    gc.disable()  # a sweep costs whoever is being timed
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    logging.disable(logging.WARNING)  # trafilatura's, about what it is given
    chosen = [
        pattern
        for pattern in patterns()
        if (given.only is None or pattern.kind in given.only) and any(words in pattern.piece for words in given.pieces)
    ]
    part, parts = map(int, given.part.split("/"))
    chosen = chosen[part - 1 :: parts]
    rows = []
    for pattern in chosen:
        for row in measure(pattern):
            rows.append(row)
            if not given.json:
                times = " ".join(f"{one:7.3f}" for one in row["seconds"])
                told = f"{times} {'!' if row['slow'] else ' '} {row['job']:7} {row['pattern']}"
                print(told, *row.get("culprits", ()), sep="\n    ", flush=True)
    slow = [row for row in rows if row["slow"]]
    longest = max((max(row["seconds"]) for row in rows), default=0.0)
    summary = {"patterns": len(chosen), "readings": len(rows), "slow": len(slow), "longest_seconds": longest}
    print(json.dumps({**summary, "rows": slow}) if given.json else ", ".join(f"{k} {v}" for k, v in summary.items()))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
