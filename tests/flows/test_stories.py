"""The articles of one event are one story, whatever the size of a batch, and what a person says of it stands."""

from __future__ import annotations

import secrets
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from flows.doubles import note_copies
from flows.edits import note_changes
from flows.grouping import note_stories
from flows.statements import ask
from warehouse import db, story_acts
from warehouse.ledger import Decision
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import duckdb

    from warehouse.records import Records
    from warehouse.reviews import ReviewStore

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
FIRE = (
    "Ferry fire off Skerra",
    "A fire on the ferry Maren off Skerra killed {0} people on Friday, the coast guard said.",
    "The Maren was bound for Osk with passengers and lorries when flames broke out on the car deck.",
    "Lifeboats from Skerra brought the other passengers of the Maren ashore, some with burns.",
    "Divers from Osk will search the hull at first light, the harbour master of Skerra added.",
    "Sailings between Osk and Skerra rest until Monday, and the Maren lies at the outer mole.",
)
STORIES = {
    "fire": FIRE,
    "strike": (
        "Teachers in Merrin walk out over pay",
        "Teachers closed {0} schools in Merrin on Friday in a strike over pay and class sizes.",
        "The teachers' union in Merrin wants a tenth more pay; the education board offers half of that.",
        "Parents gathered before the board's offices, and pupils of the upper forms joined the pickets.",
        "Schools in Merrin had last been shut by a strike when the present mayor was a pupil there.",
        "Both sides in Merrin meet on Tuesday, and a judge of the labour court will sit between them.",
    ),
    "mine": (
        "Tin mine at Vale to close",
        "The tin mine at Vale will close in autumn, and {0} miners lose their work, its owner said on Friday.",
        "The price of tin has halved since spring, and the shaft at Vale would need new pumps.",
        "The miners' guild called the closure a blow to the whole valley and to its shops.",
        "Tin was first dug at Vale by monks, whose chapel the miners still keep in repair.",
        "A buyer from Osk looked at the tin mine in winter and went home without an offer for Vale.",
    ),
}
OUTLETS = ("agency", "courier", "gazette", "ledger")


@cache
def told() -> tuple[Records, ...]:
    """Three events told by four outlets each, three days running, in their order."""
    pages = []
    for number in range(3 * len(OUTLETS) * len(STORIES)):
        day, outlet, name = number // 12, OUTLETS[number // 3 % 4], tuple(STORIES)[number % 3]
        headline, first, *others = STORIES[name]
        kept = [one for place, one in enumerate(others) if place != OUTLETS.index(outlet)]
        words = " ".join([first.format(20 + number), *kept, f"So much for the {outlet}."])
        at = NOON + timedelta(days=20 * day, minutes=number)
        pages.append(
            read_text(
                words, title=headline, url=f"https://{outlet}.example/{name}/{day}", outlet=outlet, published_at=at
            )
        )
    return tuple(annotate(pages))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    yield connection
    connection.close()


def group(con: duckdb.DuckDBPyConnection, records: Sequence[Records]) -> None:
    db.load(con, records)
    note_changes(con)
    note_copies(con)
    note_stories(con, NOON)


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return con.execute(query).fetchall()


