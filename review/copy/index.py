"""The SQLite files beside each published copy: the rows of the queue, where those of articles lie, claims in words."""

from __future__ import annotations

import json
import re
import sqlite3
import struct
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from review.copy import article_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    Slowly = Callable[[list[str]], list[dict[str, Any]]]

TERM = re.compile(r'["“]([^"”]+)["”]|(\w+)')
MOST = 50_000  # claims that one search brings back
ASKED_AT_ONCE = 500  # SQLite's limit on parameters is larger everywhere
LENT = 8  # connections that stay open for the next request
LAYOUT = 6  # of the files, kept as their user_version: one of another layout is made anew
OF_ARTICLES = (
    *("sentences", "figures", "attributions", "quotations", "claims", "flags", "figure_pairs"),
    *("pages", "screenings"),
)
RANGES = struct.Struct(f"={3 * len(OF_ARTICLES)}i")  # of each table: an article's first row, its last, how many
NAMES = (
    *("article_id", "check_code", "severity", "message", "reading", "claim_id", "other_claim_id", "claim_start"),
    *("sentence_id", "url", "outlet", "headline", "dated", "title", "part", "span_start", "span_end", "evidence"),
    *("check_version", "raised_at", "sentence_part", "sentence_start"),
)  # of the body in review/sql/queue_rows.sql, in its order


class Index:
    """The files of one copy; all are made once, by review/copy/indexing.py, and may be thrown away at any time."""

    def __init__(self, folder: Path, copy_name: str, *, opened: sqlite3.Connection | None = None) -> None:
        name = copy_name.removesuffix(".duckdb")
        self._rows, self._words = folder / f"{name}.rows.sqlite", folder / f"{name}.words.sqlite"
        self._articles, self._events = folder / f"{name}.articles.sqlite", folder / f"{name}.events.sqlite"
        self._row_reader, self._word_reader = Reader(self._rows, opened), Reader(self._words)
        self._article_reader, self.events = Reader(self._articles), Reader(self._events)
        self._people = folder / f"{name}.people.sqlite"
        self.people = Reader(self._people)

    def has(self, kind: str) -> bool:
        """Whether the file of this kind is made, in today's layout."""
        path, reader = {
            "rows": (self._rows, self._row_reader),
            "events": (self._events, self.events),
            "articles": (self._articles, self._article_reader),
            "words": (self._words, self._word_reader),
            "people": (self._people, self.people),
        }[kind]
        if not path.is_file():
            return False
        with reader.lent() as connection:
            return bool(connection.execute("PRAGMA user_version").fetchone() == (LAYOUT,))

    def article(self, article_id: str) -> dict[str, Any] | None:
        """Return one revision, once their file is made; None for no such id."""
        with self._article_reader.lent() as connection:
            return article_file.article_in(connection, article_id)

    def parts(self, kind: str, article_id: str) -> list[dict[str, Any]]:
        """Return the figures or attributions of one revision, once their file is made."""
        with self._article_reader.lent() as connection:
            return article_file.parts_in(connection, kind, article_id)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what the board is made of."""
        with self._row_reader.lent() as connection:
            found = connection.execute("SELECT name, dtype, body FROM arrays").fetchall()
        return {name: np.frombuffer(body, dtype) for name, dtype, body in found}

    def subjects(self, flag_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the queue's row of each flag that the copy has."""
        found: dict[str, dict[str, Any]] = {}
        with self._row_reader.lent() as connection:
            for start in range(0, len(flag_ids), ASKED_AT_ONCE):
                found |= _subjects(connection, flag_ids[start : start + ASKED_AT_ONCE])
        return {flag_id: found[flag_id] for flag_id in flag_ids if flag_id in found}

    def ranges(self, article_id: str) -> dict[str, tuple[int, int, int]]:
        """Return, by table, the article's first row, its last and how many are its own; none is 0, -1, 0."""
        with self._row_reader.lent() as connection:
            found = connection.execute("SELECT body FROM ranges WHERE article_id = ?", (article_id,)).fetchone()
        numbers = RANGES.unpack(found[0]) if found else (0, -1, 0) * len(OF_ARTICLES)
        threes = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        return dict(zip(OF_ARTICLES, threes, strict=True))

    def revisions(self, url: str) -> list[str]:
        """Return the article ids of a page's revisions, oldest first, [] where there is only one."""
        with self._row_reader.lent() as connection:
            found = connection.execute("SELECT article_ids FROM revisions WHERE url = ?", (url,)).fetchone()
        return list(json.loads(found[0])) if found else []

    def claim_rows(self, words: str, slowly: Slowly) -> npt.NDArray[np.int64]:
        """Return the numbers of the claims that hold all the words (quoted words as a phrase), in the table's order.

        Until the full-text index is made, `slowly` reads the claims themselves: the same answer.
        """
        terms = _terms(words)
        if not terms:
            return np.zeros(0, np.int64)
        if not self._words.is_file():
            return np.array([row["claim_row"] for row in slowly(terms)], np.int64)
        with self._word_reader.lent() as connection:
            query = "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rowid LIMIT ?"
            found = connection.execute(query, (_question(terms), MOST))
            return np.fromiter((number for (number,) in found), np.int64)

    def claims(self, words: str, after: int, most: int, slowly: Slowly) -> list[dict[str, Any]]:
        """Return claims that hold all the words, `most` at a time, those after a claim's number."""
        terms = _terms(words)
        if not terms:
            return []
        if not self._words.is_file():
            return [row for row in slowly(terms) if row["claim_row"] > after][:most]
        with self._word_reader.lent() as connection:
            query = "SELECT rowid AS claim_row, * FROM claims WHERE claims MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
            cursor = connection.execute(query, (_question(terms), after, most))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def close(self) -> None:
        """Close the files; a request that still reads them may go on."""
        for reader in (self._row_reader, self.events, self._article_reader, self._word_reader, self.people):
            reader.close()


