"""Prefect servers that a killed run left behind: each takes 200 MB, and nobody else ends them."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from pathlib import Path

LOG = logging.getLogger("copydesk")
RUN = "NEWS_RUN_PROCESS"  # in the environment of a single run's server: the process that started it


def claim() -> None:
    """Say in the environment that the servers started from here on are ours."""
    os.environ[RUN] = str(os.getpid())


def end_strays(folder: Path) -> list[int]:
    """End the servers of single runs over Prefect's folder whose run is gone, and return their process numbers.

    Only Linux says what another process was started with; elsewhere none is found.
    """
    ended = []
    for process in sorted(Path("/proc").glob("[0-9]*")):
        with suppress(OSError):  # it has ended, or is somebody else's
            if _is_stray(process, folder):
                os.kill(int(process.name), signal.SIGTERM)
                ended.append(int(process.name))
    if ended:
        LOG.warning("ended %d Prefect servers that killed runs had left behind", len(ended))
    return ended


def _is_stray(process: Path, folder: Path) -> bool:
    """Say whether a process is a single run's server over this folder, and no longer that run's child."""
    told = dict(
        part.split("=", 1) for part in (process / "environ").read_text("utf-8", "replace").split("\0") if "=" in part
    )
    if told.get("PREFECT__SERVER_EPHEMERAL") != "1" or told.get("PREFECT_HOME") != str(folder) or RUN not in told:
        return False
    parent = (process / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
    return parent != told[RUN]
