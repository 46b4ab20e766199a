from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db
from warehouse.ledger import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

NOW = datetime(2031, 5, 2, 12, tzinfo=UTC)
WORDS = "It is widely believed that the harbour wall will fall. The mayor, Dana Holt, said she would wait."


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    pages = [
        read_text(f"{WORDS} {extra}", url=f"https://{outlet}.example/{number}", outlet=outlet)
        for number, (outlet, extra) in enumerate(
            [("ledger", "Rain came."), ("ledger", "Snow fell."), ("post", "Hail hit.")]
        )
    ]
    db.load(connection, annotate(pages))
    screen_due(connection, [check for check in all_checks() if check.code == "AT08"], "run", NOW)
    yield connection
    connection.close()


MEMORY = """
SELECT flag_memory(f.check_code, s.text, f.span_start - c.span_start, f.span_end - c.span_start, f.reading)
FROM main.flags f JOIN main.claims c USING (article_id, claim_id) JOIN main.sentences s USING (article_id, sentence_id)
WHERE f.flag_id = ?
"""


def decide(con: duckdb.DuckDBPyConnection, number: int, act: str, scope: str, undoes: str = "") -> None:
    query = "SELECT flag_id, claim_id, url, outlet FROM v1.flags ORDER BY url LIMIT 1"
    flag_id, claim_id, url, outlet = con.execute(query).fetchall()[0]
    [(memory,)] = con.execute(MEMORY, [flag_id]).fetchall()
    row = Decision(
        decision_id=f"d{number}",
        flag_id=flag_id,
        claim_id=claim_id,
        sentence_id="",
        check_code="AT08",
        url=url,
        outlet=outlet,
        act=act,
        reason="opinion",
        scope=scope,
        comment="",
        reviewer="ines",
        decided_at=NOW + timedelta(minutes=number),
        due_at=None,
        assignee="",
        batch_id="",
        undoes=undoes,
        previous_hash="",
        event_hash="",
        memory=memory,
    )
    db.save(con, [row if not undoes else dataclasses.replace(row, act="undo")])


def states(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.execute("SELECT state FROM v1.flags ORDER BY url").fetchall()]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("place", ["dismissed", "open", "open"]),
        ("sentence", ["dismissed", "dismissed", "dismissed"]),
        ("outlet_check", ["dismissed", "dismissed", "open"]),
        ("check", ["dismissed", "dismissed", "dismissed"]),
    ],
)
def test_a_decision_covers_what_its_scope_says(con: duckdb.DuckDBPyConnection, scope: str, expected: list[str]) -> None:
    con.execute("DELETE FROM main.decisions")
    decide(con, 1, "dismiss", scope)
    assert states(con) == expected
    assert con.execute("SELECT count(*) FROM v1.open_flags").fetchall() == [(expected.count("open"),)]


def test_the_narrowest_then_the_newest_decision_counts_and_undo_brings_back_the_one_before(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("DELETE FROM main.decisions")
    decide(con, 1, "dismiss", "check")
    decide(con, 2, "confirm", "place")
    assert states(con) == ["confirmed", "dismissed", "dismissed"]
    decide(con, 3, "undo", "place", undoes="d2")
    assert states(con) == ["dismissed", "dismissed", "dismissed"]
    decide(con, 4, "undo", "check", undoes="d1")
    assert states(con) == ["open", "open", "open"]
