"""A person's page: what they said over all articles, where articles differ, and who is who."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING

import duckdb
import pytest

from review.copy import people
from review.copy.people_file import write_people
from warehouse.audit import verify
from warehouse.person_acts import Persons, join, split

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit

HOLT = "/people/dana%20holt"


@pytest.fixture
def served(people_once: Path, home: Path, serve_home: Callable[..., Served]) -> Served:
    shutil.copytree(people_once, home)
    return serve_home(home)


def words(page: str) -> str:
    """The text of a page's main part, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


def test_a_person_has_one_page_over_all_articles_and_spellings(visit: Visit) -> None:
    page = words(visit.get(HOLT).text)
    assert "6 statements and 4 figures in 3 articles of 3 outlets" in page
    assert "Also written Dana R. Holt" in page
    for said in ("It will stand for forty years", "It will stand for fourteen years", "The wind turned"):
        assert said in page
    assert "I am not done here" not in page


def test_figures_that_articles_give_in_one_name_are_held_side_by_side(visit: Visit) -> None:
    page = visit.get(HOLT).text
    [table] = re.findall(r'aria-label="Figures that differ: house, Osk; “flood”".*?</table>', page, re.DOTALL)
    assert [re.sub("<[^>]+>", "", cell) for cell in re.findall("<td><b>.*?</td>", table)] == ["17", "12"]
    assert 'data-flag="' in page  # what is to be decided is decided here


def test_a_name_leads_to_its_page_from_article_event_and_query(visit: Visit) -> None:
    assert visit.get("/people?name=Dana R. Holt").headers["location"] == HOLT
    found = re.findall(r'href="(/articles/\w+)"', visit.get(HOLT).text)
    article = visit.get(found[-1]).text
    assert 'class="person" href="/people?name=Dana%20Holt"' in article or 'name=Dana+Holt"' in article
    answer = visit.post("/sql", json=False, sql="SELECT DISTINCT person_key FROM v1.quotations ORDER BY 1").text
    assert f'<a href="{HOLT}">dana holt</a>' in answer


def test_the_list_finds_a_name_by_the_beginning_of_its_words(visit: Visit) -> None:
    assert "Dana Holt-Vant" in visit.get("/people").text
    page = visit.get("/people?q=vant dan").text
    assert "Dana Holt-Vant" in page
    assert f'"{HOLT}"' not in page
    assert "Nobody of that name" in visit.get('/people?q="*(').text or visit.get('/people?q="*(').status_code == 200


def test_two_names_are_joined_and_the_join_is_undone(served: Served, visit: Visit) -> None:
    answer = visit.post(HOLT, json=False, act="join:dana holt-vant")
    assert answer.headers["location"] == f"{HOLT}#who"
    page = visit.get(HOLT).text
    assert "I am not done here" in page
    assert visit.get("/people/dana%20holt-vant").headers["location"] == HOLT
    store = served.app.state.desk.store
    [event] = store.events()
    assert (event.act, event.claim_id, event.sentence_id) == ("join_people", "dana holt-vant", "dana holt")
    visit.post("/undo", undoes=event.decision_id)
    assert "I am not done here" not in visit.get(HOLT).text
    assert visit.get("/people/dana%20holt-vant").status_code == 200
    assert verify(store).fault == ""


def test_one_name_of_two_persons_is_split_by_article(served: Served, visit: Visit) -> None:
    fields = {"act": "split", "url": "https://herald.example/race", "name": "Dana Holt, the sailor"}
    sailor = visit.post(HOLT, json=False, **fields).headers["location"].partition("#")[0]
    page = words(visit.get(sailor).text)
    assert "Dana Holt, the sailor" in page
    assert "The wind turned" in page
    assert "forty years" not in page
    mayor = words(visit.get(HOLT).text)
    assert "The wind turned" not in mayor
    assert "in 2 articles" in mayor
    visit.post("/undo", undoes=served.app.state.desk.store.events()[0].batch_id)
    assert "The wind turned" in visit.get(HOLT).text
    assert visit.get(sailor).status_code == 404


