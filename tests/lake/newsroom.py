"""A newsroom that grows from a file to a lake: what happens in it, and what must be true of it afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flows.plan import NewsPlan
from review.desk import Choice, Desk
from review.settings import Settings
from warehouse import lake, schema
from warehouse.publish import open_published

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAGS = "SELECT article_id, flag_id, check_code, message, state FROM v1.flags WHERE gone_at IS NULL ORDER BY ALL"
PLACES = ("Osk", "Merrin", "Norvale", "Lind", "Tarn", "Skerra", "Vale", "Hesk")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def write_articles(folder: Path, first: int, number: int) -> Path:
    """Write articles that all differ, some with a fault, and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(first, first + number):
        place, boats, cost = PLACES[at % 8], 11 + at % 37, 500 + 3 * at
        wrong = cost * (1.2 if at % 3 else 1.4)
        lines = [
            "---",
            f"title: Storm number {at} sinks {boats} boats near {place}",
            f"outlet: {'gazette' if at % 2 else 'courier'}",
            f"url: https://{'gazette' if at % 2 else 'courier'}.example/{at}",
            f"published: 2026-11-{1 + at % 19:02d}",
            "---",
            f"Storm {at} sank {boats + at % 2} boats near {place}, the harbour master of {place} said on Monday.",
            "",
            (
                f"Repairs will cost 20 per cent more, rising from {cost} to {wrong:.0f} crowns. "
                f"Critics say that quay {at} is unsafe."
            ),
            "",
            f"Experts believe that pier {at} of {place} will be shut for {2 + at % 9} months.",
        ]
        (folder / f"story-{at:05d}.md").write_text("\n".join(lines) + "\n")
    return folder


@dataclass
class Machine:
    """One home folder, as one machine of several has it."""

    home: Path
    reviews_url: str
    environment: dict[str, str] = field(default_factory=dict)

    def plan(self, places: Sequence[Path], dask: str = "") -> NewsPlan:
        return NewsPlan(
            home=self.home,
            places=tuple(map(str, places)),
            reviews_url=self.reviews_url,
            batch=50,
            workers=2,
            page_seconds=120,
            wait_minutes=15,
            dask=dask,
        )

    def run(self, *places: Path, dask: str = "") -> subprocess.Popen[str]:
        """Start a run in a process of its own."""
        command = [sys.executable, "-m", "flows.plain"]
        environment = {**os.environ, **self.environment, "PYTHONPATH": str(Path(__file__).parents[2])}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        running = subprocess.Popen(command, text=True, env=environment, **pipes)
        assert running.stdin
        running.stdin.write(self.plan(places, dask).model_dump_json())
        running.stdin.close()
        running.stdin = None
        return running

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with open_published(self.home) as con:
            return con.execute(query).fetchall()

    def flags(self) -> list[tuple[object, ...]]:
        return self.rows(FLAGS)

    def last_note(self) -> str:
        with lake.lake_of(self.home).attach(reading=True) as con:
            return str(con.execute("SELECT note FROM main.runs ORDER BY started_at DESC LIMIT 1").fetchall())


def told(running: subprocess.Popen[str], seconds: float = 900) -> str:
    """Wait for a run, and return what it printed."""
    return running.communicate(timeout=seconds)[0]


def second_machine(first: Machine, home: Path) -> Machine:
    """A machine that shares the first one's lake and decisions: the same settings, and the key of the decisions."""
    home.mkdir(mode=0o700)
    for name in ("copydesk.toml", "reviews.key"):
        shutil.copy(first.home / name, home / name)
    return Machine(home, first.reviews_url, first.environment)


class Desks:
    """Two desks whose people decide, and an analyst who asks, as long as it is held open."""

    def __init__(self, machines: Sequence[Machine], pause: float) -> None:
        self.machines, self.pause = machines, pause
        self.faults: list[str] = []
        self.decided: list[str] = []
        self.asked = 0
        self._over = threading.Event()
        self._turn = threading.Lock()
        self._threads = [threading.Thread(target=self._decide, args=(n,)) for n in range(len(machines))]
        self._threads.append(threading.Thread(target=self._ask))

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _decide(self, number: int) -> None:
        machine, done = self.machines[number], 0
        desk = Desk(machine.home, Settings(reviews_url=machine.reviews_url, reviewer=f"desk {number}"), serving=False)
        try:
            while not self._over.wait(self.pause):
                copy = desk.copy()
                rows = range(number, len(copy.board), len(self.machines)) if copy else ()
                if done < len(rows):
                    flag_id = copy.board.place(rows[done]).flag_id
                    act = "confirm" if done % 2 else "dismiss"
                    reason = "other"
                    desk.decide(copy, flag_id, f"desk {number}", Choice(act=act, reason=reason, comment="looked at"))
                    done += 1
                    with self._turn:
                        self.decided.append(flag_id)
        except Exception as fault:  # noqa: BLE001 - whatever a person would have seen
            self.faults.append(f"desk {number}: {type(fault).__name__}: {fault}")
        finally:
            desk.close()

    def _ask(self) -> None:
        query = "SELECT outlet, count(*), min(published_at) FROM v1.flags GROUP BY ALL ORDER BY ALL"
        while not self._over.wait(self.pause):
            try:
                self.machines[-1].rows(query)
                self.asked += 1
            except Exception as fault:  # noqa: BLE001 - whatever an analyst would have seen
                self.faults.append(f"analyst: {type(fault).__name__}: {fault}")


def doubled(machine: Machine) -> dict[str, int]:
    """Return by table how many rows bear a key that another row bears."""
    found = {}
    with open_published(machine.home) as con:
        for table, columns in schema.keys().items():
            key = ", ".join(columns)
            query = f"SELECT count(*) - count(DISTINCT ({key})) FROM main.{table}"
            if lost := con.execute(query).fetchall()[0][0]:
                found[table] = lost
    return found


def settings_of(reviews_url: str) -> str:
    return f"reviews_url = {json.dumps(reviews_url)}\n"


def wait_until(true: object, seconds: float) -> bool:
    """Whether something becomes true within a time."""
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if true():  # type: ignore[operator]  # a function
            return True
        time.sleep(0.2)
    return False
