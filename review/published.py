"""The newest published copy, opened read-only and swapped when a run publishes another: no request waits for a flow."""

from __future__ import annotations

import threading
import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from review.board import Board
from review.index import Index
from review.queries import query
from warehouse.publish import NotPublishedError, open_published, published_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

    from review.standing import Standings

LOOK_EVERY = 1.0  # seconds between two looks at the pointer file
OF_ARTICLES = (
    *("sentences", "figures", "attributions", "quotations", "claims", "flags", "comparisons"),
    *("pages", "screenings"),
)
MAKING = "SET memory_limit = '384MB'; SET enable_progress_bar = false"
SERVING = "SET memory_limit = '64MB'; SET threads = 1"  # a page reads a few rows: more threads only cost


class Ranges:
    """Where each article's rows of one table lie."""

    def __init__(self, columns: dict[str, Any]) -> None:
        self._articles = np.asarray(columns["article_id"]).astype("S")
        self._numbers = np.stack([np.asarray(columns[name]) for name in ("first", "last", "rows")], axis=1)

    def of(self, article_id: str) -> tuple[int, int, int]:
        """Return the first row, the last, and how many are the article's; an empty range where it has none."""
        key = np.bytes_(article_id.encode("ascii", "replace"))
        at = int(np.searchsorted(self._articles, key))
        if at == len(self._articles) or self._articles[at] != key:
            return 0, -1, 0
        first, last, rows = self._numbers[at]
        return int(first), int(last), int(rows)


class Copy:
    """One published copy and the board made of it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, standings: Standings, name: str = "") -> None:
        self.name = name
        self._connection = connection
        self.board = Board(self._columns(query("board")), standings)
        self._ranges = {table: Ranges(self._columns(query("ranges").replace("$table", table))) for table in OF_ARTICLES}
        self._revisions = {row["url"]: row["article_ids"] for row in self.rows("urls")}
        self.index: Index
        self.indexed = False

    @classmethod
    def open(cls, home: Path, standings: Standings) -> Copy:
        """Return the newest copy with its files beside it, ready to be served."""
        name, connection = published_path(home).name, open_published(home)
        connection.execute(MAKING)
        found = cls(connection, standings, name)
        found.index = Index(home, name)
        found.index.write_rows(found)
        found.indexed = True
        connection.execute(SERVING)
        return found

    @cached_property
    def checks(self) -> list[dict[str, Any]]:
        """The checks as the last run loaded them."""
        return self.rows("checks")

    def rows(self, name: str, **values: object) -> list[dict[str, Any]]:
        """Return the rows of review/sql/NAME.sql as dicts."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(query(name), values or None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def rows_of(self, name: str, article_id: str) -> list[dict[str, Any]]:
        """Return the rows of review/sql/NAME.sql for one article, told where they lie."""
        sql = query(name)
        values: dict[str, object] = {"article": article_id}
        for table, ranges in self._ranges.items():
            if f"${table}_first" in sql:
                values[f"{table}_first"], values[f"{table}_last"], _ = ranges.of(article_id)
        return self.rows(name, **values)

    def article(self, article_id: str) -> dict[str, Any] | None:
        """Return one revision, whether it is current and whether checks ran on it; None for no such id."""
        for row in self.rows("article", article=article_id):
            current, screened = self.count("pages", article_id), self.count("screenings", article_id)
            return row | {"is_current": current > 0, "is_screened": screened > 0}
        return None

    def count(self, table: str, article_id: str) -> int:
        """Return how many rows of the table are the article's."""
        return self._ranges[table].of(article_id)[2]

    def revisions(self, article: dict[str, Any]) -> list[dict[str, Any]]:
        """Return every revision of the article's page, oldest first."""
        ids = self._revisions.get(article["url"], [article["article_id"]])
        return self.rows("revisions", articles=ids) if len(ids) > 1 else [article]

    def batches(self, name: str, table: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of review/sql/NAME.sql for `size` rows of the table at a time, so that few are in memory."""
        cursor = self._connection.cursor()
        try:
            found = cursor.execute(f"SELECT MAX(rowid) FROM main.{table}").fetchone()
            last = -1 if found is None or found[0] is None else int(found[0])
            for first in range(0, last + 1, size):
                yield cursor.execute(query(name), {"first": first, "last": first + size - 1}).fetchall()
        finally:
            cursor.close()

    def _columns(self, sql: str) -> dict[str, npt.NDArray[Any]]:
        columns = self._connection.execute(sql).fetchnumpy()
        return {name: np.asarray(values) for name, values in columns.items()}


class Shelf:
    """Hands out the newest copy; while a newer one is being read, the one before it."""

    def __init__(self, home: Path, standings: Standings, lock: threading.RLock, *, serving: bool) -> None:
        self._home, self._standings = home, standings
        self._lock = lock  # the desk's own: held while a decision is taken in
        self._serving = serving
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
        elif name != self._copy.name and not self._turning.locked():
            threading.Thread(target=self._turn, daemon=True).start()
        return self._copy

    def _turn(self) -> None:
        with self._turning:
            try:
                if self._copy is not None and published_path(self._home).name == self._copy.name:
                    return
                number = self._standings.number
                fresh = Copy.open(self._home, self._standings)
                with self._lock:  # what was decided while the copy was read
                    fresh.board.apply(self._standings.reached_since(number))
                    self._copy = fresh
                if self._serving:
                    fresh.index.write_words_soon(fresh)
            except (NotPublishedError, duckdb.IOException):  # a run published again and took this copy away
                self._looked_at = float("-inf")
