"""A home whose pages lie in the archive as they were fetched: what a replay stands on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checks.check import all_checks
from checks.run import flags_of
from extract.documents import read_document
from extract.pipeline import annotate
from fetch.archive import Archive
from fetch.fetched import Fetched
from flows.grouping import relate
from warehouse import db, publish
from warehouse.records import FetchId, RunId
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from extract.reading import Page

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Printed:
    """A page as a server gave it."""

    url: str
    outlet: str
    headline: str
    paragraphs: tuple[str, ...]
    at: datetime = NOON

    @property
    def body(self) -> bytes:
        words = "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        return (
            f'<!doctype html><html lang="en"><head><title>{self.headline}</title>'
            f'<meta property="article:published_time" content="{self.at.isoformat()}"></head>'
            f"<body><article><h1>{self.headline}</h1>{words}</article></body></html>"
        ).encode()

    def page(self) -> Page:
        return read_document(
            self.body, self.url, content_type="text/html", url=self.url, outlet=self.outlet, fetched_at=self.at
        )


BRIDGE = Printed(
    url="https://harbour.example/bridge",
    outlet="Harbour Post",
    headline="Bridge to close for repairs",
    paragraphs=(
        "The bridge over the Sund will close in May, the road authority said on Wednesday. Cars will take the ferry.",
        "More than 4,000 drivers have complained. The span is 120 metres (300ft) long and was built by the county.",
        "The mayor, Ida Brandt, said that the town had been warned in time and that the ferry would run all night.",
    ),
)


def publish_archived(home: Path, *printed: Printed) -> dict[str, list[str]]:
    """Fetch, archive, extract, screen and publish the pages one after another; return the flags' ids by check."""
    con = db.connect(home)
    found: dict[str, list[str]] = {}
    for number, one in enumerate(printed):
        page = one.page()
        db.load(con, annotate([page]))
        relate(con)
        db.save(con, [_archived(home, one, page, number).row])
        for flag in _screened(con, one):
            found.setdefault(flag.check_code, []).append(flag.flag_id)
    for check in all_checks():
        about = [check.code, check.name, check.header.title, check.header.severity, check.header.ask, check.header.docs]
        con.execute("INSERT INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", [*about, [], check.version])
    publish.publish(con, home)
    con.close()
    return found


def _screened(con: duckdb.DuckDBPyConnection, one: Printed) -> list:
    con.execute("DELETE FROM main.due")
    con.execute("INSERT INTO main.due SELECT article_id FROM main.pages WHERE url = ?", [one.url])
    flags = [replace(flag, raised_at=one.at) for check in all_checks() for flag in flags_of(con, check)]
    db.save(con, flags)
    return flags


def _archived(home: Path, one: Printed, page: Page, number: int) -> Fetched:
    fetched = Fetched(
        fetch_id=FetchId(f"fetch-{number}"), run_id=RunId("run-1"), source="feed", requested_url=one.url,
        final_url=one.url, url=one.url, outlet=one.outlet, outcome=Outcome.OK, reason="", advice="", status_code=200,
        tries=1, elapsed_ms=5, body_bytes=len(one.body), content_type="text/html", etag="", last_modified="", warc="",
        body_hash=hashlib.sha256(one.body).hexdigest(), fetched_at=one.at, next_attempt_at=None,
        article_id=page.article.article_id, body=one.body, headers=(("Content-Type", "text/html"),),
    )  # fmt: skip
    with Archive(home / "archive") as archive:
        return replace(fetched, warc=archive.write(fetched))
