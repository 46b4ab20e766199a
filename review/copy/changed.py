"""What changed between two copies: its rows, and those beside them by key, in a warehouse in memory.

What is written of a whole copy is written of this one with the same SQL, and takes the place of what was known of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.copy.queries import query
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from types import TracebackType
    from typing import Self

    import duckdb

EVENTS = ("articles", "pages", "figures", "attributions", "quotations", "story_articles", "tolls", "changes", "copies")
OWN = (*EVENTS, "sentences", "claims", "flags", "screenings")
COPIED = (
    "SELECT * FROM main.{0} WHERE rowid IN (SELECT few.rowid FROM main.{0} AS few "
    "SEMI JOIN temp.taken USING (article_id)) ORDER BY rowid"
)  # by rowid, DuckDB opens only the blocks that hold these rows


class Changed:
    """The articles of which rows were written since a run, those that are gone, and a memory that holds the former."""

    def __init__(self, copy: duckdb.DuckDBPyConnection, since: int) -> None:
        """Find them; their rows are copied by `hold`."""
        self._copy, self._since = copy, since
        self.articles = self._ids("changed_articles", since=since)
        gone = copy.execute("SELECT DISTINCT article_id FROM main.removed_articles WHERE run_seq >= ?", [since])
        self.gone = sorted({article for (article,) in gone.fetchall()} - self._stored())
        self.memory = db.memory()
        self._held: set[str] = set()

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let it go."""
        self.memory.close()

    def hold(self) -> None:
        """Copy the rows of the articles that changed."""
        self._take(self.articles, OWN)
        self._bring("checks", "SELECT * FROM main.checks")

    def hold_stories(self, known: Collection[str]) -> set[str]:
        """Hold what the events that changed are told of, those of `known` among them; return all these events."""
        now = self._ids("changed_stories", since=self._since, articles=self.articles)
        stories = {*known, *now}
        beside = self._ids("articles_beside", stories=sorted(stories))
        self._take(sorted({*beside} - self._held), EVENTS)
        return stories

    def _take(self, articles: Collection[str], tables: Iterable[str]) -> None:
        self._held.update(articles)
        self._copy.execute(
            "CREATE OR REPLACE TEMP TABLE taken AS SELECT UNNEST(?::VARCHAR[]) AS article_id", [list(articles)]
        )
        for table in tables:
            self._bring(table, COPIED.format(table))

    def _bring(self, table: str, rows: str) -> None:
        self.memory.register("arriving", self._copy.execute(rows).to_arrow_table())
        self.memory.execute(f"INSERT INTO main.{table} BY NAME SELECT * FROM arriving")
        self.memory.unregister("arriving")

    def _ids(self, name: str, **values: object) -> list[str]:
        return sorted(key for (key,) in self._copy.execute(query(name), values).fetchall())

    def _stored(self) -> set[str]:
        """Return those of the removed articles that are there again."""
        again = (
            "SELECT article_id FROM main.articles SEMI JOIN (SELECT article_id FROM main.removed_articles "
            "WHERE run_seq >= ?) AS removed USING (article_id)"
        )
        return {article for (article,) in self._copy.execute(again, [self._since]).fetchall()}
