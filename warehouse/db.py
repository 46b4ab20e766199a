"""The only opener of the DuckDB file: connect, migrate, load, publish.

One process writes at a time, for short transactions; everybody else reads numbered published copies.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse import known, layers
from warehouse.faults import WarehouseBusyError, damaged, is_damage, is_held
from warehouse.kept import private
from warehouse.kinship import Change, Copy, Fingerprint, Story, StoryArticle, StoryTerm, Toll
from warehouse.ledger import Alert, Decision, Fetch, Run, Validation
from warehouse.records import (
    Article,
    Attribution,
    Claim,
    Feature,
    Figure,
    FigurePair,
    Flag,
    Quotation,
    Records,
    Sentence,
    Sign,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

CONTENTS = ("sentences", "figures", "attributions", "quotations", "claims", "features", "signs", "figure_pairs")
TABLES: dict[type, str] = {
    Article: "articles",
    Sentence: "sentences",
    Figure: "figures",
    Attribution: "attributions",
    Quotation: "quotations",
    Claim: "claims",
    Feature: "features",
    Sign: "signs",
    FigurePair: "figure_pairs",
    Change: "changes",
    Fingerprint: "fingerprints",
    Copy: "copies",
    Story: "stories",
    StoryArticle: "story_articles",
    StoryTerm: "story_terms",
    Toll: "tolls",
    Flag: "flags",
    Fetch: "fetches",
    Run: "runs",
    Validation: "validations",
    Decision: "decisions",
    Alert: "alerts",
}
NUMBER = "(SELECT run_now.run_seq FROM main.run_now)"  # of the run that writes now
STAMP = f"run_seq = {NUMBER}"  # in an UPDATE
STAMPED = f", {NUMBER} AS run_seq"
ADDED = {  # what the warehouse adds to a record's columns
    "runs": "",  # a run knows its own number
    "alerts": "",
    "articles": f"{STAMPED}, 1 AS revision, article_id IN (SELECT article_id FROM main.pages) AS is_current",
}
VIEWS, KNOWN = 0, -1  # numbers of what is made anew whenever its text changes
NINE_PLACES = Decimal("1e-9")
LARGEST = Decimal("1e28")  # DECIMAL(38, 9) holds 29 digits before the point


def connect(home: Path, *, wait_seconds: float = 10.0) -> duckdb.DuckDBPyConnection:
    """Return the writing connection to `home/warehouse.duckdb`, migrated; waits a while for another writer.

    Raises WarehouseBusyError where that one stays, WarehouseDamagedError where the file is broken.
    """
    private(home)
    path, give_up_at, pause = home / "warehouse.duckdb", time.monotonic() + wait_seconds, 0.005
    while True:
        try:
            con = duckdb.connect(str(path), config={"storage_compatibility_version": "v1.5.0"})
            break
        except duckdb.Error as error:
            if is_damage(error):
                raise damaged(path, error) from error
            if not is_held(error):
                raise
            if time.monotonic() > give_up_at:
                message = f"{path} is being written by {_holder(error)}. Read the newest copy in "
                raise WarehouseBusyError(f"{message}{home / 'published'} instead, or wait until it ends.") from error
            time.sleep(pause)
            pause = min(pause * 1.5, 0.03)
    try:
        con.execute("SET wal_autocheckpoint = '1 byte'")  # past the log: DuckDB cannot replay all that a migration says
        migrate(con, home / "known")
        con.execute("RESET wal_autocheckpoint")
    except Exception as error:
        con.close()
        if isinstance(error, duckdb.Error) and is_damage(error):
            raise damaged(path, error) from error
        raise
    return con


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
    """
    con.execute("SET GLOBAL TimeZone = 'UTC'")
    done = _applied(con)
    unknown = sorted(set(done) - {VIEWS, KNOWN, *(number for number, _, _ in _migrations())})
    if unknown:
        message = f"A newer Copydesk made this warehouse (migration {unknown[0]} is not known here). "
        raise RuntimeError(message + "Upgrade Copydesk, or name another home folder.")
    for number, name, sql in _migrations():
        mark = hashlib.sha256(sql.encode()).hexdigest()
        if number in done and done[number] != mark:
            message = f"Migration {number} ({name}) differs from the one that made this warehouse. "
            raise RuntimeError(message + "Keep the old file and add a new number, or start a new home folder.")
        if number not in done:
            _apply(con, number, name, sql, mark)
    for number, name, sql in ((VIEWS, "views", _views_sql(commented=commented)), (KNOWN, "known", known.stock(own))):
        mark = hashlib.sha256(sql.encode()).hexdigest()
        if done.get(number) != mark:
            _apply(con, number, name, sql, mark)