def test_a_spelling_is_split_off_and_joined_again(visit: Visit) -> None:
    answer = visit.post(HOLT, json=False, act="split", spelling="Dana R. Holt", name="Dana R. Holt of Osk")
    other = answer.headers["location"].partition("#")[0]
    assert "fourteen years" in visit.get(other).text
    assert "as Dana R. Holt" not in words(visit.get(HOLT).text)
    visit.post(HOLT, act=f"join:{other.rpartition('/')[2]}")
    assert "as Dana R. Holt" in words(visit.get(HOLT).text)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"act": "join:nobody at all"}, "Choose another person"),
        ({"act": "join:dana holt"}, "Choose another person"),
        ({"act": "split", "name": "X"}, "Tick the articles"),
        ({"act": "split", "url": "https://herald.example/race"}, "Say what tells the other person apart"),
        ({"act": "marry"}, "Choose whether"),
    ],
)
def test_an_act_that_cannot_be_done_says_why(served: Served, visit: Visit, fields: dict[str, str], why: str) -> None:
    answer = visit.post(HOLT, **fields)
    assert answer.status_code == 400
    assert why in answer.text
    assert served.app.state.desk.store.events() == []


def test_a_corrected_speaker_is_on_both_pages_at_once(served: Served, visit: Visit) -> None:
    copy = served.app.state.desk.copy()
    with people.reading(copy, ["dana holt"]) as connection:
        heads = people.heads(connection, "statements", ["dana holt"])
        row = next(one for one in people.said(connection, "statements", heads) if "wind turned" in one["text"])
    fields = {"sentence": row["sentence_id"], "start": "1", "end": "34", "kind": "speaker", "value": "Dana Holt-Vant"}
    visit.post(f"/articles/{row['article_id']}/correct", json=False, **fields)
    assert "said by Dana Holt-Vant, as corrected" in words(visit.get(HOLT).text)
    assert "corrected by Ada" in words(visit.get("/people/dana%20holt-vant").text)


def test_people_are_read_from_the_copy_until_their_file_is_made(served: Served, visit: Visit) -> None:
    desk = served.app.state.desk
    until = time.monotonic() + 30
    while not desk.copy().has("people") and time.monotonic() < until:
        time.sleep(0.05)
    made = words(visit.get(HOLT).text)
    desk.copy().has = lambda kind: kind != "people"
    assert words(visit.get(HOLT).text) == made


def test_a_copy_too_large_to_be_asked_at_once_says_when_people_are_there(served: Served, visit: Visit) -> None:
    copy = served.app.state.desk.copy()
    copy.has = lambda kind: kind != "people"

    def full(*_: object) -> None:
        raise duckdb.OutOfMemoryException

    copy.fill = full
    for path in ("/people", HOLT):
        answer = visit.get(path)
        assert answer.status_code == 503
        assert "still being gathered" in answer.text


def test_a_person_with_thousands_of_statements_is_read_in_pages(served: Served) -> None:
    copy = served.app.state.desk.copy()
    with people.reading(copy, None) as source:
        rows = source.execute("SELECT * FROM said WHERE person_key = 'dana holt' AND kind = 0").fetchall()
        copied = source.execute("SELECT * FROM columns").fetchall()
    out = sqlite3.connect(":memory:")
    copy.fill(out, lambda connection, made: write_people(connection, made, []))
    out.execute("DELETE FROM columns")
    out.executemany("INSERT INTO columns VALUES (?, ?)", copied)
    out.executemany(
        "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *rows[number % len(rows)][1:]) for number in range(20_000)),
    )
    heads = people.heads(out, "statements", ["dana holt"])
    assert len(heads) == people.MOST_SAID + 1
    out.close()


def test_who_is_who_follows_the_acts_in_their_order() -> None:
    acts = [
        *split(
            ["dana holt"],
            ["https://herald.example/race"],
            ["Dana R. Holt"],
            name="the sailor",
            reviewer="Ada",
            batch_id="batch-1",
        ),
        join("dana holt-vant", "dana holt", "Ada"),
        join("dana holt", "dana holt-vant", "Ada"),  # said twice over, and nothing turns round
    ]
    persons = Persons(acts)
    sailor = acts[0].sentence_id
    assert persons.of("dana holt", "https://herald.example/race", "Dana Holt") == sailor
    assert persons.of("dana holt", "https://post.example/1", "Dana R. Holt") == sailor
    assert persons.of("dana holt", "https://post.example/1", "Dana Holt") == "dana holt"
    assert persons.root("dana holt-vant") == "dana holt"
    assert persons.keys("dana holt") == ["dana holt", "dana holt-vant"]
    assert persons.keys(sailor) == ["dana holt"]
    assert persons.keys("dana holt-vant") == []
