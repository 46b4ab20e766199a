"""Great Expectations over DuckDB: the only module that imports it, for the import costs seconds.

There is no DuckDB data source, and the SQL one reads results after it has given the connection back (every check then
fails with "list index out of range"). So a small dialect buffers each result at once, and hands out cursors of an open
connection, because DuckDB refuses a second one with another configuration. Which connection, the URL says by a number.
"""

# ruff: noqa: E402 - a part of what Great Expectations imports is put off before it is imported

from __future__ import annotations

import atexit
import gc
import itertools
import os
import re
import sys
from contextlib import contextmanager
from copy import copy
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pydantic.v1.main
from pydantic.v1.utils import smart_deepcopy

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")


class _Later(ModuleType):
    """Stands in for a module until something of it is used.

    Statistics and charts serve expectations about distributions, and cost as much as the rest of Great Expectations
    does to import; a user's own expectation may ask for them, and then they are there.
    """

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        if name.startswith("__"):  # what the import system asks
            raise AttributeError(name)
        package, _, module = self.__name__.rpartition(".")
        for names, mine in ((sys.modules, self.__name__), (vars(sys.modules.get(package, self)), module)):
            if names.get(mine) is self:
                names.pop(mine, None)
        self.__dict__.update(import_module(self.__name__).__dict__)
        return self.__dict__[name]


for _put_off in ("scipy.stats", "altair"):
    if _put_off not in sys.modules:
        _package, _, _module = _put_off.rpartition(".")
        sys.modules[_put_off] = _Later(_put_off)
        if _package:
            setattr(import_module(_package), _module, sys.modules[_put_off])


def _own_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """Copy a class's fields for one that inherits them: what a class may change of its own, and nothing deeper."""
    found = {}
    for name, field in fields.items():
        found[name] = own = copy(field)
        own.class_validators, own.field_info = dict(field.class_validators), copy(field.field_info)
    return found


_collects = gc.isenabled()
gc.disable()  # thousands of classes are made and stay: to look for garbage among them took a third of the time
vars(pydantic.v1.main)["smart_deepcopy"] = _own_fields  # its deep copies of every class's fields took another

import great_expectations as gx
from duckdb_sqlalchemy import ConnectionWrapper, Dialect, DuckDBExecutionContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

from checks.run import LAYER
from warehouse.lake import cursor_of
from warehouse.ledger import Validation

vars(pydantic.v1.main)["smart_deepcopy"] = smart_deepcopy
if _collects:
    gc.freeze()
    gc.unfreeze()  # what was loaded counts as old now, and nothing was looked at
    gc.enable()
atexit.register(gc.freeze)  # at its end, Python would look through all of it for garbage: .6 s

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from checks.gates import Question
    from warehouse.records import RunId

SCHEME = "duckdb+gx"
RESULT = {"result_format": "SUMMARY", "partial_unexpected_count": 0}
_open: dict[str, duckdb.DuckDBPyConnection] = {}  # by the number in the URL, while it is being asked
_numbers = itertools.count(1)


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

    def connect(self, *_args: object, database: str, **_kwargs: object) -> Any:  # noqa: ANN401 - duckdb_sqlalchemy ships no types
        """Return a cursor of the connection that the URL names; a cursor does not inherit the search path."""
        return ConnectionWrapper(cursor_of(_open[database], LAYER))


registry.register("duckdb.gx", __name__, "OpenConnectionDialect")


def validate(con: duckdb.DuckDBPyConnection, questions: Sequence[Question], run_id: RunId) -> list[Validation]:
    """Return what Great Expectations found for each question: counts are exact, rows are DuckDB's business.

    Raises ExpectationError when one could not be evaluated, or when fewer were evaluated than there are files.
    """
    found: list[Validation] = []
    with batch_of(con, "due") as batch:
        for suite in dict.fromkeys(question.suite for question in questions):
            asked = {question.name: question for question in questions if question.suite == suite}
            results = evaluate(batch, suite, {name: _expectation(question) for name, question in asked.items()})
            found += [_validation(question, results[name], run_id) for name, question in asked.items()]
    return found


@contextmanager
def batch_of(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[Any]:
    """Yield Great Expectations' batch of one table of this connection, as a check's plain `FROM table` means it."""
    name = str(next(_numbers))
    _open[name] = con
    try:
        context = gx.get_context(mode="ephemeral", project_config=_project())
        source = context.data_sources.add_sql("warehouse", connection_string=f"{SCHEME}:///{name}")
        asset = source.add_table_asset(table, table_name=table)
        yield asset.add_batch_definition_whole_table(table).get_batch()
        source.get_engine().dispose()
    finally:
        del _open[name]


def evaluate(batch: Any, suite: str, expectations: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - Great Expectations' own classes
    """Return Great Expectations' results by name, for a suite of expectations over one batch."""
    for name, expectation in expectations.items():
        expectation.meta = {"name": name}
    asked = gx.ExpectationSuite(name=suite, expectations=list(expectations.values()))
    result = batch.validate(asked, result_format=RESULT)
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
