"""House style in a quotation is nobody's fault, light words are a note, and another meaning is grave."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

PAIRS: dict[str, list[list[str]]] = tomllib.loads(
    (Path(__file__).parent / "quotation_pairs.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    yield connection
    connection.close()


def apart(con: duckdb.DuckDBPyConnection, pairs: list[list[str]]) -> list[str | None]:
    """Return how each pair differs, held side by side both ways."""
    query = (
        "WITH folded AS MATERIALIZED (SELECT number, FOLDED_QUOTATION(one, kinds.standards) AS one, "
        "FOLDED_QUOTATION(other, kinds.standards) AS other FROM (SELECT UNNEST($1::VARCHAR[]) AS one, "
        "UNNEST($2::VARCHAR[]) AS other, UNNEST(RANGE(LENGTH($1::VARCHAR[]))) AS number), main.word_kinds AS kinds) "
        "SELECT QUOTATIONS_APART(one, other, WORDS_ALONE(one, other), kinds) "
        "FROM folded, main.word_kinds AS kinds ORDER BY number"
    )
    ones, others = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    found: list[str | None] = [row[0] for row in con.execute(query, [ones, others]).fetchall()]
    assert found == [row[0] for row in con.execute(query, [others, ones]).fetchall()]
    return found


@pytest.mark.parametrize("kind", ["style", "wording", "meaning"])
def test_pairs_of_wordings_are_told_apart(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    wanted = None if kind == "style" else kind
    answers = apart(con, PAIRS[kind])
    assert [pair for pair, answer in zip(PAIRS[kind], answers, strict=True) if answer != wanted] == []


def test_there_are_thirty_pairs_of_style_and_thirty_of_meaning() -> None:
    assert (len(PAIRS["style"]), len(PAIRS["meaning"])) == (30, 30)
