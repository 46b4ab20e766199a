"""Let a newsroom run for hours by a compressed clock and prove that nothing grows but its data; fail on any fault.

python bench/endurance.py [--runs N] [--prefect] [--no-desk] [--home DIR] [--json]

Eight runs without arguments; a day of 96 is the measure.

A run every 15 minutes of a made-up web with new stories, edits and faults, `recheck` every hour, the watch after each
run, a second run tried while one holds the lock, and the desk with a visitor throughout: all in one process, which a
day of processes is not, so that what a run leaves behind adds up. `--prefect` runs the flow itself, on a server that
Prefect starts. Growth is the median of the last quarter of the runs less that of the second.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from newsday import truth, visitor, weight  # noqa: E402 - after the path is set
from newsday.web import NewsDay, planned  # noqa: E402

if TYPE_CHECKING:
    from warehouse.ledger import Run

STEP = timedelta(minutes=15)
BARS = {  # the most that a day may add; what the data itself adds is measured against the data
    "megabytes": 16,
    "handles": 0,
    "threads": 0,
    "desk_megabytes": 32,  # its columns of flags and an index of words are data too
    "desk_handles": 4,  # connections that a visitor holds at the moment
    "files": 2,
    "slack": 2.5,  # times the bytes that the same rows take in a new file
}
FEWEST_SEGMENTS = 2  # the day's are small, so that pages are kept, found and read again across them


class Day:
    """A day of one home folder."""

    def __init__(self, home: Path, web: NewsDay, *, prefect: bool) -> None:
        self.home, self.web, self.prefect = home, web, prefect
        self.plan = planned(home, web).model_copy(update={"scheduled": True})
        self.weights: list[weight.Weight] = []
        self.faults: list[str] = []
        self.known: truth.Rows = {table: set() for table in truth.KEYS}
        self.refused = 0
        self.alarms: set[str] = set()

    def live(self, runs: int, visit: visitor.Visit | None) -> None:
        """Live through so many quarters of an hour."""
        from flows.plain import recheck_plainly  # noqa: PLC0415 - after the path is set
        from warehouse.clock import CLOCK  # noqa: PLC0415

        began = time.time()
        for number in range(runs):
            self.web.tick = number
            CLOCK.ahead = number * STEP - timedelta(seconds=time.time() - began)
            self.look(number, self.check())
            if number % 4 == 3:
                self.look(number, recheck_plainly(self.plan))
            if number % 16 == 5:
                self.overlap()
            if visit:
                visit.decide()
            self.watch()
            self.weights.append(weight.weigh(self.home, visit.desk if visit else 0))
            if sys.stderr.isatty() or number % 8 == 7:
                print(f"{number + 1:>4} of {runs}: {self.weights[-1]}", file=sys.stderr, flush=True)

    def check(self) -> Run:
        """Check the news once."""
        from flows.plain import run_plainly  # noqa: PLC0415 - after the path is set
        from flows.running import new_run_id  # noqa: PLC0415
        from flows.server import run_flow, settle  # noqa: PLC0415
        from warehouse.clock import CLOCK  # noqa: PLC0415

        if not self.prefect:
            return run_plainly(self.plan)
        os.environ |= {
            "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        }
        settle(self.home)
        return run_flow(self.plan.model_copy(update={"run_id": new_run_id(CLOCK.now())}))

    def look(self, number: int, run: Run) -> None:
        """Look for what a run has lost, doubled or left half done."""
        from warehouse import db  # noqa: PLC0415 - after the path is set

        con = db.connect(self.home)
        now = truth.acknowledged(con)
        said = [] if run.state != "Failed" else [f"{run.flow} failed: {run.note}"]
        said += truth.lost(self.known, now) + truth.broken(con) + truth.unfinished(con)
        said += truth.untrue(con, self.web.served) + truth.littered(self.home)
        con.close()
        self.known = now
        self.faults += [f"run {number}: {fault}" for fault in said]

    def overlap(self) -> None:
        """Try a second run while one holds the lock: it is refused, and told by whom."""
        from flows.lock import RunLock, RunLockedError  # noqa: PLC0415 - after the path is set
        from flows.plain import run_plainly  # noqa: PLC0415
        from warehouse.records import RunId  # noqa: PLC0415

        with RunLock(self.home, RunId("first")):
            try:
                run_plainly(self.plan)
            except RunLockedError as held:
                self.refused += "Run first is going on" in str(held)
            else:
                self.faults.append("two runs held the warehouse at once")

    def watch(self) -> None:
        """Look for alarms, as the watchdog does."""
        from flows.upkeep import alarms  # noqa: PLC0415 - after the path is set

        self.alarms |= {alarm.kind for alarm in alarms(self.home, stale_hours=1)}

    def figures(self) -> dict[str, float]:
        """Return what grew, and how much more than its data the warehouse takes."""
        grown = {
            name: round(weight.growth([float(getattr(one, name)) for one in self.weights]), 1)
            for name in BARS
            if name in weight.Weight._fields
        }
        return grown | {"slack": round(weight.slack(self.home), 2)}


def prove(home: Path, runs: int, *, prefect: bool = False, desk: bool = True) -> dict[str, object]:
    """Live through a day and return what grew and what was found wrong."""
    from fetch.archive import SEGMENTS  # noqa: PLC0415 - after the path is set
    from warehouse import db  # noqa: PLC0415
    from warehouse.clock import CLOCK  # noqa: PLC0415

    with NewsDay() as web:
        day = Day(home, web, prefect=prefect)
        day.look(0, day.check())  # before the desk opens, which has nothing to show till then
        with visitor.visiting(home) if desk else contextlib.nullcontext() as visit:
            day.live(runs, visit)
        day.look(runs, day.check())  # imports the last decision; the clock stands where the day has ended
        CLOCK.ahead = timedelta()
    con = db.connect(home)
    said = truth.unread(con, home)
    con.close()
    if twice := truth.doubled(home):
        said.append(f"{twice} archived pages are kept twice")
    if visit:
        said += visit.faults(day.known["decisions"])
    if day.alarms - {"dead letters"}:
        said.append(f"alarms on a day on which runs ended well: {sorted(day.alarms)}")
    segments = len(list((home / "archive").glob(SEGMENTS)))
    if segments < FEWEST_SEGMENTS:
        said.append(f"the archive has {segments} segment: none was ever full")
    figures = day.figures()
    said += [f"{name} grew by {value}, bar {BARS[name]}" for name, value in figures.items() if value > BARS[name]]
    return {
        "runs": len(day.known["runs"]),
        "revisions": len(web.served),
        "overlaps refused": day.refused,
        "segments": segments,
        "first": day.weights[0]._asdict(),
        "last": day.weights[-1]._asdict(),
        "grew": figures,
        "desk asked": visit.asked if visit else 0,
        "faults": [*day.faults, *said],
    }


def main() -> int:
    """Print the figures; 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--prefect", action="store_true")
    parser.add_argument("--desk", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    logging.getLogger("copydesk").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="copydesk-day-") as folder:
        found = prove(chosen.home or Path(folder), chosen.runs, prefect=chosen.prefect, desk=chosen.desk)
    if chosen.json:
        print(json.dumps(found))
        return 1 if found["faults"] else 0
    for name in ("runs", "revisions", "overlaps refused", "segments", "desk asked", "first", "last"):
        print(f"{name:<18} {found[name]}")
    for name, value in found["grew"].items():
        print(f"{name:<18} {value:>8}  bar {BARS[name]}")
    print(f"{'faults':<18} {len(found['faults']):>8}  bar 0", *found["faults"], sep="\n  ")
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
