"""The only opener of the warehouse for writing: connect, migrate, load.

A file has one writing process at a time, for short transactions; everybody else reads what is published.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from warehouse import bearing, known, lake, layers, schema
from warehouse.faults import WarehouseBusyError, damaged, is_damage, is_held
from warehouse.kept import private
from warehouse.rows import CONTENTS, NUMBER, STAMP, TABLES, append, merge, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from warehouse.ledger import Fetch
    from warehouse.records import Article, Records

__all__ = ["CONTENTS", "NUMBER", "STAMP", "TABLES", "append", "merge", "save"]  # of warehouse/rows.py, beside our own
Result = TypeVar("Result")
TRIES = 6  # of a piece of work that another writer kept from committing
VIEWS, KNOWN = 0, -1  # numbers of what is made anew whenever its text changes


def connect(home: Path, *, wait_seconds: float = 10.0) -> duckdb.DuckDBPyConnection:
    """Return the writing connection to a home folder's warehouse, migrated; waits a while for another writer.

    Raises WarehouseBusyError where that one stays, WarehouseDamagedError where the file is broken, LakeError where a
    lake cannot be reached.
    """
    return connect_at(home, lake.lake_of(home), wait_seconds=wait_seconds)


def connect_at(home: Path, stands: lake.Lake | None, *, wait_seconds: float = 10.0) -> duckdb.DuckDBPyConnection:
    """Return the writing connection to a warehouse that a home folder may not stand at yet."""
    private(home)
    path = home / lake.FILE
    if stands:
        con = _opened(stands.shown, stands.attach, wait_seconds)
    else:
        config: dict[str, Any] = {"storage_compatibility_version": "v1.5.0"}
        con = _opened(str(path), lambda: duckdb.connect(str(path), config=config), wait_seconds)
    try:
        if stands:
            whole(lambda: migrate(con, home / "known"))
        else:
            con.execute("SET wal_autocheckpoint = '1 byte'")  # past the log: DuckDB cannot replay all a migration says
            migrate(con, home / "known")
            con.execute("RESET wal_autocheckpoint")
    except Exception as error:
        con.close()
        if isinstance(error, duckdb.Error) and is_damage(error):
            raise damaged(path, error) from error
        raise
    return con


def _opened(
    shown: str, opening: Callable[[], duckdb.DuckDBPyConnection], wait_seconds: float
) -> duckdb.DuckDBPyConnection:
    give_up_at, pause = time.monotonic() + wait_seconds, 0.005
    while True:
        try:
            return opening()
        except duckdb.Error as error:
            if is_damage(error):
                raise damaged(shown, error) from error
            if not is_held(error):
                raise
            if time.monotonic() > give_up_at:
                message = f"{shown} is being written by {_holder(error)}. Read what is published "
                raise WarehouseBusyError(f"{message}instead, or wait until it ends.") from error
            time.sleep(pause)
            pause = min(pause * 1.5, 0.03)


def _holder(error: duckdb.Error) -> str:
    """Return who holds the file, in words: DuckDB names program and process, and adds advice of its own."""
    held = re.search(r"held in (.+?) \(PID (\d+)\)", str(error))
    return f"process {held[2]} ({held[1]})" if held else f"another process ({error})"


def memory(*, commented: bool = False) -> duckdb.DuckDBPyConnection:
    """Return an empty warehouse in memory, for one batch: on one thread, and with no comments unless asked for."""
    con = duckdb.connect(config={"threads": 1})
    migrate(con, commented=commented)
    return con


def migrate(con: duckdb.DuckDBPyConnection, own: Path | None = None, *, commented: bool = True) -> None:
    """Bring the schema up to date: schema.sql is number 1, migrations/NNNN_*.sql follow, views and known values last.

    `own` is a home folder's files of known values; raises warehouse.known.KnownError where one cannot be used.
    A lake gets all in one transaction, and without the keys and bounds that it cannot hold: gates prove them.
    """
    con.execute("SET GLOBAL TimeZone = 'UTC'")
    in_lake = lake.is_lake(con)
    done = _applied(con, in_lake=in_lake)
    unknown = sorted(set(done) - {VIEWS, KNOWN, *(number for number, _, _ in schema.migrations())})
    if unknown:
        message = f"A newer Copydesk made this warehouse (migration {unknown[0]} is not known here). "
        raise RuntimeError(message + "Upgrade Copydesk, or name another home folder.")
    wanted = []
    for number, name, sql in schema.migrations():
        mark = _mark(sql)
        if number in done and done[number] != mark:
            message = f"Migration {number} ({name}) differs from the one that made this warehouse. "
            raise RuntimeError(message + "Keep the old file and add a new number, or start a new home folder.")
        if number not in done:
            wanted.append((number, name, schema.bare()[number] if in_lake else sql, mark))
    told = _mark(f"{layers.made_of(CONTENTS)} {commented} {in_lake}")
    if done.get(VIEWS) != told:
        wanted.append((VIEWS, "views", _views_sql(commented=commented, in_lake=in_lake), told))
    stock = known.stock(own)
    if done.get(KNOWN) != _mark(stock):
        wanted.append((KNOWN, "known", stock, _mark(stock)))
    with transaction(con) if in_lake and wanted else nullcontext():
        for number, name, sql, mark in wanted:
            _apply(con, number, name, sql, mark, inside=in_lake)
        if in_lake and not done:
            lake.prepare(con)


def _applied(con: duckdb.DuckDBPyConnection, *, in_lake: bool) -> dict[int, str]:
    there = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'migrations' AND database_name = current_database()"
    if not in_lake and not con.execute(there).fetchall():
        return {}
    try:  # a lake that is asked which tables it has reads the names of all columns
        return dict(con.execute("SELECT number, hash FROM migrations").fetchall())
    except duckdb.CatalogException:
        if not in_lake:
            raise
        return {}


def _apply(con: duckdb.DuckDBPyConnection, number: int, name: str, sql: str, mark: str, *, inside: bool) -> None:
    """Apply one, in a transaction of its own or inside one that is open."""
    with nullcontext() if inside else transaction(con):
        con.execute(sql)
        con.execute("DELETE FROM migrations WHERE number = ?", [number])
        con.execute("INSERT INTO migrations VALUES (?, ?, ?, ?)", [number, name, mark, datetime.now(UTC)])


def _mark(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()


@cache
def _views_sql(*, commented: bool = True, in_lake: bool = False) -> str:
    """Return views, the layers that checks read, and where wanted what every table and column means."""
    views = layers.views_sql(CONTENTS)
    tables = "".join(sql for _, _, sql in schema.migrations())
    return layers.commented(tables, views, in_lake=in_lake) if commented else views


def run_number(con: duckdb.DuckDBPyConnection) -> int:
    """Return the number that rows written now bear."""
    return int(con.execute("SELECT run_seq FROM main.run_now").fetchall()[0][0])


def load(
    con: duckdb.DuckDBPyConnection,
    batch: Iterable[Records],
    fetches: Sequence[Fetch] = (),
    *,
    replace: bool = False,
) -> list[str]:
    """Store a batch and its fetches in one transaction; return the ids of the articles that were new; twice = once.

    With `replace`, articles that are there already get the new extraction's rows in place of the old ones.
    """
    arriving = {records.article.article_id: records for records in batch}
    stored = _known(con, list(arriving))
    fresh = [records for key, records in arriving.items() if replace or key not in stored]
    articles = [records.article for records in fresh]

    def write() -> None:
        with transaction(con):
            if replace and stored:
                for table in ("articles", *CONTENTS, "screenings", "unpaired"):
                    con.execute(f"DELETE FROM main.{table} WHERE list_contains(?, article_id)", [sorted(stored)])
                _forget_corrected(con, stored)
            _turn_pages(con, [records.article for records in arriving.values()])
            append(con, articles)
            turn_revisions(con, [records.article.url for records in arriving.values()])
            for name in CONTENTS:
                rows = bearing.claims_of if name == "claims" else attrgetter(name)
                append(con, [row for records in fresh for row in rows(records)])
            if replace and stored:
                bearing.bear(con, sorted(stored))
            save(con, fetches)

    whole(write)
    return [key for key in arriving if key not in stored]


def whole(work: Callable[[], Result]) -> Result:
    """Do a whole piece of work; where another's commit kept it from committing, do it again."""
    for turn in range(TRIES):
        try:
            return work()
        except duckdb.Error as fault:
            if not lake.is_clash(fault) or turn == TRIES - 1:
                raise
            time.sleep(0.05 * 2**turn * (1 + random.random()))  # noqa: S311 - so that two do not meet again
    raise AssertionError