def _applied(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE table_name = 'migrations'").fetchall()
    return dict(con.execute("SELECT number, hash FROM migrations").fetchall()) if tables else {}


def _apply(con: duckdb.DuckDBPyConnection, number: int, name: str, sql: str, mark: str) -> None:
    with transaction(con):
        con.execute(sql)
        con.execute("INSERT OR REPLACE INTO migrations VALUES (?, ?, ?, ?)", [number, name, mark, datetime.now(UTC)])


def _migrations() -> list[tuple[int, str, str]]:
    folder = files("warehouse")
    found = [(1, "schema", (folder / "schema.sql").read_text("utf-8"))]
    for file in sorted((folder / "migrations").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sql"):
            number, _, name = file.name.removesuffix(".sql").partition("_")
            found.append((int(number), name, file.read_text("utf-8")))
    return found


@cache
def _views_sql(*, commented: bool = True) -> str:
    """Return views, the layers that checks read, and where wanted a comment for every table and column."""
    views = layers.views_sql(CONTENTS)
    return layers.commented("".join(sql for _, _, sql in _migrations()), views) if commented else views


def save(con: duckdb.DuckDBPyConnection, rows: Sequence[Any], *, replace: bool = True) -> None:
    """Write rows of one record type to its table through Arrow: a row whose key is there is replaced, or kept."""
    _insert(con, rows, f"INSERT OR {'REPLACE' if replace else 'IGNORE'}")


def run_number(con: duckdb.DuckDBPyConnection) -> int:
    """Return the number that rows written now bear."""
    return int(con.execute("SELECT run_seq FROM main.run_now").fetchall()[0][0])


def append(con: duckdb.DuckDBPyConnection, rows: Sequence[Any]) -> None:
    """Write rows of one record type to a table that has no key."""
    _insert(con, rows, "INSERT")


def _insert(con: duckdb.DuckDBPyConnection, rows: Sequence[Any], how: str) -> None:
    if not rows:
        return
    table = TABLES[type(rows[0])]
    con.register("arriving", _arrow(con, table, rows))
    con.execute(f"{how} INTO main.{table} BY NAME SELECT *{ADDED.get(table, STAMPED)} FROM arriving")
    con.unregister("arriving")


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
    with transaction(con):
        if replace and stored:
            for table in ("articles", *CONTENTS):
                con.execute(f"DELETE FROM main.{table} WHERE list_contains(?, article_id)", [sorted(stored)])
            for table in ("screenings", "unpaired"):
                con.execute(f"DELETE FROM main.{table} WHERE list_contains(?, article_id)", [sorted(stored)])
        _turn_pages(con, [records.article for records in arriving.values()])
        save(con, [records.article for records in fresh], replace=False)
        turn_revisions(con, [records.article.url for records in arriving.values()])
        for name in CONTENTS:
            save(con, [row for records in fresh for row in getattr(records, name)], replace=False)
        save(con, fetches)
    return [key for key in arriving if key not in stored]


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
    rows = con.execute("SELECT article_id FROM main.articles WHERE list_contains(?, article_id)", [ids]).fetchall()
    return {row[0] for row in rows}


def _turn_pages(con: duckdb.DuckDBPyConnection, articles: list[Article]) -> None:
    """Point each page at the revision that was seen last."""
    newest = {article.url or article.article_id: article for article in articles}
    con.execute(
        f"INSERT INTO main.pages SELECT seen.url, seen.article_id, seen.at, seen.at, {NUMBER} FROM ("
        "SELECT UNNEST($urls) AS url, "
        "UNNEST($ids) AS article_id, UNNEST($ats::TIMESTAMPTZ[]) AS at) AS seen ON CONFLICT (url) DO UPDATE SET "
        "article_id = excluded.article_id, last_seen_at = excluded.last_seen_at, run_seq = excluded.run_seq "
        "WHERE coalesce(last_seen_at <= excluded.last_seen_at, true)",
        {
            "urls": list(newest),
            "ids": [article.article_id for article in newest.values()],
            "ats": [article.fetched_at for article in newest.values()],
        },
    )


def turn_revisions(con: duckdb.DuckDBPyConnection, urls: Iterable[str]) -> None:
    """Give the revisions of these pages their numbers and mark which is current, where that changed."""
    con.execute("SET VARIABLE urls = ?", [sorted({*urls} - {""})])
    con.execute((files("warehouse") / "revisions.sql").read_text("utf-8"))


def _arrow(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Any]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - 0.2 s, only when rows are written

    schema = con.execute(f"SELECT * FROM main.{table} LIMIT 0").to_arrow_table().schema
    fields = [schema.field(field.name) for field in dataclasses.fields(rows[0])]
    columns = {field.name: list(map(attrgetter(field.name), rows)) for field in fields}
    for field in fields:
        if pa.types.is_decimal(field.type):
            columns[field.name] = list(map(_cell, columns[field.name]))
    return pa.Table.from_pydict(columns, schema=pa.schema(fields))


def _cell(value: Decimal | None) -> Decimal | None:
    if value is None or not value.is_finite() or abs(value) >= LARGEST:
        return None  # an open end: no newspaper figure is that large
    with localcontext() as context:
        context.prec = 60
        return value.quantize(NINE_PLACES)
