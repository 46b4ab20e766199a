"""A user's own expectations in Python: a file of their folder of checks that names a TABLE and an EXPECTATION.

    from great_expectations.expectations import ExpectColumnValuesToNotBeNull
    TABLE = "articles"
    EXPECTATION = ExpectColumnValuesToNotBeNull(column="published_at", severity="warning")

It is the user's code, run from a folder that only the settings can name; a result is stored and never stops a run.
"""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING, Any

from great_expectations.expectations.expectation import Expectation

from checks.check import CheckError, Unusable
from checks.expectation import ExpectationError, batch_of, evaluate
from warehouse.db import CONTENTS
from warehouse.ledger import Validation
from warehouse.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from warehouse.records import RunId

SUITE = "findings.own"
KNOWN = ("articles", *CONTENTS)


def validate_own(
    con: duckdb.DuckDBPyConnection, own: Sequence[Path], run_id: RunId
) -> tuple[list[Validation], list[Unusable]]:
    """Return what each file's expectation found on its table, and the files that cannot be asked."""
    rows, broken = [], []
    for file in own:
        try:
            rows.append(_validation(con, file, run_id))
        except (CheckError, ExpectationError) as fault:
            broken.append(Unusable("", str(fault)))
    return rows, broken


def _validation(con: duckdb.DuckDBPyConnection, file: Path, run_id: RunId) -> Validation:
    table, expectation = _read(file)
    with batch_of(con, table) as batch:
        entry = evaluate(batch, SUITE, {file.stem: expectation})[file.stem]
    observed = entry.result.get("unexpected_count", 0 if entry.success else 1)
    return Validation(
        run_id=run_id,
        suite=SUITE,
        expectation=file.stem,
        kind="finding",
        severity=Severity(expectation.severity),
        success=bool(entry.success),
        observed=int(observed),
        message=f"{type(expectation).__name__} on {table}",
    )


def _read(file: Path) -> tuple[str, Any]:
    try:
        names = runpy.run_path(str(file))
    except Exception as error:  # whatever the user's code raises is said with its file
        raise CheckError(
            f"{file.name}: {type(error).__name__}: {error}. Mend it, or take it out of the folder."
        ) from error
    table, expectation = names.get("TABLE"), names.get("EXPECTATION")
    if table not in KNOWN or not isinstance(expectation, Expectation):
        message = f"{file.name}: TABLE must be one of {', '.join(KNOWN)}, and EXPECTATION one of Great Expectations'."
        raise ExpectationError(message)
    return str(table), expectation
