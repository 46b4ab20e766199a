from __future__ import annotations

import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from copydesk.demo import demo_plan
from copydesk.newsstand import Newsstand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.plan import NewsPlan


@pytest.fixture(scope="module")
def stand() -> Iterator[Newsstand]:
    with Newsstand(port=0) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory, stand: Newsstand) -> NewsPlan:
    chosen = demo_plan(tmp_path_factory.mktemp("demo") / "home", stand)
    patient = {
        "pace_seconds": 0,
        "read_timeout": 120,
        "connect_timeout": 120,
        "total_deadline": 240,
    }  # on a busy machine
    return chosen.model_copy(update={"fetch": {**chosen.fetch, **patient}, "workers": 1, "page_seconds": 240})


@pytest.fixture(scope="session")
def test_web(shared_data: Path) -> Iterator[tuple[Path, int]]:
    """The stored web of 135 real pages, served on loopback: its folder and port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]  # free on the other loopback addresses too
    command = [
        sys.executable,
        str(shared_data / "web" / "serve.py"),
        str(shared_data / "web"),
        str(port),
        "--seconds",
        "900",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert "serving" in server.stdout.readline()
        time.sleep(0.2)
        try:
            yield shared_data / "web", port
        finally:
            server.terminate()
