"""Three runs over the demo newsroom, from feeds to flags: the first, one with nothing new, one after a quiet edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from flows.plain import run_plainly
from warehouse import db
from warehouse.publish import open_published
from warehouse.terms import RunState

if TYPE_CHECKING:
    from copydesk.newsstand import Newsstand
    from flows.plan import NewsPlan
    from warehouse.ledger import Run

TABLES = (
    "articles",
    "sentences",
    "figures",
    "attributions",
    "quotations",
    "claims",
    "features",
    "figure_pairs",
    "flags",
)
Rows = list[tuple[Any, ...]]


class Runs(NamedTuple):
    first: Run
    second: Run
    third: Run
    fetches: Rows
    flags: Rows
    before: dict[str, Rows]
    after: dict[str, Rows]


@pytest.fixture(scope="module")
def runs(plan: NewsPlan, stand: Newsstand) -> Runs:
    first = run_plainly(plan)
    fetches = rows(plan, "SELECT outcome, reason <> '' AND advice <> '', article_id IS NOT NULL FROM v1.fetches")
    flags = rows(plan, "SELECT REGEXP_EXTRACT(url, '[^/]+$'), check_code, severity, message FROM v1.open_flags")
    before = contents(plan)
    second = run_plainly(plan)
    after = contents(plan)
    stand.edition = 2
    return Runs(first, second, run_plainly(plan), fetches, flags, before, after)


def rows(plan: NewsPlan, query: str) -> Rows:
    con = open_published(plan.home)
    try:
        return con.execute(query).fetchall()
    finally:
        con.close()


def contents(plan: NewsPlan) -> dict[str, Rows]:
    con = db.connect(plan.home)
    try:
        return {table: con.execute(f"SELECT * FROM main.{table} ORDER BY ALL").fetchall() for table in TABLES}
    finally:
        con.close()


def test_every_page_is_an_article_or_a_row_with_a_reason_and_advice(runs: Runs) -> None:
    assert sum(has_article for _, _, has_article in runs.fetches) == 21
    assert sorted(outcome for outcome, _, _ in runs.fetches if outcome != "ok") == ["gone", "robots_denied"]
    assert all(explained for _, explained, _ in runs.fetches)
    assert (runs.first.state, runs.first.failed) == (RunState.COMPLETED_WITH_FAILURES, 2)


@pytest.mark.parametrize(
    ("slug", "family"),
    [
        ("bridge-closed", "FG"),  # a weekday that is not that date's
        ("vale-pipeline", "FG"),  # 42 kilometres are not 36 miles
        ("hospital-beds", "FG"),  # the headline says 240, the body 140
        ("ward-count", "FG"),  # the parts give 9,235
        ("rents-vale", "FG"),  # from 643 to 721 is 12.1 per cent
        ("waterfront-towers", "AT"),  # it is widely believed
        ("gas-blast", "QT"),  # a quotation that nobody speaks
    ],
)
def test_the_fault_written_into_a_story_is_flagged(runs: Runs, slug: str, family: str) -> None:
    assert family in {code[:2] for page, code, _, _ in runs.flags if page == slug}


def test_the_three_tolls_of_one_story_are_read(plan: NewsPlan, runs: Runs) -> None:
    query = (
        "SELECT outlet, max(value)::INTEGER FROM v1.figures "
        "WHERE url LIKE '%skerra-ferry-fire' AND value IN (12, 14, 17) AND dimension = 'count' GROUP BY ALL"
    )
    assert dict(rows(plan, query)) == {"The Ellery Gazette": 14, "Marsden Evening Post": 17, "Northline": 12}


def test_nothing_in_the_clean_story_is_flagged_above_info(runs: Runs) -> None:
    assert [flag for flag in runs.flags if flag[0] == "library-reopens" and flag[2] != "info"] == []


def test_a_second_run_changes_nothing(runs: Runs) -> None:
    assert runs.after == runs.before
    second = runs.second
    assert (second.articles, second.revised, second.flags_new, second.flags_gone) == (0, 0, 0, 0)
    assert second.unchanged == second.fetched == 21


def test_a_quiet_edit_is_a_second_revision_of_the_page(plan: NewsPlan, runs: Runs) -> None:
    assert (runs.third.revised, runs.third.articles) == (2, 2)
    query = (
        "SELECT revision, headline, is_current FROM v1.articles WHERE url LIKE '%council-shortfall' ORDER BY revision"
    )
    assert rows(plan, query) == [
        (1, "Corrick council faces shortfall of 4.2 million crowns", False),
        (2, "Corrick council faces shortfall of 2.4 million crowns", True),
    ]


def test_what_a_run_measured_is_kept(plan: NewsPlan, runs: Runs) -> None:
    query = "SELECT subject, amount FROM main.run_measures WHERE measure = 'seconds' AND run_id = "
    seconds = dict(rows_of_warehouse(plan, f"{query}'{runs.first.run_id}'"))
    assert {"find", "fetch", "archive", "extract", "load", "decisions", "screen", "publish"} <= set(seconds)
    assert all(amount >= 0 for amount in seconds.values())


def rows_of_warehouse(plan: NewsPlan, query: str) -> Rows:
    con = db.connect(plan.home)
    try:
        return con.execute(query).fetchall()
    finally:
        con.close()
