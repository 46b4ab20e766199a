"""`copydesk serve` as the tests start it, and its operator: somebody who knows the secret."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from flows.secret import secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.newsstand import Newsstand

SERVICE_UNAVAILABLE = 503
PATIENCE = 420  # seconds on a busy machine: a server starts, a minute goes by, a run takes its time
OUTLETS = ("Corrick Courier", "Marsden Evening Post", "The Vale Ledger")  # none of their pages fails
DEPLOYMENTS = {"check-news", "recheck", "screen", "publish", "watchdog", "digest", "retention"}


class Operator(NamedTuple):
    """Who may call Prefect's API: by its address and the home's secret, with a CSRF token for each call."""

    home: Path
    address: str

    def call(self, method: str, what: str, body: object = None) -> httpx.Response:
        name, password = secret(self.home).split(":", 1)
        with httpx.Client(auth=(name, password), trust_env=False, timeout=20) as client:
            told = client.get(f"{self.address}/csrf-token", params={"client": "operator"}).raise_for_status().json()
            given = {"Prefect-Csrf-Token": told["token"], "Prefect-Csrf-Client": "operator"}
            return client.request(method, f"{self.address}/{what}", json=body, headers=given)

    def ask(self, what: str, **body: object) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call("POST", f"{what}/filter", body).raise_for_status().json()
        return found

    def start_run(self, name: str = "check-news") -> str:
        """Ask for a run now, as its button on Prefect's page does, once the deployments are there."""
        (deployment,) = self.wait("deployments", deployments={"name": {"any_": [name]}})
        asked, give_up_at = f"deployments/{deployment['id']}/create_flow_run", time.monotonic() + PATIENCE
        while True:
            made = self.call("POST", asked, {"state": {"type": "SCHEDULED"}})
            if made.status_code != SERVICE_UNAVAILABLE or time.monotonic() > give_up_at:
                break
            time.sleep(0.5)  # its database is busy: Prefect's own client tries again too
        return str(made.raise_for_status().json()["id"])

    def wait(self, what: str, count: int = 1, **body: object) -> list[dict[str, Any]]:
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            with suppress(httpx.HTTPError):
                if len(found := self.ask(what, **body)) >= count:
                    return found
            time.sleep(0.3)
        raise TimeoutError(f"no {what} like {body}")

    def wait_for(self, state: str) -> list[dict[str, Any]]:
        return self.wait("flow_runs", flow_runs={"state": {"type": {"any_": [state]}}})


@contextmanager
def serving(home: Path, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], Operator]]:
    """Run `copydesk serve` in a session of its own; it is stopped as a person stops it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "copydesk.cli", "serve", "--home", str(home), "--port", str(port), *words]
    with (
        (home / "serve.log").open("a") as log,
        subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True) as process,
    ):
        try:
            yield process, Operator(home, f"http://127.0.0.1:{port}/api")
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