def _forget_corrected(con: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> None:
    """Forget the rows that people corrected: what they said is put into the new ones."""
    kept = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'uncorrected'"
    for (table,) in con.execute(kept).fetchall():
        con.execute(f"DELETE FROM uncorrected.{table} WHERE list_contains(?, article_id)", [sorted(article_ids)])


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit all that is done inside, or none of it; raises what the inside, or the COMMIT itself, raised."""
    con.execute("BEGIN")
    try:
        yield
        con.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.TransactionException):  # a COMMIT that failed has ended the transaction itself
            con.execute("ROLLBACK")
        raise


def _known(con: duckdb.DuckDBPyConnection, ids: list[str]) -> set[str]:
    wanted = "(SELECT unnest(?::VARCHAR[]))"
    rows = con.execute(f"SELECT article_id FROM main.articles WHERE article_id IN {wanted}", [ids]).fetchall()
    return {row[0] for row in rows}


def _turn_pages(con: duckdb.DuckDBPyConnection, articles: list[Article]) -> None:
    """Point each page at the revision that was seen last."""
    newest = {article.url or article.article_id: article for article in articles}
    con.execute(
        "MERGE INTO main.pages USING (SELECT UNNEST($urls) AS url, UNNEST($ids) AS article_id, "
        f"UNNEST($ats::TIMESTAMPTZ[]) AS at, {NUMBER} AS now_seq) AS seen USING (url) "
        "WHEN MATCHED AND coalesce(pages.last_seen_at <= seen.at, true) "
        "THEN UPDATE SET article_id = seen.article_id, last_seen_at = seen.at, run_seq = seen.now_seq "
        "WHEN NOT MATCHED THEN INSERT VALUES (seen.url, seen.article_id, seen.at, seen.at, seen.now_seq)",
        {
            "urls": list(newest),
            "ids": [article.article_id for article in newest.values()],
            "ats": [article.fetched_at for article in newest.values()],
        },
    )


def turn_revisions(con: duckdb.DuckDBPyConnection, urls: Iterable[str]) -> None:
    """Give the revisions of these pages their numbers and mark which is current, where that changed."""
    con.execute("SET VARIABLE urls = ?", [sorted({*urls} - {""})])
    con.execute(f"CREATE OR REPLACE TEMP TABLE turned AS {(files('warehouse') / 'revisions.sql').read_text('utf-8')}")
    if con.execute("SELECT 1 FROM temp.turned LIMIT 1").fetchone():  # seldom: an UPDATE reads whole rows, texts too
        con.execute(
            f"UPDATE main.articles SET revision = turned.revision, is_current = turned.is_current, {STAMP} "
            "FROM temp.turned WHERE articles.rowid = turned.place"
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE turned_flags AS SELECT flags.rowid AS place, turned.is_current "
            "FROM main.flags INNER JOIN temp.turned USING (article_id) WHERE flags.is_current <> turned.is_current"
        )
        con.execute(
            "UPDATE main.flags SET is_current = turned_flags.is_current "
            "FROM temp.turned_flags WHERE flags.rowid = turned_flags.place"
        )
