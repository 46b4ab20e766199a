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
from warehouse.corrections import KINDS, MOVED, NEEDS_VALUE, correction
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
    """A correction of words; other words that are right are named by themselves, as they stand first."""
    sentence = next(one for one in read.sentences if words in one.text)
    start = sentence.text.index(words)
    return correction(
        kind, url=URL, outlet="Post", sentence_id=sentence.sentence_id, sentence=sentence.text,
        span=(start, start + len(words)), value=value, reviewer="Ada",
        place=(sentence.text.index(value), sentence.text.index(value) + len(value)) if kind in MOVED else None,
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


def test_a_figure_stands_on_the_words_that_people_say_it_is_with_what_else_they_say_of_it(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    flagged(con)
    asked = (
        "SELECT figures.text, value::INTEGER FROM main.figures "
        "INNER JOIN main.sentences USING (article_id, sentence_id) "
        "WHERE sentences.text LIKE 'Of the donors%' AND figures.text = "
        "sentences.text[figures.span_start - sentences.span_start + 1:figures.span_end - sentences.span_start]"
    )
    store.append(act_on(read, "14", "figure_words", "donors"), act_on(read, "14", "value", "11"))
    bring(con, store)
    assert set(con.execute(asked).fetchall()) == {("donors", 11), ("four", 4), ("seven", 7)}
    assert "FG05" not in {code for code, _ in flagged(con)}
    store.append(act_on(read, "donors", "value", "20"))  # corrected again where it stands now
    bring(con, store)
    assert ("donors", 20) in con.execute(asked).fetchall()
    assert "FG05" in {code for code, _ in flagged(con)}
    store.append(act_on(read, "donors", "not_figure"))
    bring(con, store)
    assert {words for words, _ in con.execute(asked).fetchall()} == {"four", "seven"}


def test_a_figure_does_not_go_where_another_stands(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records
) -> None:
    before = con.execute("SELECT * FROM main.figures ORDER BY ALL").fetchall()
    store.append(act_on(read, "14", "figure_words", "four"))
    bring(con, store)
    assert con.execute("SELECT * FROM main.figures ORDER BY ALL").fetchall() == before


def test_a_source_and_what_was_said_are_other_words(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records
) -> None:
    [(said,)] = con.execute(
        "SELECT articles.text[content[1].span_start + 1:content[1].span_end] FROM main.attributions "
        "INNER JOIN main.articles USING (article_id) WHERE source_text LIKE 'Ida Lind%'"
    ).fetchall()
    asked = (
        "SELECT source_text, canonical_source, person_key, LIST_TRANSFORM(content, LAMBDA one : "
        "articles.text[one.span_start + 1:one.span_end]) FROM main.attributions INNER JOIN main.articles "
        "USING (article_id) WHERE cue_text = 'said' AND source_text LIKE '%fisher%'"
    )
    assert con.execute(asked.replace("%fisher%", "Ida Lind%")).fetchall()
    store.append(act_on(read, said, "source_words", "a fisher"), act_on(read, said, "said_words", "never asked"))
    bring(con, store)
    [(source, canonical, key, content)] = con.execute(asked).fetchall()
    assert (source, canonical, content) == ("a fisher", "a fisher", ["never asked"])
    assert key != "ida lind"
    assert con.execute("SELECT text FROM main.quotations").fetchall() == [("never asked",)]
    row = con.execute(
        "SELECT kind, corrected, corrected_start, corrected_end FROM v1.corrections WHERE kind = 'said_words'"
    ).fetchone()
    sentence = next(one.text for one in read.sentences if "never asked" in one.text)
    assert row
    assert sentence[row[2] : row[3]] == row[1] == "never asked"


def test_of_a_claim_only_the_words_that_people_say_are_asked_about(
    con: duckdb.DuckDBPyConnection, store: ReviewStore, read: Records, flagged: Callable
) -> None:
    assert "AT08" in {code for code, _ in flagged(con)}
    claims = con.execute("SELECT claim_id, span_start FROM main.claims ORDER BY ALL").fetchall()
    store.append(act_on(read, "It could be said that", "claim_words", "the harbour has grown tired of its ferries"))
    bring(con, store)
    assert "AT08" not in {code for code, _ in flagged(con)}
    assert con.execute("SELECT claim_id, span_start FROM main.claims ORDER BY ALL").fetchall() == claims


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
        if kind in MOVED:
            words, value = sentence.text, draw.choice(sentence.text.split())
            spans = [one for one in read.figures if one.sentence_id == sentence.sentence_id]
            if kind == "figure_words" and spans:
                words = spans[0].text
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
