from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.lock import LEFT, STALE, RunLock, RunLockedError, alive, process_began
from flows.plan import NewsPlan
from flows.running import overtaking, running
from warehouse import db
from warehouse.records import RunId
from warehouse.terms import RunState


def dead_pid() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
        return process.pid


def locks(home: Path) -> list[tuple[object, ...]]:
    con = db.connect(home)
    try:
        return con.execute("SELECT run_id, pid, host FROM main.run_locks").fetchall()
    finally:
        con.close()


def test_a_second_run_is_told_which_process_holds_the_lock(home: Path) -> None:
    with RunLock(home, RunId("one")), pytest.raises(RunLockedError, match=f"process {os.getpid()} on"):
        RunLock(home, RunId("two")).__enter__()


def test_a_lock_is_given_back(home: Path) -> None:
    with RunLock(home, RunId("one")):
        assert locks(home) == [("one", os.getpid(), socket.gethostname())]
    assert locks(home) == []


def test_a_lock_whose_process_is_gone_is_taken_over_with_a_note(home: Path) -> None:
    con = db.connect(home)
    now = datetime.now(UTC)
    con.execute(
        "INSERT INTO run_locks VALUES ('news', 'old', ?, ?, ?, ?)", [dead_pid(), socket.gethostname(), now, now]
    )
    con.close()
    with RunLock(home, RunId("new")) as lock:
        assert "took over the lock of run old" in lock.notes[0]
        assert locks(home)[0][0] == "new"


def test_the_run_that_left_a_lock_behind_is_closed_as_failed(home: Path) -> None:
    plan = NewsPlan(home=home)
    with running(plan, "screen"):
        pass
    con = db.connect(home)
    con.execute("UPDATE runs SET finished_at = NULL, state = 'Running'")
    con.close()
    with running(plan, "screen") as run:
        assert "ended without a word" in "".join(run.notes)
    con = db.connect(home)
    states = con.execute("SELECT state FROM runs ORDER BY started_at, run_id").fetchall()
    con.close()
    assert sorted(states) == [("Completed",), ("Failed",)]


def test_the_lock_beats(home: Path) -> None:
    with RunLock(home, RunId("one"), beat_seconds=0.05) as lock:
        first = beat(home)
        lock._released.wait(0.4)
        assert beat(home) > first


def beat(home: Path) -> datetime:
    con = db.connect(home)
    try:
        row = con.execute("SELECT beat_at FROM main.run_locks").fetchone()
    finally:
        con.close()
    assert row
    found: datetime = row[0]
    return found


@pytest.mark.parametrize(
    ("host", "silence", "lives"),
    [("elsewhere", STALE - timedelta(seconds=1), True), ("elsewhere", STALE + timedelta(seconds=1), False)],
)
def test_a_lock_of_another_machine_is_judged_by_its_silence(host: str, silence: timedelta, lives: bool) -> None:
    assert alive(1, host, silence) is lives


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux says when a process began")
def test_a_process_that_began_after_the_last_beat_is_not_the_holder() -> None:
    here = socket.gethostname()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        began = process_began(process.pid)
        assert began
        age = datetime.now(UTC) - began
        assert alive(process.pid, here, age - timedelta(seconds=1))
        assert alive(process.pid, here, timedelta())
        assert not alive(process.pid, here, age + timedelta(seconds=1))
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not alive(process.pid, here, timedelta()), "a killed process that nobody has asked after"


def test_a_lock_that_an_earlier_process_of_our_own_number_left_is_taken_over(home: Path) -> None:
    con = db.connect(home)
    now = datetime.now(UTC)
    con.execute(
        "INSERT INTO run_locks VALUES ('news', 'old', ?, ?, ?, ?)", [os.getpid(), socket.gethostname(), now, now]
    )
    con.close()
    with RunLock(home, RunId("new")) as lock:
        assert "took over the lock of run old" in lock.notes[0]


def test_a_run_whose_lock_was_taken_over_publishes_nothing(home: Path) -> None:
    with running(NewsPlan(home=home), "screen") as run:
        con = db.connect(home)
        con.execute("UPDATE main.run_locks SET run_id = 'another'")
        con.close()
        run.publish()
    assert (run.state, run.published) == (RunState.FAILED, "")
    assert "another took its lock over" in "".join(run.notes)


