"""Lay a screening's flags over those that stand: new, gone, back; people's decisions are never touched."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from checks.check import Check, fingerprint
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb

    from warehouse.records import Flag, RunId


class Change(NamedTuple):
    """How many flags a screening raised for the first time, no longer raised, and raised again."""

    new: int
    gone: int
    back: int


def store(
    con: duckdb.DuckDBPyConnection,
    flags: Sequence[Flag],
    checks: Sequence[Check],
    run_id: RunId,
    at: datetime,
    *,
    skipped: Sequence[str] = (),
) -> Change:
    """Write the flags of the due articles in one transaction, and mark those articles as screened.

    Flags of checks that were skipped, by their codes, stand as they are.
    """
    query = (
        "SELECT article_id, flag_id, run_id, raised_at, gone_at FROM main.flags SEMI JOIN main.due USING (article_id) "
        "WHERE NOT list_contains(?, check_code)"
    )
    known = {(row[0], row[1]): row[2:] for row in con.execute(query, [list(skipped)]).fetchall()}
    raised = {(flag.article_id, flag.flag_id) for flag in flags}
    gone = [key for key, row in known.items() if key not in raised and row[2] is None]
    back = [key for key, row in known.items() if key in raised and row[2] is not None]
    rows = []
    for flag in flags:
        first_run, first_at, _ = known.get((flag.article_id, flag.flag_id), (run_id, at, None))
        rows.append(dataclasses.replace(flag, run_id=first_run, raised_at=first_at, gone_at=None))
    with db.transaction(con):
        db.save(con, rows)
        for article, flag_id in gone:
            con.execute(
                "UPDATE main.flags SET gone_at = ? WHERE article_id = ? AND flag_id = ?", [at, article, flag_id]
            )
        screened = "SELECT article_id, ? AS checks_version, ? AS run_id, run_seq FROM main.due, main.run_now"
        db.merge(con, "screenings", screened, [fingerprint(checks), run_id])
        _describe(con, checks)
    return Change(new=len(raised - set(known)), gone=len(gone), back=len(back))


def _describe(con: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> None:
    """Keep what each check says of itself beside its flags, for the desk and for analysts."""
    con.execute("DELETE FROM main.checks")
    for check in checks:
        header = check.header
        says = [header.title, header.severity, header.ask, header.docs, list(header.sources)]
        con.execute(
            "INSERT INTO main.checks SELECT ?, ?, ?, ?, ?, ?, ?, ?, run_seq FROM main.run_now",
            [check.code, check.name, *says, check.version],
        )
