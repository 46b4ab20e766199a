"""One agency story at several addresses is one finding."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from flows.doubles import note_copies
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
STORY = (
    "The harbour bridge will close for a year from Monday, and more than 400 lorries cross it each day. It is widely "
    "believed that the bridge will fall. Drivers face a detour of 30 kilometres, and the repairs will cost 12 million, "
    "twice what was planned in spring. Shop owners on the north side fear for their trade and have asked the mayor, "
    "Dana Holt, for help with the rent until it opens. She said that the council would decide on Tuesday. "
)
OTHER = (
    "Rain has filled the upper reservoir to the brim after two dry summers, and the water board has lifted its ban on "
    "hosepipes. Farmers in the valley had lost a third of their maize, their union said on Tuesday in a statement. The "
    "board will decide in June whether the lower reservoir, which was drained for repairs, is to be filled as well. "
)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    yield connection
    connection.close()


def load(con: duckdb.DuckDBPyConnection, *stories: tuple[str, float, str]) -> None:
    """Load stories of (outlet, hours after noon, text), each at an address of its outlet."""
    pages = [
        read_text(
            text, url=f"https://{outlet}.example/bridge", outlet=outlet, published_at=NOON + timedelta(hours=hours)
        )
        for outlet, hours, text in stories
    ]
    db.load(con, annotate(pages))


def told(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return con.execute("SELECT outlet, first_outlet FROM v1.copies ORDER BY outlet").fetchall()


def test_the_earliest_of_articles_alike_is_the_first(con: duckdb.DuckDBPyConnection) -> None:
    load(
        con,
        ("ledger", 3, STORY + "Rain fell."),
        ("agency", 0, STORY),
        ("post", 1, "POST — " + STORY),
        ("vale", 2, OTHER),
    )
    assert note_copies(con) == 4
    assert told(con) == [("ledger", "agency"), ("post", "agency")]
    assert note_copies(con) == 0
    (share,) = con.execute("SELECT min(similarity) FROM v1.copies").fetchall()[0]
    assert 0.7 <= share <= 1


def test_a_first_article_that_comes_in_late_takes_its_copies_over(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ("ledger", 3, STORY), ("post", 2, STORY))
    note_copies(con)
    assert told(con) == [("ledger", "post")]
    load(con, ("agency", 0, STORY))
    note_copies(con)
    assert told(con) == [("ledger", "agency"), ("post", "agency")]
    load(con, ("vale", 9, STORY))
    note_copies(con)
    assert told(con) == [("ledger", "agency"), ("post", "agency"), ("vale", "agency")]


def test_the_same_words_a_month_later_are_no_copy(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ("agency", 0, STORY), ("ledger", 30 * 24, STORY))
    note_copies(con)
    assert told(con) == []


def test_a_revision_is_no_copy_of_its_own_page_and_the_first_is_what_stands_there_now(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load(con, ("agency", 0, STORY), ("post", 1, STORY))
    load(con, ("agency", 2, STORY.replace("400 lorries", "500 lorries")))
    note_copies(con)
    assert told(con) == [("post", "agency")]
    query = "SELECT articles.text FROM v1.copies JOIN v1.articles ON first_article_id = articles.article_id"
    assert "500 lorries" in con.execute(query).fetchall()[0][0]


def test_a_flag_on_a_copy_points_to_that_of_the_first(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ("agency", 0, STORY), ("post", 1, STORY + "It is widely believed that the mayor will go."))
    note_copies(con)
    screen_due(con, [check for check in all_checks() if check.code == "AT08"], "run", NOON)
    assert con.execute("SELECT outlet, count(*) FROM v1.flags GROUP BY outlet ORDER BY outlet").fetchall() == [
        ("agency", 1),
        ("post", 2),
    ]
    (row,) = con.execute("SELECT outlet, first_outlet, flag_id, first_flag_id FROM v1.copied_flags").fetchall()
    assert row[:2] == ("post", "agency")
    assert con.execute("SELECT outlet FROM v1.flags WHERE flag_id = ?", [row[3]]).fetchall() == [("agency",)]
    alone = "SELECT count(*) FROM v1.open_flags ANTI JOIN v1.copied_flags USING (article_id, flag_id)"
    assert con.execute(alone).fetchall() == [(2,)]
