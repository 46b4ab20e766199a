"""One whole run of 100 new articles in a home that holds many, in a process of its own: what it costs, as JSON.

python bench/growth_run.py HOME ARTICLES [fill|run] [--without-desk]   `fill` makes the home, `run` adds the news
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from warehouse.ledger import Run

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
TRIES = 20  # of each question, for its 95th percentile
KINDS = ("rows", "events", "articles", "words")
QUESTIONS = {
    "one article": "SELECT count(*), max(revision) FROM v1.articles INNER JOIN v1.claims USING (article_id) "
    "WHERE article_id = (SELECT md5('article' || ?)[1:20])",
    "open flags of an outlet": "SELECT count(*), max(message) FROM v1.open_flags WHERE outlet = 'Outlet ' || (? % 60)",
    "a month": "SELECT outlet, count(*), avg(check_worthiness) FROM v1.claims "
    "WHERE published_at >= TIMESTAMPTZ '2026-01-01' + to_days(30 * (? % 2)) "
    "AND published_at < TIMESTAMPTZ '2026-01-31' + to_days(30 * (? % 2)) GROUP BY outlet",
}


class Meter:
    """Processor seconds and bytes written, step by step."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, float]] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure what is done inside; names that come again add up."""
        cpu, written, began = _cpu(), _written(), time.perf_counter()
        yield
        found = {"cpu": _cpu() - cpu, "bytes": _written() - written, "seconds": time.perf_counter() - began}
        known = self.steps.get(name, {})
        self.steps[name] = {key: round(value + known.get(key, 0), 3) for key, value in found.items()}


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _written() -> float:
    told = dict(line.split(": ") for line in Path("/proc/self/io").read_text("ascii").splitlines())
    return float(told["write_bytes"])


def begun(con: duckdb.DuckDBPyConnection) -> Run:
    """Return a run that begins now, with its row."""
    from warehouse import db  # noqa: PLC0415 - after the path is set
    from warehouse.clock import CLOCK  # noqa: PLC0415
    from warehouse.ledger import Run  # noqa: PLC0415
    from warehouse.records import RunId  # noqa: PLC0415
    from warehouse.terms import RunState  # noqa: PLC0415

    number = db.run_number(con)
    counts = ("fetched", "unchanged", "revised", "failed", "articles", "claims", "figures", "attributions")
    flags = ("flags_new", "flags_gone", "flags_back", "checks_evaluated")
    run = Run(
        run_id=RunId(f"run-{number}"),
        flow="check_news",
        started_at=CLOCK.now(),
        finished_at=None,
        state=RunState.RUNNING,
        note="",
        published="",
        run_seq=number,
        **dict.fromkeys((*counts, *flags), 0),
    )
    db.save(con, [run])
    return run


def fill(home: Path, articles: int, kinds: Sequence[str]) -> None:
    """Make a home that holds this many articles, all of them judged, published and indexed."""
    from growth import stored  # noqa: PLC0415

    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.due import note_judged  # noqa: PLC0415
    from review.copy.indexing import make  # noqa: PLC0415
    from warehouse import db  # noqa: PLC0415
    from warehouse.publish import publish  # noqa: PLC0415

    with closing(stored(home, articles)) as con:
        run = begun(con)
        note_judged(con, all_checks(), [])
        con.execute("INSERT INTO main.fingerprints SELECT article_id, fetched_at, [], [], 1 FROM main.articles")
        db.save(con, [replace(run, finished_at=run.started_at, published="first")])
        name = publish(con, home)
    for kind in kinds:
        make(home, name, kind)


def add(home: Path, articles: int, kinds: Sequence[str]) -> dict[str, object]:
    """Add 100 articles as a run does, then run once more with nothing new; return what both cost."""
    from growth import START, news  # noqa: PLC0415

    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.screening import screen_due  # noqa: PLC0415
    from flows.doubles import note_copies  # noqa: PLC0415
    from flows.edits import note_changes  # noqa: PLC0415
    from flows.grouping import note_stories  # noqa: PLC0415
    from review.copy.indexing import make  # noqa: PLC0415
    from warehouse import db  # noqa: PLC0415
    from warehouse.publish import publish, standing_copy  # noqa: PLC0415

    now = START + timedelta(minutes=articles)
    records = news(now)
    latest = {record.article.url: record for record in records}
    checks, found = all_checks(), {}
    for turn, arriving in (("new", records), ("nothing new", [])):
        meter = Meter()
        with meter.step("open"):
            con = db.connect(home)
            con.execute("SET enable_progress_bar = false")
            run = begun(con)
        with meter.step("load"):
            fresh = db.load(con, [one for one in arriving if latest[one.article.url] is not one])
            fresh += db.load(con, latest.values() if arriving else ())
            note_changes(con, sorted({one.article.url for one in arriving}))
            note_copies(con, fresh)
        with meter.step("stories"):
            note_stories(con, now)
        with meter.step("screen"):
            screening = screen_due(con, checks, run.run_id, now)
        with meter.step("publish"):
            name = standing_copy(con, home)
            db.save(con, [replace(run, finished_at=run.started_at, published=name or "copy")])
            fresh_copy = "" if name else publish(con, home)
            con.close()
        for kind in kinds if fresh_copy else ():
            with meter.step("desk"):
                make(home, fresh_copy, kind)
        found[turn] = {"steps": meter.steps, "articles": screening.articles, "flags": screening.change.new}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {**found, "peak": peak, "disk": _disk(home), "views": _views(home)}


def _disk(home: Path) -> dict[str, int]:
    sizes = dict.fromkeys(("warehouse", "published", "desk"), 0)
    for path in home.rglob("*"):
        if path.is_file():
            part = path.relative_to(home).parts[0]
            sizes[part if part in sizes else "warehouse"] += path.stat().st_size
    return sizes


def _views(home: Path) -> dict[str, float]:
    """Return the 95th percentile of seconds for each question, asked of the published copy."""
    from warehouse.publish import open_published  # noqa: PLC0415 - after the path is set

    found = {}
    with closing(open_published(home)) as con:
        for name, sql in QUESTIONS.items():
            times = []
            for number in range(TRIES):
                began = time.perf_counter()
                con.execute(sql, [number] * sql.count("?")).fetchall()
                times.append(time.perf_counter() - began)
            found[name] = round(sorted(times)[int(0.95 * TRIES) - 1], 4)
    return found


def main() -> None:
    """Fill a home, run in it, or both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("what", nargs="?", choices=("fill", "run"))
    parser.add_argument("--without-desk", action="store_true", help="make no files of the desk")
    options = parser.parse_args()
    kinds = () if options.without_desk else KINDS
    if options.what != "run":
        shutil.rmtree(options.home, ignore_errors=True)
        fill(options.home, options.articles, kinds)
    if options.what != "fill":
        print(json.dumps(add(options.home, options.articles, kinds)))


if __name__ == "__main__":
    main()
