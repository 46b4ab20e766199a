"""`copydesk reextract`: stored pages read again from the archived bytes, after an upgrade of the readers."""

from __future__ import annotations

import logging
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from copydesk.running import watch_progress
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status
from extract.workers import Failure, Item, extract_batch
from fetch.archive import Archive
from fetch.sources import load_sources
from flows.lock import RunLock
from flows.readings import lay_over
from flows.running import new_run_id
from warehouse import db
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from pathlib import Path

    from flows.settings import Settings
    from warehouse.records import Records

LOG = logging.getLogger("copydesk")
BATCH = 200
FIRST = (
    "SELECT fetch_id, article_id, url, outlet, source, warc, fetched_at FROM main.fetches "
    "WHERE warc <> '' AND article_id IS NOT NULL AND fetched_at >= ?::DATE "
    "QUALIFY ROW_NUMBER() OVER (PARTITION BY article_id ORDER BY fetched_at) = 1 ORDER BY fetched_at"
)


class Stored(NamedTuple):
    """The first fetch of a stored article."""

    fetch_id: str
    article_id: str
    url: str
    outlet: str
    source: str
    place: str
    fetched_at: datetime


def read_again(home: Path, since: date | None) -> Status:
    """Read the archived pages since a day again, in place of what was found then; the next run screens them."""
    settings = read_settings(home)
    watch_progress()
    read = changed = lost = 0
    with RunLock(home, new_run_id(datetime.now(UTC))), Archive(home / "archive") as archive:
        rows = _stored(home, since or date.min)
        languages = _languages(settings)
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            readings = _readings(archive, some, languages, settings)
            con = db.connect(home)
            try:
                lay_over(con, readings, datetime.now(UTC))
            finally:
                con.close()
            read += len(readings)
            lost += len(some) - len(readings)
            changed += sum(old != records.article.article_id for old, records in readings)
            LOG.info("%d of %d pages", min(start + BATCH, len(rows)), len(rows))
    print(  # noqa: T201 - the answer
        f"{read} pages read again, {lost} could not be; {changed} have other words than before. "
        "`copydesk run` screens them and publishes."
    )
    return Status.PARTIAL if lost else Status.FINE


def write_archived(home: Path, article_id: str, out: BinaryIO) -> Status:
    """Write the bytes that an article was read from; raises Refusal where they are not in the archive."""
    try:
        con = open_published(home)
    except NotPublishedError as missing:
        raise Refusal(str(missing)) from None
    try:
        row = con.execute(
            "SELECT warc FROM v1.fetches WHERE article_id = ? AND warc <> '' ORDER BY fetched_at LIMIT 1", [article_id]
        ).fetchone()
    finally:
        con.close()
    if row is None:
        raise Refusal(
            f"No page of {article_id} was archived: documents from disk are not, and ids are those of v1.articles."
        )
    with Archive(home / "archive") as archive:
        try:
            out.write(archive.read(row[0]).body)
        except LookupError as fault:
            raise Refusal(f"{fault}. Segments older than `keep_days` are removed.") from None
    return Status.FINE


def _stored(home: Path, since: date) -> list[Stored]:
    con = db.connect(home)
    try:
        return [Stored(*row) for row in con.execute(FIRST, [since]).fetchall()]
    finally:
        con.close()


def _languages(settings: Settings) -> dict[str, str]:
    """Return the languages that the sources name, as a run would take them."""
    path = settings.sources_file()
    named = load_sources(path) if path.is_file() else ()
    return {source.name: source.language for source in named if "language" in source.model_fields_set}


def _readings(
    archive: Archive, rows: list[Stored], languages: dict[str, str], settings: Settings
) -> list[tuple[str, Records]]:
    """Return the stored article's id and the new reading of each page whose bytes are there; say what is lost."""
    items = []
    for row in rows:
        try:
            items.append(_item(archive, row, languages.get(row.source, "")))
        except LookupError as fault:
            LOG.error("%s: %s", row.url, fault)  # noqa: TRY400 - one line for a person
    stored = {row.fetch_id: row for row in rows}
    workers = settings.workers or os.cpu_count() or 1
    readings = []
    for result in extract_batch(items, workers=workers, seconds=settings.page_seconds):
        row = stored[result.key]
        if isinstance(result, Failure):
            LOG.error("%s: %s", row.url, result.reason)
        else:
            readings.append((row.article_id, result.records))
    return readings


def _item(archive: Archive, row: Stored, language: str) -> Item:
    """Return what the readers need of an archived page, as a run gives it to them; raises LookupError."""
    kept = archive.read(row.place)
    return Item(
        key=row.fetch_id,
        data=kept.body,
        name=kept.url,
        url=row.url,
        content_type=kept.content_type,
        outlet=row.outlet,
        fetched_at=row.fetched_at,
        language=language,
    )
