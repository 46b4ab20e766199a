"""`copydesk reextract`: stored pages read again from the archived bytes, after an upgrade of the readers."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from copydesk.settings import read_settings
from copydesk.status import Status
from extract.workers import Failure, Item, extract_batch
from fetch.archive import Archive
from flows.lock import RunLock
from flows.running import new_run_id
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BATCH = 200
NEWEST = (
    "SELECT fetch_id, url, outlet, warc, fetched_at FROM main.fetches WHERE warc <> '' AND article_id IS NOT NULL "
    "AND fetched_at >= ?::DATE QUALIFY ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY fetched_at) = 1 "
    "ORDER BY fetched_at"
)


def read_again(home: Path, since: date | None) -> Status:
    """Read the archived pages since a day again, in place of what was found then; the next run screens them."""
    settings = read_settings(home)
    archive = Archive(home / "archive")
    read = lost = 0
    with RunLock(home, new_run_id(datetime.now(UTC))):
        rows = _rows(home, since or date.min)
        for start in range(0, len(rows), BATCH):
            items = list(_items(archive, rows[start : start + BATCH]))
            lost += len(rows[start : start + BATCH]) - len(items)
            results = list(extract_batch(items, workers=settings.workers or os.cpu_count() or 1))
            records = [result.records for result in results if not isinstance(result, Failure)]
            lost += len(results) - len(records)
            con = db.connect(home)
            try:
                db.load(con, records, replace=True)
            finally:
                con.close()
            read += len(records)
    print(f"{read} pages read again, {lost} could not be. `copydesk run` screens them and publishes.")  # noqa: T201 - the answer
    return Status.PARTIAL if lost else Status.FINE


def _rows(home: Path, since: date) -> list[tuple[str, str, str, str, datetime]]:
    con = db.connect(home)
    try:
        return con.execute(NEWEST, [since]).fetchall()
    finally:
        con.close()


def _items(archive: Archive, rows: list[tuple[str, str, str, str, datetime]]) -> Iterator[Item]:
    """Yield what the readers need of each page whose bytes are still there."""
    for key, url, outlet, place, fetched_at in rows:
        try:
            kept = archive.read(place)
        except LookupError:
            continue
        yield Item(
            key=key,
            data=kept.body,
            name=kept.url,
            url=url,
            content_type=kept.content_type,
            outlet=outlet,
            fetched_at=fetched_at,
        )
