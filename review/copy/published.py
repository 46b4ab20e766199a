"""The newest published copy, opened read-only and swapped when a run publishes another: no request waits for a flow."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from review.copy.board import Board
from review.copy.index import MOST, Index
from review.copy.index_file import PLACES
from review.copy.indexing import REPLACED, index_in_memory, make, open_copy
from review.copy.queries import query
from warehouse.lake import LakeError, cursor_of
from warehouse.layers import memory_macro
from warehouse.publish import NotPublishedError, published_bytes, published_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    import numpy as np
    import numpy.typing as npt

    from review.decisions.in_force import Decisions

LOOK_EVERY = 1.0  # seconds between two looks at the pointer file
SERVING = "SET memory_limit = '64MB'; SET threads = 1"  # a page reads a few rows: more threads only cost
LARGE = 64_000_000  # bytes of a copy whose files a process of its own makes


class Copy:
    """One published copy and the board made of it."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        decisions: Decisions,
        name: str = "",
        index: Index | None = None,
    ) -> None:
        self.name = name
        self._connection = connection
        self.index = index or Index(Path(), "", opened=index_in_memory(connection))
        self.kept: dict[str, Any] = {}  # what is worked out of it once, by name
        self.board = Board(self.index.arrays(), decisions)

    @classmethod
    def open(cls, home: Path, decisions: Decisions, index: Index, name: str) -> Copy:
        """Return the named copy, with its files beside it, ready to be served."""
        connection = open_copy(home, name)
        connection.execute(SERVING)
        return cls(connection, decisions, name, index)

    @cached_property
    def checks(self) -> list[dict[str, Any]]:
        """The checks as the last run loaded them."""
        return self.rows("checks")

    def rows(self, name: str, **values: object) -> list[dict[str, Any]]:
        """Return the rows of review/sql/NAME.sql as dicts."""
        return self._fetched(query(name), values)

    def rows_of(self, name: str, article_id: str) -> list[dict[str, Any]]:
        """Return the rows of review/sql/NAME.sql for one article."""
        return self.rows(name, article=article_id)

    def fill(
        self, out: sqlite3.Connection, write: Callable[[duckdb.DuckDBPyConnection, sqlite3.Connection], None]
    ) -> None:
        """Write of this copy what stands in a file beside it once that is made."""
        write(self._connection, out)

    def _fetched(self, sql: str, values: dict[str, object]) -> list[dict[str, Any]]:
        with cursor_of(self._connection) as cursor:
            cursor.execute(sql, values or None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def memories(self, flags: list[dict[str, Any]]) -> list[str]:
        """Return what a decision on each flag remembers; the copy may be older than the macro that says it."""
        values = {
            "codes": [flag["check_code"] for flag in flags],
            "sentences": [flag["sentence"] for flag in flags],
            "starts": [flag["span_start"] - flag["claim_start"] for flag in flags],
            "ends": [flag["span_end"] - flag["claim_start"] for flag in flags],
            "readings": [flag["reading"] for flag in flags],
        }
        with cursor_of(self._connection) as cursor:
            cursor.execute(memory_macro(temporary=True))
            return [memory for (memory,) in cursor.execute(query("memories"), values).fetchall()]

    def article(self, article_id: str) -> dict[str, Any] | None:
        """Return one revision, whether it is current and whether checks ran on it; None for no such id."""
        if self.has_articles:
            row = self.index.article(article_id)
        else:
            row = next(iter(self.rows("article", article=article_id)), None)
        if row is None:
            return None
        known = self.index.revision(article_id)
        return row | {"is_current": known["is_current"] > 0, "is_screened": known["is_screened"] > 0}

    def parts(self, kind: str, article_id: str) -> list[dict[str, Any]]:
        """Return the figures or attributions of one revision."""
        return self.index.parts(kind, article_id) if self.has_articles else self.rows_of(f"article_{kind}", article_id)

    def texts(self, article_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return by id what spans of other articles point into."""
        ids = sorted(article_ids)
        if self.has_articles:
            return {article_id: row for article_id in ids if (row := self.index.article(article_id))}
        return {row["article_id"]: row for row in self.rows("texts", articles=ids)} if ids else {}

    @property
    def has_articles(self) -> bool:
        """Whether what articles' pages are made of is gathered; until then DuckDB is asked."""
        return self.has("articles")

    def has(self, kind: str) -> bool:
        """Whether the file of this kind is made beside the copy; once it is, it stays."""
        return self.index.has(kind)

    def claim_rows(self, words: str) -> npt.NDArray[np.int64]:
        """Return the numbers of the claims that hold all the words."""
        return self.index.claim_rows(words, self._claims_read)

    def claims(self, words: str, after: int, most: int) -> list[dict[str, Any]]:
        """Return claims that hold all the words, `most` at a time, those after a claim's number."""
        return self.index.claims(words, after, most, self._claims_read)

    def _claims_read(self, terms: list[str]) -> list[dict[str, Any]]:
        found = self.rows("search_slowly", terms=terms, most=MOST)
        numbers = self.index.numbers([row["article_id"] for row in found])
        told = [row | {"claim_row": (numbers[row["article_id"]] << PLACES) + row["claim_place"]} for row in found]
        return sorted(told, key=itemgetter("claim_row"))

    def counts(self, article_id: str, *tables: str) -> dict[str, int]:
        """Return how many rows of these tables are the article's."""
        known = self.index.revision(article_id)
        return {table: known[table] for table in tables}

    def revisions(self, article: dict[str, Any]) -> list[dict[str, Any]]:
        """Return every revision of the article's page, oldest first."""
        ids = self.index.revisions(article["url"])
        return self.rows("revisions", articles=ids) if len(ids) > 1 else [article]


class Shelf:
    """Hands out the newest copy; while a newer one is being read, the one before it."""

    def __init__(self, home: Path, decisions: Decisions, lock: threading.RLock, *, serving: bool) -> None:
        self._home, self._decisions = home, decisions
        self._lock = lock  # the desk's own: held while a decision is taken in
        self._serving = serving
        self._copy: Copy | None = None
        self._looked_at = float("-inf")
        self._turning = threading.Lock()
        self._makers: list[subprocess.Popen[bytes]] = []
        self._threads: list[threading.Thread] = []
        self._closed = False

    def newest(self) -> Copy | None:
        """Return the newest copy that is ready, None when nothing was ever published."""
        if time.monotonic() - self._looked_at < LOOK_EVERY and self._copy:
            return self._copy
        self._looked_at = time.monotonic()
        try:
            name = published_name(self._home)
        except (NotPublishedError, LakeError):  # a lake that does not answer: what was read stays
            return self._copy
        if self._copy is None:
            self._turn()
        elif name != self._copy.name and not self._turning.locked():
            self._start(self._turn)
        return self._copy

    def close(self) -> None:
        """Stop making files, wait until nothing writes in the home any more, and close those of the copy."""
        self._closed = True
        while working := [thread for thread in self._threads if thread.is_alive()]:
            for maker in list(self._makers):
                maker.terminate()
            working[0].join(0.1)
        if self._copy:
            self._copy.index.close()

    def _start(self, work: Callable[..., None], *values: object) -> None:
        thread = threading.Thread(target=work, args=values, daemon=True)
        thread.start()
        self._threads = [*(one for one in self._threads if one.is_alive()), thread]

    def _turn(self) -> None:
        with self._turning:
            try:
                name = published_name(self._home)
                if self._closed or (self._copy is not None and name == self._copy.name):
                    return
                index = self._indexed(name)
                number = self._decisions.number
                fresh = Copy.open(self._home, self._decisions, index, name)
                fresh.board.order("next")
                with self._lock:  # what was decided while the copy was read
                    fresh.board.apply(dict.fromkeys(self._decisions.reached_since(number)))
                    last, self._copy = self._copy, fresh
                if last:
                    last.index.close()
                if self._serving and not self._closed:
                    self._start(self._complete, name, index)
            except (NotPublishedError, LakeError, duckdb.IOException):  # a run published again and took this copy away
                self._looked_at = float("-inf")

    def _indexed(self, name: str) -> Index:
        """Return the files of the copy, that of rows made; raises NotPublishedError where they went on."""
        index = Index(self._home / "desk", name)
        if not index.has("rows"):
            self._make(name, "rows")
        if not index.has("rows"):
            raise NotPublishedError(f"{name} is not the newest copy any more.")
        return index

    def _complete(self, name: str, index: Index) -> None:
        """Make what the desk can do without for a while."""
        try:
            for kind in ("events", "articles", "people", "words"):
                if not self._closed and not index.has(kind):
                    self._make(name, kind)
        except (NotPublishedError, LakeError, duckdb.IOException, FileNotFoundError):  # a run published again: so be it
            return

    def _make(self, name: str, kind: str) -> None:
        """Make a file beside the copy: a large one in a process of its own, whose memory goes when it is done."""
        if published_bytes(self._home, name) < LARGE:
            make(self._home, name, kind)
            return
        command = [sys.executable, "-P", "-m", "review.copy.indexing", str(self._home), name, kind]
        command += ["gently"] if self._copy else []  # nobody waits for it
        path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
        with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}) as maker:  # noqa: S603 - our own module
            self._makers.append(maker)
            status = maker.wait()
            self._makers.remove(maker)
        if status == REPLACED:
            raise NotPublishedError(f"{name} is not the newest copy any more.")
        if status and not self._closed:
            raise RuntimeError(f"Indexing {name} failed ({kind}, status {status}): what it wrote says why.")
