"""`copydesk serve`: Prefect's server in a process of its own, and a runner that starts the flows by the clock."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from flows.ports import taken
from flows.secret import FILE as SECRET_FILE
from flows.secret import proves, secret, stands_open
from flows.server import OPEN, SERVER_FILE, answers, noted_address, settle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LOG = logging.getLogger("copydesk")
PLACES = 4  # flows in processes of their own: one runs, two may wait for it, and the watchdog has its place
STARTING = 180.0  # seconds for the server to answer on a busy machine
TRIES, QUICKLY = 5, 30.0  # a server that ended so often, after so many seconds each, will not stay


class ServerError(RuntimeError):
    """Prefect's server did not start, or does not stay; the message says why, or where its log is."""


def keep(home: Path, *, news_cron: str, port: int) -> None:
    """Keep server and schedules until it is stopped; raises ServerError where no server can be kept."""
    signal.signal(signal.SIGTERM, _stop)
    with server(home, port) as kept:
        LOG.info("Prefect's page: %s (it asks for the line in %s)", kept.address[:-4], home / "prefect" / SECRET_FILE)
        serve_on(kept, news_cron)


def serve_on(kept: Kept, news_cron: str) -> None:
    """Run the flows by the clock; again where the server ended while the runner started, which gives up then."""
    from prefect import serve  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made

    from flows.deployments import deployments  # noqa: PLC0415

    while True:
        begun = kept.starts
        signal.signal(signal.SIGTERM, _stop)  # until Prefect's runner has a handler of its own: no server must be left
        try:
            serve(
                *deployments(news_cron=news_cron), pause_on_shutdown=False, print_starting_message=False, limit=PLACES
            )
        except SystemExit:
            if not kept.fault:
                raise
        except Exception as fault:  # whatever Prefect makes of a server that is gone
            if not kept.fault and not kept.has_ended_since(begun):
                raise
            LOG.error("Prefect's runner ended with its server (%s): it starts again.", fault)  # noqa: TRY400 - Prefect's own
            kept.wait()
            continue
        if kept.fault:
            raise ServerError(kept.fault)
        return


def _stop(*_: object) -> NoReturn:
    sys.exit(0)


class Kept:
    """A server that is kept: one that ends without being told to is started again."""

    def __init__(self, address: str, command: Sequence[str] = (), log: Path | None = None) -> None:
        """Name a server that answers already, or prepare one of our own."""
        self.address, self.fault, self.starts = address, "", 0
        self._command, self._log, self._known = list(command), log, ""
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._restart, name="watch over Prefect's server", daemon=True)

    def start(self, known: str) -> None:
        """Start the server and wait until it answers; raises ServerError with where its log is."""
        self._known = known
        self._open()
        self.wait()
        self._watch.start()

    def wait(self) -> None:
        """Wait until the server answers; raises ServerError where it does not, or does not stay."""
        give_up_at = time.monotonic() + STARTING
        while not proves(self.address, self._known):
            is_left = self._process is None or (self._process.poll() is not None and not self._watch.is_alive())
            if self.fault or is_left or time.monotonic() > give_up_at:
                raise ServerError(
                    self.fault or f"Prefect's server did not start at {self.address}: its log is {self._log}."
                )
            time.sleep(0.3)

    def has_ended_since(self, begun: int) -> bool:
        """Whether our own server ended since it had started so many times."""
        return self._process is not None and (self.starts > begun or not answers(self.address))

    def end(self) -> None:
        """End the server."""
        self._ending.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()

    def _open(self) -> None:
        """Start its process; it ends when its standard input does, so that it does not outlive ours."""
        assert self._log  # noqa: S101 - it is our own
        with self._log.open("ab") as log:
            self.starts += 1
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603 - our own interpreter and words

    def _restart(self) -> None:
        """Start it again whenever it has ended by itself; where it ends at once again and again, give up."""
        began = deque([time.monotonic()], maxlen=TRIES)
        while self._process:
            status = self._process.wait()
            if self._ending.is_set():
                return
            if self._process.stdin:
                self._process.stdin.close()
            told = f"Prefect's server ended with status {status}: its log is {self._log}."
            if len(began) == TRIES and time.monotonic() - began[0] < TRIES * QUICKLY:
                self.fault = f"{told} It was started {TRIES} times in a row."
                os.kill(os.getpid(), signal.SIGTERM)
                return
            LOG.error("%s It is started again.", told)
            began.append(time.monotonic())
            self._open()


@contextmanager
def server(home: Path, port: int) -> Iterator[Kept]:
    """Hold a server on loopback, or use the one that answers.

    Raises ServerError where the one that answers does so without a password, or knows another, or the port is taken.
    """
    address = settle(home, quiet=False)
    if address:
        if stands_open(address):
            raise ServerError(OPEN.format(address=address))
        yield Kept(address)
        return
    folder = (home / "prefect").resolve()
    address = f"http://127.0.0.1:{port}/api"
    for strange in {address, noted_address(home)} - {""}:
        if answers(strange):
            raise ServerError(f"The Prefect server at {strange} does not know this home's secret: stop it first.")
    if fault := taken("127.0.0.1", port):
        raise ServerError(fault)
    kept = Kept(address, [sys.executable, "-m", "flows.gate", str(port)], folder / "server.log")
    try:
        kept.start(secret(home))
        os.environ["PREFECT_API_URL"] = address
        (folder / SERVER_FILE).write_text(address, encoding="utf-8")
        _close_left_runs()
        yield kept
    finally:
        (folder / SERVER_FILE).unlink(missing_ok=True)
        kept.end()


def _close_left_runs() -> None:
    """Say of the runs that a killed server left as running that they crashed: nobody else will."""
    from prefect import get_client  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made
    from prefect.client.schemas.filters import FlowRunFilter  # noqa: PLC0415
    from prefect.states import Crashed  # noqa: PLC0415

    going_on = FlowRunFilter.model_validate({"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}})
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=going_on, limit=200):
            client.set_flow_run_state(run.id, Crashed(message="`copydesk serve` ended while this ran."), force=True)
