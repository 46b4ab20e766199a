"""The views as SQL: what analysts read, the layers that checks read, and the comments on every column."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb

from warehouse import bearing, coverage, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = (
    "SELECT article_id, 'text' AS part, text AS words FROM {0}.articles UNION ALL "
    "SELECT article_id, 'title', headline FROM {0}.articles UNION ALL "
    "SELECT article_id, 'standfirst', standfirst FROM {0}.articles"
)
# by rowid, DuckDB opens only the blocks that hold these rows, not every column of a table that grows
FEW = "FROM main.{0} WHERE rowid IN (SELECT rowid FROM main.{0} WHERE article_id IN (SELECT article_id FROM main.{1}))"
MACROS = ("macros", "story_macros", "quotation_macros")
LATE = (
    "people",
    "corrections",
    "verdicts",
    "story_views",
    "analyst_views",
    "published_checks",
)  # views that stand on the others
# a page that was read before it bore a day of its own has that of its instant
DAYS = "SELECT * REPLACE (COALESCE(published_on, published_at::DATE) AS published_on) FROM ({0})"
LAYERED = ("pairs", "differences", "questions", "tolls")  # views that stand in each layer, in files of their names


def memory_macro(*, temporary: bool = False) -> str:
    """Return memory.sql; `temporary` is for a read-only copy, which may be older than the macro."""
    sql = _read("memory")
    return sql.replace(" MACRO ", " TEMP MACRO ") if temporary else sql


def _read(name: str) -> str:
    return (files("warehouse") / f"{name}.sql").read_text("utf-8")


def kin_query(due: str) -> str:
    """Return the SELECT of the articles that stand beside those of a table, as kin.sql says it of what is due."""
    return re.sub(
        r"\bmain\.due\b", due, re.sub(r"\bdue\.article_id", "article_id", _read("kin").partition("AS\n")[2])
    ).rstrip(";\n")


def views_sql(contents: Sequence[str]) -> str:
    """Return the views and the layers that checks read."""
    macros, views, more = ([_read(name) for name in names] for names in (MACROS, ("views", "kin"), LATE))
    layers = {
        "batch": FEW.format("{0}", "due"),
        "kin": FEW.format("{0}", "due_kin"),
        "corpus": "SELECT * FROM main.{0} WHERE article_id IN (SELECT article_id FROM main.pages)",
        "revisions": "SELECT * FROM main.{0}",
    }
    lines = [memory_macro(), coverage.macros(), *macros, *views]
    for layer, query in layers.items():
        lines.append(f"CREATE SCHEMA IF NOT EXISTS {layer};")
        lines.append(f"CREATE OR REPLACE VIEW {layer}.articles AS {DAYS.format(query.format('articles'))};")
        lines += [
            f"CREATE OR REPLACE VIEW {layer}.{table} AS SELECT {bearing.own(table)} FROM ({query.format(table)});"
            for table in (*contents, "changes", "story_articles")
        ]
        lines.append(f"CREATE OR REPLACE VIEW {layer}.toll_rows AS {query.format('tolls')};")
        lines.append(f"CREATE OR REPLACE VIEW {layer}.texts AS {TEXTS.format(layer)};")
        for name in LAYERED:
            lines.append(f"CREATE OR REPLACE VIEW {layer}.{name} AS\n{_read(name).replace('batch.', f'{layer}.')};")
    return "\n".join([*lines, *more])


def made_of(contents: Sequence[str]) -> str:
    """Return all that views and comments are made of, which costs less to look at than they to make: .3 s."""
    tables = "".join(sql for _, _, sql in schema.migrations())
    here = (files("warehouse") / name for name in ("columns.toml", "layers.py"))
    return "\n".join([duckdb.__version__, tables, views_sql(contents), *(file.read_text("utf-8") for file in here)])


def commented(tables: str, views: str, *, in_lake: bool) -> str:
    """Return the views with what every table and column means: as rows, and in a file as comments too."""
    probe = duckdb.connect()
    probe.execute(tables + views)
    words = tomllib.loads((files("warehouse") / "columns.toml").read_text("utf-8"))
    told = words["tables"] | words["columns"]
    lines, rows = [], []
    for kind, catalog in (("TABLE", "duckdb_tables()"), ("VIEW", "duckdb_views()")):
        name = f"{kind.lower()}_name"
        query = f"SELECT schema_name, {name} FROM {catalog} WHERE NOT internal AND schema_name IN ('main', 'v1')"
        for layer, table in sorted(probe.execute(query).fetchall()):
            lines.append(f"COMMENT ON {kind} {layer}.{table} IS {_literal(told[table])};")
            columns = probe.execute(f"DESCRIBE {layer}.{table}").fetchall()
            for position, (column, of_type, *_) in enumerate(columns, 1):
                meaning = _literal(told.get(f"{table}.{column}") or told[column])
                lines.append(f"COMMENT ON COLUMN {layer}.{table}.{column} IS {meaning};")
                if layer == "v1":
                    rows.append(f"('{table}', {position}, '{column}', {_literal(of_type)}, {meaning})")
    listed = ",\n".join(rows)
    dictionary = f"DELETE FROM main.dictionary;\nINSERT INTO main.dictionary VALUES\n{listed};"
    return "\n".join([views, dictionary, *([] if in_lake else lines)])


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
