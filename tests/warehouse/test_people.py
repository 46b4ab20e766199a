from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.attribution.names import person_key
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

STORIES = {
    "ledger": "The mayor, Dana Holt, said the wall was safe. “It will hold for years,” Ms Holt said.",
    "post": "“Nobody told us of the crack,” said Dana R. Holt. Karl Holt, her rival, said the wall was lost.",
    "echo": "Dána Holt Jr. said she would wait. The council said it would not.",
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    pages = [read_text(text, url=f"https://{outlet}.example/1", outlet=outlet) for outlet, text in STORIES.items()]
    db.load(connection, annotate(pages))
    yield connection
    connection.close()


def test_one_person_is_one_row_whatever_the_spelling(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "SELECT name, spellings, articles, outlets, quotations FROM v1.people ORDER BY person_key"
    ).fetchall()
    assert rows == [
        ("Dána Holt Jr.", ["Dana Holt", "Dana R. Holt", "Dána Holt Jr."], 3, 3, 2),
        ("Karl Holt", ["Karl Holt"], 1, 1, 0),
    ]


def test_every_quotation_of_a_person_is_one_query(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("SELECT text FROM v1.quotations WHERE person_key = 'dana holt' ORDER BY outlet").fetchall()
    assert found == [("It will hold for years,",), ("Nobody told us of the crack,",)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dana Holt", "dana holt"),
        ("Dana R. Holt", "dana holt"),
        ("Dána Holt Jr.", "dana holt"),
        ("Dana O’Holt-Vant", "dana o'holt-vant"),
        ("Dana Maria Holt", "dana maria holt"),
        ("Holt", None),
        ("", None),
    ],
)
def test_a_key_leaves_out_what_differs_from_article_to_article(name: str, key: str | None) -> None:
    assert person_key(name) == key
