"""What the desk writes beside each published copy, in SQLite: the queue's rows by flag, and the words of all claims."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    from review.published import Copy

TERM = re.compile(r'["“]([^"”]+)["”]|(\w+)')
MOST = 50_000  # claims that one search brings back
BATCH = 20_000
KEPT = 2  # copies whose files stay
ASKED_AT_ONCE = 500  # SQLite's limit on parameters is larger everywhere


class Index:
    """The files of one copy; both are made once and may be thrown away at any time."""

    def __init__(self, home: Path, copy_name: str) -> None:
        self._folder = home / "desk"
        name = copy_name.removesuffix(".duckdb")
        self._rows = self._folder / f"{name}.rows.sqlite"
        self._words = self._folder / f"{name}.words.sqlite"

    def subjects(self, flag_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the queue's row of each flag that the copy has."""
        found: dict[str, dict[str, Any]] = {}
        with closing(_reading(self._rows)) as connection:
            for start in range(0, len(flag_ids), ASKED_AT_ONCE):
                part = flag_ids[start : start + ASKED_AT_ONCE]
                marks = ",".join("?" * len(part))
                query = f"SELECT flag_id, body FROM rows WHERE flag_id IN ({marks})"
                found |= {flag_id: _unpacked(body) for flag_id, body in connection.execute(query, part)}
        return found

    def claim_rows(self, copy: Copy, words: str) -> npt.NDArray[np.int64]:
        """Return the numbers of the claims that hold all the words (quoted words as a phrase), in the table's order.

        Until the full-text index is made, the claims themselves are read: slower, the same answer.
        """
        terms = _terms(words)
        if not terms:
            return np.zeros(0, np.int64)
        if not self._words.is_file():
            rows = copy.rows("search_slowly", terms=terms, most=MOST)
            return np.array([row["claim_row"] for row in rows], np.int64)
        with closing(_reading(self._words)) as connection:
            query = "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rowid LIMIT ?"
            return np.array(connection.execute(query, (_question(terms), MOST)).fetchall(), np.int64).reshape(-1)

    def claims(self, copy: Copy, words: str, after: int, most: int) -> list[dict[str, Any]]:
        """Return claims that hold all the words, `most` at a time, those after a claim's number."""
        terms = _terms(words)
        if not terms:
            return []
        if not self._words.is_file():
            found = copy.rows("search_slowly", terms=terms, most=MOST)
            return [row for row in found if row["claim_row"] > after][:most]
        with closing(_reading(self._words)) as connection:
            connection.row_factory = sqlite3.Row
            query = "SELECT rowid AS claim_row, * FROM claims WHERE claims MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
            return [dict(row) for row in connection.execute(query, (_question(terms), after, most))]

    def write_rows(self, copy: Copy) -> None:
        """Write the queue's rows, unless they are there."""
        if self._rows.is_file():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._partial(self._rows)
        with closing(_writing(partial)) as connection:
            connection.execute("CREATE TABLE rows (flag_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID")
            for batch in copy.batches("queue_rows", "flags", BATCH):
                connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", [_packed(row) for row in batch])
            connection.commit()
        partial.replace(self._rows)
        for suffix in ("rows", "words"):
            for old in sorted(self._folder.glob(f"*.{suffix}.sqlite"))[:-KEPT]:
                old.unlink(missing_ok=True)

    @staticmethod
    def _partial(path: Path) -> Path:
        """Return a name to write under that no other desk or thread writes to."""
        return path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.new")

    def write_words_soon(self, copy: Copy) -> None:
        """Make the full-text index in the background, unless it is there."""
        if not self._words.is_file():
            threading.Thread(target=self.write_words, args=(copy,), daemon=True).start()

    def write_words(self, copy: Copy) -> None:
        """Make the full-text index."""
        partial = self._partial(self._words)
        with closing(_writing(partial)) as connection:
            connection.execute(
                "CREATE VIRTUAL TABLE claims USING fts5(text, article_id UNINDEXED, outlet UNINDEXED, "
                "headline UNINDEXED, dated UNINDEXED, tokenize='unicode61')"
            )
            for batch in copy.batches("claim_words", "claims", BATCH):
                connection.executemany(
                    "INSERT INTO claims (rowid, text, article_id, outlet, headline, dated) VALUES (?, ?, ?, ?, ?, ?)",
                    batch,
                )
            connection.commit()
        partial.replace(self._words)


NAMES = (
    *("flag_id", "article_id", "check_code", "severity", "message", "reading", "claim_id", "sentence_id", "url"),
    *("outlet", "headline", "dated", "title", "part", "span_start", "span_end"),
    *("sentence_part", "sentence_start", "sentence"),
)  # of review/sql/queue_rows.sql, in its order


def _terms(words: str) -> list[str]:
    return [term for phrase, word in TERM.findall(words) if (term := (phrase or word).strip().casefold())]


def _question(terms: list[str]) -> str:
    """Return the terms as FTS5 reads them: each quoted, so that no character of theirs is an operator."""
    return " ".join('"' + " ".join(re.findall(r"\w+", term)) + '"' for term in terms)


def _packed(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[0], json.dumps([value.isoformat() if isinstance(value, datetime) else value for value in row])


def _unpacked(body: str) -> dict[str, Any]:
    row = dict(zip(NAMES, json.loads(body), strict=True))
    row["dated"] = datetime.fromisoformat(row["dated"]).astimezone(UTC) if row["dated"] else None
    return row


def _writing(path: Path) -> sqlite3.Connection:
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")  # the file is made anew if it is lost
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
