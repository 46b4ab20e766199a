"""The view of statements in the outlet's own voice, which the attribution checks and a user's own read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

TEXT = (
    "The council of Eastmere met on Monday. More than 3,000 people have been detained.\n"
    "Lena Orsk, the interior minister, said that more than 3,000 people had been detained."
)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = db.memory()
    db.load(connection, annotate([read_text(TEXT, url="https://a.example/1", title="Council meets in Eastmere")]))
    connection.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    yield connection
    connection.close()


@pytest.mark.parametrize("layer", ["batch", "corpus", "revisions"])
def test_every_statement_in_the_own_voice_is_a_row_of_each_layer(con: duckdb.DuckDBPyConnection, layer: str) -> None:
    signs = "SELECT claim_id, text, detail FROM main.features WHERE feature = 'own_voice' ORDER BY ALL"
    rows = con.execute(f"SELECT claim_id, text, sign FROM {layer}.own_voice ORDER BY ALL").fetchall()
    assert rows == con.execute(signs).fetchall()
    assert rows


def test_a_statement_that_somebody_gives_elsewhere_weighs_less_and_shows_where(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT sign, elsewhere, grave, severity, evidence FROM batch.own_voice WHERE text LIKE '%3,000%'"
    ((sign, elsewhere, grave, severity, evidence),) = con.execute(query).fetchall()
    assert (sign, elsewhere) == ("quantity", True)
    assert severity == ("warning" if grave else "info")
    assert "attributed elsewhere" in {span["role"] for span in evidence}
    shown = {TEXT[span["span_start"] : span["span_end"]] for span in evidence}
    assert any("3,000" in words or "Orsk" in words for words in shown)


def test_only_what_is_due_is_in_the_batch(con: duckdb.DuckDBPyConnection) -> None:
    other = con.cursor()
    other.execute("BEGIN")
    other.execute("DELETE FROM main.due")
    assert other.execute("SELECT count(*) FROM batch.own_voice").fetchall() == [(0,)]
    assert other.execute("SELECT count(*) > 0 FROM corpus.own_voice").fetchall() == [(True,)]
    other.execute("ROLLBACK")
