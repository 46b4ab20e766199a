"""`copydesk serve`: Prefect's server in a process of its own, and a runner that starts the flows by the clock."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.secret import FILE as SECRET_FILE
from flows.secret import proves, secret, stands_open
from flows.server import OPEN, SERVER_FILE, answers, noted_address, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOG = logging.getLogger("copydesk")
PLACES = 4  # flows in processes of their own: one runs, two may wait for it, and the watchdog has its place
STARTING = 180.0  # seconds for the server to answer on a busy machine


class ServerError(RuntimeError):
    """Prefect's server did not start; the message says where its log is."""


def keep(home: Path, *, news_cron: str, port: int) -> None:
    """Keep server and schedules until it is stopped."""
    with server(home, port) as address:
        LOG.info("Prefect's page: %s (it asks for the line in %s)", address[:-4], home / "prefect" / SECRET_FILE)
        from prefect import serve  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made

        from flows.deployments import deployments  # noqa: PLC0415

        serve(*deployments(news_cron=news_cron), pause_on_shutdown=False, print_starting_message=False, limit=PLACES)


@contextmanager
def server(home: Path, port: int) -> Iterator[str]:
    """Hold a server on loopback, or use the one that answers; yields the address of its API.

    Raises ServerError where the one that answers does so without a password, or knows another.
    """
    address = settle(home, quiet=False)
    if address:
        if stands_open(address):
            raise ServerError(OPEN.format(address=address))
        yield address
        return
    folder = (home / "prefect").resolve()
    address = f"http://127.0.0.1:{port}/api"
    for strange in {address, noted_address(home)} - {""}:
        if answers(strange):
            raise ServerError(f"The Prefect server at {strange} does not know this home's secret: stop it first.")
    command = [sys.executable, "-m", "flows.gate", str(port)]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own interpreter and words
    try:
        _wait(process, address, secret(home), folder / "server.log")
        os.environ["PREFECT_API_URL"] = address
        (folder / SERVER_FILE).write_text(address, encoding="utf-8")
        _close_left_runs()
        yield address
    finally:
        (folder / SERVER_FILE).unlink(missing_ok=True)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, known: str, log: Path) -> None:
    give_up_at = time.monotonic() + STARTING
    while not proves(address, known):
        if process.poll() is not None or time.monotonic() > give_up_at:
            raise ServerError(f"Prefect's server did not start at {address}: its log is {log}.")
        time.sleep(0.3)


def _close_left_runs() -> None:
    """Say of the runs that a killed server left as running that they crashed: nobody else will."""
    from prefect import get_client  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made
    from prefect.client.schemas.filters import FlowRunFilter  # noqa: PLC0415
    from prefect.states import Crashed  # noqa: PLC0415

    going_on = FlowRunFilter.model_validate({"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}})
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=going_on, limit=200):
            client.set_flow_run_state(run.id, Crashed(message="`copydesk serve` ended while this ran."), force=True)
