"""`copydesk serve`: Prefect's server in a process of its own, and a runner that starts the flows by the clock."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.server import SERVER_FILE, answers, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.plan import NewsPlan

LOG = logging.getLogger("copydesk")
STARTING = 180.0  # seconds for the server to answer on a busy machine


class ServerError(RuntimeError):
    """Prefect's server did not start; the message says where its log is."""


def keep(plan: NewsPlan, *, news_cron: str, port: int) -> None:
    """Keep server and schedules until it is stopped."""
    with server(plan.home, port) as address:
        LOG.info("Prefect's page: %s", address.removesuffix("/api"))
        from prefect import serve  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made

        from flows.deployments import deployments  # noqa: PLC0415

        serve(*deployments(plan, news_cron=news_cron), pause_on_shutdown=False, print_starting_message=False, limit=2)


@contextmanager
def server(home: Path, port: int) -> Iterator[str]:
    """Hold a server on loopback, or use the one that answers; yields the address of its API."""
    address = settle(home, quiet=False)
    if address:
        yield address
        return
    folder = (home / "prefect").resolve()
    address = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own interpreter and words
    try:
        _wait(process, address, folder / "server.log")
        os.environ["PREFECT_API_URL"] = address
        (folder / SERVER_FILE).write_text(address, encoding="utf-8")
        yield address
    finally:
        (folder / SERVER_FILE).unlink(missing_ok=True)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    give_up_at = time.monotonic() + STARTING
    while not answers(address):
        if process.poll() is not None or time.monotonic() > give_up_at:
            raise ServerError(f"Prefect's server did not start at {address}: its log is {log}.")
        time.sleep(0.3)
