from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb
import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db, schema
from warehouse.bearing import OF_CLAIMS
from warehouse.faults import WarehouseBusyError
from warehouse.ledger import Fetch
from warehouse.records import (
    Article,
    ArticleId,
    Claim,
    ClaimId,
    FetchId,
    Records,
    RunId,
    Sentence,
    SentenceId,
    stable_id,
)
from warehouse.terms import Outcome, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def fetched(url: str) -> Fetch:
    words = dict.fromkeys(("reason", "advice", "content_type", "etag", "last_modified", "body_hash", "warc"), "")
    return Fetch(
        fetch_id=FetchId(url),
        run_id=RunId("r"),
        source="The Ledger",
        requested_url=url,
        final_url=url,
        url=url,
        outlet="The Ledger",
        outcome=Outcome.OK,
        status_code=200,
        tries=1,
        elapsed_ms=40,
        body_bytes=1,
        fetched_at=NOON,
        next_attempt_at=None,
        article_id=None,
        **words,
    )


def story(text: str, url: str = "https://ledger.example/ferry", fetched_at: datetime = NOON) -> Records:
    article = Article(
        article_id=ArticleId(stable_id("article", url, text)),
        url=url,
        outlet="The Ledger",
        headline="",
        standfirst="",
        byline="",
        language="en",
        published_at=None,
        modified_at=None,
        fetched_at=fetched_at,
        text=text,
        article_type="news",
        text_share=1.0,
        notes=("furniture: 1",),
    )
    place = {"part": Part.TEXT, "span_start": 0, "span_end": len(text)}
    sentence = Sentence(
        article_id=article.article_id,
        sentence_id=SentenceId(stable_id("sentence", url, text)),
        position=0,
        paragraph=0,
        role=Role.BODY,
        text=text,
        **place,
    )
    claim = Claim(
        article_id=article.article_id,
        claim_id=ClaimId(stable_id("claim", sentence.sentence_id)),
        sentence_id=sentence.sentence_id,
        text=text,
        check_worthiness=0.5,
        quoted=False,
        exemption=None,
        attribution_id=None,
        **place,
    )
    return Records(article=article, sentences=(sentence,), claims=(claim,))


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory(commented=True)
    yield connection
    connection.close()


def count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]


STAMPS = {"run_seq", "revision", "is_current", "claim_text", "memory", *OF_CLAIMS}  # the warehouse adds them


@pytest.mark.parametrize(("record", "table"), db.TABLES.items(), ids=lambda value: getattr(value, "__name__", value))
def test_a_record_has_the_fields_of_its_table_in_order(
    con: duckdb.DuckDBPyConnection, record: type, table: str
) -> None:
    columns = [row[0] for row in con.execute(f"DESCRIBE main.{table}").fetchall()]
    fields = [field.name for field in dataclasses.fields(record)]
    assert [name for name in columns if name in fields or name not in STAMPS] == fields


def test_every_table_view_and_column_says_what_it_means(con: duckdb.DuckDBPyConnection) -> None:
    silent = con.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
        "WHERE NOT internal AND schema_name IN ('main', 'v1') AND comment IS NULL"
    ).fetchall()
    assert silent == []
    assert count(con, "v1.data_dictionary") > 200


def test_loading_the_same_batch_twice_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    batch = [story("Twelve people were rescued."), story("The ferry sank.", url="https://ledger.example/sank")]
    assert len(db.load(con, batch)) == 2
    before = con.execute("FROM main.claims ORDER BY ALL").fetchall()
    assert db.load(con, batch) == []
    assert con.execute("FROM main.claims ORDER BY ALL").fetchall() == before
    assert count(con, "main.articles") == 2


def test_a_page_points_at_the_revision_that_was_seen_last(con: duckdb.DuckDBPyConnection) -> None:
    first, second = (
        story("Twelve people were rescued."),
        story("Fourteen people were rescued.", fetched_at=NOON.replace(hour=13)),
    )
    db.load(con, [first])
    db.load(con, [second])
    db.load(con, [first])
    current = con.execute("SELECT article_id FROM v1.articles WHERE is_current").fetchall()
    assert current == [(second.article.article_id,)]
    assert con.execute("SELECT revision FROM v1.articles ORDER BY revision").fetchall() == [(1,), (2,)]


def test_replacing_an_article_drops_what_was_read_in_it_before(con: duckdb.DuckDBPyConnection) -> None:
    old = story("Twelve people were rescued.")
    db.load(con, [old])
    db.load(con, [dataclasses.replace(old, claims=())], replace=True)
    assert (count(con, "main.articles"), count(con, "main.claims")) == (1, 0)


def test_decimals_are_rounded_to_nine_places_and_the_immense_are_open_ends(con: duckdb.DuckDBPyConnection) -> None:
    (records,) = annotate([read_text("Twelve people were rescued.", url="https://ledger.example/ferry")])
    (figure,) = records.figures
    odd = dataclasses.replace(figure, low=Decimal("0.1234567891"), high=Decimal("1e40"))
    db.load(con, [dataclasses.replace(records, figures=(odd,))])
    found = con.execute("SELECT low, high FROM main.figures").fetchall()
    assert found == [(Decimal("0.123456789"), None)]


def test_a_batch_that_breaks_leaves_nothing_behind(con: duckdb.DuckDBPyConnection) -> None:
    good = story("Twelve people were rescued.")
    bad = dataclasses.replace(good, claims=(dataclasses.replace(good.claims[0], check_worthiness=2.0),))
    with pytest.raises(duckdb.ConstraintException):
        db.load(con, [bad])
    assert count(con, "main.articles") == 0


