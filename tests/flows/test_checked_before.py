"""Claims are held against published fact-checks: by what few of them have, once for what is new, and never applied."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from copydesk.running import conduct, plan_of
from extract.pipeline import annotate
from extract.plain import read_text
from flows.checked_before import note_checked_before, store_checks
from warehouse import db
from warehouse.publish import open_published
from warehouse.published_checks import PublishedCheck
from warehouse.records import stable_id
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import duckdb

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
CHECKS = (
    "The Norvale ferry company paid its directors 4.2 million crowns in bonuses last winter.",
    "Ida Lind voted against the harbour wall in Osk nine times.",
    "Merrin has more bridges than any other town of the coast.",
    "Nobody at the Osk shipyard was asked about the closing of its canteen.",
    "The council of Merrin sold the old lighthouse to a casino from abroad.",
    "Half of the fish eaten in Norvale comes from ponds in the hills.",
)
TEXT = """The ferry company of Norvale paid 4.2 million crowns in bonuses to its directors last winter, the union said.

The ferry company of Norvale paid 5.1 million crowns in bonuses to its directors last winter, the owners said.

Ida Lind, a member of the council, said that 12 people had voted for her in Merrin.

Merrin's council has sold the old lighthouse to a foreign casino, it was said on Monday, for 300,000 crowns."""


def check(claim: str, verdict: str = "False", **more: str) -> PublishedCheck:
    url = f"https://checks.osk.example/{stable_id('check', claim)}"
    told = {"claimant": "", "publisher": "Osk Checks", "title": "", "listed_in": "file:///checks.json"} | more
    return PublishedCheck(
        check_id=stable_id("published_check", url, claim), url=url, claim=claim, claimed_on=None, verdict=verdict,
        rating=None, worst=None, best=None, reviewed_on=None, fetched_at=NOON, **told,
    )  # fmt: skip


@pytest.fixture
def con(begin_run: Callable) -> Iterator[duckdb.DuckDBPyConnection]:
    made = db.memory()
    begin_run(made)
    page = read_text(TEXT, url="https://norvale.example/ferry", title="Bonuses", outlet="Post", published_at=NOON)
    db.load(made, annotate([page]))
    yield made
    made.close()


def found(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    asked = "SELECT claims.text, checked.claim, checked.figures, checked.names FROM v1.checked_before AS checked "
    return con.execute(f"{asked} JOIN main.claims USING (sentence_id) ORDER BY ALL").fetchall()


def test_the_same_claim_is_found_by_names_figures_and_words(con: duckdb.DuckDBPyConnection) -> None:
    store_checks(con, [check(claim) for claim in CHECKS])
    note_checked_before(con)
    pairs = found(con)
    assert [(text.partition(" ")[0], claim) for text, claim, _, _ in pairs] == [
        ("Merrin's", CHECKS[4]),
        ("The", CHECKS[0]),
    ]
    assert "4.2 million" in pairs[1][0]  # not the sentence that counts 5.1
    assert pairs[1][2:] == (["4.2"], ["Norvale"])


def test_only_what_is_new_is_looked_at_again(con: duckdb.DuckDBPyConnection, begin_run: Callable) -> None:
    store_checks(con, [check(claim) for claim in CHECKS])
    note_checked_before(con)
    con.execute("DELETE FROM main.check_matches")
    begin_run(con)
    note_checked_before(con)
    assert found(con) == []  # nothing came since
    begin_run(con)
    assert store_checks(con, [check(claim) for claim in CHECKS]) == 0
    assert store_checks(con, [check(CHECKS[0], "Half true"), check(CHECKS[1])]) == 1
    note_checked_before(con)
    assert [pair[1] for pair in found(con)] == [CHECKS[0]]
    assert con.execute("SELECT verdict FROM v1.checked_before").fetchall() == [("Half true",)]


def test_without_published_checks_nothing_is_done(con: duckdb.DuckDBPyConnection) -> None:
    note_checked_before(con)
    assert con.execute("SELECT count(*) FROM main.check_looks").fetchall() == [(0,)]


def test_a_rule_that_changes_begins_anew(con: duckdb.DuckDBPyConnection) -> None:
    store_checks(con, [check(claim) for claim in CHECKS])
    con.execute("INSERT INTO main.check_looks VALUES ('older', 9)")
    con.execute("INSERT INTO main.check_matches VALUES ('gone', 'gone', 1, [], [], [], 0)")
    note_checked_before(con)
    assert len(con.execute("FROM main.check_matches").fetchall()) == 2


def test_a_run_reads_a_list_beside_the_news_and_publishes_what_may_be_the_same(home: Path, tmp_path: Path) -> None:
    listed, story = tmp_path / "checks.json", tmp_path / "ferry.txt"
    story.write_text(f"Bonuses at the ferry company\n\n{TEXT}\n", "utf-8")
    items = [
        {"@type": "ClaimReview", "url": f"https://checks.osk.example/{number}", "claimReviewed": claim}
        | {"reviewRating": {"alternateName": "False"}}
        for number, claim in enumerate(CHECKS)
    ]
    listed.write_text(json.dumps({"dataFeedElement": [{"item": one} for one in (*items, {"@type": "Thing"})]}), "utf-8")
    run = conduct(plan_of(home, [str(story), f"claimreview:{listed}"]))
    assert (run.state, run.failed) == (RunState.COMPLETED_WITH_FAILURES, 1)
    assert "6 published fact-checks" in run.note
    with open_published(home) as con:
        assert con.execute("SELECT count(*) FROM v1.published_checks").fetchall() == [(6,)]
        assert len(found(con)) == 2
        (letter,) = con.execute("SELECT requested_url, reason FROM v1.dead_letters").fetchall()
    assert letter == (f"{listed.as_uri()}#entry-7", "claimreview: no ClaimReview in it")
    again = conduct(plan_of(home, [f"claimreview:{listed}"]))
    with open_published(home) as con:
        assert con.execute("SELECT count(*), max(run_seq) FROM v1.published_checks").fetchall() == [(6, run.run_seq)]
    assert again.state is RunState.COMPLETED_WITH_FAILURES
