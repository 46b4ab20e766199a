"""How `copydesk run` ends, by its exit status, its words, and the state that Prefect keeps of it."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.lock import RunLock
from flows.strays import RUN, end_strays
from warehouse import db
from warehouse.publish import open_published, published_path
from warehouse.records import RunId

CLEAN = "The library will open on Monday, its director, Bettina Rask, said.\n"
COPYDESK = [sys.executable, "-m", "copydesk.cli"]


@pytest.fixture(scope="module")
def desk_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("endings") / "home"


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts")
    for number in range(2):
        (folder / f"clean-{number}.txt").write_text(CLEAN.replace("Monday", f"Monday, {number + 2} March"), "utf-8")
        (folder / f"damaged-{number}.docx").write_bytes(b"PK not a document")
    return folder


def copydesk(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*COPYDESK, *words, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def asked(home: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "prefect" / "prefect.db")) as record:
        return record.execute(query).fetchall()


LAST_STATE = "SELECT state_name, state_type FROM flow_run ORDER BY created DESC LIMIT 1"


@pytest.mark.prefect
@pytest.mark.timeout(900)
class TestEndings:
    def test_half_of_the_pages_failing_is_told_with_their_names_and_status_three(
        self, desk_home: Path, drafts: Path
    ) -> None:
        run = copydesk(desk_home, "run", str(drafts))
        assert (run.returncode, run.stdout.split()[0]) == (3, "CompletedWithFailures"), run.stderr
        assert "2 pages fetched" in run.stdout
        assert "copydesk dead list" in run.stdout
        listed = copydesk(desk_home, "dead", "list", "--json").stdout
        assert "damaged-0.docx" in listed
        assert "damaged-1.docx" in listed
        assert asked(desk_home, LAST_STATE) == [("CompletedWithFailures", "COMPLETED")]
        summaries = asked(desk_home, "SELECT data FROM artifact WHERE key = 'check-news-summary'")
        assert "| failed | 2 |" in str(summaries[0][0])
        con = open_published(desk_home)
        assert con.execute("SELECT count(*) FROM v1.articles").fetchone() == (2,)
        con.close()

    def test_a_run_that_finds_another_going_on_says_which_and_is_skipped(self, desk_home: Path, drafts: Path) -> None:
        with RunLock(desk_home, RunId("first")):
            run = copydesk(desk_home, "run", str(drafts))
        assert run.returncode == 4
        assert f"Run first is going on (process {os.getpid()} on {socket.gethostname()}" in run.stderr
        assert asked(desk_home, LAST_STATE) == [("Skipped", "CANCELLED")]

    def test_a_broken_gate_is_told_with_status_four_and_publishes_nothing(self, desk_home: Path, drafts: Path) -> None:
        before = published_path(desk_home)
        con = db.connect(desk_home)
        con.execute("UPDATE main.sentences SET text = 'other words' WHERE position = 0")
        con.execute("DELETE FROM main.judged")
        con.close()
        run = copydesk(desk_home, "run", str(drafts))
        assert (run.returncode, run.stdout.split()[0]) == (4, "Failed")
        assert "Nothing is published, because the data is broken" in run.stdout
        assert published_path(desk_home) == before
        assert asked(desk_home, LAST_STATE) == [("Failed", "FAILED")]

    def test_what_prefect_keeps_of_a_run_is_forgotten_after_a_month(self, desk_home: Path, drafts: Path) -> None:
        long_ago = datetime.now(UTC) - timedelta(days=31)
        with closing(sqlite3.connect(desk_home / "prefect" / "prefect.db")) as record, record:
            count = record.execute("UPDATE flow_run SET end_time = ?", [long_ago.strftime("%F %T.000000")]).rowcount
        assert count == 3
        copydesk(desk_home, "run", str(drafts))
        assert asked(desk_home, "SELECT count(*) FROM flow_run") == [(1,)]

    @pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux tells of other processes")
    def test_the_server_of_a_run_that_was_killed_is_ended_by_the_next(self, desk_home: Path) -> None:
        folder = desk_home / "prefect"
        told = {**os.environ, "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT_HOME": str(folder)}
        wait = [sys.executable, "-c", "input()"]
        with (
            subprocess.Popen(wait, stdin=subprocess.PIPE, env={**told, RUN: str(os.getpid())}) as ours,
            subprocess.Popen(wait, stdin=subprocess.PIPE, env={**told, RUN: "999999"}) as left,
            subprocess.Popen(wait, stdin=subprocess.PIPE, env={**told, RUN: "1", "PREFECT_HOME": "/x"}) as other,
        ):
            time.sleep(0.5)  # until each has become the program that it runs
            assert end_strays(folder) == [left.pid]
            assert left.wait(30) < 0
            assert (ours.poll(), other.poll()) == (None, None)
            for process in (ours, other):
                with suppress(BrokenPipeError):
                    process.communicate(b"\n", timeout=30)

    def test_a_run_whose_server_does_not_start_in_time_goes_without_it(self, tmp_path: Path, drafts: Path) -> None:
        impatient = {**os.environ, "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "1"}
        command = [*COPYDESK, "run", str(drafts), "--home", str(tmp_path / "home")]
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=impatient)
        assert (run.returncode, run.stdout.split()[0]) == (3, "CompletedWithFailures"), run.stderr
        assert "Prefect's server did not start in time" in run.stderr
        con = open_published(tmp_path / "home")
        assert con.execute("SELECT count(*) FROM v1.articles").fetchone() == (2,)
        con.close()


def test_a_page_that_a_person_names_is_read_without_a_server_where_none_is_kept(tmp_path: Path, drafts: Path) -> None:
    run = copydesk(tmp_path / "home", "run", str(drafts / "clean-0.txt"))
    assert (run.returncode, run.stdout.split()[0]) == (0, "Completed"), run.stderr
    assert not (tmp_path / "home" / "prefect" / "prefect.db").exists()
    con = open_published(tmp_path / "home")
    assert con.execute("SELECT count(*) FROM v1.articles").fetchone() == (1,)
    assert con.execute("SELECT count(*) > 0 FROM v1.validations").fetchone() == (True,)
    con.close()
