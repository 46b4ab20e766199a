from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from copydesk.doctor import look
from copydesk.status import Refusal, Status
from copydesk.unlocking import give_back
from warehouse import db

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path


def hold(home: Path, *, pid: int, host: str, beat_at: datetime) -> None:
    con = db.connect(home)
    con.execute("INSERT INTO run_locks VALUES ('news', 'old', ?, ?, ?, ?)", [pid, host, beat_at, beat_at])
    con.close()


def held(home: Path) -> int:
    con = db.connect(home)
    rows = con.execute("SELECT run_id FROM main.run_locks").fetchall()
    con.close()
    return len(rows)


def test_a_lock_that_another_machine_dated_ahead_is_given_back_with_a_warning(
    published: Path, copydesk: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    hold(published, pid=7, host="elsewhere", beat_at=datetime.now(UTC) + timedelta(days=3))
    finding = next(finding for finding in look(published) if finding.subject == "run lock")
    assert (finding.state, "copydesk unlock" in finding.remedy) == ("warn", True)
    done = copydesk("unlock", "--home", str(published))
    assert (done.returncode, held(published)) == (0, 0)
    assert "Should that run live, it publishes nothing" in done.stderr


def test_the_lock_of_a_run_that_is_alive_is_given_back_only_by_force(published: Path) -> None:
    hold(published, pid=os.getpid(), host=socket.gethostname(), beat_at=datetime.now(UTC))
    with pytest.raises(Refusal, match=r"seems to be going on .*--force") as refused:
        give_back(published, force=False)
    assert (refused.value.status, held(published)) == (Status.BROKEN, 1)
    assert give_back(published, force=True) is Status.FINE
    assert held(published) == 0


def test_where_nobody_holds_the_lock_there_is_nothing_to_give_back(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert give_back(published, force=False) is Status.FINE
    assert "No run holds the lock" in capsys.readouterr().out
