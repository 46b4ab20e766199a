"""Print what one run of 100 new articles costs in homes that hold many, as a file and as a lake, against the ceilings.

python bench/growth.py [SIZE …] [--stand file lake] [--keep DIR] [--json]   1,000 and 4,000 where no size is given

A process of its own loads 100 articles (25 events told by four outlets, read by the real readers), groups, screens with
Great Expectations and publishes, the desk's files follow; then a run with nothing new. What is stored is made up
(desk_corpus.sql, growth_corpus.sql); `--keep` keeps the homes in a folder, or measures in those that are there.
A month is 10,000 articles at any size, so that the questions of views ask for as much where more is stored; but all
open flags of an outlet grow with it, nobody having decided any: 667 at 10,000 articles, 66,667 at 1,000,000.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import tomllib
from contextlib import closing, contextmanager
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from warehouse.ledger import Run
    from warehouse.records import Records

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import desk_home  # noqa: E402 - after the path is set
import growth_views  # noqa: E402 - after the path is set

OUTLETS, EVENTS = ("Agency", "Courier", "Gazette", "Ledger"), 25
HAPPENINGS, PLACES = (
    ("ferry fire", "quarry blast", "crash", "mill fire", "flood"),
    ("Skerra", "Osk", "Merrin", "Vale", "Lind"),
)
SLICE = 50_000  # articles that are made at once
LAKE = "ducklake:sqlite:lake.sqlite"


def news(now: datetime) -> list[Records]:
    """Return 100 articles: 25 events by four outlets, whose tolls differ; ten pages are revised."""
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    pages = []
    for number in range(len(OUTLETS) * EVENTS):
        event, outlet = number // len(OUTLETS), OUTLETS[number % len(OUTLETS)]
        thing, place = HAPPENINGS[event % 5], PLACES[event // 5]
        toll = 10 + event + number % 3
        text = (
            f"A {thing} near {place} killed at least {toll} people on Friday, the mayor of {place} said.\n"
            f"“We have never seen a {thing} like this in {place},” said Mara Lind, who keeps the inn there.\n"
            f"{outlet} found {toll * 3} people in the hospital of {place}. The cause of the {thing} is not known.\n"
        )
        url = f"https://{outlet.lower()}.example/{event}"
        made = read_text(text, title=f"{thing.title()} near {place}", url=url, outlet=outlet, published_at=now)
        pages.append(replace(made, article=replace(made.article, fetched_at=now + timedelta(minutes=number))))
        if number % 10 == 0:
            later = read_text(
                text.replace(f"{toll} people", f"{toll + 5} people"), title=made.article.headline, url=url
            )
            seen = replace(later.article, outlet=outlet, published_at=now, fetched_at=now + timedelta(hours=3))
            pages[-1:] = [pages[-1], replace(later, article=seen)]
    return list(annotate(pages))


def stored(home: Path, articles: int) -> duckdb.DuckDBPyConnection:
    """Return a warehouse that holds this many articles in stories."""
    from warehouse import db  # noqa: PLC0415 - after the path is set

    con = db.connect(home)
    con.execute("SET enable_progress_bar = false")
    for first in range(0, articles, SLICE):
        for name in ("desk_corpus", "growth_corpus"):
            desk_home.fill(con, name, min(first + SLICE, articles), first)
    con.execute("INSERT INTO main.term_counts SELECT '', count(*), 1 FROM main.articles")
    return con


@contextmanager
def step(name: str, steps: dict[str, dict[str, float]]) -> Iterator[None]:
    """Note the processor seconds and the bytes written of what is done inside."""
    cpu, written = used()
    yield
    now = used()
    steps[name] = {"cpu": round(now[0] - cpu, 3), "bytes": now[1] - written}


def used() -> tuple[float, float]:
    """Return what this process and its children have used so far."""
    taken = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = dict(line.split(": ") for line in Path("/proc/self/io").read_text("ascii").splitlines())
    return sum(one.ru_utime + one.ru_stime for one in taken), float(told["write_bytes"])


def begun(con: duckdb.DuckDBPyConnection) -> Run:
    """Return a run that begins now, with its row."""
    from warehouse import db  # noqa: PLC0415 - after the path is set
    from warehouse.clock import CLOCK  # noqa: PLC0415
    from warehouse.ledger import Run  # noqa: PLC0415

    told = dict.fromkeys((field.name for field in fields(Run)), 0)  # counts, most of them
    told |= {"run_id": f"run-{db.run_number(con)}", "flow": "check_news", "state": "running", "note": ""}
    told |= {"started_at": CLOCK.now(), "finished_at": None, "published": "", "run_seq": db.run_number(con)}
    db.save(con, [Run(**told)])
    return Run(**told)


def fill(home: Path, articles: int, stand: str) -> None:
    """Make a home that holds this many articles, all of them judged, published and indexed."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.due import note_judged  # noqa: PLC0415
    from copydesk.moving import write_address  # noqa: PLC0415
    from review.copy.index_file import KINDS  # noqa: PLC0415
    from review.copy.indexing import make  # noqa: PLC0415
    from warehouse import db  # noqa: PLC0415
    from warehouse.publish import publish  # noqa: PLC0415

    if stand == "lake":
        home.mkdir(parents=True)
        write_address(home / "copydesk.toml", {"warehouse": LAKE})
    with closing(stored(home, articles)) as con:
        run = begun(con)
        note_judged(con, all_checks(), [])
        con.execute("INSERT INTO main.fingerprints SELECT article_id, fetched_at, [], [], 1 FROM main.articles")
        db.save(con, [replace(run, finished_at=run.started_at, published="first")])
        name = publish(con, home)
    for kind in KINDS:
        make(home, name, kind)


