"""Digests by the clock: the command sends them, in a process of its own, because the desk's rooms are no flow's."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 600  # seconds for all digests


def send_digests(home: Path) -> tuple[bool, str]:
    """Send every digest that the settings ask for; false, with the reason in words, where one was not sent."""
    command = [sys.executable, "-P", "-m", "copydesk.cli", "digest", "--send", "--home", str(home)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own command
    except subprocess.TimeoutExpired:
        return False, f"Digests were not sent within {PATIENCE} seconds."
    said = done.stderr.strip().splitlines()
    return done.returncode == 0, "; ".join(said) or "Every digest was sent."
