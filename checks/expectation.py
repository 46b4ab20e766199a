"""Great Expectations over DuckDB: the only module that imports it, for the import costs seconds.

There is no DuckDB data source, and the SQL one reads results after it has given the connection back (every check then
fails with "list index out of range"). So a small dialect buffers each result at once, and hands out cursors of the one
open connection, because DuckDB refuses a second one with another configuration.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")

import great_expectations as gx
from duckdb_sqlalchemy import ConnectionWrapper, Dialect, DuckDBExecutionContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from checks.run import SEARCH_PATH
from warehouse.ledger import Validation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from checks.gates import Question
    from warehouse.records import RunId

SCHEME = "duckdb+gx"
_open: list[duckdb.DuckDBPyConnection] = []


class ExpectationError(RuntimeError):
    """An expectation that could not be evaluated, or was not: a run that checked nothing must not look green."""


class _Context(DuckDBExecutionContext):  # type: ignore[misc]  # duckdb_sqlalchemy ships no types
    """Buffers every result while the connection is still ours."""

    def post_exec(self) -> None:
        super().post_exec()
        if self.cursor is not None and self.cursor.description:
            rows = self.cursor.fetchall()
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, alternate_description=self.cursor.description, initial_buffer=rows
            )


class OpenConnectionDialect(Dialect):  # type: ignore[misc]  # duckdb_sqlalchemy ships no types
    """Connects to the warehouse that is open already."""

    execution_ctx_cls = _Context
    supports_statement_cache = False

    def connect(self, *_args: object, **_kwargs: object) -> Any:  # noqa: ANN401 - duckdb_sqlalchemy ships no types
        """Return a cursor of the open connection; a cursor does not inherit the search path."""
        cursor = _open[-1].cursor()
        cursor.execute(f"SET search_path = '{SEARCH_PATH}'")
        return ConnectionWrapper(cursor)


registry.register("duckdb.gx", __name__, "OpenConnectionDialect")


def validate(con: duckdb.DuckDBPyConnection, questions: Sequence[Question], run_id: RunId) -> list[Validation]:
    """Return what Great Expectations found for each question: counts are exact, rows are DuckDB's business.

    Raises ExpectationError when one could not be evaluated, or when fewer were evaluated than there are files.
    """
    with opened(con):
        return [
            row
            for suite in dict.fromkeys(question.suite for question in questions)
            for row in _suite(suite, [question for question in questions if question.suite == suite], run_id)
        ]


@contextmanager
def opened(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the dialect hand out cursors of this connection."""
    _open.append(con)
    try:
        yield
    finally:
        _open.pop()


def _suite(name: str, questions: list[Question], run_id: RunId) -> list[Validation]:
    found = evaluate(name, "due", {question.name: _expectation(question) for question in questions})
    return [_validation(question, found[question.name], run_id) for question in questions]


def evaluate(suite: str, table: str, expectations: dict[str, Any]) -> dict[str, Any]:
    """Return Great Expectations' results by name, for expectations over one table of the open warehouse."""
    context = gx.get_context(mode="ephemeral", project_config=_project())
    source = context.data_sources.add_sql("warehouse", connection_string=f"{SCHEME}:///")
    batch = source.add_table_asset(table, table_name=table, schema_name="main").add_batch_definition_whole_table(table)
    asked = context.suites.add(gx.ExpectationSuite(name=suite))
    for name, expectation in expectations.items():
        expectation.meta = {"name": name}
        asked.add_expectation(expectation)
    definition = context.validation_definitions.add(gx.ValidationDefinition(name=suite, data=batch, suite=asked))
    result = definition.run(result_format={"result_format": "SUMMARY", "partial_unexpected_count": 0})
    evaluated = result.statistics["evaluated_expectations"]
    if evaluated != len(expectations):
        raise ExpectationError(f"{suite}: {evaluated} expectations were evaluated, and there are {len(expectations)}.")
    found = {entry.expectation_config.meta["name"]: entry for entry in result.results}
    for name, entry in found.items():
        info = entry.exception_info or {}
        faults = [
            fault for fault in (info, *info.values()) if isinstance(fault, dict) and fault.get("raised_exception")
        ]
        if faults:
            message = f"{suite}: {name} could not be evaluated: {faults[0].get('exception_message')}"
            raise ExpectationError(f"{message} Run its SELECT with `copydesk sql` to mend it.")
    return found


def _project() -> Any:  # noqa: ANN401 - Great Expectations' own class
    """Return a project in memory with no progress bars, and no folder for its docs (each context would leave one)."""
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
    )


def _expectation(question: Question) -> Any:  # noqa: ANN401 - Great Expectations' own class
    sql = question.sql.replace("{", "{{").replace("}", "}}")  # the query goes through str.format
    sql = re.sub(r"(?<!:):(?=\w)", r"\\:", sql)  # and through SQLAlchemy, which takes (?:our for a parameter
    return gx.expectations.UnexpectedRowsExpectation(
        unexpected_rows_query=f"WITH scope AS (SELECT * FROM {{batch}}) SELECT * FROM (\n{sql}\n) AS raised",
        severity=str(question.severity),
    )


def _validation(question: Question, entry: Any, run_id: RunId) -> Validation:  # noqa: ANN401 - see _expectation
    return Validation(
        run_id=run_id,
        suite=question.suite,
        expectation=question.name,
        kind=question.kind,
        severity=question.severity,
        success=bool(entry.success),
        observed=int(entry.result["observed_value"]),
        message=question.message,
    )
