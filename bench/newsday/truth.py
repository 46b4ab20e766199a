"""What must hold of a home folder whatever happened to its runs; every fault is a sentence."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from newsday.web import Served

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

KEYS = {
    "articles": "article_id",
    "sentences": "article_id, sentence_id",
    "figures": "article_id, figure_id",
    "attributions": "article_id, attribution_id",
    "quotations": "article_id, quotation_id",
    "claims": "article_id, claim_id",
    "features": "article_id, claim_id, feature, span_start, span_end",
    "figure_pairs": "article_id, pair_id",
    "flags": "article_id, flag_id",
    "fetches": "fetch_id",
    "decisions": "decision_id",
    "runs": "run_id",
}
READ = ("sentences", "figures", "attributions", "quotations", "claims", "features", "figure_pairs")
NO_ARTICLE = "ANTI JOIN main.articles USING (article_id)"
Rows = dict[str, set[tuple[object, ...]]]


def acknowledged(con: duckdb.DuckDBPyConnection) -> Rows:
    """Return the key of every row that is committed: none of them may ever go away."""
    return {table: set(con.execute(f"SELECT {key} FROM main.{table}").fetchall()) for table, key in KEYS.items()}


def lost(before: Rows, after: Rows) -> list[str]:
    """Say what was there and is gone."""
    return [f"{len(gone)} rows of {table} are gone" for table in KEYS if (gone := before[table] - after[table])]


def broken(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Say what is half there, doubled, or without the evidence that belongs to it."""
    orphans = {f"rows of {table} belong to no article": f"SELECT 1 FROM main.{table} {NO_ARTICLE}" for table in READ}
    asked = orphans | {
        "articles have no sentence": "SELECT 1 FROM main.articles ANTI JOIN main.sentences USING (article_id)",
        "articles have no page": "SELECT 1 FROM main.articles ANTI JOIN main.pages USING (url)",
        "articles have no fetch": "SELECT 1 FROM main.articles ANTI JOIN main.fetches USING (article_id)",
        "texts are stored twice": "SELECT 1 FROM main.articles GROUP BY url, text HAVING count(*) > 1",
        "flags are raised twice": "SELECT 1 FROM main.flags GROUP BY article_id, check_code, claim_id, other_claim_id, "
        "part, span_start, span_end, message HAVING count(*) > 1",
        "runs hold the lock at once": "SELECT 1 FROM main.run_locks HAVING count(*) > 1",
        "runs are going on at once": "SELECT 1 FROM main.runs WHERE finished_at IS NULL HAVING count(*) > 1",
    }
    counted = {fault: len(con.execute(query).fetchall()) for fault, query in asked.items()}
    return [f"{count} {fault}" for fault, count in counted.items() if count]


def unfinished(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Say what a complete run may not leave behind."""
    asked = {
        "current articles were not screened": "SELECT 1 FROM main.pages ANTI JOIN main.screenings USING (article_id)",
        "runs have not ended": "SELECT 1 FROM main.runs WHERE finished_at IS NULL",
        "locks are held": "SELECT 1 FROM main.run_locks",
    }
    counted = {fault: len(con.execute(query).fetchall()) for fault, query in asked.items()}
    return [f"{count} {fault}" for fault, count in counted.items() if count]


def untrue(con: duckdb.DuckDBPyConnection, served: set[Served]) -> list[str]:
    """Say where the stored revisions differ from those that the web has served."""
    query = "SELECT url, REGEXP_EXTRACT(text, '([0-9]{6}) berths', 1)::INTEGER FROM main.articles"
    stored = Counter(Served(*row) for row in con.execute(query).fetchall())
    said = [f"{len(absent)} revisions served are not stored: {absent}" for absent in [served - set(stored)] if absent]
    said += [f"{len(more)} revisions stored were never served: {more}" for more in [set(stored) - served] if more]
    return said + [f"stored {count} times: {one}" for one, count in stored.items() if count > 1]


def unread(con: duckdb.DuckDBPyConnection, home: Path, since: str = "") -> list[str]:
    """Say which archived pages that rows name are not found, or are not what was fetched."""
    from fetch.archive import Archive  # noqa: PLC0415 - after the path is set

    said = []
    rows = con.execute("SELECT DISTINCT warc, body_hash FROM main.fetches WHERE warc <> '' AND run_id >= ?", [since])
    with Archive(home / "archive") as archive:
        for place, body_hash in rows.fetchall():
            try:
                body = archive.read(place).body
            except LookupError as fault:
                said.append(str(fault))
            else:
                if hashlib.sha256(body).hexdigest() != body_hash:
                    said.append(f"{place} holds other bytes than were fetched")
    return said


def doubled(home: Path) -> int:
    """Return how many archived bodies are kept more than once."""
    from fetch.archive import SEGMENTS, hashes  # noqa: PLC0415 - after the path is set

    kept = Counter(row[0] for path in sorted((home / "archive").glob(SEGMENTS)) for row in hashes(path))
    return sum(count - 1 for count in kept.values())


def littered(home: Path) -> list[str]:
    """Say what lies about in the folder of published copies that no reader needs."""
    names = sorted(path.name for path in (home / "published").iterdir())
    return [f"published/{name} was left behind" for name in names if name.endswith(".new")]
