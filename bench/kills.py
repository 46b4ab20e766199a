"""Kill runs with SIGKILL at random points and prove that the next run mends everything; fail on any fault.

python bench/kills.py [--points N] [--commands N] [--seed N] [--home DIR] [--json]

Six points and one of the command without arguments; 100 and 10 are the measure.

Each point: the made-up web moves on (a new story, edits, faults), a run starts and is killed in a stage drawn by turns,
at a moment drawn at random within it; every committed row is looked for; a whole run follows, and what it leaves is
compared with what the web has served. Every fourth time only the run's own process is killed, as when memory runs out,
and its workers must go by themselves. The desk runs throughout, and takes a decision at each point. `--commands` of
the points kill `copydesk run` itself, at a moment drawn from its whole length. At the end all archived pages are read
again, and give the same rows.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from newsday import doomed, truth, visitor  # noqa: E402 - after the path is set
from newsday.web import NewsDay, planned  # noqa: E402

STAGES = ("lock", "find", "fetch", "archive", "extract", "load", "decisions", "screen", "publish", "end")
WARM = ("flows.plain", "checks.expectation", "checks.own", "extract.pipeline", "extract.documents")
ORPHANS_GO = 60.0  # seconds for the workers of a killed run to end by themselves


class Proof:
    """One home folder, the runs over it and what was found."""

    def __init__(self, home: Path, day: NewsDay, seed: int) -> None:
        self.home, self.day = home, day
        self.chance = random.Random(seed)  # noqa: S311 - moments, not secrets
        self.plan = planned(home, day)
        self.seconds = dict.fromkeys(STAGES, 0.05)  # how long each stage took in the last whole run
        self.hit: Counter[str] = Counter()
        self.faults: list[str] = []
        self.known: truth.Rows = {table: set() for table in truth.KEYS}
        self.takeovers = 0

    def kill_at(self, point: int) -> None:
        """Kill one run in a stage, look at what it left, let a whole run follow and look again."""
        self.day.tick += 1
        stage, alone = STAGES[point % len(STAGES)], point % 4 == 3
        after = self.chance.random() * self.seconds[stage]
        for _ in range(5):
            run = doomed.Doomed(self.plan)
            if run.killed_in(stage, after, alone=alone):
                break
            after *= 0.7  # it had ended before: this run is no point
        else:
            stage = "end"
        self.hit[stage] += 1
        self.look_after_a_kill(run.run_id, run.group, point, stage)
        self.mend(point, stage)

    def kill_command_at(self, point: int, length: float) -> None:
        """Do the same to `copydesk run`, wherever it is."""
        self.day.tick += 1
        began = time.monotonic()
        process = copydesk(self.home, "run")
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.chance.random() * length)
        doomed.kill_group(process.pid)
        process.wait()
        self.hit["command"] += 1
        self.look_after_a_kill("", process.pid, point, f"command, {time.monotonic() - began:.1f} s")
        self.mend(point, "command")

    def look_after_a_kill(self, run_id: str, group: int, point: int, stage: str) -> None:
        """Every row that was committed is there, whole, and what it names is in the archive."""
        from warehouse import db  # noqa: PLC0415 - after the path is set
        from warehouse.publish import open_published  # noqa: PLC0415

        said = doomed.orphans(group, ORPHANS_GO)
        con = db.connect(self.home)
        now = truth.acknowledged(con)
        said += truth.lost(self.known, now) + truth.broken(con) + truth.unread(con, self.home, run_id)
        con.close()
        self.known = now
        copy = open_published(self.home)
        if not copy.execute("SELECT count(*) FROM v1.articles").fetchone():
            said.append("the published copy does not answer")
        copy.close()
        self.faults += [f"point {point}, killed in {stage}: {fault}" for fault in said]

    def mend(self, point: int, stage: str) -> None:
        """Let a whole run follow a kill: it takes the lock over and leaves what a run that was never killed leaves."""
        from flows.plain import run_plainly  # noqa: PLC0415 - after the path is set
        from warehouse import db  # noqa: PLC0415

        con = db.connect(self.home)
        left = con.execute("SELECT run_id FROM main.run_locks").fetchall()
        con.close()
        run = run_plainly(self.plan)
        said = [] if run.state != "Failed" else [f"the next run failed: {run.note}"]
        if left and f"took over the lock of run {left[0][0]}" not in run.note:
            said.append("the lock that was left behind was taken over without a note")
        self.takeovers += bool(left)
        con = db.connect(self.home)
        now = truth.acknowledged(con)
        said += truth.lost(self.known, now) + truth.broken(con) + truth.unfinished(con)
        said += (
            truth.untrue(con, self.day.served) + truth.littered(self.home) + truth.unread(con, self.home, run.run_id)
        )
        self.note_seconds(con.execute("SELECT subject, amount FROM main.run_measures WHERE run_id = ?", [run.run_id]))
        con.close()
        self.known = now
        self.faults += [f"point {point}, after {stage}: {fault}" for fault in said]

    def note_seconds(self, measures: object) -> None:
        """Keep how long the stages took, so that moments can be drawn within them."""
        self.seconds |= {stage: amount for stage, amount in measures.fetchall() if stage in self.seconds}

    def read_again(self) -> None:
        """Read every archived page again: the same rows must come of it, and nothing be lacking."""
        before = contents(self.home)
        done = copydesk(self.home, "reextract")
        told = done.communicate()[0]
        if done.returncode or contents(self.home) != before:
            self.faults.append(f"the archived pages do not give the stored rows again: {told}")
        if archived_twice := truth.doubled(self.home):
            self.faults.append(f"{archived_twice} archived pages are kept twice")


def copydesk(home: Path, *words: str) -> subprocess.Popen[str]:
    """Start the command itself in a process group of its own."""
    command = [sys.executable, "-m", "copydesk.cli", *words, "--home", str(home)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, env=environment)


def contents(home: Path) -> dict[str, object]:
    """Return a fingerprint of what was read, table by table."""
    from warehouse import db  # noqa: PLC0415 - after the path is set

    con = db.connect(home)
    query = "SELECT count(*), bit_xor(hash(stored)) FROM (SELECT * EXCLUDE (run_seq) FROM main.{}) AS stored"
    found = {table: con.execute(query.format(table)).fetchone() for table in truth.READ}
    con.close()
    return found


def prove(home: Path, points: int, commands: int, seed: int, *, aloud: bool = False) -> dict[str, object]:
    """Kill runs at so many points and return what was found."""
    with NewsDay() as day:
        proof = Proof(home, day, seed)
        proof.mend(0, "the first run")
        with visitor.visiting(home) as visit:
            length = whole_length(proof) if commands else 0.0
            known = 0
            for point in range(points):
                began = time.monotonic()
                visit.decide()
                if commands and point % (points // commands) == points // commands - 1:
                    proof.kill_command_at(point, length)
                else:
                    proof.kill_at(point)
                if aloud:
                    told = f"{point + 1:>4} of {points}: {time.monotonic() - began:.0f} s"
                    print(told, *proof.faults[known:], sep="\n  ", file=sys.stderr, flush=True)
                known = len(proof.faults)
        proof.read_again()
        proof.faults += visit.faults(proof.known["decisions"])
    return {
        "points": points,
        "killed in": {stage: proof.hit[stage] for stage in (*STAGES, "command") if proof.hit[stage]},
        "locks taken over": proof.takeovers,
        "revisions served": len(day.served),
        "desk asked": visit.asked,
        "desk slowest s": round(visit.slowest, 2),
        "decisions": len(visit.decided),
        "faults": proof.faults,
    }


def whole_length(proof: Proof) -> float:
    """Return the seconds that `copydesk run` takes, start to end."""
    began = time.monotonic()
    process = copydesk(proof.home, "run")
    said = process.communicate()
    if process.returncode not in {0, 3}:
        proof.faults.append(f"copydesk run ended with {process.returncode}: {said}")
    return time.monotonic() - began


def main() -> int:
    """Print the figures; 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=6)
    parser.add_argument("--commands", type=int, default=1)
    parser.add_argument("--seed", type=int, default=8377)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    multiprocessing.set_forkserver_preload(list(WARM))
    forkserver.ensure_running()  # now, or the readers' own list of modules is loaded instead
    logging.getLogger("copydesk").setLevel(logging.ERROR)  # that locks are taken over is what is expected here
    with tempfile.TemporaryDirectory(prefix="copydesk-kills-") as folder:
        found = prove(chosen.home or Path(folder), chosen.points, chosen.commands, chosen.seed, aloud=not chosen.json)
    if chosen.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:<18} {value if name != 'faults' else len(found['faults'])}{'  bar 0' * (name == 'faults')}")
        print(*found["faults"], sep="\n")
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
