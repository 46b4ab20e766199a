"""What people said about stories, laid over the rule's: a page moved or split off, a story made part of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.statements import ask
from warehouse import db
from warehouse.story_acts import settled

if TYPE_CHECKING:
    import duckdb


def settle(con: duckdb.DuckDBPyConnection) -> None:
    """Put every page where people's acts that stand have it, and every other where the rule had it."""
    if not con.execute("SELECT 1 FROM main.decisions WHERE scope = 'story' LIMIT 1").fetchone():
        return
    moved, merged = settled(ask(con, "story_acts"))
    with db.transaction(con):
        _table(con, "moved_pages", "url", "story_id", moved)
        _table(con, "merged_stories", "story_id", "into_story_id", merged)
        con.execute("CREATE OR REPLACE TEMP TABLE told AS SELECT article_id, story_id FROM main.story_articles")
        ask(con, "settle_stories")
        ask(con, "open_stories")
        ask(con, "moved_stories")
        con.execute(
            "UPDATE main.stories SET merged_into = merged.into_story_id, "
            f"{db.STAMP} FROM (SELECT stories.story_id, "
            "merged_stories.into_story_id FROM main.stories LEFT JOIN temp.merged_stories USING (story_id)) AS merged "
            "WHERE stories.story_id = merged.story_id AND merged_into IS DISTINCT FROM merged.into_story_id"
        )


def _table(con: duckdb.DuckDBPyConnection, name: str, key: str, value: str, rows: dict[str, str]) -> None:
    columns = f"unnest($1::VARCHAR[]) AS {key}, unnest($2::VARCHAR[]) AS {value}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {columns}", [[*rows], [*rows.values()]])
