"""What the desk knows of people: one read of the file beside the copy, or of the copy until that is made."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from review.copy.people_file import HEAD, KINDS, write_people
from review.copy.queries import GatheringError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.copy.published import Copy

MOST_SAID = 5_000  # of the newest things that one person said; nobody reads on
MOST_FOUND = 200  # spellings that one search brings back
MARKS = 500  # SQLite's limit on parameters is larger everywhere


class Head(NamedTuple):
    """Where one thing that a person said stands; its row is read when it is shown."""

    number: int
    person_key: str
    said_at: str
    url: str
    outlet: str
    spelling: str
    article_id: str


class Spelled(NamedTuple):
    """A spelling of a name, whose key it has, and how many articles bear it."""

    spelling: str
    person_key: str
    articles: int


@contextmanager
def reading(copy: Copy, keys: Sequence[str] | None) -> Iterator[sqlite3.Connection]:
    """Lend the file of people; until it is made, one in memory of those with these keys, None for all."""
    if copy.has("people"):
        with copy.index.people.lent() as connection:
            yield connection
        return
    with closing(sqlite3.connect(":memory:")) as made:
        try:
            copy.fill(made, lambda source, out: write_people(source, out, keys))
        except duckdb.OutOfMemoryException:
            raise GatheringError from None
        yield made


def heads(connection: sqlite3.Connection, kind: str, keys: Sequence[str]) -> list[Head]:
    """Return where the newest things stand that were said under these keys, newest first."""
    found: list[Head] = []
    for key in keys:
        rows = connection.execute(
            f"SELECT number, {', '.join(HEAD)} FROM said "
            "WHERE person_key = ? AND kind = ? ORDER BY said_at DESC, number LIMIT ?",
            (key, KINDS.index(kind), MOST_SAID + 1),
        )
        found.extend(map(Head._make, rows))
    if len(keys) > 1:
        found.sort(key=lambda head: head.number)
        found.sort(key=lambda head: head.said_at, reverse=True)
    return found


def said(connection: sqlite3.Connection, kind: str, some: Sequence[Head]) -> list[dict[str, Any]]:
    """Return the rows of these heads, in their order."""
    [columns] = connection.execute("SELECT names FROM columns WHERE kind = ?", (KINDS.index(kind),)).fetchone()
    names, bodies = json.loads(columns), dict[int, str]()
    numbers = [head.number for head in some]
    for start in range(0, len(numbers), MARKS):
        part = numbers[start : start + MARKS]
        marks = ",".join("?" * len(part))
        bodies |= dict(connection.execute(f"SELECT number, body FROM said WHERE number IN ({marks})", part))
    rows = [dict(zip(names, json.loads(bodies[number]), strict=True)) for number in numbers]
    for row in rows:
        row["said_at"] = datetime.fromisoformat(row["said_at"]).astimezone(UTC) if row["said_at"] else None
        row["said_on"] = date.fromisoformat(row["said_on"]) if row["said_on"] else None
    return rows


def spellings(connection: sqlite3.Connection, keys: Sequence[str]) -> list[Spelled]:
    """Return the spellings of these keys, those that most articles bear first."""
    marks = ",".join("?" * len(keys))
    query = f"SELECT spelling, person_key, articles FROM names WHERE person_key IN ({marks})"
    found = [Spelled(*row) for row in connection.execute(query, list(keys))]
    return sorted(found, key=lambda one: (-one.articles, one.spelling))


def spelled(connection: sqlite3.Connection, name: str) -> list[Spelled]:
    """Return the people whose name is spelled so somewhere."""
    query = "SELECT spelling, person_key, articles FROM names WHERE spelling = ? ORDER BY articles DESC, person_key"
    return [Spelled(*row) for row in connection.execute(query, (name,))]


def named(connection: sqlite3.Connection, words: str) -> list[Spelled]:
    """Return the spellings that hold all the words, or begin so; those that most articles bear first."""
    terms = re.findall(r"\w+", words)
    if not terms:
        query = "SELECT spelling, person_key, articles FROM names ORDER BY articles DESC, spelling LIMIT ?"
        return [Spelled(*row) for row in connection.execute(query, (MOST_FOUND,))]
    asked = " ".join(f'"{term}"*' for term in terms)
    query = "SELECT spelling, person_key, articles FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?"
    found = [Spelled(row[0], row[1], int(row[2])) for row in connection.execute(query, (asked, MOST_FOUND))]
    return sorted(found, key=lambda one: (-one.articles, one.spelling))
