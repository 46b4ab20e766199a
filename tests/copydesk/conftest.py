from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from warehouse import db
from warehouse.publish import publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def copydesk() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command itself, in a process of its own."""

    def call(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
        command = [sys.executable, "-m", "copydesk.cli", *words]
        return subprocess.run(command, input=given, capture_output=True, text=True, check=False, env=environment)

    return call


@pytest.fixture
def published(home: Path) -> Path:
    """A home folder with an empty warehouse and its first copy."""
    con = db.connect(home)
    publish(con, home)
    con.close()
    return home
