"""Numbered, read-only copies of the warehouse for everybody who does not write.

A path is never used twice, because an open process goes on seeing the old file; `published/current` names the newest.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 5  # copies that stay, so that a reader of an older one can open it once more
PATIENCE = 30.0  # seconds to wait for another thread's transaction
NAME = re.compile(r"warehouse-(\d{6})\.duckdb")


class NotPublishedError(RuntimeError):
    """There is no published copy to read; the message says what to run."""


def publish(con: duckdb.DuckDBPyConnection, home: Path) -> str:
    """Copy the warehouse that `con` writes to a new numbered file that `current` names, and return its name."""
    folder = home / "published"
    folder.mkdir(parents=True, exist_ok=True)
    numbers = sorted(number for number, _ in _copies(folder))
    name = f"warehouse-{(numbers[-1] if numbers else 0) + 1:06d}.duckdb"
    _checkpoint(con)
    source = con.execute("SELECT path FROM duckdb_databases() WHERE NOT internal AND path IS NOT NULL").fetchone()
    if source is None:
        raise RuntimeError("A warehouse in memory cannot be published: open one with connect(home).")
    _place(folder, name, Path(source[0]), _counts(con))
    pointer = folder / "current.new"
    pointer.write_text(name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(folder / "current")
    _sync(folder)
    for _, old in sorted(_copies(folder))[:-KEPT]:
        old.unlink(missing_ok=True)
    return name


def _checkpoint(con: duckdb.DuckDBPyConnection) -> None:
    """Write the log into the file, as soon as no other thread writes: the run lock's heartbeat is one."""
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            con.execute("CHECKPOINT")
        except duckdb.TransactionException:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.02)
        else:
            return


def published_path(home: Path) -> Path:
    """Return the path of the newest published copy."""
    pointer = home / "published" / "current"
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError:
        message = f"Nothing is published in {home} yet. Run `copydesk run` first, or name another folder with --home."
        raise NotPublishedError(message) from None
    if not NAME.fullmatch(name) or not (pointer.parent / name).is_file():
        raise NotPublishedError(f"{pointer} names {name!r}, which is not there. Run `copydesk run` to publish anew.")
    return pointer.parent / name


def open_published(home: Path) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to the newest published copy, with no access to any other file."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    con = duckdb.connect(str(published_path(home)), read_only=True, config=config)
    con.execute("SET TimeZone = 'UTC'")
    return con


def _copies(folder: Path) -> Iterator[tuple[int, Path]]:
    for path in folder.iterdir():
        match = NAME.fullmatch(path.name)
        if match:
            yield int(match[1]), path


def _counts(con: duckdb.DuckDBPyConnection) -> list[tuple[int, ...]]:
    query = " UNION ALL ".join(
        f"SELECT count(*) FROM main.{table}" for table in ("articles", "claims", "flags", "runs")
    )
    return con.execute(query).fetchall()


def _place(folder: Path, name: str, source: Path, counts: list[tuple[int, ...]]) -> None:
    """Copy under a temporary name, read it back, make it durable, then rename.

    The run that publishes holds the lock, and the copy that may once take the warehouse's place must not.
    """
    copy = folder / f"{name}.new"
    shutil.copyfile(source, copy)
    with duckdb.connect(str(copy)) as written:
        if _counts(written) != counts:
            raise RuntimeError(f"{copy} does not hold what the warehouse holds: is another process writing {source}?")
        written.execute("DELETE FROM main.run_locks")
    _sync(copy)
    copy.replace(folder / name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
