"""`copydesk serve`: Prefect's server, a schedule of one minute, and the run that it starts by itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from copydesk.newsstand import Newsstand
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 420  # seconds on a busy machine: a server starts, a minute goes by, a run takes its time
OUTLETS = ("Corrick Courier", "Marsden Evening Post", "The Vale Ledger")  # none of their pages fails


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    home = tmp_path_factory.mktemp("served")
    with Newsstand(port=0) as stand:
        write_settings(home, stand)
        with serving(home, "--every", "* * * * *") as (_, address):
            yield home, address


@contextmanager
def serving(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run `copydesk serve` in a session of its own; it is stopped as a person stops it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "copydesk.cli", "serve", "--home", str(home), "--port", str(port), *words]
    with (
        (home / "serve.log").open("a") as log,
        subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        try:
            yield process, f"http://127.0.0.1:{port}/api"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def write_settings(home: Path, stand: Newsstand) -> None:
    feeds = {name: feed for name, feed in stand.feeds().items() if name in OUTLETS}
    (home / "sources.toml").write_text(
        "\n".join(
            f'[[source]]\nname = "{name}"\noutlet = "{name}"\nfeeds = ["{feed}"]\n' for name, feed in feeds.items()
        ),
        "utf-8",
    )
    ports = sorted({host.server_address[1] for host in stand.hosts})
    settings = f'workers = 1\n[fetch]\nallowed_networks = ["127.0.0.0/8"]\nallowed_ports = {ports}\npace_seconds = 0\n'
    (home / "copydesk.toml").write_text(settings, "utf-8")


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


def ask(address: str, what: str, **body: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.post(f"{address}/{what}/filter", json=body, trust_env=False, timeout=20).json()
    return found


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
def test_a_scheduled_run_ends_completed_with_its_row_and_its_summary(served: tuple[Path, str]) -> None:
    home, address = served
    give_up_at = time.monotonic() + PATIENCE
    while not (run := finished_run(home)) and time.monotonic() < give_up_at:
        time.sleep(1)
    assert run, (home / "serve.log").read_text("utf-8")[-3000:]
    assert (run["state"], run["articles"], run["failed"]) == ("Completed", 12, 0)
    while not (ended := completed(address)) and time.monotonic() < give_up_at:
        time.sleep(0.5)
    assert "auto-scheduled" in ended[0]["tags"]
    summaries = ask(address, "artifacts", artifacts={"key": {"any_": ["check-news-summary"]}})
    assert any("| articles new | 12 |" in one["data"] for one in summaries), "the first of those that ended meanwhile"
    names = {deployment["name"] for deployment in ask(address, "deployments")}
    assert names == {"check-news", "recheck", "screen", "publish", "watchdog", "retention"}


def completed(address: str) -> list[dict[str, Any]]:
    runs = ask(address, "flow_runs", flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}})
    return [run for run in runs if run["name"] and "news" in run["tags"]]


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
def test_a_server_that_was_killed_in_the_middle_of_a_run_runs_again(tmp_path: Path) -> None:
    with Newsstand(port=0) as stand:
        write_settings(tmp_path, stand)
        with serving(tmp_path) as (process, address):
            start_run(address)
            wait_for(address, "RUNNING")
            kill_session(process.pid)
        with serving(tmp_path) as (_, address):
            start_run(address)
            wait_for(address, "COMPLETED")
            assert wait_for(address, "CRASHED")[0]["name"]
    con = open_published(tmp_path)
    states = con.execute("SELECT state FROM v1.runs WHERE flow = 'check_news' ORDER BY started_at").fetchall()
    con.close()
    assert states[-1] == ("Completed",)


def start_run(address: str) -> None:
    """Ask for a run of check_news now, as its button on Prefect's page does, once the deployments are there."""
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        with suppress(httpx.HTTPError):
            for deployment in ask(address, "deployments", deployments={"name": {"any_": ["check-news"]}}):
                url = f"{address}/deployments/{deployment['id']}/create_flow_run"
                httpx.post(url, json={"state": {"type": "SCHEDULED"}}, trust_env=False, timeout=20).raise_for_status()
                return
        time.sleep(0.5)
    raise TimeoutError("the deployments are not there")


def wait_for(address: str, state: str) -> list[dict[str, Any]]:
    give_up_at = time.monotonic() + PATIENCE
    while time.monotonic() < give_up_at:
        with suppress(httpx.HTTPError):
            if found := ask(address, "flow_runs", flow_runs={"state": {"type": {"any_": [state]}}}):
                return found
        time.sleep(0.3)
    raise TimeoutError(f"no run is {state}")


def kill_session(session: int) -> None:
    """Kill every process of a session: server, runner and flows, as a power cut does."""
    listed = subprocess.run(["ps", "-eo", "pid=,sid="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        pid, sid = line.split()
        if int(sid) == session:
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)