def test_a_fault_is_told_though_its_transaction_is_over_already(con: duckdb.DuckDBPyConnection) -> None:
    def ends_it_and_fails() -> None:
        with db.transaction(con):
            con.execute("ROLLBACK")
            raise ValueError("the fault itself")

    with pytest.raises(ValueError, match="the fault itself"):
        ends_it_and_fails()


def test_an_article_and_its_fetch_are_stored_together_or_not_at_all(con: duckdb.DuckDBPyConnection) -> None:
    read, row = story("Twelve people were rescued."), fetched("https://ledger.example/ferry")
    with pytest.raises(duckdb.ConstraintException):
        db.load(con, [read], [dataclasses.replace(row, outcome=None)])  # type: ignore[arg-type]  # a broken row
    assert (count(con, "main.articles"), count(con, "main.fetches")) == (0, 0)
    db.load(con, [read], [row])
    assert (count(con, "main.articles"), count(con, "main.fetches")) == (1, 1)


def test_the_batch_layer_shows_only_what_is_due_and_the_corpus_only_current_revisions(
    con: duckdb.DuckDBPyConnection,
) -> None:
    first, second = (
        story("Twelve people were rescued."),
        story("Fourteen people were rescued.", fetched_at=NOON.replace(hour=13)),
    )
    db.load(con, [first])
    db.load(con, [second])
    assert (count(con, "batch.claims"), count(con, "corpus.claims"), count(con, "revisions.claims")) == (0, 1, 2)
    con.execute("INSERT INTO main.due VALUES (?)", [second.article.article_id])
    assert con.execute("SELECT text FROM batch.claims").fetchall() == [("Fourteen people were rescued.",)]


def test_the_kin_layer_shows_the_pages_and_the_stories_of_what_is_due(con: duckdb.DuckDBPyConnection) -> None:
    first = story("Twelve people were rescued.")
    again = story("Fourteen people were rescued.", fetched_at=NOON.replace(hour=13))
    told = story("Fifteen people were rescued.", url="https://courier.example/ferry")
    apart = story("Nobody was rescued.", url="https://courier.example/mill")
    for records, name in ((first, "other"), (again, "ferry"), (told, "ferry"), (apart, "mill")):
        db.load(con, [records])
        row = [records.article.article_id, name, name, NOON, None, NOON, "opened", True]
        con.execute("INSERT INTO main.story_articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", row)
    assert count(con, "kin.claims") == 0
    con.execute("INSERT INTO main.due VALUES (?)", [again.article.article_id])
    kin = {text for (text,) in con.execute("SELECT text FROM kin.articles").fetchall()}
    assert kin == {records.article.text for records in (first, again, told)}


def test_opening_again_keeps_the_data_and_applies_nothing_twice(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    db.load(con, [story("Twelve people were rescued.")])
    applied = con.execute("FROM main.migrations ORDER BY number").fetchall()
    con.close()
    con = db.connect(tmp_path)
    assert count(con, "main.articles") == 1
    assert con.execute("FROM main.migrations ORDER BY number").fetchall() == applied
    con.close()


def test_a_schema_that_was_changed_in_place_is_refused(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    con.execute("UPDATE main.migrations SET hash = 'another' WHERE number = 1")
    con.close()
    with pytest.raises(RuntimeError, match="add a new number"):
        db.connect(tmp_path)


def test_a_warehouse_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    con.execute("INSERT INTO main.migrations VALUES (9999, 'to come', 'x', now())")
    before = con.execute("FROM main.migrations ORDER BY number").fetchall()
    con.close()
    with pytest.raises(RuntimeError, match="newer Copydesk"):
        db.connect(tmp_path)
    con = duckdb.connect(str(tmp_path / "warehouse.duckdb"))
    assert con.execute("FROM main.migrations ORDER BY number").fetchall() == before
    con.close()


def test_a_second_writer_is_told_who_writes_and_what_to_read(tmp_path: Path) -> None:
    held = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", held, str(tmp_path / "warehouse.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WarehouseBusyError, match=rf"by process {holder.pid} \(.*published"):
            db.connect(tmp_path, wait_seconds=0.1)
        holder.communicate("")


def test_threads_of_one_process_open_and_close_the_warehouse_as_they_like(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    con.execute("CREATE TABLE main.load AS SELECT range AS n, repeat('x', 300) AS words FROM range(200000)")
    con.close()

    def ask(statement: str) -> None:
        for number in range(120):
            con = db.connect(tmp_path)
            con.execute(statement, [number])
            con.close()
            time.sleep(0.01)

    with ThreadPoolExecutor(max_workers=2) as threads:
        writing = threads.submit(ask, "UPDATE main.load SET n = n + 1 WHERE n % 100 = ?")
        reading = threads.submit(ask, "SELECT count(*) FROM main.load WHERE n > ?")
    assert (writing.result(), reading.result()) == (None, None)


def test_ids_are_facts_about_their_parts() -> None:
    assert stable_id("claim", "a", 1) == stable_id("claim", "a", 1)
    assert stable_id("claim", "a", "bc") != stable_id("claim", "ab", "c")
    assert stable_id("claim", "a") != stable_id("figure", "a")


def test_every_migration_has_a_number_of_its_own() -> None:
    numbers = [number for number, _, _ in schema.migrations()]
    assert numbers == sorted(set(numbers))
