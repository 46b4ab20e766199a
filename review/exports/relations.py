"""How the pages of a replay are related: stories and copies as they were published, edits and tolls read anew."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extract.revisions import changes_between
from extract.tolls import read_tolls
from warehouse import db
from warehouse.kinship import Copy as Double
from warehouse.kinship import StoryArticle

if TYPE_CHECKING:
    import duckdb

    from review.copy.published import Copy
    from warehouse.records import Records


def relate(con: duckdb.DuckDBPyConnection, pages: list[Records], copy: Copy) -> None:
    """Store the relations of loaded pages; `copy` is the published one that they come from."""
    ids = [page.article.article_id for page in pages]
    db.save(con, [StoryArticle(**row) for row in copy.rows("articles_stories", articles=ids)])
    db.save(con, [Double(**row) for row in copy.rows("articles_copies", articles=ids)])
    db.save(con, [toll for page in pages for toll in read_tolls(page)])
    in_time = sorted(pages, key=lambda page: (page.article.url, str(page.article.fetched_at), page.article.article_id))
    for _, revisions in itertools.groupby(in_time, key=lambda page: page.article.url):
        for before, after in itertools.pairwise(revisions):
            db.save(con, changes_between(before, after))
