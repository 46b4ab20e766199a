"""Processes in which hostile bytes are read: what takes too much time or memory ends its process, and is a fault.

A cell bounds itself before each task, by processor time, so that a busy machine condemns nobody: the system ends it,
whatever code it is in. `python -m fetch.cells` is one: tasks come in by stdin, answers go out by stdout.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import resource
import signal
import struct
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable

SECONDS = 8.0  # of processor time for a page's look or a list; the slowest real ones take 0.5
PATIENCE = 10  # times that in wall time, where the machine is busy or a cell has stopped
MEGABYTES = 1000  # of address space above the loaded cell
MOST_CELLS = 2  # cells of one fetcher
LENGTH = struct.Struct(">Q")
TASKS = {  # what a cell can do: by which function of fetch/
    "look": "page_look.look",
    "feed": "feeds.read_feed",
    "sitemap": "sitemaps.read_sitemap",
    "claimreviews": "claimreviews.read_reviews",
    "claimreview file": "claimreviews.read_review_file",
    "warc": "warcs.warc_entries",
    "archived": "page_look.archived_look",
    "saved": "page_look.saved_look",
}
LOST = (asyncio.IncompleteReadError, ConnectionError, TimeoutError)


class Cells:
    """The cells of one fetcher, started when they are first wanted."""

    def __init__(self) -> None:
        self._running = asyncio.Semaphore(MOST_CELLS)
        self._idle: list[Process] = []

    async def ask(self, task: str, *told: object, seconds: float = SECONDS, **more: object) -> Any:  # noqa: ANN401 - the task's
        """Return what one of `TASKS` gives; raise its Fault, or one that says that it took too much."""
        async with self._running:
            cell = self._idle.pop() if self._idle else await _start()
            kept = False
            try:
                async with asyncio.timeout(seconds * PATIENCE):
                    done, answer = await _exchange(cell, (seconds, task, told, more))
                kept = True
            except LOST:
                raise Fault(Reason.KNOTTED, f"more than {seconds:g} s, or the reader's end") from None
            finally:
                if kept:
                    self._idle.append(cell)
                else:
                    await _end(cell)
        if done:
            return answer
        raise Fault(*answer)

    async def close(self) -> None:
        """End all cells."""
        while self._idle:
            await _end(self._idle.pop())


async def _start() -> Process:
    path = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "fetch.cells"),
        env=os.environ | {"PYTHONPATH": path},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )


async def _exchange(cell: Process, task: object) -> Any:  # noqa: ANN401 - the task's own answer
    if cell.stdin is None or cell.stdout is None:
        raise RuntimeError("a cell has pipes")
    data = pickle.dumps(task)
    cell.stdin.write(LENGTH.pack(len(data)) + data)
    await cell.stdin.drain()
    (length,) = LENGTH.unpack(await cell.stdout.readexactly(LENGTH.size))
    return pickle.loads(await cell.stdout.readexactly(length))  # noqa: S301 - our own process wrote it


async def _end(cell: Process) -> None:
    if cell.stdin is not None:
        cell.stdin.close()
    with suppress(ProcessLookupError):
        cell.kill()
    await cell.wait()


@cache
def task_of(name: str) -> Callable[..., object]:
    """Return what a cell does under a name; what it needs is imported with its first task."""
    module, _, function = TASKS[name].partition(".")
    return getattr(import_module(f"fetch.{module}"), function)  # type: ignore[no-any-return]  # by its name


def answer(task: Callable[..., object], told: tuple[Any, ...], more: dict[str, Any]) -> tuple[bool, object]:
    """Return whether a task was done, with what it gave or the parts of its Fault."""
    try:
        return True, task(*told, **more)
    except Fault as fault:
        return False, (fault.reason, str(fault).partition(": ")[2])
    except MemoryError:
        return False, (Reason.KNOTTED, f"more than {MEGABYTES} MB")
    except Exception as error:  # noqa: BLE001 - one page must never stop a run; the row says what happened
        return False, (Reason.UNEXPECTED, f"{type(error).__name__}: {error}"[:200])


def main() -> None:
    """Do the tasks of stdin until it ends."""
    reading, writing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # who asked is gone: there is nobody to tell
    _limit_memory()
    while head := reading.read(LENGTH.size):
        seconds, task, told, more = pickle.loads(reading.read(*LENGTH.unpack(head)))  # noqa: S301 - our parent wrote it
        doing = task_of(task)
        signal.setitimer(signal.ITIMER_PROF, seconds)  # no handler: the system ends the process, in C code too
        data = pickle.dumps(answer(doing, told, more))
        signal.setitimer(signal.ITIMER_PROF, 0)
        writing.write(LENGTH.pack(len(data)) + data)
        writing.flush()


def _limit_memory() -> None:
    statm = Path("/proc/self/statm")  # Linux has it
    if statm.exists():
        used = int(statm.read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + MEGABYTES * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
