"""An entry -> its fetch, wherever its bytes are: the web, a file, or a record of a web archive."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from fetch.fetched import Attempt, Fetched
from fetch.files import file_type, read_file
from fetch.gates import HTML_TYPES
from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.archive import Archived
    from fetch.client import Fetcher
    from fetch.entries import Entry
    from fetch.page_look import Look
    from fetch.sources import Source


async def fetch_entry(
    fetcher: Fetcher, entry: Entry, *, source: Source, etag: str = "", last_modified: str = ""
) -> Fetched:
    """Return what came of an entry; like `Fetcher.get` it never raises for a fault of its source."""
    if entry.path is None:
        return await fetcher.get(entry.url, source=source, etag=etag, last_modified=last_modified)
    attempt = Attempt(
        run_id=fetcher.run_id,
        source=source,
        requested_url=entry.url,
        outlet=source.outlet,
        place="" if entry.offset is None else f"{entry.path}:{entry.offset}",
        tries=1,
    )
    limit = fetcher.settings.max_bytes
    try:
        if entry.offset is None:
            fetched = await asyncio.to_thread(from_file, entry, entry.path, attempt, limit)
            if fetched.content_type not in HTML_TYPES:
                return fetched
            seen: Look = await fetcher.cells.ask("saved", fetched.body, fetched.content_type, entry.url)
            return replace(fetched, outlet=fetcher.owners.outlet(seen.url, source, seen.outlet))
        with attempt.clock():
            kept, seen = await fetcher.cells.ask("archived", entry.path, entry.offset, entry.url, limit)
        attempt.outlet = fetcher.owners.outlet(entry.url, source, seen.outlet)
        return from_archive(entry, kept, seen, attempt)
    except Fault as fault:
        return replace(attempt.failed(fault), path=str(entry.path))
    except Exception as error:  # noqa: BLE001 - one file must never stop a run; the row says what happened
        surprise = Fault(Reason.UNEXPECTED, f"{type(error).__name__}: {error}"[:200])
        return replace(attempt.failed(surprise), path=str(entry.path))


def from_file(entry: Entry, path: Path, attempt: Attempt, limit: int) -> Fetched:
    """Return a document's bytes with the type that its extension stands for; its address is the file's own."""
    with attempt.clock():
        body = read_file(path, entry.root, limit)
    kind = file_type(path)
    if not kind:
        raise Fault(Reason.FORMAT, path.name)
    if not body.strip():
        raise Fault(Reason.EMPTY, "the file has no text")
    headers = (("Content-Type", kind),)
    return attempt.ended(body=body, headers=headers, url=entry.url, path=str(path))


def from_archive(entry: Entry, kept: Archived, seen: Look, attempt: Attempt) -> Fetched:
    """Return an archived page as it was fetched then."""
    fetched = attempt.ended(body=kept.body, headers=kept.headers, status=200, url=seen.url, path=str(entry.path))
    return replace(fetched, fetched_at=entry.fetched_at) if entry.fetched_at else fetched
