"""Records written to their tables, through Arrow and by key: one SQL for a file and for a lake, which has no keys."""

from __future__ import annotations

import dataclasses
from decimal import Decimal, localcontext
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from warehouse import bearing, schema
from warehouse.kinship import Change, Copy, Fingerprint, Story, StoryArticle, StoryTerm, Toll
from warehouse.ledger import Alert, Decision, Fetch, Run, Validation
from warehouse.published_checks import PublishedCheck
from warehouse.records import (
    Article,
    Attribution,
    Claim,
    Feature,
    Figure,
    FigurePair,
    Flag,
    Quotation,
    Sentence,
    Sign,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import pyarrow as pa

CONTENTS = ("sentences", "figures", "attributions", "quotations", "claims", "features", "signs", "figure_pairs")
TABLES: dict[type, str] = {
    Article: "articles",
    Sentence: "sentences",
    Figure: "figures",
    Attribution: "attributions",
    Quotation: "quotations",
    Claim: "claims",
    bearing.BorneClaim: "claims",
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
    PublishedCheck: "published_checks",
}
NUMBER = "(SELECT run_now.run_seq FROM main.run_now)"  # of the run that writes now
STAMP = f"run_seq = {NUMBER}"  # in an UPDATE
STAMPED = f", {NUMBER} AS run_seq"
ADDED = {  # what the warehouse adds to a record's columns
    "runs": "",  # a run knows its own number
    "alerts": "",
    "articles": f"{STAMPED}, 1 AS revision, article_id IN (SELECT article_id FROM main.pages) AS is_current",
    "flags": f"{STAMPED}, borne.* EXCLUDE (article_id, flag_id)",
}
BESIDE = {"flags": " LEFT JOIN temp.borne USING (article_id, flag_id)"}
NINE_PLACES = Decimal("1e-9")
LARGEST = Decimal("1e28")  # DECIMAL(38, 9) holds 29 digits before the point


def save(con: duckdb.DuckDBPyConnection, rows: Sequence[Any], *, replace: bool = True) -> None:
    """Write rows of one record type to their table: a row whose key is there is replaced, or kept."""
    if not rows:
        return
    table = TABLES[type(rows[0])]
    con.register("arriving", _arrow(con, table, _once(table, rows, last=replace)))
    merge(con, table, _stored(con, table), replace=replace)
    con.unregister("arriving")


def append(con: duckdb.DuckDBPyConnection, rows: Sequence[Any]) -> None:
    """Write rows of one record type whose keys are known not to be there."""
    if rows:
        table = TABLES[type(rows[0])]
        con.register("arriving", _arrow(con, table, _once(table, rows)))
        con.execute(f"INSERT INTO main.{table} BY NAME {_stored(con, table)}")
        con.unregister("arriving")


def _stored(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """Return the SELECT of what arrives as the warehouse stores it.

    What flags bear is found first, of a table: DuckDB knows how few rows that has, and reads few of others'.
    """
    if table == "flags":
        con.execute("CREATE OR REPLACE TEMP TABLE bearing AS FROM arriving")
        con.execute(f"CREATE OR REPLACE TEMP TABLE borne AS {bearing.borne('temp.bearing')}")
    return f"SELECT arriving.*{ADDED.get(table, STAMPED)} FROM arriving{BESIDE.get(table, '')}"


def _once(table: str, rows: Sequence[Any], *, last: bool = False) -> Sequence[Any]:
    """Return the first row, or the last, of each key."""
    columns = schema.keys().get(table)
    if not columns:
        return rows
    key = attrgetter(*columns)
    return [*{key(row): row for row in (rows if last else reversed(rows))}.values()][:: 1 if last else -1]


def merge(
    con: duckdb.DuckDBPyConnection,
    table: str,
    query: str,
    values: Sequence[Any] | Mapping[str, Any] = (),
    *,
    replace: bool = True,
) -> None:
    """Write the rows of a SELECT, each key once, to a table: a row whose key is there is replaced, or kept."""
    key = ", ".join(schema.keys()[table])
    known = "WHEN MATCHED THEN UPDATE BY NAME " if replace else ""
    came = f"MERGE INTO main.{table} USING (\n{query}\n) AS came USING ({key})"
    con.execute(f"{came} {known}WHEN NOT MATCHED THEN INSERT BY NAME", values or None)


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