def add(home: Path, articles: int) -> dict[str, object]:
    """Add 100 articles as a run does, then run once more with nothing new; return what both cost."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.screening import screen_due  # noqa: PLC0415
    from flows.doubles import note_copies  # noqa: PLC0415
    from flows.edits import note_changes  # noqa: PLC0415
    from flows.grouping import note_stories  # noqa: PLC0415
    from review.copy.indexing import make  # noqa: PLC0415
    from warehouse import db  # noqa: PLC0415
    from warehouse.publish import publish, standing_copy  # noqa: PLC0415

    now = growth_views.START + timedelta(minutes=articles)
    records = news(now)
    latest = {record.article.url: record for record in records}
    checks, found = all_checks(), {}
    for turn, arriving in (("new", records), ("nothing new", [])):
        steps: dict[str, dict[str, float]] = {}
        with step("open", steps):
            con = db.connect(home)
            con.execute("SET enable_progress_bar = false")
            run = begun(con)
        with step("load", steps):
            fresh = db.load(con, [one for one in arriving if latest[one.article.url] is not one])
            fresh += db.load(con, latest.values() if arriving else ())
            note_changes(con, sorted({one.article.url for one in arriving}))
            note_copies(con, fresh)
        with step("stories", steps):
            note_stories(con, now)
        with step("screen", steps):
            screening = screen_due(con, checks, run.run_id, now)
        with step("publish", steps):
            name = standing_copy(con, home)
            db.save(con, [replace(run, finished_at=run.started_at, published=name or "copy")])
            fresh_copy = "" if name else publish(con, home)
            con.close()
        with step("desk", steps):
            if fresh_copy:
                make(home, fresh_copy, "rows")
        found[turn] = {"steps": steps, "articles": screening.articles, "flags": screening.change.new}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {**found, "peak": peak, "disk": _disk(home), "views": growth_views.seconds(home, articles)}


def _disk(home: Path) -> dict[str, int]:
    sizes = dict.fromkeys(("warehouse", "published", "desk"), 0)
    for path in home.rglob("*"):
        if path.is_file():
            part = path.relative_to(home).parts[0]
            sizes[part if part in sizes else "warehouse"] += path.stat().st_size
    return sizes


def measured(home: Path, articles: int, stand: str) -> dict[str, Any]:
    """Return what a run costs, measured in a process of its own in a home that another has filled."""
    for what in ("fill", "run"):
        if what == "run" or not home.is_dir():
            command = [sys.executable, __file__, str(articles), "--stand", stand, "--inside", what, "--keep", str(home)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def figures(run: dict[str, Any]) -> dict[str, float]:
    """Return the figures that have ceilings, by the names in floors.toml."""
    found = {}
    for turn, more in (("new", ""), ("nothing new", ", nothing new")):
        steps = run[turn]["steps"].values()
        found[f"cpu seconds{more}"] = sum(step["cpu"] for step in steps)
        found[f"MB written{more}"] = sum(step["bytes"] for step in steps) / 1e6
    return found | {"memory MB": run["peak"] / 1e6, "disk MB": sum(run["disk"].values()) / 1e6}


def show(stand: str, runs: dict[int, dict[str, Any]]) -> None:
    """Print the runs of one kind side by side."""
    for turn in ("new", "nothing new"):
        for step in next(iter(runs.values()))[turn]["steps"]:
            cells = [run[turn]["steps"][step] for run in runs.values()]
            told = "".join(f"{one['cpu']:8.2f} s {one['bytes'] / 1e6:8.1f} MB" for one in cells)
            print(f"{stand}: {turn + ': ' + step:24s}{told}")
    for size, run in runs.items():
        disk = ", ".join(f"{name} {taken / 1e6:,.0f} MB" for name, taken in run["disk"].items())
        views = ", ".join(f"{name} {seconds:.3f} s" for name, seconds in run["views"].items())
        told = ", ".join(f"{name} {value:,.2f}" for name, value in figures(run).items())
        print(f"{stand}: {size:,}: {told}\n    {disk}; p95: {views}")
    for name, times in growth_views.slower(runs).items():
        print(f"{stand}: {name}: {times:.2f} times the seconds of {growth_views.MONTH:,} at {max(runs):,}")


def over(stand: str, runs: dict[int, dict[str, Any]]) -> list[str]:
    """Return what is above its ceiling, at any size."""
    ceilings = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["growth"]
    found = []
    for size, run in runs.items():
        for name, value in figures(run).items():
            most = ceilings.get(f"{stand}: {name}", ceilings.get(name))
            if most and value > most["most"]:
                found.append(f"{stand}: {name} at {size:,}: {value:,.2f}, at most {most['most']}")
    first, last = (figures(runs[size])["cpu seconds"] for size in (min(runs), max(runs)))
    if last > first * ceilings["times"]["most"]:
        found.append(f"{stand}: {last / first:.2f} times the cpu seconds of {min(runs):,} at {max(runs):,}")
    for name, times in growth_views.slower(runs).items():
        if times > ceilings["times of views"]["most"]:
            found.append(f"{stand}: {name}: {times:.2f} times the seconds of {growth_views.MONTH:,} at {max(runs):,}")
    return found


def main() -> int:
    """Measure each size of each kind; 1 when something is above its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 4_000])
    parser.add_argument("--stand", nargs="+", choices=("file", "lake"), default=["file", "lake"])
    parser.add_argument("--keep", type=Path, help="a folder that keeps the homes, or has them already")
    parser.add_argument("--inside", choices=("fill", "run"), help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.inside == "fill":
        fill(options.keep, options.sizes[0], options.stand[0])
    elif options.inside == "run":
        print(json.dumps(add(options.keep, options.sizes[0])))
    if options.inside:
        return 0
    with tempfile.TemporaryDirectory(prefix="copydesk-growth-") as folder:
        homes = (options.keep or Path(folder)).resolve()
        found = {
            stand: {size: measured(homes / f"{stand}-{size}", size, stand) for size in options.sizes}
            for stand in options.stand
        }
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        for stand, runs in found.items():
            show(stand, runs)
    faults = [fault for stand, runs in found.items() for fault in over(stand, runs)]
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
