"""A home folder that only its user can enter; in it secrets, made once, and folders for what memory does not hold."""

from __future__ import annotations

import os
import shutil
import stat
import time
from contextlib import suppress
from socket import gethostname
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STAYS = 7 * 86_400  # seconds after which what another machine left in a folder that both see is nobody's


def private(home: Path) -> None:
    """Make a home folder where there is none, and shut out everybody but its user: it holds drafts and decisions."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode & 0o077:
        with suppress(PermissionError):  # somebody else's folder: `copydesk doctor` says so
            home.chmod(mode & 0o700)


def spill_folder(home: Path, name: str) -> str:
    """Return where a connection puts what memory does not hold; DuckDB makes and removes it, and it serves one process.

    Two that share one, as readers of one file do by themselves, overwrite each other's. What killed ones left goes.
    """
    host, folder = gethostname(), home / "spill"
    with suppress(OSError, ValueError):  # a home that we may not write in: only what is too large for memory fails
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.iterdir():
            here, _, pid = left.name.rpartition(":")[0].rpartition(":")
            if not _runs(int(pid)) if here == host else time.time() - left.stat().st_mtime > STAYS:
                shutil.rmtree(left, ignore_errors=True)
    return str(folder / f"{host}:{os.getpid()}:{name}")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as fault:
        return not isinstance(fault, ProcessLookupError)  # somebody else's may not be asked
    return True


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Return the line that a file keeps, made by `make` where there is none yet: whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        return path.read_text("ascii").strip()
    fresh = path.with_name(f"{path.name}-{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{make()}\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was faster: its secret counts
        os.link(fresh, path)
    fresh.unlink()
    return path.read_text("ascii").strip()
