"""A run that is killed: it says each stage aloud, so that the killer knows where it is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.plain import run_plainly
from flows.plan import NewsPlan
from flows.running import new_run_id
from flows.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

PATIENCE = 240.0  # seconds for a stage to begin on a busy machine


@dataclass(slots=True)
class Aloud(Tally):
    """A tally that says when a stage begins."""

    pipe: Connection | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Say the stage, then measure it."""
        self.pipe.send(name)
        with Tally.stage(self, name):
            yield


def live(told: str, pipe: Connection) -> None:
    """Run the plan in a process group of its own: the whole life of a doomed process."""
    os.setsid()
    pipe.send("lock")
    run_plainly(NewsPlan.model_validate_json(told), Aloud(pipe=pipe))
    pipe.send("end")
    time.sleep(0.1)


class Doomed:
    """One run in a process of its own."""

    def __init__(self, plan: NewsPlan) -> None:
        from datetime import UTC, datetime  # noqa: PLC0415

        self.run_id = str(new_run_id(datetime.now(UTC)))
        ours, theirs = multiprocessing.get_context("forkserver").Pipe(duplex=False)
        told = plan.model_copy(update={"run_id": self.run_id}).model_dump_json()
        self._pipe = ours
        self._process = multiprocessing.get_context("forkserver").Process(target=live, args=(told, theirs))
        self._process.start()
        theirs.close()
        self.group = self._process.pid or 0

    def killed_in(self, stage: str, after: float, *, alone: bool) -> bool:
        """Kill it so many seconds into a stage; false where it had ended before. `alone` spares its workers."""
        reached = self._reached(stage)
        if reached:
            self._process.join(after)
        ended = not self._process.is_alive()
        if not ended:
            os.kill(self.group, signal.SIGKILL) if alone else kill_group(self.group)
        self._process.join()
        return reached and not ended

    def _reached(self, stage: str) -> bool:
        with suppress(EOFError):
            while self._pipe.poll(PATIENCE):
                if self._pipe.recv() == stage:
                    return True
        return False


def kill_group(group: int) -> None:
    """Kill every process of a group at once."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def orphans(group: int, seconds: float) -> list[str]:
    """Say which processes of a killed run's group are there still after so many seconds, and end them."""
    give_up_at = time.monotonic() + seconds
    while (left := members(group)) and time.monotonic() < give_up_at:
        time.sleep(0.1)
    kill_group(group)
    return [f"process {pid} of the killed run goes on" for pid in left]


def members(group: int) -> list[int]:
    """Return the living processes of a group."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, its_group, *_ = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            if int(its_group) == group and state not in "ZX":
                found.append(int(folder.name))
    return found
