"""The SQLite files beside the published copies, one of each kind: made once, then brought up to date as copies follow.

A file is made under a name of its own and renamed, and changed in one transaction: whoever opens it finds it whole, a
process that is killed leaves what was there. A name is never used twice, because SQLite keeps a log beside each name.
"""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LAYOUT = 9  # of the files, kept as their user_version: one of another layout is made anew
KINDS = ("rows", "events", "articles", "people", "words")
PLACES = 26  # bits of a place in its article: what stands there has the article's number above them
OF = f"BETWEEN (?1 << {PLACES}) AND ((?1 + 1) << {PLACES})"  # the numbers of what stands in article ?1
STATE = "CREATE TABLE state (copy TEXT, since INTEGER, last_run TEXT, made_by TEXT, numbered_by TEXT)"


class State(NamedTuple):
    """The copy that a file is of, the number of rows that came after it, its last run, what made its tables.

    `numbered_by` is the file of rows that gave articles their numbers, "" where none are needed.
    """

    copy: str
    since: int
    last_run: str
    made_by: str
    numbered_by: str = ""

    def fits(self, later: State, *, is_later: bool, numbering: str) -> bool:
        """Whether what was written since leads from this state to a later one."""
        return is_later and self.last_run != "" and (self.made_by, self.numbered_by) == (later.made_by, numbering)


def newest(folder: Path, kind: str) -> Path | None:
    """Return the file of this kind that was made last."""
    return max(folder.glob(f"{kind}.*.sqlite"), default=None)


def following(folder: Path, kind: str) -> Path:
    """Return the path of the file of this kind that is made next."""
    last = newest(folder, kind)
    return folder / f"{kind}.{int(last.suffixes[0][1:]) + 1 if last else 1:06d}.sqlite"


def state_of(path: Path | None) -> State | None:
    """Return the state of a file; None where it is not there, of another layout or damaged."""
    if path is None:
        return None
    try:
        with closing(reading(path)) as connection:
            if connection.execute("PRAGMA user_version").fetchone() != (LAYOUT,):
                return None
            return State(*connection.execute("SELECT * FROM state").fetchone())
    except (sqlite3.DatabaseError, TypeError):
        return None


def set_state(out: sqlite3.Connection, state: State) -> None:
    """Note what a file holds, in the transaction that makes it so."""
    out.execute("DELETE FROM state")
    out.execute("INSERT INTO state VALUES (?, ?, ?, ?, ?)", state)


def reading(path: Path) -> sqlite3.Connection:
    """Return a read-only connection, which any one thread at a time may use."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def drop_older(folder: Path, kind: str, keep: int) -> None:
    """Remove files of this kind but the newest, and what a killed process or an older desk left."""
    kept = {path.name for path in sorted(folder.glob(f"{kind}.*.sqlite"))[-keep:]}
    others = {*KINDS, "lock"} - {kind}
    for path in folder.iterdir():
        name = path.name.removesuffix("-wal").removesuffix("-shm")
        if name not in kept and (name.endswith(".new") or name.partition(".")[0] not in others):
            path.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder: one process at a time makes files in it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
