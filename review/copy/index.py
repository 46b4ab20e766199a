"""What the desk reads of the SQLite files beside the published copies: one of each kind, of one copy."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from review.copy import article_file, row_file
from review.copy.index_file import PLACES, newest, reading, state_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    Slowly = Callable[[list[str]], list[dict[str, Any]]]

TERM = re.compile(r'["“]([^"”]+)["”]|(\w+)')
MOST = 50_000  # claims that one search brings back
LENT = 8  # connections that stay open for the next request


class Index:
    """The files as they are of one copy; they may be thrown away at any time, and follow to later copies."""

    def __init__(self, folder: Path, copy_name: str, *, opened: sqlite3.Connection | None = None) -> None:
        self._folder, self._copy = folder, copy_name
        self._readers: dict[str, Reader] = {"rows": Reader(folder, opened)} if opened else {}

    def has(self, kind: str) -> bool:
        """Whether the file of this kind was found to be of this copy; later it may be of the next."""
        if kind in self._readers:
            return True
        path = newest(self._folder, kind)
        state = state_of(path)
        if path is None or state is None or state.copy != self._copy:
            return False
        if state.numbered_by and (not self.has("rows") or self._readers["rows"].path.name != state.numbered_by):
            return False
        self._readers.setdefault(kind, Reader(path))
        return True

    @property
    def events(self) -> Reader:
        """What reads the file of events, once it is made."""
        return self._readers["events"]

    @property
    def people(self) -> Reader:
        """What reads the file of people, once it is made."""
        return self._readers["people"]

    def article(self, article_id: str) -> dict[str, Any] | None:
        """Return one revision, once their file is made; None for no such id."""
        with self._readers["articles"].lent() as connection:
            return article_file.article_in(connection, article_id)

    def parts(self, kind: str, article_id: str) -> list[dict[str, Any]]:
        """Return the figures or attributions of one revision, once their file is made."""
        with self._readers["articles"].lent() as connection:
            return article_file.parts_in(connection, kind, article_id)

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return what the board is made of."""
        with self._readers["rows"].lent() as connection:
            return row_file.arrays(connection)

    def subjects(self, flag_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Return the queue's row of each flag that the copy has."""
        with self._readers["rows"].lent() as connection:
            found = row_file.subjects(connection, flag_ids)
        return {flag_id: found[flag_id] for flag_id in flag_ids if flag_id in found}

    def revision(self, article_id: str) -> dict[str, int]:
        """Return whether a revision `is_current` and `is_screened`, and how many sentences and so on are its own."""
        with self._readers["rows"].lent() as connection:
            return row_file.revision(connection, article_id)

    def numbers(self, article_ids: Sequence[str]) -> dict[str, int]:
        """Return the number of each article, below which those of its claims are."""
        with self._readers["rows"].lent() as connection:
            return {article_id: row_file.numbered(connection, article_id) or 0 for article_id in {*article_ids}}

    def revisions(self, url: str) -> list[str]:
        """Return the article ids of a page's revisions, oldest first, [] where it has no address."""
        if not url:
            return []
        with self._readers["rows"].lent() as connection:
            query = "SELECT article_id FROM articles WHERE url = ? ORDER BY fetched, article_id"
            return [article_id for (article_id,) in connection.execute(query, (url,))]

    def claim_rows(self, words: str, slowly: Slowly) -> npt.NDArray[np.int64]:
        """Return the numbers of the claims that hold all the words (quoted words as a phrase), in the table's order.

        Until the full-text index is made, `slowly` reads the claims themselves: the same answer.
        """
        terms = _terms(words)
        if not terms:
            return np.zeros(0, np.int64)
        if not self.has("words"):
            return np.array([row["claim_row"] for row in slowly(terms)], np.int64)
        with self._readers["words"].lent() as connection:
            query = "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rowid LIMIT ?"
            found = connection.execute(query, (_question(terms), MOST))
            return np.fromiter((number for (number,) in found), np.int64)

    def claims(self, words: str, after: int, most: int, slowly: Slowly) -> list[dict[str, Any]]:
        """Return claims that hold all the words, `most` at a time, those after a claim's number."""
        terms = _terms(words)
        if not terms:
            return []
        if not self.has("words"):
            return [row for row in slowly(terms) if row["claim_row"] > after][:most]
        with self._readers["words"].lent() as connection:
            query = (
                "SELECT found.rowid AS claim_row, found.text, articles.* FROM "
                "(SELECT rowid, text FROM claims WHERE claims MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?) AS found "
                f"INNER JOIN articles ON found.rowid >> {PLACES} = articles.number ORDER BY found.rowid"
            )
            cursor = connection.execute(query, (_question(terms), after, most))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def close(self) -> None:
        """Close the files; a request that still reads them may go on."""
        for reader in self._readers.values():
            reader.close()


class Reader:
    """Read-only connections to one SQLite file, each lent to one thread at a time: opening one takes a millisecond."""

    def __init__(self, path: Path, opened: sqlite3.Connection | None = None) -> None:
        self.path, self._closed = path, False
        self._idle = [opened] if opened else []

    @contextmanager
    def lent(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = reading(self.path)
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


def _terms(words: str) -> list[str]:
    return [term for phrase, word in TERM.findall(words) if (term := (phrase or word).strip().casefold())]


def _question(terms: list[str]) -> str:
    """Return the terms as FTS5 reads them: each quoted, so that no character of theirs is an operator."""
    return " ".join('"' + " ".join(re.findall(r"\w+", term)) + '"' for term in terms)
