"""Analysts see people as the desk has them: joined and split by the same acts, whatever their order, and undone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db
from warehouse.person_acts import Persons, join, split
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

    from warehouse.reviews import ReviewStore

STORIES = {
    "ledger": "“The wall will hold for years,” said Dana Holt, the mayor of Osk.",
    "post": "“Nobody told us of the crack,” said Dana R. Holt.",
    "echo": "“The wind turned late,” said Dana Holt, a sailor from Norvale.",
    "herald": "“I am not done here,” Dana Holt-Vant said.",
    "courier": "“We lost by a boat's length,” said Ida Lind, a sailor. “So be it,” said Karl Merrin, her rival.",
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    made = db.memory()
    pages = [read_text(text, url=f"https://{outlet}.example/1", outlet=outlet) for outlet, text in STORIES.items()]
    db.load(made, annotate(pages))
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReviewStore]:
    made = open_reviews(tmp_path)
    yield made
    made.close()


def people(con: duckdb.DuckDBPyConnection, store: ReviewStore) -> dict[str, Any]:
    """Each person by key, with the name, the outlets and the keys, once a run has imported what people said."""
    con.execute("DELETE FROM main.decisions")
    db.save(con, store.decisions())
    rows = con.execute("SELECT person_key, name, quotations, articles, keys FROM v1.people").fetchall()
    return {key: tuple(more) for key, *more in rows}


def test_names_that_were_joined_are_one_row_under_the_name_they_were_joined_to(
    con: duckdb.DuckDBPyConnection, store: ReviewStore
) -> None:
    before = people(con, store)
    assert before["dana holt"] == ("Dana R. Holt", 3, 3, ["dana holt"])
    [event] = store.append(join("dana holt-vant", "dana holt", "Ada"))
    joined = people(con, store)
    assert joined["dana holt"] == ("Dana R. Holt", 4, 4, ["dana holt", "dana holt-vant"])
    assert "dana holt-vant" not in joined
    store.append(Act(act="undo", reviewer="Ada", undoes=event.decision_id, scope="person"))
    assert people(con, store) == before


def test_a_person_who_was_split_off_has_a_row_and_a_name_of_their_own(
    con: duckdb.DuckDBPyConnection, store: ReviewStore
) -> None:
    acts = split(
        ["dana holt"], ["https://echo.example/1"], [], name="Dana Holt, the sailor", reviewer="Ada", batch_id="b"
    )
    store.append(*acts)
    found = people(con, store)
    assert found[acts[0].sentence_id] == ("Dana Holt, the sailor", 1, 1, ["dana holt"])
    assert found["dana holt"][1:3] == (2, 2)
    store.append(*split(["dana holt"], [], ["Dana R. Holt"], name="Another", reviewer="Ada", batch_id="c"))
    assert people(con, store)["dana holt"] == ("Dana Holt", 1, 1, ["dana holt"])
    store.append(join(acts[0].sentence_id, "ida lind", "Ada"))
    assert people(con, store)["ida lind"] == ("Ida Lind", 2, 2, ["dana holt", "ida lind"])


def test_forty_draws_of_acts_give_analysts_whom_the_desk_has(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    said = con.execute(
        "SELECT DISTINCT person_key, url, canonical_source FROM main.attributions INNER JOIN main.articles "
        "USING (article_id) WHERE person_key IS NOT NULL ORDER BY ALL"
    ).fetchall()
    for number in range(40):
        draw = random.Random(number)  # noqa: S311 - a test's draw
        store = open_reviews(tmp_path / str(number))
        known = sorted({key for key, _, _ in said})
        for step in range(draw.randint(1, 12)):
            if draw.random() < 0.6:
                store.append(join(draw.choice(known), draw.choice(known), "Ada"))
                continue
            key, url, spelling = draw.choice(said)
            place = ([url], []) if draw.random() < 0.5 else ([], [spelling])
            acts = split([key], *place, name=f"One {step}", reviewer="Ada", batch_id=f"{number}-{step}")
            store.append(*acts)
            known.append(acts[0].sentence_id)
        events = store.events()
        for event in draw.sample(events, len(events) // 4):
            store.append(Act(act="undo", reviewer="Ada", undoes=event.decision_id, scope="person"))
        undone = {event.undoes for event in store.events()}
        persons = Persons([one for one in events if one.decision_id not in undone])
        wanted: dict[str, set[str]] = {}
        for key, url, spelling in said:
            wanted.setdefault(persons.of(key, url, spelling), set()).add(key)
        found = people(con, store)
        store.close()
        assert {person: set(row[3]) for person, row in found.items()} == wanted, number
        for person in wanted.keys() & persons.names.keys():
            assert found[person][0] == persons.names[person]
