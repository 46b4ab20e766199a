"""A stored page read again by a better reader is the same revision, with its flags and its history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.gates import AFTER, all_gates
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from flows.doubles import note_copies
from flows.edits import note_changes
from flows.readings import lay_over
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from warehouse.records import Records

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
URL = "https://post.example/bridge"
SAID = "It is widely believed that the bridge will fall. The council will spend 12 million on it, Dana Holt said."
FURNITURE = "It is widely believed that the mayor will go."  # a teaser, which the reader then took for the story
EDITED = SAID.replace("12 million", "14 million")


def reading(text: str, hour: int) -> Records:
    (records,) = annotate([read_text(text, url=URL, outlet="post", fetched_at=NOON + timedelta(hours=hour))])
    return records


@pytest.fixture
def con(begin_run: Callable) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two revisions as an old reader had them, each with the furniture in it, both screened."""
    connection = db.memory()
    for hour, text in enumerate((SAID, EDITED)):
        begin_run(connection)
        db.load(connection, [reading(f"{text} {FURNITURE}", hour)])
        note_changes(connection)
        note_copies(connection)
        screen(connection)
    begin_run(connection)
    yield connection
    connection.close()


def screen(con: duckdb.DuckDBPyConnection) -> None:
    screen_due(con, [check for check in all_checks() if check.code == "AT08"], "run", NOON)


def read_anew(con: duckdb.DuckDBPyConnection) -> list[Records]:
    ids = [row[0] for row in con.execute("SELECT article_id FROM main.articles ORDER BY fetched_at").fetchall()]
    anew = [reading(SAID, 0), reading(EDITED, 1)]
    lay_over(con, list(zip(ids, anew, strict=True)), NOON)
    return anew


def test_the_new_reading_stands_in_the_place_of_the_old_one(con: duckdb.DuckDBPyConnection) -> None:
    anew = read_anew(con)
    rows = con.execute("SELECT article_id, text, revision, is_current FROM v1.articles ORDER BY revision").fetchall()
    assert rows == [
        (anew[0].article.article_id, SAID, 1, False),
        (anew[1].article.article_id, EDITED, 2, True),
    ]
    for table in db.CONTENTS:
        strays = f"SELECT count(*) FROM main.{table} ANTI JOIN main.articles USING (article_id)"
        assert con.execute(strays).fetchall() == [(0,)], table


def test_flags_keep_their_time_and_those_on_dropped_words_are_gone(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT flag_id, raised_at FROM v1.flags WHERE claim_text LIKE '%bridge will fall%' ORDER BY ALL"
    before = con.execute(query).fetchall()
    assert con.execute("SELECT count(*) FROM v1.flags").fetchall() == [(4,)]
    read_anew(con)
    assert con.execute(query).fetchall() == before
    assert con.execute("SELECT count(*) FROM v1.flags WHERE gone_at IS NULL").fetchall() == [(2,)]
    for gate in all_gates(AFTER):
        assert con.execute(gate.sql).fetchall() == [], gate.name
    screen(con)
    assert con.execute("SELECT count(*) FROM v1.open_flags").fetchall() == [(1,)]


def test_a_claim_that_a_better_reader_does_not_make_takes_its_flag_along(con: duckdb.DuckDBPyConnection) -> None:
    """The words are the same, so the id is; what is read in them is not."""
    (old, _) = con.execute("SELECT article_id FROM main.articles ORDER BY fetched_at").fetchall()
    same = reading(f"{SAID} {FURNITURE}", 0)
    assert same.article.article_id == old[0]
    lay_over(con, [(old[0], type(same)(article=same.article))], NOON)
    assert con.execute("SELECT count(*) FROM main.claims WHERE article_id = ?", [old[0]]).fetchall() == [(0,)]
    standing = "SELECT count(*) FROM main.flags WHERE article_id = ? AND gone_at IS NULL"
    assert con.execute(standing, [old[0]]).fetchall() == [(0,)]


def test_what_the_outlet_changed_is_compared_anew(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT kind, before_text, after_text FROM v1.changes ORDER BY position"
    before = con.execute(query).fetchall()
    assert ("figure", "12 million", "14 million") in before
    anew = read_anew(con)
    assert con.execute(query).fetchall() == before
    sides = con.execute("SELECT DISTINCT before_article_id, article_id FROM v1.changes").fetchall()
    assert sides == [(anew[0].article.article_id, anew[1].article.article_id)]


def test_reading_twice_is_reading_once(con: duckdb.DuckDBPyConnection) -> None:
    read_anew(con)
    tables = [
        f"SELECT * FROM main.{table} ORDER BY ALL" for table in ("articles", "pages", "claims", "flags", "changes")
    ]
    once = [con.execute(query).fetchall() for query in tables]
    read_anew(con)
    assert [con.execute(query).fetchall() for query in tables] == once
