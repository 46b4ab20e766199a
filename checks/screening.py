"""Screen what is due: gates, then checks, then flags; the whole of what a flow's `screen` does in the warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checks.gates import AFTER, BEFORE, Question, all_gates, findings
from checks.run import due, flags_of, rows_of
from checks.store import Change, store
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from checks.check import Check
    from warehouse.ledger import Validation
    from warehouse.records import RunId


class GateBrokenError(RuntimeError):
    """The data itself is wrong: nothing may be published; the message names each gate and what it found."""


class Screening(NamedTuple):
    """What a screening did: articles that were due, checks evaluated, and how the flags changed."""

    articles: int
    checks: int
    change: Change


def screen_due(
    con: duckdb.DuckDBPyConnection,
    checks: Sequence[Check],
    run_id: RunId,
    at: datetime,
    folders: Sequence[Path] = (),
) -> Screening:
    """Screen the articles that are due and store flags and validations; `folders` may hold a user's own expectations.

    Raises GateBrokenError when a gate is broken, ExpectationError when one was not evaluated or its count differs from
    the flags that DuckDB wrote, CheckError when a check's SQL is broken. Flags are stored only if none is raised.
    """
    articles = due(con, checks)
    _gates(con, all_gates(BEFORE), run_id)
    flags = [flag for check in checks for flag in flags_of(con, check)]
    _findings(con, checks, run_id)
    _own(con, folders, run_id)
    change = store(con, flags, checks, run_id, at)
    _gates(con, all_gates(AFTER), run_id)
    return Screening(articles, len(checks), change)


def _gates(con: duckdb.DuckDBPyConnection, questions: list[Question], run_id: RunId) -> None:
    broken = [row for row in _validate(con, questions, run_id) if not row.success]
    if broken:
        lines = [f"{row.suite}/{row.expectation}: {row.observed} rows. {row.message}" for row in broken]
        raise GateBrokenError("Nothing is published, because the data is broken:\n" + "\n".join(lines))


def _findings(con: duckdb.DuckDBPyConnection, checks: Sequence[Check], run_id: RunId) -> None:
    from checks.expectation import ExpectationError  # noqa: PLC0415 - Great Expectations takes seconds to import

    counted = {row.expectation: row.observed for row in _validate(con, findings(checks), run_id)}
    for check in checks:
        name = f"{check.code}_{check.name}"
        if counted[name] != rows_of(con, check):
            message = f"{name}: Great Expectations counted {counted[name]} rows and DuckDB {rows_of(con, check)}"
            raise ExpectationError(f"{message}. The check gives another answer each time: mend its SELECT.")


def _own(con: duckdb.DuckDBPyConnection, folders: Sequence[Path], run_id: RunId) -> None:
    own = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    if own:
        from checks.own import validate_own  # noqa: PLC0415 - Great Expectations takes seconds to import

        db.save(con, validate_own(con, own, run_id))


def _validate(con: duckdb.DuckDBPyConnection, questions: list[Question], run_id: RunId) -> list[Validation]:
    from checks.expectation import validate  # noqa: PLC0415 - Great Expectations takes seconds to import

    rows = validate(con, questions, run_id)
    db.save(con, rows)
    return rows
