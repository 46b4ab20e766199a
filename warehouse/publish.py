"""What everybody reads who does not write: numbered, read-only copies of a file, or snapshots of a lake.

A path is never used twice, because an open process goes on seeing the old file; `published/current` names the newest.
A lake keeps what was: its published snapshots are marked, and readers attach the newest.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse import db, lake
from warehouse.kept import spill_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 5  # copies that stay, so that a reader of an older one can open it once more
ROOM = 1_000_000_000  # bytes that older ones may take: who has one open goes on reading it when it is gone
PATIENCE = 30.0  # seconds to wait for another thread's transaction
LOOKING = threading.Lock()
LOOKERS: dict[tuple[int, lake.Lake], duckdb.DuckDBPyConnection] = {}  # of this process: to attach takes .1 s
NAME = re.compile(r"warehouse-(\d{6})\.duckdb")


class NotPublishedError(RuntimeError):
    """There is no published copy to read; the message says what to run."""


def publish(con: duckdb.DuckDBPyConnection, home: Path) -> str:
    """Publish what `con` writes, and return the name: of a new file that `current` names, or of a snapshot."""
    if lake.is_lake(con):
        return db.whole(lambda: _marked(con))
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
    _drop_old(folder)
    return name


def _marked(con: duckdb.DuckDBPyConnection) -> str:
    with db.transaction(con):
        lake.mark(con)
    return lake.SNAPSHOT.format(lake.published(con)[0])


def standing_copy(con: duckdb.DuckDBPyConnection, home: Path) -> str:
    """Return the name of what was published last where it lacks nothing that is stored, else ""; notes the look."""
    try:
        name = published_name(home)
    except NotPublishedError:
        return ""
    for statement in (files("warehouse") / "unpublished.sql").read_text("utf-8").split(";\n"):
        if con.execute(statement).fetchone():
            return ""
    if not lake.is_lake(con):
        os.utime(home / "published" / "current")
    return name


def _drop_old(folder: Path) -> None:
    taken = 0
    for age, (_, path) in enumerate(sorted(_copies(folder), reverse=True)):
        taken += path.stat().st_size
        if age >= KEPT or (age and taken > ROOM):
            path.unlink(missing_ok=True)


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


def published_name(home: Path) -> str:
    """Return what was published last; raises NotPublishedError, or LakeError where a lake does not answer."""
    stands = lake.lake_of(home)
    return lake.SNAPSHOT.format(_snapshots(stands)[0]) if stands else published_path(home).name


def published_at(home: Path) -> datetime:
    """Return when it was published."""
    stands = lake.lake_of(home)
    if stands is None:
        return datetime.fromtimestamp(published_path(home).with_name("current").stat().st_mtime, UTC)
    with _looking(stands) as con:
        return lake.published_times(con)[0]


def published_bytes(home: Path, name: str) -> int:
    """Return about how large it is."""
    stands = lake.lake_of(home)
    if stands is None:
        return (home / "published" / name).stat().st_size
    with _looking(stands) as con:
        return lake.size(con)


def open_published(home: Path, name: str = "", *, writing_files: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a read-only connection to what was published last; no other file may be opened but by `writing_files`.

    Raises NotPublishedError where nothing was, or where it is no longer the one that is named.
    """
    stands = lake.lake_of(home)
    if stands:
        numbers = _snapshots(stands)
        number = next((one for one in numbers if name in ("", lake.SNAPSHOT.format(one))), None)
        if number is None:
            raise NotPublishedError(f"{name} is not kept any more.")
        con = stands.attach(snapshot=number, reading=True)
        if not writing_files:
            lake.shut(con, stands)
        return con
    path = published_path(home)
    if name not in ("", path.name):
        raise NotPublishedError(f"{name} is not the newest copy any more.")
    config = lake.ALONE | {"temp_directory": spill_folder(home, path.stem)}
    con = duckdb.connect(str(path), read_only=True, config=config)
    con.execute("SET TimeZone = 'UTC'")
    if not writing_files:
        con.execute("SET enable_external_access = false")
    return con


def copied(home: Path, path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a file that holds what was published last, to be changed at will."""
    if stands := lake.lake_of(home):
        con = stands.attach(snapshot=_snapshots(stands)[0], reading=True)
        con.execute(f"ATTACH '{path}' AS copied")
        con.execute(f"COPY FROM DATABASE {lake.NAME} TO copied")
        con.close()
    else:
        shutil.copyfile(published_path(home), path)
    return duckdb.connect(str(path))


def _snapshots(stands: lake.Lake) -> list[int]:
    """Return the numbers of the lake's published snapshots, newest first; raises NotPublishedError where none is."""
    with _looking(stands) as con:
        numbers = lake.published(con)
    if not numbers:
        raise NotPublishedError(f"Nothing is published in {stands.shown} yet. Run `copydesk run` first.")
    return numbers


@contextmanager
def _looking(stands: lake.Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hold a connection that looks at what is published; the next look uses it again, as long as it works."""
    key = (os.getpid(), stands)
    with LOOKING:
        con = LOOKERS.get(key) or stands.attach(reading=True)
        try:
            LOOKERS[key] = con
            yield con
        except BaseException as fault:
            LOOKERS.pop(key).close()
            if isinstance(fault, duckdb.Error):
                raise lake.LakeError(f"{stands.shown} does not answer: {lake.line(fault)}") from fault
            raise


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
    copy.with_name(f"{copy.name}.wal").unlink(missing_ok=True)  # of a killed process: it would be played into this copy
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
