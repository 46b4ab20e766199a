"""How `copydesk run` ends, by its exit status, its words, and the state that a kept server of Prefect has of it."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from flows.lock import RunLock
from warehouse import db
from warehouse.publish import open_published, published_path
from warehouse.records import RunId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLEAN = "The library will open on Monday, its director, Bettina Rask, said.\n"
COPYDESK = [sys.executable, "-m", "copydesk.cli"]


SERVER = """
import sys
from pathlib import Path
from flows.keeping import server
with server(Path(sys.argv[1]), int(sys.argv[2])):
    print("it answers", flush=True)
    input()
"""


@pytest.fixture(scope="module")
def desk_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder whose server is kept, with no schedule that could come between."""
    home = tmp_path_factory.mktemp("endings") / "home"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVER, str(home), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=alone()) as server:
        assert server.stdout
        assert server.stdout.readline() == "it answers\n"
        yield home
        server.communicate("\n", timeout=60)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts")
    for number in range(2):
        (folder / f"clean-{number}.txt").write_text(CLEAN.replace("Monday", f"Monday, {number + 2} March"), "utf-8")
        (folder / f"damaged-{number}.docx").write_bytes(b"PK not a document")
    return folder


def copydesk(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*COPYDESK, *words, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=alone())


def alone() -> dict[str, str]:
    """Return the environment without what a run in this process has said to Prefect: it names another home."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}


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


def test_without_a_kept_server_a_run_goes_without_prefect(tmp_path: Path, drafts: Path) -> None:
    run = copydesk(tmp_path / "home", "run", str(drafts))
    assert (run.returncode, run.stdout.split()[0]) == (3, "CompletedWithFailures"), run.stderr
    assert not (tmp_path / "home" / "prefect" / "prefect.db").exists()
    con = open_published(tmp_path / "home")
    assert con.execute("SELECT count(*) FROM v1.articles").fetchone() == (2,)
    assert con.execute("SELECT count(*) > 0 FROM v1.validations").fetchone() == (True,)
    con.close()
