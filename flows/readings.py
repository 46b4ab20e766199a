"""New readings of stored pages in place of the old ones: the same page, the same moment, other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.doubles import note_copies
from flows.edits import note_changes
from flows.grouping import note_tolls
from warehouse import db
from warehouse.bearing import bear
from warehouse.db import STAMP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from warehouse.records import Records

OWN = ("articles", *db.CONTENTS, "flags", "screenings", "changes", "fingerprints", "copies", "tolls")

NAMING = (
    ("pages", "article_id"),
    ("fetches", "article_id"),
    ("copies", "copy_of"),
    ("story_articles", "article_id"),
    ("story_terms", "article_id"),
)


def lay_over(con: duckdb.DuckDBPyConnection, readings: Sequence[tuple[str, Records]], at: datetime) -> None:
    """Store each new reading in place of the article named beside it, and compare its revisions and copies anew.

    Where the words came out otherwise the article has a new id: it takes the old one's place on its page, in its
    fetches and under its flags, for no outlet made this revision. A flag whose claim is no longer there is gone.
    """
    db.load(con, [records for _, records in readings], replace=True)
    ids = [str(records.article.article_id) for _, records in readings]
    moved = [(old, new) for (old, _), new in zip(readings, ids, strict=True) if old != new]
    con.execute("CREATE OR REPLACE TEMP TABLE moved (old_id VARCHAR, new_id VARCHAR)")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE reread AS SELECT unnest(?) AS article_id", [[*ids, *(o for o, _ in moved)]]
    )
    if moved:
        con.executemany("INSERT INTO moved VALUES (?, ?)", moved)
    with db.transaction(con):
        _move(con)
        db.turn_revisions(con, [records.article.url for _, records in readings])
        bear(con, ids)
        con.execute(
            f"UPDATE main.flags SET gone_at = ?, {STAMP} WHERE gone_at IS NULL "
            "AND article_id IN (SELECT article_id FROM reread) "
            "AND (article_id, claim_id) NOT IN (SELECT (article_id, claim_id) FROM main.claims)",
            [at],
        )
        con.execute(
            "DELETE FROM main.changes WHERE article_id IN (SELECT article_id FROM reread) "
            "OR before_article_id IN (SELECT article_id FROM reread)"
        )
    note_changes(con, sorted({records.article.url for _, records in readings}))
    note_copies(con, ids)
    with db.transaction(con):
        note_tolls(con, ids)


def _move(con: duckdb.DuckDBPyConnection) -> None:
    """Let everything that named an old article name the new one, and drop the old one's rows."""
    for table, column in NAMING:
        con.execute(
            f"UPDATE main.{table} SET {column} = moved.new_id, {STAMP} FROM moved WHERE {table}.{column} = moved.old_id"
        )
    standing = (
        "SELECT flags.* REPLACE (moved.new_id AS article_id, "
        "(SELECT run_seq FROM main.run_now) AS run_seq) FROM main.flags "
        "INNER JOIN moved ON flags.article_id = moved.old_id "
        "SEMI JOIN main.claims ON moved.new_id = claims.article_id AND flags.claim_id = claims.claim_id"
    )
    db.merge(con, "flags", standing, replace=False)
    con.execute("INSERT INTO main.removed_articles SELECT old_id, run_seq FROM moved, main.run_now")
    for table in OWN:
        con.execute(f"DELETE FROM main.{table} WHERE article_id IN (SELECT old_id FROM moved)")
