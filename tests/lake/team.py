"""From a laptop to a team: a home moves to a lake, grows there under load, and loses a worker and its store."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from machines import Dask
from newsroom import Desks, Machine, doubled, second_machine, settings_of, told, write_articles

from review.desk import Choice, Desk
from review.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from machines import Store


@dataclass
class Played:
    """What came of it."""

    same_after_moving: bool = False
    decisions_after_moving: tuple[int, int] = (0, 0)
    runs: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    decided: int = 0
    stored: int = 0
    asked: int = 0
    doubled: dict[str, int] = field(default_factory=dict)
    articles: int = 0
    worker_killed: str = ""
    store_killed: str = ""
    store_note: str = ""
    store_back: str = ""
    same_as_alone: bool = False
    flags: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def play(folder: Path, port: int, store: Store, *, articles: int, seconds: float, pause: float = 0.5) -> Played:
    """Play it with so many articles before the move, and people at work for so many seconds at least."""
    found, clock = Played(), time.monotonic()

    def lap(name: str) -> None:
        nonlocal clock
        found.seconds[name], clock = round(time.monotonic() - clock, 1), time.monotonic()

    url = f"postgresql+psycopg://desk@127.0.0.1:{port}/postgres"
    one = Machine(folder / "one", url, store.environment)
    one.home.mkdir(mode=0o700)
    (one.home / "copydesk.toml").write_text(settings_of(url))
    found.runs.append(told(one.run(write_articles(folder / "first", 0, articles))))
    _decide(one, 4)
    found.runs.append(told(one.run(folder / "first")))
    shutil.copytree(one.home, folder / "alone")
    lap("as a file")
    before, kept = one.flags(), one.rows("SELECT count(*) FROM v1.decisions")[0][0]
    _move(one, port)
    found.same_after_moving = before == one.flags()
    found.decisions_after_moving = (kept, one.rows("SELECT count(*) FROM v1.decisions")[0][0])
    lap("moved")
    two = second_machine(one, folder / "two")
    batches = [write_articles(folder / f"batch-{n}", articles + 100 * n, max(2, articles // 8)) for n in range(4)]
    with closing(Dask(folder, 2)) as dask:
        with Desks([one, two], pause) as people:
            give_up_at = time.monotonic() + seconds
            writers = [one.run(batches[0], dask=dask.address), two.run(batches[1], dask=dask.address)]
            found.runs += [told(writer) for writer in writers]
            while (left := give_up_at - time.monotonic()) > 0:
                time.sleep(min(left, 20))
                found.runs.append(told((one, two)[len(found.runs) % 2].run(batches[0], dask=dask.address)))
        found.faults, found.decided, found.asked = people.faults, len(people.decided), people.asked
        lap("at work")
        running = one.run(batches[2], dask=dask.address)
        time.sleep(4)
        dask.workers[0].kill()
        found.worker_killed = told(running)
    lap("a worker killed")
    store.kill()
    found.store_killed = told(two.run(batches[3]))
    store.start()
    found.store_note = two.last_note()
    found.store_back = told(two.run(batches[3]))
    lap("the store killed")
    found.doubled = doubled(two)
    found.articles, found.stored = (
        two.rows(f"SELECT count(*) FROM v1.{name}")[0][0] for name in ("articles", "decisions")
    )
    alone = Machine(folder / "alone", url)
    found.runs.append(told(alone.run(*batches)))
    lap("alone")
    found.same_as_alone, found.flags = alone.flags() == two.flags(), len(two.flags())
    return found


def _move(machine: Machine, port: int) -> None:
    catalog = f"ducklake:postgres:host=127.0.0.1 port={port} user=desk dbname=postgres"
    command = [sys.executable, "-m", "copydesk.cli", "move", catalog, "--data", "s3://desk/lake"]
    environment = {**os.environ, **machine.environment}
    done = subprocess.run(
        [*command, "--home", str(machine.home)], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr


def _decide(machine: Machine, number: int) -> None:
    with closing(Desk(machine.home, Settings(reviews_url=machine.reviews_url), serving=False)) as desk:
        copy = desk.copy()
        assert copy
        for row in range(number):
            choice = Choice(act="confirm" if row % 2 else "dismiss", reason="other", comment="read")
            desk.decide(copy, copy.board.place(row).flag_id, "ines", choice)
