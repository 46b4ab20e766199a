"""Words to claims: an SQLite full-text index beside each published copy, made once, in the background."""

from __future__ import annotations

import re
import sqlite3
import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from review.published import Copy

WORD = re.compile(r'"([^"]+)"|(\w+)')
MOST = 50_000  # claims that one search brings back
BATCH = 20_000


class Index:
    """The full-text index of the newest copy; until it is made, searches read the claims themselves."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "desk"
        self._making = threading.Lock()

    def claim_rows(self, copy: Copy, words: str) -> npt.NDArray[np.int64]:
        """Return the row numbers of the claims that hold all the words (quoted words as a phrase), best first."""
        terms = [(phrase or word).strip() for phrase, word in WORD.findall(words)]
        if not terms:
            return np.zeros(0, np.int64)
        path = self._folder / f"search-{copy.name.removesuffix('.duckdb')}.sqlite"
        if not path.is_file():
            threading.Thread(target=self._make, args=(copy, path), daemon=True).start()
            rows = copy.rows("search_slowly", terms=[term.casefold() for term in terms], most=MOST)
            return np.array([row["claim_row"] for row in rows], np.int64)
        question = " ".join('"' + " ".join(re.findall(r"\w+", term)) + '"' for term in terms)
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            found = connection.execute(
                "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rowid LIMIT ?", (question, MOST)
            ).fetchall()
        connection.close()
        return np.array(found, np.int64).reshape(-1)

    def _make(self, copy: Copy, path: Path) -> None:
        if not self._making.acquire(blocking=False):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".new")
            partial.unlink(missing_ok=True)
            _fill(copy, partial)
            partial.replace(path)
            for old in self._folder.glob("search-*.sqlite"):
                if old != path:
                    old.unlink(missing_ok=True)
        finally:
            self._making.release()


def _fill(copy: Copy, path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE VIRTUAL TABLE claims USING fts5(text, content='', tokenize='unicode61')")
        for batch in copy.batches("claim_words", BATCH):
            connection.executemany("INSERT INTO claims (rowid, text) VALUES (?, ?)", batch)
        connection.commit()
    finally:
        connection.close()
