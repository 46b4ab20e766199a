"""A warehouse that was made before there were stories has them after its next run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from extract.pipeline import annotate
from extract.plain import read_text
from flows.grouping import relate
from warehouse import db, known

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
TEXTS = {
    "agency": "The quarry blast near Osk killed 12 people on Friday, the mayor of Osk said. Rescue dogs search it.",
    "gazette": "Rescue dogs searched the quarry near Osk; its blast that killed 14 on Friday, Osk's hospital said.",
}


def test_an_older_warehouse_gets_the_tables_and_its_articles_their_stories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything, views = db._migrations(), db._views_sql()
    older = [row for row in everything if row[0] < 14]
    with monkeypatch.context() as patched:
        patched.setattr(db, "_migrations", lambda: older)
        patched.setattr(db, "_views_sql", lambda **_: "SELECT 1")
        patched.setattr(known, "stock", lambda _own=None: "SELECT 1")
        con = db.connect(tmp_path)
        pages = (
            read_text(
                text, title="Blast in quarry near Osk", url=f"https://{name}.example/q", outlet=name, published_at=NOON
            )
            for name, text in TEXTS.items()
        )
        db.load(con, annotate(pages))
        con.close()
    assert db._views_sql() == views
    old = duckdb.connect(str(tmp_path / "warehouse.duckdb"))
    assert old.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'stories'").fetchall() == [(0,)]
    old.close()
    con = db.connect(tmp_path)
    assert con.execute("SELECT count(*) FROM v1.stories").fetchall() == [(0,)]
    relate(con)
    assert con.execute("SELECT articles, outlets FROM v1.stories").fetchall() == [(2, 2)]
    assert con.execute("SELECT text, relation FROM v1.story_figures ORDER BY text").fetchall() == [
        ("12", "differs"),
        ("14", "differs"),
    ]
    con.close()
