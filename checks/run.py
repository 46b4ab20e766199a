"""Run checks over a batch and return or store their flags: DuckDB writes from the same SQL that expectations record."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from checks.check import Check, CheckError
from warehouse import db
from warehouse.lake import cursor_of
from warehouse.layers import LAYERED
from warehouse.records import (
    ArticleId,
    ClaimId,
    Evidence,
    Flag,
    FlagId,
    Records,
    stable_id,
)
from warehouse.terms import Part, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LAYER = "batch"  # a check's plain `FROM claims` means the claims of the articles that are due
KEPT = "kept"  # a database in memory with the answers of one screening
NEEDED = ("claim_id", "message")
OPTIONAL = {
    "severity": "VARCHAR",
    "other_claim_id": "VARCHAR",
    "part": "VARCHAR",
    "span_start": "INTEGER",
    "span_end": "INTEGER",
    "reading": "VARCHAR",
    "evidence": "STRUCT(article_id VARCHAR, part VARCHAR, span_start INTEGER, span_end INTEGER, role VARCHAR)[]",
}
PARTS = {Part.TITLE: 0, Part.STANDFIRST: 1, Part.TEXT: 2}


def screen(
    batch: Iterable[Records],
    checks: Sequence[Check],
    *,
    across: bool = True,
    signs_off: Sequence[str] = (),
    relate: Callable[[duckdb.DuckDBPyConnection], object] | None = None,
) -> list[Flag]:
    """Return the flags of a batch, with no database on disk; `across=False` leaves checks across articles out.

    `relate` stores how the batch's articles are related: revisions, copies, stories.
    """
    con = db.memory()
    try:
        db.load(con, batch)
        if relate:
            relate(con)
        con.execute("INSERT INTO main.signs_off SELECT DISTINCT UNNEST(?::VARCHAR[])", [list(signs_off)])
        con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
        chosen = [check for check in checks if across or not check.across]
        with keeping(con) as keep:
            kept = [check.model_copy(update={"sql": keep(f"{check.code}_{check.name}", check.sql)}) for check in chosen]
            return [flag for check in kept for flag in flags_of(con, check)]
    finally:
        con.close()


class Answer(NamedTuple):
    """What a check found on the batch: its flags in reading order, each once, and how many rows its SELECT gave."""

    flags: list[Flag]
    rows: int


def flags_of(con: duckdb.DuckDBPyConnection, check: Check) -> list[Flag]:
    """Return the check's flags on the batch, in reading order, each once; raises CheckError when its SQL is broken."""
    return answer_of(con, check).flags


def answer_of(con: duckdb.DuckDBPyConnection, check: Check) -> Answer:
    """Return the check's answer on the batch; raises CheckError when its SQL is broken."""
    cursor = cursor_of(con, LAYER)
    try:
        return answer_by(cursor, check)
    finally:
        cursor.close()


def answer_by(cursor: duckdb.DuckDBPyConnection, check: Check, *, is_empty: bool = False) -> Answer:
    """Return the check's answer by a cursor that finds the batch, where it is not known to have no rows.

    Raises CheckError when its SQL is broken.
    """
    try:
        columns = [row[0] for row in cursor.execute(f"DESCRIBE {check.sql}").fetchall()]
        _look(check, columns)
        rows = [] if is_empty else cursor.execute(_query(check.sql, columns)).fetchall()
    except duckdb.Error as error:
        message = f"{check.code}_{check.name}.sql: {str(error).strip()}"
        raise CheckError(f"{message}\nRun its SELECT with `copydesk sql` to mend it.") from None
    flags = {flag.flag_id: flag for flag in (_flag(check, row) for row in rows)}
    return Answer(sorted(flags.values(), key=_place), len(rows))


def broken_checks(checks: Sequence[Check]) -> list[str]:
    """Return what is wrong with each check that cannot be asked, found out on an empty warehouse."""
    con = db.memory()
    broken = []
    try:
        for check in checks:
            try:
                answer_of(con, check)
            except CheckError as fault:
                broken.append(str(fault))
    finally:
        con.close()
    return broken


