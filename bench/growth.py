"""Print what 100 new articles cost where 10,000 and 100,000 are stored, in processor seconds, against the ceilings.

python bench/growth.py [--json] [--articles N] [--runs SIZE …]   N articles are stored, 100,000 without it

Then whole runs (growth_run.py) over homes of each SIZE, 1,000 and 4,000 without it: loading, grouping, screening with
Great Expectations, publishing, the desk's files; a second run with nothing new; disk, memory, and how long views take.

The new articles are 25 events told by four outlets, read by the real readers; what is stored is made up
(desk_corpus.sql, growth_corpus.sql). Counted: grouping with tolls, what revisions changed, the checks FG19, FG20, QT07.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

    from warehouse.records import Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

START = datetime(2026, 1, 1, tzinfo=UTC)  # of desk_corpus.sql, which dates an article a minute
OUTLETS, EVENTS = ("Agency", "Courier", "Gazette", "Ledger"), 25
HAPPENINGS = ("ferry fire", "quarry blast", "train crash", "mill fire", "bridge collapse")
PLACES = ("Skerra", "Osk", "Merrin", "Halden", "Norvale")
CODES = ("FG19", "FG20", "QT07")


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
    for name in ("desk_corpus", "growth_corpus"):
        for statement in (HERE / f"{name}.sql").read_text("utf-8").replace("$articles", str(articles)).split(";\n"):
            if statement.strip():
                con.execute(statement)
    return con


def costs(articles: int) -> dict[str, float]:
    """Return processor seconds of each step for 100 new articles."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.run import flags_of  # noqa: PLC0415 - after the path is set
    from flows.edits import note_changes  # noqa: PLC0415 - after the path is set
    from flows.grouping import note_stories  # noqa: PLC0415 - after the path is set
    from warehouse import db  # noqa: PLC0415 - after the path is set

    now = START + timedelta(minutes=articles)
    records = news(now)
    with tempfile.TemporaryDirectory(prefix="copydesk-growth-") as folder:
        con = stored(Path(folder), articles)
        latest = {record.article.url: record for record in records}
        db.load(con, [record for record in records if latest[record.article.url] is not record])
        db.load(con, latest.values())
        con.execute(
            "INSERT INTO main.due SELECT article_id FROM main.pages WHERE url LIKE 'https://%.example/%' "
            "AND article_id IN (SELECT unnest(?))",
            [[record.article.article_id for record in records]],
        )
        found: dict[str, float] = {}
        clock = time.process_time()
        note_changes(con, sorted({record.article.url for record in records}))
        found["changes"], clock = time.process_time() - clock, time.process_time()
        grouped = note_stories(con, now)
        found["stories and tolls"], clock = time.process_time() - clock, time.process_time()
        flags = 0
        for check in (check for check in all_checks() if check.code in CODES):
            flags += len(flags_of(con, check))
            found[check.code], clock = time.process_time() - clock, time.process_time()
        con.close()
    found["all"] = sum(found.values())
    if grouped != len(records) or not flags:
        raise RuntimeError(f"{grouped} of {len(records)} articles grouped, {flags} flags: nothing was measured")
    return found


def main() -> int:
    """Print the cost of each step; 1 when all together cost more than the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--runs", type=int, nargs="*", default=[1_000, 4_000])
    options = parser.parse_args()
    sizes = sorted({max(100, options.articles // 10), options.articles})
    found = {size: costs(size) for size in sizes}
    most = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["growth"]["cpu_seconds"]["most"]
    if options.json:
        print(json.dumps(found, indent=1))
    for name in () if options.json else next(iter(found.values())):
        print(f"{name:20s}" + "".join(f"{cost[name]:8.2f} s at {size:,}" for size, cost in found.items()))
    runs = {size: whole_run(size) for size in options.runs}
    if options.json:
        print(json.dumps(runs, indent=1))
    else:
        show(runs)
    return 1 if found[sizes[-1]]["all"] > most else 0


def whole_run(articles: int) -> dict[str, Any]:
    """Return what a run costs in a home that holds this many, measured in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="copydesk-growth-") as folder:
        for what in ("fill", "run"):
            command = [sys.executable, str(HERE / "growth_run.py"), f"{folder}/home", str(articles), what]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        return dict(json.loads(done.stdout))


def show(runs: dict[int, dict[str, Any]]) -> None:
    """Print whole runs side by side."""
    for turn in ("new", "nothing new"):
        for step in dict.fromkeys(step for run in runs.values() for step in run[turn]["steps"]):
            cells = [run[turn]["steps"].get(step, {"cpu": 0, "bytes": 0}) for run in runs.values()]
            print(f"{turn}: {step:12s}" + "".join(f"{one['cpu']:8.2f} s {one['bytes'] / 1e6:8.1f} MB" for one in cells))
        totals = [[step["cpu"] for step in run[turn]["steps"].values()] for run in runs.values()]
        print(f"{turn}: {'all':12s}" + "".join(f"{sum(one):8.2f} s            " for one in totals))
    for size, run in runs.items():
        disk = ", ".join(f"{name} {taken / 1e6:,.0f} MB" for name, taken in run["disk"].items())
        views = ", ".join(f"{name} {seconds:.3f} s" for name, seconds in run["views"].items())
        print(f"{size:,}: memory {run['peak'] / 1e6:,.0f} MB; {disk}; p95: {views}")


if __name__ == "__main__":
    sys.exit(main())
