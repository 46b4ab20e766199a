"""What the warehouse no longer keeps: articles, notes and fetch rows by age; decisions and their articles stay."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from flows.readings import OWN
from flows.statements import ask, statement
from warehouse import db, lake
from warehouse.clock import CLOCK

if TYPE_CHECKING:
    from pathlib import Path

    from flows.plan import NewsPlan
    from flows.running import Running

ALSO = ("pages", "story_articles", "story_terms", "unpaired")  # rows of an article, beside those of a reading
NOT_MET = ("changes.before_article_id", "copies.copy_of")  # columns that may name an article that is gone
WORTH = 0.1  # share of articles, or of a file's blocks, from which it is worth while to write the file anew


class Forgotten(NamedTuple):
    """How many articles, notes and fetch rows were removed, and how many bytes the file gave back."""

    articles: int = 0
    notes: int = 0
    fetches: int = 0
    given_back: int = 0

    def words(self) -> str:
        """Return it for a person, "" where nothing was removed."""
        counts = {"articles": self.articles, "notes": self.notes, "fetch rows": self.fetches}
        removed = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number)
        if not removed:
            return ""
        room = f"; the file is {self.given_back / 1e6:.0f} MB smaller" if self.given_back else ""
        return f"Past their keeping and removed: {removed}{room}."


def forget_old(plan: NewsPlan, run: Running) -> None:
    """Do that in a run; where decisions could not be fetched nothing is removed, for they might forbid it."""
    if run.tally.of("missed"):
        run.notes.append("Nothing was removed: what people decided is not known.")
        return
    with run.tally.stage("forget"):
        run.notes += filter(None, [forget(plan).words()])


def forget(plan: NewsPlan) -> Forgotten:
    """Remove what is older than the plan says, and give the room back; a kind with no days is kept for ever."""
    con = db.connect(plan.home)
    try:
        stored = _number(con, "SELECT count(*) FROM main.articles")
        articles = _articles(con, plan.keep_articles_days) if plan.keep_articles_days else 0
        notes = _rows(con, "old_notes", plan.keep_notes_days) if plan.keep_notes_days else 0
        fetches = _rows(con, "old_fetches", plan.keep_fetches_days) if plan.keep_fetches_days else 0
        in_lake = lake.is_lake(con)
        spare = 0.0 if in_lake else _spare(con)
    finally:
        con.close()
    wide = articles > WORTH * stored or spare > WORTH
    given_back = compact(plan.home) if wide and not in_lake and (articles or notes or fetches) else 0
    return Forgotten(articles, notes, fetches, given_back)


def compact(home: Path) -> int:
    """Write the file anew without what was removed, and return how many bytes smaller it is.

    The file stays open for writing until the new one has its name, so that no other process writes meanwhile; a process
    that is killed leaves the old file as it was.
    """
    path = home / lake.FILE
    fresh = path.with_name(f"{lake.FILE}.new")
    fresh.unlink(missing_ok=True)
    before = path.stat().st_size
    with duckdb.connect() as con:
        con.execute("SET GLOBAL TimeZone = 'UTC'")
        con.execute(f"ATTACH '{_quoted(path)}' AS stored")
        con.execute("CHECKPOINT stored")
        con.execute(f"ATTACH '{_quoted(fresh)}' AS fresh (STORAGE_VERSION 'v1.5.0')")
        con.execute("COPY FROM DATABASE stored TO fresh")
        con.execute("DETACH fresh")
        handle = os.open(fresh, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        fresh.replace(path)
    return before - path.stat().st_size


def _articles(con: duckdb.DuckDBPyConnection, days: int) -> int:
    """Remove every row of articles that are older, and of stories that only they told."""
    con.execute("CREATE OR REPLACE TEMP TABLE gone (article_id VARCHAR)")
    if not (old := ask(con, "old_articles", oldest=_oldest(days))):
        return 0
    con.execute("INSERT INTO gone SELECT unnest(?)", [[article for (article,) in old]])
    with db.transaction(con):
        con.execute(statement("story_losses"))
        con.execute(statement("page_losses"))
        con.execute("INSERT INTO main.removed_articles SELECT article_id, run_seq FROM gone, main.run_now")
        for table in (*OWN, *ALSO):
            con.execute(f"DELETE FROM main.{table} WHERE article_id IN (SELECT article_id FROM gone)")
        for named in NOT_MET:
            table, _, column = named.partition(".")
            con.execute(f"DELETE FROM main.{table} WHERE {column} IN (SELECT article_id FROM gone)")
        con.execute("UPDATE main.fetches SET article_id = NULL WHERE article_id IN (SELECT article_id FROM gone)")
        con.execute("DELETE FROM main.stories WHERE story_id NOT IN (SELECT story_id FROM main.story_articles)")
    return len(old)


def _rows(con: duckdb.DuckDBPyConnection, name: str, days: int) -> int:
    return int(ask(con, name, oldest=_oldest(days))[0][0])


def _oldest(days: int) -> object:
    return CLOCK.now() - timedelta(days=days)


def _spare(con: duckdb.DuckDBPyConnection) -> float:
    """Return the share of the file's blocks that hold nothing."""
    total, free = con.execute("SELECT total_blocks, free_blocks FROM pragma_database_size()").fetchall()[0]
    return float(free) / max(1, int(total))


def _number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(con.execute(query).fetchall()[0][0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