@contextmanager
def keeping(con: duckdb.DuckDBPyConnection) -> Iterator[Callable[[str, str], str]]:
    """Yield a function that runs a SELECT on the batch once and keeps its rows in memory until the end.

    It takes a name and the SELECT, and returns the SELECT that reads the rows: what Great Expectations counts and what
    becomes flags is then one answer, worked out once. So are the views that many checks read.
    """
    cursor = cursor_of(con, LAYER)
    cursor.execute(f"ATTACH ':memory:' AS {KEPT}")
    wanted = list(LAYERED)

    def keep(name: str, sql: str) -> str:
        for view in [view for view in wanted if re.search(rf"\b(?:FROM|JOIN)\s+{view}\b(?!\.)", sql)]:
            cursor.execute(f"CREATE TEMP TABLE {view} AS SELECT * FROM batch.{view}")  # found before the view
            wanted.remove(view)
        try:
            cursor.execute(f'CREATE TABLE {KEPT}.main."{name}" AS\n{sql}')
        except duckdb.Error as error:
            message = f"{name}.sql: {str(error).strip()}"
            raise CheckError(f"{message}\nRun its SELECT with `copydesk sql` to mend it.") from None
        return f'SELECT * FROM {KEPT}.main."{name}"'

    try:
        yield keep
    finally:
        cursor.execute(f"DETACH {KEPT}")
        cursor.close()


def _look(check: Check, columns: list[str]) -> None:
    file = f"{check.code}_{check.name}.sql"
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise CheckError(f"{file}: its SELECT lacks {' and '.join(missing)}.")
    unknown = [name for name in columns if name not in NEEDED and name not in OPTIONAL]
    if unknown:
        raise CheckError(f"{file}: its SELECT gives {', '.join(unknown)}; known are {', '.join([*NEEDED, *OPTIONAL])}.")


def _query(sql: str, columns: list[str]) -> str:
    """Return the check's SELECT joined with its claims, absent columns as NULL."""
    extra = [f"raised.{name}" if name in columns else f"NULL::{kind}" for name, kind in OPTIONAL.items()]
    place = "claims.part, claims.span_start, claims.span_end"
    return (
        f"SELECT claims.article_id, raised.claim_id, raised.message, {', '.join(extra)}, {place}\n"
        f"FROM (\n{sql}\n) AS raised LEFT JOIN claims ON raised.claim_id = claims.claim_id ORDER BY ALL"
    )


def _flag(check: Check, row: tuple[Any, ...]) -> Flag:
    article, claim, message, severity, other, part, start, end, reading, evidence, *place = row
    file = f"{check.code}_{check.name}.sql"
    if article is None:
        raise CheckError(f"{file}: it flags {claim!r}, which is no claim of the batch. Select claim_id from claims.")
    if not message or (severity and severity not in set(Severity)):
        raise CheckError(f"{file}: a row has no message, or a severity other than info, warning and critical.")
    if start is None or end is None or part is None:
        part, start, end = place
    return Flag(
        article_id=ArticleId(article),
        flag_id=FlagId(stable_id("flag", check.code, claim, part, start - place[1], end - place[1], other)),
        check_code=check.code,
        severity=Severity(severity or check.header.severity),
        claim_id=ClaimId(claim),
        other_claim_id=ClaimId(other) if other else None,
        part=Part(part),
        span_start=start,
        span_end=end,
        message=message,
        reading=reading,
        evidence=tuple(Evidence(**span) for span in evidence or ()),
        check_version=check.version,
        run_id=None,
        raised_at=None,
        gone_at=None,
    )


def _place(flag: Flag) -> tuple[str, int, int, int, str]:
    return flag.article_id, PARTS[flag.part], flag.span_start, flag.span_end, flag.flag_id
