"""`copydesk serve`: Prefect's server, a schedule of one minute, and the run that it starts by itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
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
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with Newsstand(port=0) as stand:
        write_settings(home, stand)
        command = [sys.executable, "-m", "copydesk.cli", "serve", "--home", str(home), "--every", "* * * * *"]
        with (
            (home / "serve.log").open("w") as log,
            subprocess.Popen(
                [*command, "--port", str(port)], stdout=log, stderr=log, start_new_session=True
            ) as serving,
        ):
            try:
                yield home, f"http://127.0.0.1:{port}/api"
            finally:
                os.killpg(serving.pid, signal.SIGINT)
                try:
                    serving.wait(timeout=40)
                except subprocess.TimeoutExpired:
                    os.killpg(serving.pid, signal.SIGKILL)


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
