"""Which claims other houses have checked before: a suggestion for people, made anew only for what is new."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import fields
from typing import TYPE_CHECKING

from fetch.review_lists import read_review_lists
from flows.statements import statement
from warehouse import db
from warehouse.published_checks import PublishedCheck

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from fetch.client import Fetcher
    from fetch.sources import Source
    from flows.running import Running
    from warehouse.ledger import Fetch


async def take_checks(
    fetcher: Fetcher, sources: Sequence[Source], run: Running
) -> tuple[list[PublishedCheck], list[Fetch]]:
    """Read the lists of published fact-checks that sources name; return the checks, and a row for all that was read."""
    lists = [one for one in sources if one.claimreview]
    found = await asyncio.gather(*(read_review_lists(fetcher, one) for one in lists))
    for source, listed in zip(lists, found, strict=True):
        run.notes += [f"{source.name}: {note}" for note in listed.notes]
        run.notes += [f"{source.name}: {len(listed.checks):,} published fact-checks."]
    return [one for listed in found for one in listed.checks], [row.row for listed in found for row in listed.fetches]


def note_checked_before(con: duckdb.DuckDBPyConnection) -> None:
    """Hold claims and published checks against each other, of which one came since the last look."""
    if not con.execute("SELECT 1 FROM main.published_checks LIMIT 1").fetchone():
        return
    query = statement("checked_before")
    rule = hashlib.sha256(query.encode()).hexdigest()[:20]
    with db.transaction(con):
        known = con.execute("SELECT max(run_seq) FROM main.check_looks WHERE rule = ?", [rule]).fetchone()
        after = known[0] if known and known[0] is not None else -1
        if after < 0:
            con.execute("DELETE FROM main.check_matches")
        con.execute("SET VARIABLE after_seq = ?", [after])
        db.merge(con, "check_matches", f"SELECT *, {db.NUMBER} AS run_seq FROM ({query})")
        con.execute("DELETE FROM main.check_looks")
        con.execute(f"INSERT INTO main.check_looks SELECT ?, {db.NUMBER}", [rule])


def store_checks(con: duckdb.DuckDBPyConnection, found: Sequence[PublishedCheck]) -> int:
    """Store the published checks that are new or say something else now; return how many those were."""
    told = [field.name for field in fields(PublishedCheck) if field.name not in ("listed_in", "fetched_at")]
    known = set(con.execute(f"SELECT {', '.join(told)} FROM main.published_checks").fetchall())
    fresh = [one for one in found if tuple(getattr(one, name) for name in told) not in known]
    db.save(con, fresh)
    return len(fresh)
