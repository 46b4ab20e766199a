"""Which articles are copies of earlier ones: agency stories at many outlets, one story at two addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fetch.copies import ALIKE, bands, fingerprint, similarity
from flows.statements import ask
from warehouse import db
from warehouse.kinship import Copy, Fingerprint
from warehouse.records import ArticleId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    import duckdb

    Dated = tuple[datetime, str]  # when, and the article's id: the earlier is the first

AT_ONCE = 500  # articles that are marked in one transaction
UNMARKED = "SELECT article_id FROM main.articles ANTI JOIN main.fingerprints USING (article_id)"
MOST = 10_000  # that one run makes good of an older store: half a minute; the next goes on


def note_copies(con: duckdb.DuckDBPyConnection, articles: Iterable[str] = ()) -> int:
    """Mark new articles, of these or of all, and store which are copies; return how many were marked, at most `MOST`.

    Of articles alike within a week the earliest by its date is the first, whenever it came in; the others point to it.
    """
    # asked first: where none is found, DuckDB would read every text
    wanted, marked = list(articles) or [article_id for (article_id,) in con.execute(UNMARKED).fetchall()], 0
    while wanted and marked < MOST:
        marks = [_marked(*row) for row in ask(con, "unmarked_articles", articles=wanted, at_once=AT_ONCE)]
        if marks:
            with db.transaction(con):
                db.save(con, marks)
                db.save(con, _copies(con, [mark.article_id for mark in marks]))
        marked += len(marks)
        if len(marks) < AT_ONCE:
            break
    return marked


def _marked(article_id: str, text: str, dated_at: datetime | None) -> Fingerprint:
    minhash = fingerprint(text)
    return Fingerprint(article_id=ArticleId(article_id), dated_at=dated_at, minhash=minhash, bands=bands(minhash))


def _copies(con: duckdb.DuckDBPyConnection, articles: list[str]) -> list[Copy]:
    """Return the copies among these articles, and the stored ones that turn out to be copies of one of them."""
    firsts: dict[str, tuple[Dated, float]] = {}
    for mine, other, at, other_at, minhash, other_minhash in ask(con, "alike_articles", articles=articles):
        share = similarity(minhash, other_minhash)
        if share >= ALIKE:
            first, later = sorted([(at, mine), (other_at, other)])
            if later[1] not in firsts or first < firsts[later[1]][0]:
                firsts[later[1]] = (first, share)
    near = [*firsts, *(first[1] for first, _ in firsts.values())]
    known = {row[0]: row[1:] for row in ask(con, "known_copies", articles=near)}
    pointed = {article_id: (str(first[1]), share) for article_id, (first, share) in firsts.items()}
    turned = {article_id: told for article_id, told in known.items() if told[0] in pointed}
    pointed = {
        **turned,
        **{key: told for key, told in pointed.items() if key not in known or told[0] in articles},
    }
    chain = {**{key: told[0] for key, told in known.items()}, **{key: told[0] for key, told in pointed.items()}}
    return [
        Copy(article_id=ArticleId(key), copy_of=_root(told[0], chain), similarity=told[1])
        for key, told in pointed.items()
    ]


def _root(article_id: str, chain: dict[str, str]) -> ArticleId:
    """Return the first article of a chain of copies; dates only fall along it, so that it ends."""
    while article_id in chain:
        article_id = chain[article_id]
    return ArticleId(article_id)
