"""The stored web of 135 real pages, from their feeds to flags, by the command itself and with Prefect."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from asked_runs import AskedRuns, WebRuns, runs_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def stored_web(beside: Callable[[str], Path]) -> Iterator[tuple[Path, int]]:
    """The stored web, served on loopback: its folder and port."""
    web = beside("web")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]  # free on the other loopback addresses too
    command = [sys.executable, str(web / "serve.py"), str(web), str(port), "--seconds", "900"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert "serving" in server.stdout.readline()
        time.sleep(0.2)
        try:
            yield web, port
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def web_runs(stored_web: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory) -> WebRuns:
    folder, port = stored_web
    manifest = json.loads((folder / "manifest.dev.json").read_text("utf-8"))
    feeds = {name: f"http://{host['ip']}:{port}/{host['feed']}" for name, host in manifest["hosts"].items()}
    pages = {
        f"http://{page['local']['ip']}:{port}{page['local']['path'].partition('?')[0]}" for page in manifest["articles"]
    }
    return runs_over(tmp_path_factory.mktemp("web"), feeds, {port}, pages)


class TestStoredWeb(AskedRuns):
    """101 outlets, each on an address of its own."""
