"""Lay a screening's flags over those that stand: new, gone, back; people's decisions are never touched."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from checks.check import Check, fingerprint
from checks.due import Due, note_judged
from warehouse import db
from warehouse.records import Evidence, Flag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import duckdb

    from warehouse.records import RunId


class Change(NamedTuple):
    """How many flags a screening raised for the first time, no longer raised, and raised again."""

    new: int
    gone: int
    back: int


def store(
    con: duckdb.DuckDBPyConnection,
    due: Due,
    flags: Mapping[str, Sequence[Flag]],
    checks: Sequence[Check],
    *,
    run_id: RunId,
    at: datetime,
    skipped: Sequence[str] = (),
) -> Change:
    """Write what changed of the flags that were judged in one transaction, and note up to where they are.

    Flags of checks that were skipped, by their codes, stand as they are; those of checks that are no more are gone.
    """
    known = _known(con, due)
    rows, new, back = [], 0, 0
    for flag in (flag for some in flags.values() for flag in some):
        stood = known.get((flag.article_id, flag.flag_id))
        new += stood is None
        back += stood is not None and stood.gone_at is not None
        first = stood or dataclasses.replace(flag, run_id=run_id, raised_at=at)
        whole = dataclasses.replace(flag, run_id=first.run_id, raised_at=first.raised_at)
        if whole != stood:
            rows.append(whole)
    raised = {(flag.article_id, flag.flag_id) for some in flags.values() for flag in some}
    judged = {turn_check.code: turn.articles for turn in due.turns for turn_check in turn.checks}
    lost = sorted(set(due.gone) - set(skipped))
    gone = [
        key
        for key, flag in known.items()
        if key not in raised and flag.gone_at is None and flag.check_code in flags and key[0] in judged[flag.check_code]
    ]
    with db.transaction(con):
        db.save(con, rows)
        ended = _end(con, gone, lost, at)
        if due.fresh:
            screened = "SELECT unnest(?) AS article_id, ? AS checks_version, ? AS run_id, run_seq FROM main.run_now"
            db.merge(con, "screenings", screened, [sorted(due.fresh), fingerprint(checks), run_id])
        if due.articles or lost:
            note_judged(con, [check for check in checks if check.code not in skipped], lost)
        _describe(con, checks)
    return Change(new=new, gone=ended, back=back)


def _known(con: duckdb.DuckDBPyConnection, due: Due) -> dict[tuple[str, str], Flag]:
    """Return the flags that are stored on what is due, by article and id."""
    names = [field.name for field in dataclasses.fields(Flag)]
    few = "SELECT rowid FROM main.flags WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
    query = f"SELECT {', '.join(names)} FROM main.flags WHERE rowid IN ({few})"
    found = {}
    for row in con.execute(query, [due.articles]).fetchall():
        told = dict(zip(names, row, strict=True))
        told["evidence"] = tuple(Evidence(**span) for span in told["evidence"])
        found[told["article_id"], told["flag_id"]] = Flag(**told)
    return found


def _end(con: duckdb.DuckDBPyConnection, gone: Sequence[tuple[str, str]], lost: Sequence[str], at: datetime) -> int:
    """Note that these flags are gone, and all of checks that are no more; return how many they were."""
    if not gone and not lost:
        return 0
    con.execute(
        "CREATE OR REPLACE TEMP TABLE ended AS "
        "SELECT unnest($1::VARCHAR[]) AS article_id, unnest($2::VARCHAR[]) AS flag_id",
        [[article for article, _ in gone], [flag for _, flag in gone]],
    )
    row = con.execute(
        f"UPDATE main.flags SET gone_at = ?, {db.STAMP} WHERE rowid IN (SELECT rowid FROM main.flags "
        "WHERE gone_at IS NULL AND (list_contains(?, check_code) "
        "OR (article_id, flag_id) IN (SELECT (article_id, flag_id) FROM ended)))",
        [at, list(lost)],
    ).fetchone()
    return int(row[0]) if row else 0


def _describe(con: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> None:
    """Keep what each check says of itself beside its flags, for the desk and for analysts, where it changed."""
    columns = "check_code, name, title, severity, ask, docs, sources, check_version"
    rows = sorted(
        (
            check.code,
            check.name,
            header.title,
            str(header.severity),
            header.ask,
            header.docs,
            list(header.sources),
            check.version,
        )
        for check, header in ((check, check.header) for check in checks)
    )
    if rows == con.execute(f"SELECT {columns} FROM main.checks ORDER BY check_code").fetchall():
        return
    con.execute("DELETE FROM main.checks")
    if rows:
        values = [list(column) for column in zip(*rows, strict=True)]
        columns = ", ".join(["unnest(?)"] * len(values))
        con.execute(f"INSERT INTO main.checks SELECT {columns}, {db.NUMBER}", values)