class Reader:
    """Read-only connections to one SQLite file, each lent to one thread at a time: opening one takes a millisecond."""

    def __init__(self, path: Path, opened: sqlite3.Connection | None = None) -> None:
        self._path, self._closed = path, False
        self._idle = [opened] if opened else []

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(f"{self._path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        try:
            yield connection
        finally:
            self._idle.append(connection)
            if self._closed or len(self._idle) > LENT:
                self._idle.pop().close()

    def close(self) -> None:
        """Close what is not lent, and what is lent when it comes back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()


def _subjects(connection: sqlite3.Connection, flag_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    marks = ",".join("?" * len(flag_ids))
    query = f"SELECT flag_id, sentence, body FROM rows WHERE flag_id IN ({marks})"
    rows = connection.execute(query, flag_ids).fetchall()
    numbers = list({number for _, number, _ in rows})
    marks = ",".join("?" * len(numbers))
    query = f"SELECT number, text FROM sentences WHERE number IN ({marks})"
    texts = dict(connection.execute(query, numbers).fetchall())
    return {flag_id: _unpacked(body) | {"flag_id": flag_id, "sentence": texts[at]} for flag_id, at, body in rows}


def _unpacked(body: str) -> dict[str, Any]:
    row = dict(zip(NAMES, json.loads(body), strict=True))
    for name in ("dated", "raised_at"):
        row[name] = datetime.fromisoformat(row[name]).astimezone(UTC) if row[name] else None
    return row


def _terms(words: str) -> list[str]:
    return [term for phrase, word in TERM.findall(words) if (term := (phrase or word).strip().casefold())]


def _question(terms: list[str]) -> str:
    """Return the terms as FTS5 reads them: each quoted, so that no character of theirs is an operator."""
    return " ".join('"' + " ".join(re.findall(r"\w+", term)) + '"' for term in terms)