def stories_of(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    assert con.execute("SELECT count(*) FROM main.copies").fetchall() == [(0,)]
    for story, url in con.execute("SELECT story_id, url FROM v1.story_articles").fetchall():
        found.setdefault(story, set()).add(url.removeprefix("https://"))
    return found


def page(url: str, text: str, *, hours: float = 0, title: str = FIRE[0], fetched: float | None = None) -> Records:
    outlet = url.split(".", 1)[0].removeprefix("https://")
    at = NOON + timedelta(hours=hours)
    seen = NOON + timedelta(hours=fetched) if fetched is not None else None
    return next(
        iter(annotate([read_text(text, title=title, url=url, outlet=outlet, published_at=at, fetched_at=seen)]))
    )


@pytest.mark.parametrize("size", [1, 7, 36])
def test_the_same_articles_are_the_same_stories_in_batches_of_any_size(size: int) -> None:
    tables = ("stories", "story_articles", "story_terms", "term_counts", "tolls")
    found = []
    for at_once in (size, 36):
        con = db.memory()
        for start in range(0, 36, at_once):
            group(con, told()[start : start + at_once])
        found.append([rows(con, f"FROM main.{table} ORDER BY ALL") for table in tables])
        con.close()
    assert found[0] == found[1]


def test_each_event_is_a_story_of_its_own_and_another_when_it_comes_back_after_weeks(
    con: duckdb.DuckDBPyConnection,
) -> None:
    group(con, told())
    wanted = [{f"{outlet}.example/{name}/{day}" for outlet in OUTLETS} for name in STORIES for day in range(3)]
    assert sorted(map(sorted, stories_of(con).values())) == sorted(map(sorted, wanted))


def test_a_revision_stays_with_its_page_and_a_copy_with_its_first_and_both_count_once(
    con: duckdb.DuckDBPyConnection,
) -> None:
    text = " ".join(FIRE[1:]).format(12)
    group(con, [page("https://agency.example/fire", text, fetched=0)])
    group(
        con, [page("https://agency.example/fire", "All is told anew, of other things and in other words.", fetched=5)]
    )
    group(con, [page("https://gazette.example/fire", text + " Rain fell.", hours=1, fetched=6)])
    joined = rows(con, "SELECT outlet, joined_by FROM v1.story_articles ORDER BY ALL")
    assert joined == [("agency", "opened"), ("agency", "revision"), ("gazette", "copy")]
    assert rows(con, "SELECT articles, copies, outlets FROM v1.stories") == [(2, 1, 2)]
    assert rows(con, "SELECT articles FROM main.term_counts WHERE term = ''") == [(1,)]


def test_what_is_joined_costs_by_the_days_around_not_by_the_warehouse(con: duckdb.DuckDBPyConnection) -> None:
    group(con, told())
    article = rows(con, "SELECT article_id FROM main.story_articles WHERE counts ORDER BY dated_at DESC LIMIT 1")[0][0]
    days = {"first_at": NOON + timedelta(days=40), "last_at": NOON + timedelta(days=40, hours=1)}
    pairs = ask(con, "alike_stories", articles=[article], **days)
    near = ask(con, "near_members", **days)
    assert 3 <= len(pairs) <= 12
    assert len(near) == 12


class TestPeople:
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[ReviewStore]:
        reviews = open_reviews(tmp_path)
        yield reviews
        reviews.close()

    @staticmethod
    def import_acts(con: duckdb.DuckDBPyConnection, store: ReviewStore) -> None:
        con.execute("DELETE FROM main.decisions")
        db.save(con, store.decisions())
        note_stories(con, NOON)

    @staticmethod
    def of(con: duckdb.DuckDBPyConnection, url: str) -> tuple[str, str]:
        query = "SELECT story_id, joined_by FROM v1.story_articles WHERE url = ?"
        story, by = con.execute(query, [f"https://{url}"]).fetchall()[0]
        return story, by

    def test_a_page_moved_stays_where_a_person_put_it_until_that_is_undone(
        self, con: duckdb.DuckDBPyConnection, store: ReviewStore
    ) -> None:
        group(con, told())
        fire, strike = self.of(con, "agency.example/fire/0")[0], self.of(con, "agency.example/strike/0")[0]
        [moved] = store.append(story_acts.move("https://ledger.example/fire/0", fire, strike, "Dana Whitlock"))
        self.import_acts(con, store)
        assert self.of(con, "ledger.example/fire/0") == (strike, "person")
        assert self.of(con, "courier.example/fire/0")[0] == fire
        group(con, [page("https://ledger.example/fire/0", FIRE[1].format(99), fetched=9)])
        assert self.of(con, "ledger.example/fire/0") == (strike, "person")
        store.append(Act(act="undo", reviewer="Dana Whitlock", undoes=moved.decision_id))
        self.import_acts(con, store)
        assert self.of(con, "ledger.example/fire/0")[0] == fire

    def test_both_events_of_a_page_that_was_moved_are_judged_anew_and_no_other(
        self, con: duckdb.DuckDBPyConnection, store: ReviewStore, begin_run: Callable
    ) -> None:
        group(con, told())
        fire, strike = self.of(con, "agency.example/fire/0")[0], self.of(con, "agency.example/strike/0")[0]
        begin_run(con)
        con.execute("UPDATE main.stories SET run_seq = 0")
        self.import_acts(con, store)
        assert rows(con, "SELECT story_id FROM main.stories WHERE run_seq > 0") == []
        store.append(story_acts.move("https://ledger.example/fire/0", fire, strike, "Dana Whitlock"))
        self.import_acts(con, store)
        found = rows(con, "SELECT story_id FROM main.stories WHERE run_seq > 0")
        assert sorted(story for (story,) in found) == sorted([fire, strike])

    def test_a_story_split_off_takes_in_what_is_like_it(
        self, con: duckdb.DuckDBPyConnection, store: ReviewStore
    ) -> None:
        group(con, told())
        fire = self.of(con, "agency.example/fire/0")[0]
        urls = [f"https://{outlet}.example/fire/0" for outlet in OUTLETS[1:]]
        acts = store.append(*story_acts.split(urls, fire, "Dana Whitlock", secrets.token_hex(8)))
        self.import_acts(con, store)
        apart = self.of(con, "courier.example/fire/0")[0]
        assert {self.of(con, f"{outlet}.example/fire/0")[0] for outlet in OUTLETS[1:]} == {apart} != {fire}
        assert rows(con, f"SELECT articles, first_outlet FROM v1.stories WHERE story_id = '{apart}'") == [
            (3, "courier")
        ]
        store.append(Act(act="undo", reviewer="Dana Whitlock", undoes=acts[0].batch_id))
        self.import_acts(con, store)
        assert self.of(con, "courier.example/fire/0")[0] == fire

    def test_stories_made_one_stay_one_and_what_comes_later_joins_the_whole(
        self, con: duckdb.DuckDBPyConnection, store: ReviewStore
    ) -> None:
        group(con, told())
        fire, strike = self.of(con, "agency.example/fire/0")[0], self.of(con, "agency.example/strike/0")[0]
        store.append(story_acts.merge(fire, strike, "Dana Whitlock"))
        store.append(story_acts.merge(strike, fire, "Dana Whitlock"))  # said twice over, and nothing turns round
        self.import_acts(con, store)
        assert self.of(con, "agency.example/fire/0") == (strike, "person")
        assert rows(con, f"SELECT merged_into FROM main.stories WHERE story_id = '{fire}'") == [(strike,)]
        group(con, [page("https://post.example/fire", FIRE[1].format(31), hours=2)])
        assert self.of(con, "post.example/fire")[0] == strike

    def test_an_act_on_a_story_is_chained_as_every_decision_is(self, store: ReviewStore) -> None:
        [event] = store.append(story_acts.merge("a", "b", "Dana Whitlock"))
        assert (event.scope, event.claim_id, event.sentence_id, event.flag_id) == ("story", "a", "b", "")
        assert {field.name for field in fields(Decision)} >= {"previous_hash", "event_hash"}
        assert store.last() == (1, event.event_hash)


def test_a_story_view_sets_main_tolls_side_by_side(con: duckdb.DuckDBPyConnection) -> None:
    told_by = {"agency": (12, 0), "courier": (21, 1), "gazette": (21, 2)}
    group(con, [page(f"https://{o}.example/f", FIRE[1].format(n), hours=h) for o, (n, h) in told_by.items()])
    query = (
        "SELECT outlet, value::INTEGER, relation, other_outlet, may_be_later FROM v1.story_figures "
        "WHERE toll = 'killed' ORDER BY outlet"
    )
    assert rows(con, query) == [
        ("agency", 12, "differs", "gazette", True),
        ("courier", 21, "differs", "agency", True),
        ("gazette", 21, "differs", "agency", True),
    ]


@pytest.mark.parametrize(("outlets", "stories"), [(("courier", "gazette"), 1), (("courier", "courier"), 2)])
def test_a_town_that_its_paper_always_names_makes_no_story(outlets: Sequence[str], stories: int) -> None:
    ward = (
        "Lund holds Mill ward in Corrick",
        "Wilma Lund kept her seat on Corrick council by a small majority, the returning officer of Corrick said.",
        "Corrick had not voted in so small a number since its wards were drawn anew.",
        "Her opponent, a baker from the lower town, asked for no second count.",
    )
    budget = (
        "Corrick council is short of money",
        "Corrick council will run out of money by spring, the treasurer of Corrick said.",
        "He wants to close the swimming baths and to sell the old customs house.",
        "Pensioners would pay for the bus again, and lamps would go out at midnight.",
    )
    others = [words for name, words in STORIES.items() if name != "fire"]
    pages = [
        read_text(" ".join(words), title=title, url=f"https://news.example/{n}", outlet=outlet, published_at=NOON)
        for n, (outlet, (title, *words)) in enumerate(
            [*zip(("agency", "ledger"), others, strict=True), *zip(outlets, (ward, budget), strict=True)]
        )
    ]
    con = db.memory()
    db.load(con, annotate(pages))
    note_stories(con, NOON)
    assert rows(con, "SELECT count(DISTINCT story_id) FROM main.story_articles") == [(2 + stories,)]
