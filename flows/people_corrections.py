"""What people corrected, put into the rows that checks read; the machine's own rows are kept for an undo."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from warehouse import db
from warehouse.bearing import bear, own
from warehouse.corrections import SCOPE

if TYPE_CHECKING:
    import duckdb

TABLES = ("claims", "features", "signs", "figures", "figure_pairs", "attributions", "quotations")
FIXES = (
    "CREATE OR REPLACE TEMP TABLE fixes AS SELECT corrections.*, sentences.article_id, sentences.part, "
    "sentences.span_start + corrections.word_start AS first, sentences.span_start + corrections.word_end AS last, "
    "sentences.span_start + corrections.corrected_start AS to_first, "
    "sentences.span_start + corrections.corrected_end AS to_last "
    "FROM v1.corrections AS corrections INNER JOIN main.sentences USING (sentence_id) WHERE NOT corrections.is_undone "
    # of several on the same words the newest holds; a sentence has one speaker
    "QUALIFY ROW_NUMBER() OVER (PARTITION BY sentences.article_id, sentence_id, kind, CASE WHEN kind IN ("
    "'value', 'unit', 'counted', 'figure', 'not_figure', 'not_quotation', "
    "'figure_words', 'source_words', 'said_words') THEN word_start || ' ' || words END "
    "ORDER BY decided_at DESC, correction_id DESC) = 1"
)

CHANGED = (
    "CREATE OR REPLACE TEMP TABLE applied AS SELECT article_id, "
    "MD5(STRING_AGG(correction_id, ',' ORDER BY correction_id)) AS applied FROM temp.fixes GROUP BY article_id; "
    "CREATE OR REPLACE TEMP TABLE corrected AS SELECT COALESCE(fresh.article_id, known.article_id) AS article_id "
    "FROM temp.applied AS fresh FULL JOIN uncorrected.articles AS known ON fresh.article_id = known.article_id "
    "WHERE fresh.applied IS DISTINCT FROM known.applied"
)


def correct(con: duckdb.DuckDBPyConnection) -> int:
    """Bring the rows of articles in line with what people corrected by now, and return of how many that were.

    Each is due for checks again. What was put into an article is noted with it: done twice, or after a run that was
    killed, it changes only what is not so yet.
    """
    if not con.execute("SELECT 1 FROM main.decisions WHERE scope = ? LIMIT 1", [SCOPE]).fetchone():
        return 0
    with db.transaction(con):
        con.execute("CREATE SCHEMA IF NOT EXISTS uncorrected")
        for table in TABLES:
            con.execute(
                f"CREATE TABLE IF NOT EXISTS uncorrected.{table} AS SELECT {own(table)} FROM main.{table} LIMIT 0"
            )
        con.execute("CREATE TABLE IF NOT EXISTS uncorrected.articles (article_id VARCHAR, applied VARCHAR)")
        con.execute(FIXES)
        _name_speakers(con)
        con.execute(CHANGED)
        for table in TABLES:
            here = "article_id IN (SELECT article_id FROM temp.corrected)"
            kept = f"{here} AND article_id IN (SELECT article_id FROM uncorrected.articles)"
            con.execute(f"DELETE FROM main.{table} WHERE {kept}")
            con.execute(f"INSERT INTO main.{table} BY NAME SELECT * FROM uncorrected.{table} WHERE {here}")
            con.execute(f"DELETE FROM uncorrected.{table} WHERE {here}")
        con.execute("DELETE FROM uncorrected.articles WHERE article_id IN (SELECT article_id FROM temp.corrected)")
        con.execute("DELETE FROM temp.fixes WHERE article_id NOT IN (SELECT article_id FROM temp.corrected)")
        con.execute("INSERT INTO uncorrected.articles FROM temp.applied SEMI JOIN temp.corrected USING (article_id)")
        for table in TABLES:
            con.execute(
                f"INSERT INTO uncorrected.{table} BY NAME SELECT {own(table)} FROM main.{table} "
                "WHERE article_id IN (SELECT article_id FROM temp.fixes)"
            )
        for statement in (files("warehouse") / "apply_corrections.sql").read_text("utf-8").split(";\n"):
            if statement.strip():
                con.execute(statement)
        bear(con, [article for (article,) in con.execute("FROM temp.corrected").fetchall()])
        again = f"UPDATE main.articles SET {db.STAMP} WHERE article_id IN (SELECT article_id FROM temp.corrected)"
        con.execute(again)  # they are due for checks, and the next copy has them
        row = con.execute("SELECT count(*) FROM temp.corrected").fetchone()
    return int(row[0]) if row else 0


def _name_speakers(con: duckdb.DuckDBPyConnection) -> None:
    """Say under which key the people stand whom corrections name as speakers."""
    from extract.attribution.names import person_key  # noqa: PLC0415 - lexicons, and few runs have corrections

    names = [
        name
        for (name,) in con.execute(
            "SELECT DISTINCT corrected FROM temp.fixes WHERE kind IN ('speaker', 'source_words')"
        ).fetchall()
    ]
    columns = "unnest($1::VARCHAR[]) AS name, unnest($2::VARCHAR[]) AS person_key"
    keys = [person_key(name) for name in names]
    con.execute(f"CREATE OR REPLACE TEMP TABLE speaker_keys AS SELECT {columns}", [names, keys])
