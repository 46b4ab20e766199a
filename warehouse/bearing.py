"""What claims and flags bear of the rows beside them, so that a question about them reads one table."""

from __future__ import annotations

import dataclasses
from importlib.resources import files
from typing import TYPE_CHECKING

from warehouse.records import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import duckdb

    from warehouse.records import Records

OF_CLAIMS = ("url", "outlet", "published_at", "canonical_source", "source_kind")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BorneClaim(Claim):
    """A claim as it is stored: with its page and its source."""

    url: str
    outlet: str
    published_at: datetime | None
    canonical_source: str | None
    source_kind: str | None


def claims_of(records: Records) -> Iterator[BorneClaim]:
    """Yield an article's claims as they are stored."""
    page, sources = records.article, {one.attribution_id: one for one in records.attributions}
    for claim in records.claims:
        source = sources.get(claim.attribution_id) if claim.attribution_id else None
        yield BorneClaim(
            **{field.name: getattr(claim, field.name) for field in dataclasses.fields(claim)},
            url=page.url,
            outlet=page.outlet,
            published_at=page.published_at,
            canonical_source=source.canonical_source if source else None,
            source_kind=source.source_kind if source else None,
        )


def own(table: str) -> str:
    """Return what to select of a table's own columns: who joins claims with articles means the articles' outlet."""
    return f"* EXCLUDE ({', '.join(OF_CLAIMS)})" if table == "claims" else "*"


def borne(flags: str) -> str:
    """Return the SELECT of what these flags bear, by article and flag."""
    return _read("borne").replace("main.flags", flags).rstrip(";\n")


def bear(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> None:
    """Let the flags of these articles bear what their claims and articles say now."""
    few = "SELECT rowid FROM main.flags WHERE article_id IN (SELECT UNNEST(?::VARCHAR[]))"
    flags = f"SELECT flags.*, rowid AS place FROM main.flags WHERE rowid IN ({few})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE bearing AS {flags}", [[*article_ids]])
    con.execute(f"CREATE OR REPLACE TEMP TABLE borne AS {borne('temp.bearing')}")
    con.execute(_read("bear_flags"))


def _read(name: str) -> str:
    return (files("warehouse") / f"{name}.sql").read_text("utf-8")
