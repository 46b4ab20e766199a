"""The view of what may be asked, which the attribution checks and a user's own read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

TEXT = (
    "The council of Eastmere met on Monday. More than 3,000 people have been detained.\n"
    "Lena Orsk, the interior minister, said that more than 3,000 people had been detained.\n"
    "The brutal mayor left, forcing the mills to close."
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    db.load(connection, annotate([read_text(TEXT, url="https://a.example/1", title="Council meets in Eastmere")]))
    connection.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    yield connection
    connection.close()


@pytest.mark.parametrize("layer", ["batch", "corpus", "revisions"])
def test_the_points_of_a_question_are_the_sum_of_its_signs(con: duckdb.DuckDBPyConnection, layer: str) -> None:
    summed = "SELECT claim_id, voice, sum(points)::INTEGER FROM main.signs GROUP BY ALL ORDER BY ALL"
    rows = con.execute(f"SELECT claim_id, voice, points FROM {layer}.questions WHERE gravest ORDER BY ALL").fetchall()
    assert rows == con.execute(summed).fetchall()
    assert rows


def test_a_question_says_what_spoke_for_and_against_it_and_who_may_know(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT question, reading, evidence FROM batch.questions WHERE text LIKE '%3,000%'"
    ((question, reading, evidence),) = con.execute(query).fetchall()
    assert question == "quantity"
    assert "people +" in reading
    assert "given elsewhere −" in reading
    told = [int(points.replace("−", "-")) for points in re.findall(r"(?<= )[+−]?\d+", reading)]
    assert sum(told[:-1]) == told[-1]
    assert "; starts from −" in reading
    assert {span["role"] for span in evidence} == {"attributed elsewhere", "nearest source"}


def test_a_second_question_is_of_another_kind_and_about_other_words(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT question, span_start, span_end FROM batch.questions WHERE claim_id IN (SELECT claim_id "
    rows = con.execute(query + "FROM batch.questions WHERE NOT gravest) ORDER BY gravest DESC").fetchall()
    assert len(rows) == 2
    (one, start, end), (other, first, last) = rows
    assert one != other
    assert last <= start or first >= end


def test_a_sign_that_is_turned_off_counts_nowhere_and_asks_nothing(con: duckdb.DuckDBPyConnection) -> None:
    own = con.cursor()
    own.execute("BEGIN")
    query = "SELECT points FROM batch.questions WHERE question = 'quantity' AND text LIKE '%3,000%'"
    ((before,),) = own.execute(query).fetchall()
    own.execute("INSERT INTO main.signs_off VALUES ('given_elsewhere')")
    ((after,),) = own.execute(query).fetchall()
    assert after > before
    own.execute("INSERT INTO main.signs_off VALUES ('people')")
    assert own.execute(query).fetchall() == []
    own.execute("ROLLBACK")


def test_only_what_is_due_is_in_the_batch(con: duckdb.DuckDBPyConnection) -> None:
    other = con.cursor()
    other.execute("BEGIN")
    other.execute("DELETE FROM main.due")
    assert other.execute("SELECT count(*) FROM batch.questions").fetchall() == [(0,)]
    assert other.execute("SELECT count(*) > 0 FROM corpus.questions").fetchall() == [(True,)]
    other.execute("ROLLBACK")
