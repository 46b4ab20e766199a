"""Where each page lies in the archive: a small SQLite file beside the segments, made anew from them when it is lost."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TABLE = """
CREATE TABLE IF NOT EXISTS places (
  body_hash TEXT PRIMARY KEY, -- SHA-256 of the decoded body
  segment TEXT NOT NULL, -- file name of the segment
  record_offset INTEGER NOT NULL -- byte where the record begins
) WITHOUT ROWID
"""


class ArchiveIndex:
    """SHA-256 -> segment and offset; every addition is kept at once."""

    def __init__(self, path: Path) -> None:
        self.new = not path.exists()
        # one run writes, from whichever of its threads; another process may look pages up at the same time
        self._con = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        self._con.execute("PRAGMA journal_mode = WAL")
        self._con.execute("PRAGMA synchronous = NORMAL")
        self._con.execute(TABLE)

    def close(self) -> None:
        """Close the file."""
        self._con.close()

    def find(self, body_hash: str) -> tuple[str, int] | None:
        """Return the segment and offset of the bytes with this hash."""
        query = "SELECT segment, record_offset FROM places WHERE body_hash = ?"
        found: tuple[str, int] | None = self._con.execute(query, [body_hash]).fetchone()
        return found

    def add(self, body_hash: str, segment: str, offset: int) -> None:
        """Say where the bytes with this hash lie now."""
        self._con.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", [body_hash, segment, offset])

    def add_all(self, rows: Iterable[tuple[str, str, int]]) -> None:
        """Add many at once."""
        with self._con:
            self._con.execute("BEGIN")
            self._con.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", rows)

    def last_segment(self) -> str:
        """Return the name of the newest segment ever written, empty where there is none."""
        (name,) = self._con.execute("SELECT MAX(segment) FROM places").fetchone()
        return str(name or "")
