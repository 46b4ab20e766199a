"""`copydesk serve`: Prefect's server, a schedule of one minute, and the run that it starts by itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import httpx
import pytest
from served import DEPLOYMENTS, PATIENCE, Operator, serving, write_settings

from copydesk.newsstand import Newsstand
from copydesk.status import Status
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    home = tmp_path_factory.mktemp("served")
    with Newsstand(port=0) as stand:
        write_settings(home, stand)
        with serving(home, "--every", "* * * * *") as (_, operator):
            yield operator


def finished_run(home: Path) -> dict[str, Any] | None:
    try:
        con = open_published(home)
    except NotPublishedError:
        return None
    try:
        first = "FROM v1.runs WHERE finished_at IS NOT NULL AND flow = 'check_news' ORDER BY started_at LIMIT 1"
        cursor = con.execute(f"SELECT * {first}")
        row = cursor.fetchone()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True)) if row else None
    finally:
        con.close()


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
def test_a_scheduled_run_ends_completed_with_its_row_and_its_summary(served: Operator) -> None:
    home = served.home
    give_up_at = time.monotonic() + PATIENCE
    while not (run := finished_run(home)) and time.monotonic() < give_up_at:
        time.sleep(1)
    assert run, (home / "serve.log").read_text("utf-8")[-3000:]
    assert (run["state"], run["articles"], run["failed"]) == ("Completed", 13, 0)
    while not (ended := completed(served)) and time.monotonic() < give_up_at:
        time.sleep(0.5)
    assert "auto-scheduled" in ended[0]["tags"]
    summaries = served.ask("artifacts", artifacts={"key": {"any_": ["check-news-summary"]}})
    assert any("| articles new | 13 |" in one["data"] for one in summaries), "the first of those that ended meanwhile"
    names = {deployment["name"] for deployment in served.ask("deployments")}
    assert names == DEPLOYMENTS


def completed(served: Operator) -> list[dict[str, Any]]:
    runs = served.ask("flow_runs", flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}})
    return [run for run in runs if run["name"] and "news" in run["tags"]]


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
def test_a_server_that_was_killed_in_the_middle_of_a_run_runs_again(tmp_path: Path) -> None:
    with Newsstand(port=0) as stand:
        write_settings(tmp_path, stand)
        with serving(tmp_path) as (process, operator):
            operator.start_run()
            operator.wait_for("RUNNING")
            kill_session(process.pid)
        with serving(tmp_path) as (_, operator):
            operator.start_run()
            operator.wait_for("COMPLETED")
            assert operator.wait_for("CRASHED")[0]["name"]
    con = open_published(tmp_path)
    states = con.execute("SELECT state FROM v1.runs WHERE flow = 'check_news' ORDER BY started_at").fetchall()
    con.close()
    assert states[-1] == ("Completed",)


def kill_session(session: int) -> None:
    """Kill every process of a session: server, runner and flows, as a power cut does."""
    listed = subprocess.run(["ps", "-eo", "pid=,sid="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, sid = line.split()
        if int(sid) == session:
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


def own_server(parent: int) -> int:
    """The process number of the Prefect server that a `copydesk serve` keeps, 0 where there is none."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return next((int(pid) for pid, ppid, args in rows if int(ppid) == parent and "flows.gate" in args), 0)


def wait_until(found: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < give_up_at
        time.sleep(0.2)


def runs(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text("utf-8").rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
def test_a_server_that_is_killed_under_serve_is_started_again_at_once(tmp_path: Path) -> None:
    with Newsstand(port=0) as stand:
        write_settings(tmp_path, stand)
        with serving(tmp_path) as (process, operator):
            operator.wait("deployments", len(DEPLOYMENTS))
            killed = own_server(process.pid)
            os.kill(killed, signal.SIGKILL)
            wait_until(lambda: own_server(process.pid) not in {0, killed})
            operator.start_run()
            operator.wait_for("COMPLETED")
        assert "ended with status -9" in (tmp_path / "serve.log").read_text("utf-8")


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of other processes")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_a_serve_that_ends_while_it_starts_leaves_no_server(tmp_path: Path, ending: signal.Signals) -> None:
    with Newsstand(port=0) as stand:
        write_settings(tmp_path, stand)
        with serving(tmp_path) as (process, _):
            wait_until(lambda: own_server(process.pid) or process.poll() is not None)
            left = own_server(process.pid)
            os.kill(process.pid, ending)
            wait_until(lambda: process.poll() is not None)
            wait_until(lambda: not runs(left))
            assert left


@pytest.mark.prefect
def test_the_page_of_a_served_port_asks_that_port(served: Operator) -> None:
    told = httpx.get(f"{served.address[:-4]}/ui-settings", trust_env=False).raise_for_status().json()
    assert urljoin(served.address, told["api_url"]) == served.address


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "a"\nfeeds = ["http://127.0.0.1:9/feed"]\n', "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "copydesk.cli", "serve", "--home", str(tmp_path), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == Status.BROKEN
    assert f"127.0.0.1:{port} cannot be used (Address already in use): name another port" in done.stderr
