"""What makes a revision: words, and not the make of their quotation marks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from copydesk.running import plan_of
from extract.pipeline import annotate
from extract.plain import read_text
from flows.edits import note_changes
from flows.plain import run_plainly
from warehouse import db
from warehouse.publish import open_published

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
WORDS = 'The bridge will close on Monday, Dana Holt said. "We have counted 14 cracks," she said.\n'


@pytest.mark.parametrize(
    ("edited", "revised"),
    [
        (WORDS.replace('"We', "“We").replace(',"', ",”"), 0),
        (WORDS.replace("14 cracks", "41 cracks"), 1),
    ],
    ids=["other marks", "another figure"],
)
def test_a_revision_is_a_change_that_a_reader_would_call_one(
    home: Path, tmp_path: Path, edited: str, revised: int
) -> None:
    draft = tmp_path / "bridge.txt"
    draft.write_text(WORDS, "utf-8")
    plan = plan_of(home, [str(draft)]).model_copy(update={"workers": 1})
    run_plainly(plan)
    draft.write_text(edited, "utf-8")
    run = run_plainly(plan)
    assert (run.revised, run.unchanged) == (revised, 1 - revised)
    con = open_published(home)
    assert con.execute("SELECT count(*) FROM v1.articles").fetchall() == [(1 + revised,)]
    orphans = "SELECT count(*) FROM v1.fetches ANTI JOIN v1.articles USING (article_id) WHERE article_id IS NOT NULL"
    assert con.execute(orphans).fetchall() == [(0,)]
    con.close()


def told(home: Path) -> list[tuple[str, str, str]]:
    con = db.connect(home)
    rows = con.execute("SELECT kind, before_text, after_text FROM v1.changes ORDER BY fetched_at, position").fetchall()
    con.close()
    return rows


def test_a_run_keeps_what_an_edit_changed_and_makes_good_what_a_run_before_left_out(home: Path, tmp_path: Path) -> None:
    draft = tmp_path / "bridge.txt"
    plan = plan_of(home, [str(draft)]).model_copy(update={"workers": 1})
    for count in (14, 41):
        draft.write_text(WORDS.replace("14 cracks", f"{count} cracks"), "utf-8")
        run_plainly(plan)
    kept = told(home)
    assert kept == [
        ("sentence", '"We have counted 14 cracks," she said.', '"We have counted 41 cracks," she said.'),
        ("figure", "14", "41"),
        ("quotation", "We have counted 14 cracks,", "We have counted 41 cracks,"),
    ]
    con = db.connect(home)
    con.execute("DELETE FROM main.changes")  # as a run that was killed, or an older program, leaves it
    con.close()
    run_plainly(plan)
    assert told(home) == kept


@pytest.fixture
def edited() -> Iterator[duckdb.DuckDBPyConnection]:
    """A page that was edited twice, not yet compared."""
    con = db.memory()
    pages = [
        read_text(WORDS.replace("14", str(count)), url="https://a.example/bridge", fetched_at=NOON.replace(hour=hour))
        for hour, count in enumerate((14, 41, 44))
    ]
    db.load(con, annotate(pages))
    yield con
    con.close()


FIGURES = "SELECT before_text, after_text, is_current FROM v1.changes WHERE kind = 'figure' ORDER BY fetched_at"


def test_every_edit_of_a_page_is_compared_with_the_revision_before_it_once(edited: duckdb.DuckDBPyConnection) -> None:
    assert note_changes(edited, ["https://a.example/another"]) == 0
    assert note_changes(edited, ["https://a.example/bridge"]) == 2
    assert edited.execute(FIGURES).fetchall() == [("14", "41", False), ("41", "44", True)]
    assert note_changes(edited) == 0


def test_a_revision_that_came_in_late_is_put_in_between(edited: duckdb.DuckDBPyConnection) -> None:
    edited.execute("CREATE TEMP TABLE middle AS SELECT * FROM main.articles WHERE text LIKE '%41%'")
    edited.execute("DELETE FROM main.articles WHERE text LIKE '%41%'")
    assert note_changes(edited) == 1
    assert edited.execute(FIGURES).fetchall() == [("14", "44", True)]
    edited.execute("INSERT INTO main.articles FROM middle")
    assert note_changes(edited) == 2
    assert edited.execute(FIGURES).fetchall() == [("14", "41", False), ("41", "44", True)]
