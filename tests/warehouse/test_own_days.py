"""The page's own day, section and authors as columns: older rows have none until their pages are read again."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db, known, schema

if TYPE_CHECKING:
    from pathlib import Path

EVENING = datetime.fromisoformat("2031-05-02T20:00:00-05:00")
FIRST = min(number for number, name, _ in schema.migrations() if name == "own_days")


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a warehouse as it was before there were own days, with an article."""
    everything = schema.migrations()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "migrations", lambda: [row for row in everything if row[0] < FIRST])
        patched.setattr(db, "_views_sql", lambda **_: "SELECT 1")
        patched.setattr(known, "stock", lambda _own=None: "SELECT 1")
        db.connect(tmp_path).close()
    con = duckdb.connect(str(tmp_path / "warehouse.duckdb"))
    con.execute(
        "INSERT INTO main.articles BY NAME SELECT 'a' AS article_id, 'https://osk.example/a' AS url, 'Post' AS outlet, "
        "'' AS headline, '' AS standfirst, '' AS byline, 'en' AS language, TIMESTAMPTZ '2031-05-03 01:00:00+00' "
        "AS published_at, 'Rain.' AS text, 'news' AS article_type, [] AS notes"
    )
    con.execute("INSERT INTO main.pages BY NAME SELECT 'https://osk.example/a' AS url, 'a' AS article_id")
    con.close()
    return tmp_path


def test_an_older_article_keeps_its_row_and_has_the_day_of_its_instant_for_checks(older: Path) -> None:
    con = db.connect(older)
    assert con.execute("SELECT published_on, section, authors FROM v1.articles").fetchall() == [(None, None, None)]
    assert con.execute("SELECT published_on FROM corpus.articles").fetchall() == [(date(2031, 5, 3),)]
    con.close()


def test_a_new_article_has_its_own_day_section_and_authors(older: Path) -> None:
    con = db.connect(older)
    page = read_text("Rain.", url="https://osk.example/b", byline="Ann Carter, Bo Lind", published_at=EVENING)
    db.load(con, annotate([page]))
    found = con.execute("SELECT published_on, section, authors FROM v1.articles WHERE article_id <> 'a'").fetchall()
    assert found == [(date(2031, 5, 2), "", ["Ann Carter", "Bo Lind"])]
    con.close()
