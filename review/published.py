"""The newest published copy, opened read-only and swapped when a run publishes another: no request waits for a flow."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from review.board import Board
from review.queries import query
from warehouse.publish import NotPublishedError, open_published, published_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from review.standing import Standings

LOOK_EVERY = 1.0  # seconds between two looks at the pointer file


class Copy:
    """One published copy and the board made of it."""

    def __init__(self, home: Path, standings: Standings) -> None:
        self.name = published_path(home).name
        self._connection = open_published(home)
        self._connection.execute("SET memory_limit = '192MB'")
        columns = self._connection.execute(query("board")).fetchnumpy()
        self.board = Board({name: np.asarray(values) for name, values in columns.items()}, standings)

    def rows(self, name: str, **values: object) -> list[dict[str, Any]]:
        """Return the rows of review/sql/NAME.sql as dicts."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query(name), values or None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def batches(self, name: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of review/sql/NAME.sql, `size` at a time."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query(name))
            while batch := cursor.fetchmany(size):
                yield batch
        finally:
            cursor.close()


class Shelf:
    """Hands out the newest copy; while a newer one is being read, the one before it."""

    def __init__(self, home: Path, standings: Standings, lock: threading.RLock) -> None:
        self._home, self._standings = home, standings
        self._lock = lock  # the desk's own: held while a decision is taken in
        self._copy: Copy | None = None
        self._looked_at = float("-inf")
        self._turning = threading.Lock()

    def newest(self) -> Copy | None:
        """Return the newest copy that is ready, None when nothing was ever published."""
        if time.monotonic() - self._looked_at < LOOK_EVERY and self._copy:
            return self._copy
        self._looked_at = time.monotonic()
        try:
            name = published_path(self._home).name
        except NotPublishedError:
            return self._copy
        if self._copy is None:
            self._turn()
        elif name != self._copy.name:
            threading.Thread(target=self._turn, daemon=True).start()
        return self._copy

    def _turn(self) -> None:
        with self._turning:
            try:
                if self._copy is not None and published_path(self._home).name == self._copy.name:
                    return
                number = self._standings.number
                fresh = Copy(self._home, self._standings)
                with self._lock:  # what was decided while the copy was read
                    fresh.board.apply(self._standings.reached_since(number))
                    self._copy = fresh
            except (NotPublishedError, duckdb.IOException):  # a run published again and took this copy away
                self._looked_at = float("-inf")
