"""One run at a time: a lock row with PID and heartbeat; a lock whose process is gone is taken over, with a note."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

import duckdb

from warehouse import db, lake
from warehouse.clock import CLOCK
from warehouse.faults import WarehouseBusyError, WarehouseDamagedError

if TYPE_CHECKING:
    from types import TracebackType

    from warehouse.records import RunId

LOG = logging.getLogger("copydesk")
NEWS = "news"
LEFT = "ended without a word: its process is gone"
PATIENCE = 0.5  # seconds between two looks at a lock that another run holds
BEAT = 15.0  # seconds between heartbeats
BRIEFLY = 10.0  # seconds that even a run which does not wait for others gives somebody to close the file
BUSY = 60.0  # seconds that a beat or the giving back waits for somebody who has the file open
OURS: set[str] = set()  # runs whose lock this process holds: its number alone may be an earlier process's
STALE = timedelta(seconds=150)  # silence after which a lock of another machine counts as left behind


class RunLockedError(RuntimeError):
    """Another run holds the warehouse; the message says which process, since when, and what can be done."""


class RunLock:
    """Held for the length of a run; `notes` says what an earlier run left behind."""

    def __init__(self, home: Path, run_id: RunId, *, wait_seconds: float = 0, beat_seconds: float = BEAT) -> None:
        """Prepare the lock of a home folder for one run; it waits `wait_seconds` for another run to end."""
        self._give_up_at = time.monotonic() + wait_seconds
        self._give_up_busy_at = max(self._give_up_at, time.monotonic() + BRIEFLY)
        self.notes: tuple[str, ...] = ()
        self._heard: tuple[datetime, float] | None = None  # the last beat of another machine, and when we saw it first
        self._home, self._run_id, self._beat_seconds = home, run_id, beat_seconds
        self._released = threading.Event()
        self._pulse = threading.Thread(target=self._beat, name="run lock's heartbeat", daemon=True)

    def __enter__(self) -> Self:
        """Take the lock; raises RunLockedError where another run is alive, or has the file open all the time."""
        while True:
            try:
                self.notes = self._take()
            except RunLockedError:
                if time.monotonic() > self._give_up_at:
                    raise
                time.sleep(PATIENCE)
            except duckdb.Error as clash:  # another run took it in the same moment: look again
                if not lake.is_clash(clash) or time.monotonic() > self._give_up_busy_at:
                    raise
                time.sleep(PATIENCE)
            except WarehouseBusyError as busy:  # a run that screens many articles holds the file for minutes
                if time.monotonic() > self._give_up_busy_at:
                    raise RunLockedError(str(busy)) from busy
            else:
                OURS.add(self._run_id)
                if not self._on_one_machine():
                    self._pulse.start()
                return self

    def _on_one_machine(self) -> bool:
        """Say whether nobody asks for a beat: a SQLite catalog is one machine's, whose processes can be looked at."""
        stands = lake.lake_of(self._home)
        return stands is not None and stands.kind == "sqlite"

    def _take(self) -> tuple[str, ...]:
        con = db.connect(self._home, wait_seconds=2)
        try:
            return _take(con, self._run_id, self._silent(con))
        finally:
            con.close()

    def _silent(self, con: duckdb.DuckDBPyConnection) -> timedelta:
        """Return how long we saw the lock's last beat stand still, whatever another machine's clock said."""
        if not (beat := con.execute("SELECT beat_at FROM main.run_locks WHERE lock_name = ?", [NEWS]).fetchone()):
            return timedelta()
        if self._heard is None or self._heard[0] != beat[0]:
            self._heard = (beat[0], time.monotonic())
        return timedelta(seconds=time.monotonic() - self._heard[1])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back; where somebody has the file open for long, the next run takes it over."""
        self._released.set()
        if self._pulse.is_alive():
            self._pulse.join()
        self._tell("DELETE FROM main.run_locks WHERE run_id = ?", [self._run_id])
        OURS.discard(self._run_id)

    def _beat(self) -> None:
        while not self._released.wait(self._beat_seconds):
            beat = [CLOCK.now(), self._run_id]
            self._tell("UPDATE main.run_locks SET beat_at = ? WHERE run_id = ?", beat)

    def _tell(self, statement: str, values: list[object]) -> None:
        """Run a statement on our row; a beat that is missed must not end the beats after it."""
        try:
            con = db.connect(self._home, wait_seconds=BUSY)
            try:
                db.whole(lambda: con.execute(statement, values))
            finally:
                con.close()
        except (duckdb.Error, WarehouseBusyError, WarehouseDamagedError, lake.LakeError, OSError) as fault:
            LOG.warning("the run lock could not be written: %s", fault)


def _take(con: duckdb.DuckDBPyConnection, run_id: RunId, seen_silent: timedelta) -> tuple[str, ...]:
    """Put our row in place of one left behind, and close the run that left it, in one transaction."""
    now = CLOCK.now()
    with db.transaction(con):
        held = _held(con, now, seen_silent)
        unended = "run_id <> ? AND (finished_at IS NULL OR (run_id = ? AND published = '' AND state <> 'Failed'))"
        about = [run_id, held[0] if held else None]
        left = con.execute(f"SELECT run_id FROM main.runs WHERE {unended}", about).fetchall()
        if left:
            con.execute(
                "UPDATE main.runs SET finished_at = ?, state = 'Failed', note = concat_ws('; ', nullif(note, ''), ?) "
                f"WHERE {unended}",
                [now, LEFT, *about],
            )
        if lake.is_lake(con):
            lake.guard(con)
        con.execute("DELETE FROM main.run_locks WHERE lock_name = ?", [NEWS])
        row = [NEWS, run_id, os.getpid(), socket.gethostname(), now, now]
        con.execute("INSERT INTO main.run_locks VALUES (?, ?, ?, ?, ?, ?)", row)
    taken = (f"took over the lock of run {held[0]} (process {held[1]} is gone)",) if held else ()
    return (*taken, *(f"run {row[0]} {LEFT}" for row in left))


class Holder(NamedTuple):
    """The row of the run lock."""

    run_id: str
    pid: int
    host: str
    locked_at: datetime
    beat_at: datetime

    def whose(self) -> str:
        """Return whose it is, for a person."""
        return f"process {self.pid} on {self.host}, since {self.locked_at:%Y-%m-%d %H:%M} UTC"

    def ahead(self, now: datetime) -> str:
        """Return what a clock that goes ahead makes of this lock, or ""."""
        if self.beat_at - now < STALE:
            return ""
        return f"Its last beat is of {self.beat_at:%Y-%m-%d %H:%M} UTC, which is still to come: whose clock is wrong?"


def holder(con: duckdb.DuckDBPyConnection) -> Holder | None:
    """Return who holds the run lock, or none."""
    query = "SELECT run_id, pid, host, locked_at, beat_at FROM main.run_locks WHERE lock_name = ?"
    row = con.execute(query, [NEWS]).fetchone()
    return Holder(*row) if row else None


def _held(con: duckdb.DuckDBPyConnection, now: datetime, seen_silent: timedelta) -> tuple[str, int] | None:
    """Return the run and process that left a lock behind, or none; raises RunLockedError where they are alive."""
    held = holder(con)
    if not held:
        return None
    silence = max(now - held.beat_at, seen_silent) if held.host != socket.gethostname() else now - held.beat_at
    if alive(held.pid, held.host, silence) and (held.pid != os.getpid() or held.run_id in OURS):
        gone = held.ahead(now) and f" {held.ahead(now)} Where that run is gone, `copydesk unlock` gives the lock back."
        raise RunLockedError(
            f"Run {held.run_id} is going on ({held.whose()}). Wait until it ends; "
            f"`copydesk sql` and the desk answer meanwhile.{gone}"
        )
    return held.run_id, held.pid


def unlock(con: duckdb.DuckDBPyConnection, held: Holder, now: datetime) -> None:
    """Give back the lock of a run that is gone, and close its row; should it live, it publishes nothing any more."""
    with db.transaction(con):
        con.execute("DELETE FROM main.run_locks WHERE run_id = ?", [held.run_id])
        con.execute(
            "UPDATE main.runs SET finished_at = ?, state = 'Failed', note = concat_ws('; ', nullif(note, ''), ?) "
            "WHERE run_id = ? AND finished_at IS NULL",
            [now, "its lock was given back by `copydesk unlock`", held.run_id],
        )


def alive(pid: int, host: str, silence: timedelta) -> bool:
    """Return whether the process that holds a lock still runs: asked of this machine, judged by silence for another.

    A process that began after the lock's last beat has been given the number since. One that began before it is the
    holder, however long it was silent: a laptop that slept must not wake up to two runs.
    """
    if host != socket.gethostname():
        return silence < STALE
    if Path("/proc/self/stat").exists():
        began = process_began(pid)
        return began is not None and began <= datetime.now(UTC) - silence
    if silence > STALE * 4:
        return False  # the number was given to another process since
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def process_began(pid: int) -> datetime | None:
    """Return when a process of this machine began, at most a second early; None where none of that number runs."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        booted = next(line for line in Path("/proc/stat").read_text("ascii").splitlines() if line.startswith("btime"))
    except OSError:
        return None
    if state in "ZX":
        return None  # killed, and its parent has not asked what became of it
    return datetime.fromtimestamp(int(booted.split()[1]) + int(fields[18]) / os.sysconf("SC_CLK_TCK"), UTC)
