"""What DuckDB's errors about a file mean: somebody else has it open, it is damaged, or the disk is full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb

from warehouse import lake

if TYPE_CHECKING:
    from pathlib import Path

HELD = re.compile(r"set lock on file|already attached")  # the second while another thread of ours is closing the file
DAMAGED = re.compile(
    r"Corrupt database|not a valid DuckDB database|Could not read enough bytes|does not match stored checksum"
    r"|Serialization Error|INTERNAL Error|database has been invalidated"
)
FULL = re.compile(r"No space left on device|Disk quota exceeded|database or disk is full")  # the last is SQLite's
RECOVERY = "docs/operators.md, When something is wrong, says how the newest published copy takes its place."
ROOM = "The disk is full: make room (`keep_days`, old exports) or move the home folder, and run again. Nothing is lost."


class WarehouseBusyError(RuntimeError):
    """Another process holds the warehouse; the message says which, and what to read instead."""


class WarehouseDamagedError(RuntimeError):
    """The warehouse's file cannot be read any more; the message says what DuckDB found, and what takes its place."""


def is_held(error: duckdb.Error) -> bool:
    """Say whether the file is only open elsewhere, so that it is worth to wait."""
    return isinstance(error, duckdb.IOException | duckdb.BinderException) and bool(HELD.search(str(error)))


def is_damage(error: duckdb.Error) -> bool:
    """Say whether an error means that the file does not hold any more what was written to it."""
    return bool(DAMAGED.search(str(error))) and not FULL.search(str(error))


def damaged(path: Path | str, error: Exception) -> WarehouseDamagedError:
    """Return what is raised about a damaged file."""
    return WarehouseDamagedError(f"{path} is damaged ({first_line(error)}). {RECOVERY}")


def in_words(error: Exception, home: Path) -> str:
    """Return what a person is told of an error that ended a run: what it means, where that is known."""
    if FULL.search(str(error)):
        return f"{ROOM} ({first_line(error)})"
    if lake.is_unreached(error):
        return f"{lake.SILENT} ({first_line(error)})"
    if isinstance(error, duckdb.Error) and is_damage(error):
        return str(damaged(home / "warehouse.duckdb", error))
    return str(error) or type(error).__name__


def first_line(error: BaseException) -> str:
    """Return an error's first line: what follows it is the library's own advice."""
    return str(error).strip().partition("\n")[0]
