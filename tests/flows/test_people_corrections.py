"""What people correct is what checks see next; it survives a new extraction, and an undo leaves no trace."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from checks.check import all_checks
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from flows.people_corrections import TABLES, correct
from warehouse import db
from warehouse.corrections import KINDS, NEEDS_VALUE, correction
from warehouse.records import RunId
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import duckdb

    from warehouse.records import Records
    from warehouse.reviews import ReviewStore

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
TEXT = """The harbour of Norvale closes on Monday, the port authority said.

Repairs cost 4.2 million crowns and three of the ten piers will never open again.

Of the donors, 14 were fishers: four from Osk and seven from Merrin.

“We were never asked,” said Ida Lind, a fisher. It could be said that the harbour has grown tired of its ferries."""
URL = "https://norvale.example/harbour"


@pytest.fixture(scope="module")
def read() -> Records:
    page = read_text(TEXT, url=URL, title="Norvale harbour closes for repairs", outlet="Post", published_at=NOON)
    return next(iter(annotate([page])))


@pytest.fixture
def con(read: Records, begin_run: Callable) -> Any:  # noqa: ANN401 - a generator of a connection
    made = db.memory()
    begin_run(made)
    db.load(made, [read])
    yield made
    made.close()


@pytest.fixture
def store(tmp_path: Path) -> Any:  # noqa: ANN401 - a generator of a store
    made = open_reviews(tmp_path)
    yield made
    made.close()


def act_on(read: Records, words: str, kind: str, value: str = "") -> Act:
    sentence = next(one for one in read.sentences if words in one.text)
    start = sentence.text.index(words)
    return correction(
        kind, url=URL, outlet="Post", sentence_id=sentence.sentence_id, sentence=sentence.text,
        span=(start, start + len(words)), value=value, reviewer="Ada",
    )  # fmt: skip


def bring(con: duckdb.DuckDBPyConnection, store: ReviewStore) -> int:
    """Import what the store has, as a run does."""
    known = con.execute("SELECT count(*) FROM main.decisions").fetchone()
    fresh = store.decisions(known[0] if known else 0)
    db.save(con, fresh)
    return correct(con)


@pytest.fixture
def flagged(begin_run: Callable) -> Callable[[duckdb.DuckDBPyConnection], set[tuple[str, str]]]:
    """What a run's screening leaves flagged; another run begins after it."""

    def screened(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
        screen_due(con, all_checks(), RunId("run"), NOON)
        begin_run(con)
        asked = "SELECT check_code, message FROM main.flags WHERE gone_at IS NULL"
        return set(con.execute(asked).fetchall())

    return screened


def rows(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    return {table: sorted(con.execute(f"SELECT * FROM main.{table}").fetchall(), key=repr) for table in TABLES}


def test_a_corrected_speaker_silences_the_question_who_says_so(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    before = {code for code, _ in flagged(con)}
    assert "AT08" in before
    store.append(act_on(read, "It could be said that", "speaker", "Ida Lind"))
    assert bring(con, store) == 1
    assert "AT08" not in {code for code, _ in flagged(con)}
    said = con.execute("SELECT canonical_source FROM main.attributions WHERE canonical_source = 'Ida Lind'").fetchall()
    assert said


def test_a_corrected_figure_is_what_checks_reckon_with(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    assert "FG05" in {code for code, _ in flagged(con)}
    store.append(act_on(read, "14", "value", "11"))
    bring(con, store)
    assert "FG05" not in {code for code, _ in flagged(con)}


def test_what_is_no_claim_is_asked_nothing(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    store.append(act_on(read, "It could be said that", "not_claim"))
    bring(con, store)
    assert "AT08" not in {code for code, _ in flagged(con)}


def test_an_undo_brings_back_the_very_rows(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    before, asked = rows(con), flagged(con)
    [event] = store.append(act_on(read, "It could be said that", "speaker", "Ida Lind"))
    bring(con, store)
    store.append(Act(act="undo", reviewer="Ada", undoes=event.decision_id, url=URL, scope="correction"))
    assert bring(con, store) == 1
    assert rows(con) == before
    assert flagged(con) == asked


def test_a_missed_claim_and_figure_are_added(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    claims = con.execute("SELECT sentence_id FROM main.claims").fetchall()
    bare = next(one for one in read.sentences if (one.sentence_id,) not in claims)
    store.append(act_on(read, bare.text, "claim"), act_on(read, "tired", "figure", "7"))
    bring(con, store)
    assert (bare.sentence_id,) in con.execute("SELECT sentence_id FROM main.claims").fetchall()
    assert con.execute("SELECT value FROM main.figures WHERE text = 'tired'").fetchall() == [(7,)]


def test_two_hundred_random_corrections_survive_a_new_extraction_and_their_undoing(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    before, draw = rows(con), random.Random(20260304)  # noqa: S311 - a test's draw
    acts = []
    for _ in range(200):
        sentence = draw.choice(read.sentences)
        start = draw.randrange(len(sentence.text))
        words = sentence.text[start : start + draw.randint(1, 30)]
        kind = draw.choice(list(KINDS))
        value = (
            draw.choice(["12", "Ida Lind", "crown", "piers", "o'Neill; DROP", "vague"]) if kind in NEEDS_VALUE else ""
        )
        acts.append(act_on(read, words, kind, value))
    events = store.append(*acts)
    bring(con, store)
    corrected = rows(con)
    assert corrected != before
    assert con.execute("SELECT count(*) FROM v1.corrections WHERE NOT is_undone").fetchone() == (200,)
    assert correct(con) == 0
    db.load(con, [read], replace=True)  # a new extraction
    assert correct(con) == 1
    assert rows(con) == corrected
    undone = [Act(act="undo", reviewer="Ada", undoes=one.decision_id, url=URL, scope="correction") for one in events]
    store.append(*undone)
    bring(con, store)
    assert rows(con) == before
    flagged(con)  # checks and gates run over what is left


def test_a_correction_holds_only_while_its_sentence_stands(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    store.append(act_on(read, "14", "value", "11"))
    bring(con, store)
    page = read_text(TEXT.replace("donors", "givers"), url=URL, title="Norvale harbour closes", outlet="Post")
    edited = next(iter(annotate([page])))
    db.load(con, [edited])
    correct(con)
    assert con.execute(
        "SELECT DISTINCT value FROM main.figures WHERE text = '14' AND article_id = ?", [edited.article.article_id]
    ).fetchall() == [(14,)]