def test_a_run_that_died_while_it_published_is_closed_as_failed(home: Path) -> None:
    with running(NewsPlan(home=home), "screen"):
        pass
    con = db.connect(home)
    left = "INSERT INTO run_locks SELECT 'news', run_id, ?, ?, started_at, started_at FROM runs"
    con.execute(left, [dead_pid(), socket.gethostname()])
    con.close()
    with running(NewsPlan(home=home), "screen"):
        pass
    con = db.connect(home)
    assert con.execute("SELECT state, note FROM runs ORDER BY started_at").fetchone() == ("Failed", LEFT)
    con.close()


def test_a_beat_that_is_missed_does_not_end_the_beats_after_it(home: Path) -> None:
    with RunLock(home, RunId("one"), beat_seconds=0.05) as lock:
        lock._tell("UPDATE main.no_such_table SET beat_at = ? WHERE run_id = ?", [datetime.now(UTC), "one"])
        first = beat(home)
        lock._released.wait(0.4)
        assert beat(home) > first


def test_a_run_waits_for_the_one_before_it(home: Path) -> None:
    first = RunLock(home, RunId("one"))
    first.__enter__()
    threading.Timer(0.8, lambda: first.__exit__(None, None, None)).start()
    with RunLock(home, RunId("two"), wait_seconds=20):
        assert locks(home)[0][0] == "two"


HOLD = """
import sys, time
from pathlib import Path
from warehouse import db
con = db.connect(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(4)
con.close()
"""


def test_a_run_waits_for_a_process_that_has_the_file_open_for_long(home: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(home)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with RunLock(home, RunId("one")):
            assert holder.poll() is not None or locks(home)[0][0] == "one"


def test_a_file_that_stays_open_is_told_as_a_lock_with_who_holds_it(home: Path) -> None:
    lock = RunLock(home, RunId("one"))
    lock._give_up_busy_at = 0
    with subprocess.Popen([sys.executable, "-c", HOLD, str(home)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(RunLockedError, match=f"process {holder.pid} "):
            lock.__enter__()


def test_a_run_that_raises_ends_as_failed_with_the_reason(home: Path) -> None:
    with running(NewsPlan(home=home), "screen") as run:
        raise RuntimeError("the disk is full")
    assert run.state is RunState.FAILED
    con = db.connect(home)
    row = con.execute("SELECT state, note, published FROM runs").fetchone()
    con.close()
    assert row == ("Failed", "the disk is full", "")


def test_a_run_is_overtaken_by_one_of_its_flow_that_began_after_it_was_due(home: Path) -> None:
    due_at = datetime.now(UTC)
    with running(NewsPlan(home=home), "check_news") as run:
        pass
    assert overtaking(home, "check_news", due_at) == run.run_id
    assert overtaking(home, "check_news", datetime.now(UTC)) == ""
    assert overtaking(home, "recheck", due_at) == ""
    with running(NewsPlan(home=home), "screen"):
        raise RuntimeError("the disk is full")
    assert overtaking(home, "screen", due_at) == "", "a run that failed has not done the work"


def hold_from_elsewhere(home: Path, beat_at: datetime) -> None:
    con = db.connect(home)
    con.execute("DELETE FROM run_locks")
    con.execute("INSERT INTO run_locks VALUES ('news', 'old', 7, 'elsewhere', ?, ?)", [beat_at, beat_at])
    con.close()


def test_a_lock_dated_ahead_is_told_with_what_gives_it_back(home: Path) -> None:
    hold_from_elsewhere(home, datetime.now(UTC) + timedelta(days=3))
    with pytest.raises(RunLockedError, match=r"still to come.*copydesk unlock"):
        RunLock(home, RunId("new")).__enter__()


def test_a_lock_of_another_machine_that_stands_still_is_taken_over_whatever_its_clock_said(home: Path) -> None:
    beat_at = datetime.now(UTC) + timedelta(days=3)
    hold_from_elsewhere(home, beat_at)
    lock = RunLock(home, RunId("new"))
    lock._heard = (beat_at, time.monotonic() - STALE.total_seconds() - 1)
    with lock:
        assert "took over the lock of run old" in lock.notes[0]


def test_a_lock_of_another_machine_that_beats_is_not_taken_over_though_its_clock_is_wrong(home: Path) -> None:
    beat_at = datetime.now(UTC) + timedelta(days=3)
    hold_from_elsewhere(home, beat_at)
    lock = RunLock(home, RunId("new"))
    lock._heard = (beat_at - timedelta(seconds=15), time.monotonic() - STALE.total_seconds() - 1)
    with pytest.raises(RunLockedError, match="is going on"):
        lock.__enter__()
