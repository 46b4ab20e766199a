"""Due rows, and by key the rows they are compared with, copied into memory: gates and checks are asked there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb

from checks.check import CheckError
from checks.run import KEPT, LAYER, Answer, answer_by
from warehouse import db
from warehouse.known import TABLES as KNOWN
from warehouse.lake import cursor_of
from warehouse.layers import LAYERED, kin_query

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType
    from typing import Self

    import pyarrow as pa

    from checks.check import Check

BY_ARTICLE = ("articles", "pages", *db.CONTENTS, "changes", "story_articles", "tolls", "copies")
WHOLE = (*KNOWN, "signs_off")  # what figures are held against, and the signs that are off
# by rowid, DuckDB opens only the blocks that hold these rows
COPIED = "SELECT * FROM main.{0} WHERE rowid IN (SELECT rowid FROM main.{0} SEMI JOIN beside USING (article_id))"
WIDE = re.compile(r"\b(?:corpus|revisions|v1)\.")  # names of what is not copied


def is_wide(check: Check) -> bool:
    """Say whether a check reads more than what is due and what stands beside it."""
    return WIDE.search(check.sql) is not None


class Workroom:
    """A warehouse in memory that holds one slice of what is due at a time, and every answer until the end."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make it, and copy all that figures are held against where that is not what a new warehouse has."""
        self._con = con
        self.memory = db.memory()
        filled = f"SELECT hash FROM main.migrations WHERE number = {db.KNOWN}"
        ours = con.execute(filled).fetchall() == self.memory.execute(filled).fetchall()
        for table in WHOLE if not ours else ["signs_off"]:
            self.memory.execute(f"DELETE FROM main.{table}")
            self._copy(table, f"SELECT * FROM main.{table}")
        self._cursor = cursor_of(self.memory, LAYER)
        self._cursor.execute(f"ATTACH ':memory:' AS {KEPT}")
        self._held: set[str] = set()
        self._layers: set[str] = set()
        self._kept: set[str] = set()

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go."""
        self._cursor.close()
        self.memory.close()

    def fill(self, articles: Collection[str]) -> None:
        """Hold these articles and what stands beside them, in place of what was held."""
        self._con.execute(
            "CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(?::VARCHAR[]) AS article_id", [sorted(articles)]
        )
        self._con.execute(f"CREATE OR REPLACE TEMP TABLE beside AS {kin_query('temp.wanted')}")
        for table in (*BY_ARTICLE, "flags"):
            self.memory.execute(f"DELETE FROM main.{table}")
        for table in BY_ARTICLE:
            self._copy(table, COPIED.format(table))
        self._copy("pages", "SELECT * FROM main.pages ANTI JOIN main.articles USING (article_id)")
        self._held = set(articles)

    def _copy(self, table: str, query: str) -> None:
        self.memory.register("arriving", self._con.execute(query).to_arrow_table())
        self.memory.execute(f"INSERT INTO main.{table} BY NAME SELECT * FROM arriving")
        self.memory.unregister("arriving")

    def turn(self, articles: Collection[str]) -> int:
        """Make those of these articles that are held the due ones, and return how many they are."""
        due = self._held & set(articles)
        self.memory.execute("DELETE FROM main.due")
        self.memory.execute("INSERT INTO main.due SELECT unnest(?::VARCHAR[])", [sorted(due)])
        for view in self._layers:
            self._cursor.execute(f"DROP TABLE temp.{view}")
        self._layers.clear()
        return len(due)

    def ask(self, name: str, sql: str) -> int:
        """Keep the rows that a SELECT gives on what is due, and return how many this slice has."""
        for view in LAYERED:
            if view not in self._layers and re.search(rf"\b(?:FROM|JOIN)\s+{view}\b(?!\.)", sql):
                self._cursor.execute(f"CREATE TEMP TABLE {view} AS SELECT * FROM batch.{view}")  # found before the view
                self._layers.add(view)
        try:
            self._cursor.execute(f"CREATE OR REPLACE TABLE {KEPT}.main.slice AS\n{sql}")
        except duckdb.Error as error:
            message = f"{name}.sql: {str(error).strip()}"
            raise CheckError(f"{message}\nRun its SELECT with `copydesk sql` to mend it.") from None
        how = f'INSERT INTO {KEPT}.main."{name}"' if name in self._kept else f'CREATE TABLE {KEPT}.main."{name}" AS'
        [(count,)] = self._cursor.execute(f"{how} FROM {KEPT}.main.slice").fetchall()
        self._kept.add(name)
        return int(count)

    def answer(self, check: Check) -> Answer:
        """Return a check's answer on what is due; raises CheckError when its SQL is broken."""
        count = self.ask(f"{check.code}_{check.name}", check.sql)
        kept = check.model_copy(update={"sql": f"SELECT * FROM {KEPT}.main.slice"})
        return answer_by(self._cursor, kept, is_empty=not count)

    def bring(self, name: str, rows: pa.Table) -> None:
        """Keep rows that were found elsewhere."""
        self._cursor.register("brought", rows)
        self._cursor.execute(f'CREATE TABLE {KEPT}.main."{name}" AS FROM brought')
        self._cursor.unregister("brought")

    def rows(self, name: str) -> str:
        """Return the SELECT that reads every row kept under a name."""
        return f'SELECT * FROM {KEPT}.main."{name}"'
