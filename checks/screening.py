"""Screen what is due: gates, then checks, then flags; the whole of what a flow's `screen` does in the warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checks.check import CheckError, Unusable
from checks.gates import AFTER, BEFORE, Question, all_gates, findings
from checks.run import answer_of, due, keeping
from checks.store import Change, store
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from checks.check import Check
    from checks.run import Answer
    from warehouse.ledger import Validation
    from warehouse.records import RunId


class GateBrokenError(RuntimeError):
    """The data itself is wrong: nothing may be published; the message names each gate and what it found."""


class Screening(NamedTuple):
    """What a screening did: articles that were due, checks evaluated, how the flags changed, and what was skipped."""

    articles: int
    checks: int
    change: Change
    skipped: tuple[Unusable, ...] = ()


def screen_due(
    con: duckdb.DuckDBPyConnection,
    checks: Sequence[Check],
    run_id: RunId,
    at: datetime,
    folders: Sequence[Path] = (),
    *,
    unusable: Sequence[Unusable] = (),
) -> Screening:
    """Screen the articles that are due and store flags and validations; `folders` may hold a user's own expectations.

    Each gate and check runs once: Great Expectations is asked about the rows that it gave, and these rows become flags.
    Raises GateBrokenError when a gate is broken, ExpectationError when one was not evaluated or its count differs from
    the flags that DuckDB wrote, CheckError when the SQL of one of our checks is broken. Flags are stored only if none
    is raised. A user's own check that cannot be asked is skipped, and its flags stand; `unusable` were so before.
    """
    articles = due(con, checks)
    if not articles:
        change = store(con, [], checks, run_id, at)
        with keeping(con) as keep:
            _gates(con, keep, AFTER, run_id, only_broken=True)
        return Screening(0, 0, change)
    with keeping(con) as keep:
        _gates(con, keep, BEFORE, run_id)
        asked, answers, broken = _asked(con, keep, checks)
        _findings(con, asked, answers, run_id)
        skipped = (*broken, *_own(con, folders, run_id))
        flags = [flag for answer in answers.values() for flag in answer.flags]
        codes = [one.code for one in (*unusable, *skipped)]
        change = store(con, flags, checks, run_id, at, skipped=codes)
        _gates(con, keep, AFTER, run_id)
    return Screening(articles, len(asked), change, skipped)


def _asked(
    con: duckdb.DuckDBPyConnection, keep: Callable[[str, str], str], checks: Sequence[Check]
) -> tuple[list[Check], dict[str, Answer], list[Unusable]]:
    """Return the checks as they were asked, with their answers, and the user's own that could not be."""
    asked, answers, broken = [], {}, []
    for check in checks:
        try:
            kept = check.model_copy(update={"sql": keep(f"{check.code}_{check.name}", check.sql)})
            answers[check.code] = answer_of(con, kept)
        except CheckError as fault:
            if not check.own:
                raise
            broken.append(Unusable(check.code, str(fault)))
        else:
            asked.append(kept)
    return asked, answers, broken


def turn_signs(con: duckdb.DuckDBPyConnection, off: Sequence[str]) -> int:
    """Turn these signs off and all others on; return how many articles that bear one of the changed are due again."""
    before = {name for (name,) in con.execute("SELECT sign FROM main.signs_off").fetchall()}
    changed = sorted(before ^ set(off))
    if not changed:
        return 0
    bearing = "article_id IN (SELECT article_id FROM main.signs WHERE list_contains(?, sign))"
    with db.transaction(con):
        gone = con.execute(f"DELETE FROM main.screenings WHERE {bearing}", [changed]).fetchone()
        con.execute("DELETE FROM main.signs_off")
        con.execute("INSERT INTO main.signs_off SELECT DISTINCT UNNEST(?::VARCHAR[])", [list(off)])
    return int(gone[0]) if gone else 0


def _gates(
    con: duckdb.DuckDBPyConnection,
    keep: Callable[[str, str], str],
    suites: Sequence[str],
    run_id: RunId,
    *,
    only_broken: bool = False,
) -> None:
    """Raise GateBrokenError where a gate found rows; `only_broken` imports Great Expectations for these gates alone."""
    asked = [gate._replace(sql=keep(f"{gate.suite}/{gate.name}", gate.sql)) for gate in all_gates(suites)]
    if only_broken:
        asked = [gate for gate in asked if con.execute(f"{gate.sql} LIMIT 1").fetchone()]
    if not asked:
        return
    broken = [row for row in _validate(con, asked, run_id) if not row.success]
    if broken:
        lines = [f"{row.suite}/{row.expectation}: {row.observed} rows. {row.message}" for row in broken]
        raise GateBrokenError("Nothing is published, because the data is broken:\n" + "\n".join(lines))


def _findings(
    con: duckdb.DuckDBPyConnection, checks: Sequence[Check], answers: Mapping[str, Answer], run_id: RunId
) -> None:
    from checks.expectation import ExpectationError  # noqa: PLC0415 - Great Expectations takes seconds to import

    counted = {row.expectation: row.observed for row in _validate(con, findings(checks), run_id)}
    for check in checks:
        name, rows = f"{check.code}_{check.name}", answers[check.code].rows
        if counted[name] != rows:
            raise ExpectationError(f"{name}: Great Expectations counted {counted[name]} rows and DuckDB {rows}.")


def _own(con: duckdb.DuckDBPyConnection, folders: Sequence[Path], run_id: RunId) -> list[Unusable]:
    own = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    if own:
        from checks.own import validate_own  # noqa: PLC0415 - Great Expectations takes seconds to import

        rows, broken = validate_own(con, own, run_id)
        db.save(con, rows)
        return broken
    return []


def _validate(con: duckdb.DuckDBPyConnection, questions: list[Question], run_id: RunId) -> list[Validation]:
    from checks.expectation import validate  # noqa: PLC0415 - Great Expectations takes seconds to import

    rows = validate(con, questions, run_id)
    db.save(con, rows)
    return rows
