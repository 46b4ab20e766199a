"""A warehouse that was made before there were stories has them after its next run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from flows.grouping import relate
from warehouse import db, known, schema

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
TEXTS = {
    "agency": "The quarry blast near Osk killed 12 people on Friday, the mayor of Osk said. Rescue dogs search it.",
    "gazette": "Rescue dogs searched the quarry near Osk; its blast that killed 14 on Friday, Osk's hospital said.",
}


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a warehouse as it was before migration 14."""
    everything, views = schema.migrations(), db._views_sql()
    made = db.memory()
    pages = (
        read_text(
            text, title="Blast in quarry near Osk", url=f"https://{name}.example/q", outlet=name, published_at=NOON
        )
        for name, text in TEXTS.items()
    )
    db.load(made, annotate(pages))
    with monkeypatch.context() as patched:
        patched.setattr(schema, "migrations", lambda: [row for row in everything if row[0] < 14])
        patched.setattr(db, "_views_sql", lambda **_: "SELECT 1")
        patched.setattr(known, "stock", lambda _own=None: "SELECT 1")
        con = db.connect(tmp_path)
    for table in ("articles", "pages", *db.CONTENTS):
        columns = ", ".join(name for name, *_ in con.execute(f"DESCRIBE main.{table}").fetchall())
        con.register("rows_made", made.execute(f"SELECT {columns} FROM main.{table}").to_arrow_table())
        con.execute(f"INSERT INTO main.{table} BY NAME FROM rows_made")
    con.execute(
        "INSERT INTO main.runs BY NAME SELECT UNNEST(['r1', 'r2']) AS run_id, 'screen' AS flow, 'Completed' AS state, "
        "now() AS started_at, now() AS finished_at, '' AS note, '' AS published, "
        "0 AS fetched, 0 AS unchanged, 0 AS revised, 0 AS failed, 0 AS articles, 0 AS claims, 0 AS figures, "
        "0 AS attributions, 0 AS flags_new, 0 AS flags_gone, 0 AS flags_back, 0 AS checks_evaluated"
    )
    con.close()
    assert db._views_sql() == views
    return tmp_path


def test_an_older_warehouse_gets_the_tables_and_its_articles_their_stories(older: Path) -> None:
    old = duckdb.connect(str(older / "warehouse.duckdb"))
    assert old.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'stories'").fetchall() == [(0,)]
    old.close()
    con = db.connect(older)
    assert con.execute("SELECT count(*) FROM v1.stories").fetchall() == [(0,)]
    relate(con)
    assert con.execute("SELECT articles, outlets FROM v1.stories").fetchall() == [(2, 2)]
    assert con.execute("SELECT text, relation FROM v1.story_figures ORDER BY text").fetchall() == [
        ("12", "differs"),
        ("14", "differs"),
    ]
    con.close()


def test_an_older_warehouse_knows_what_is_current_and_numbers_its_runs(older: Path) -> None:
    con = db.connect(older)
    assert (
        con.execute("SELECT revision, is_current, run_seq FROM v1.articles").fetchall() == [(1, True, 3)] * 2
    )  # never screened: new
    assert con.execute("SELECT run_seq FROM main.runs ORDER BY ALL").fetchall() == [(1,), (2,)]
    assert db.run_number(con) == 3
    con.close()
