"""A source -> its entries: feeds, sitemaps, single pages, files, folders and web archives, failures as rows too."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fetch.client import Fetcher, Kind
from fetch.entries import Entry, Listing
from fetch.feeds import read_feed
from fetch.fetched import Attempt, Fetched
from fetch.files import file_entries, file_url, is_warc
from fetch.reasons import Fault, Reason
from fetch.sitemaps import read_sitemap
from fetch.warcs import warc_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from fetch.sources import Source

    Validators = Mapping[str, tuple[str, str]]  # address -> ETag and Last-Modified of its last fetch

__all__ = ["Entry", "Found", "entries"]


class Found(list[Entry]):
    """The entries of a source, and the fetches of the feeds and sitemaps that gave them."""

    def __init__(self, found: Iterable[Entry] = (), fetches: Iterable[Fetched] = ()) -> None:
        super().__init__(found)
        self.fetches: list[Fetched] = list(fetches)
        self.notes: list[str] = []


async def entries(fetcher: Fetcher, source: Source, known: Validators | None = None) -> Found:
    """Return what a source names now, each address once: newest notation first, at most `source.max_entries`.

    `known` gives the validators of earlier fetches, so that a feed that has not changed is not sent again.
    """
    found = Found()
    validators = known or {}
    for feed in source.feeds:
        await listed(fetcher, source, feed, validators, read_feed, found)
    for sitemap in source.sitemaps:
        await walk_sitemaps(fetcher, source, sitemap, validators, found)
    found.extend(Entry(url=url) for url in source.urls)
    await asyncio.to_thread(local, fetcher, source, found)
    kept = chosen(found, source)
    found[:] = kept
    return found


async def listed(
    fetcher: Fetcher,
    source: Source,
    url: str,
    known: Validators,
    read: Callable[[bytes, str, int], Listing],
    found: Found,
) -> Listing:
    """Fetch and read one feed or sitemap, add its entries and its fetch, and return it."""
    etag, last_modified = known.get(url, ("", ""))
    fetched = await fetcher.get(url, source=source, etag=etag, last_modified=last_modified, kind=Kind.LISTING)
    listing = Listing()
    if fetched.ok:
        try:
            limit = min(source.max_entries, fetcher.settings.max_entries)
            listing = await asyncio.to_thread(read, fetched.body, fetched.final_url, limit)
        except Fault as fault:
            fetched = refused(fetched, fault)
    found.fetches.append(fetched)
    found.extend(listing.entries)
    found.notes.extend(f"{url}: {note}" for note in listing.notes)
    if listing.cut:
        found.notes.append(f"{url}: broke off or was longer than the limit; the rest was kept")
    return listing


def refused(fetched: Fetched, fault: Fault) -> Fetched:
    """Return a fetch whose bytes came well but are no feed."""
    from dataclasses import replace  # noqa: PLC0415

    return replace(fetched, outcome=fault.remedy.outcome, reason=str(fault), advice=fault.remedy.advice)


async def walk_sitemaps(fetcher: Fetcher, source: Source, first: str, known: Validators, found: Found) -> None:
    """Read a sitemap and those it lists, level by level, each once, within the limits of depth and number."""
    seen, level = {first}, [first]
    for _ in range(fetcher.settings.max_sitemap_depth):
        deeper: list[str] = []
        for url in level:
            listing = await listed(fetcher, source, url, known, read_sitemap, found)
            if len(found) >= source.max_entries:
                return
            fresh = [place for place in listing.sitemaps if place not in seen]
            fresh = fresh[: fetcher.settings.max_sitemaps - len(seen)]
            seen.update(fresh)
            deeper += fresh
        level = deeper
        if not level:
            return
    found.notes.append(
        f"{first}: sitemaps nested deeper than {fetcher.settings.max_sitemap_depth} levels were left out"
    )


def local(fetcher: Fetcher, source: Source, found: Found) -> None:
    """Add the entries of files and folders."""
    for path in source.files:
        if is_warc(path):
            add_archive(fetcher, source, path, None, found)
        else:
            found.append(Entry(url=file_url(path), path=path, listed_in=str(path)))
    for folder in source.folders:
        if not folder.is_dir():
            found.fetches.append(file_failure(fetcher, source, folder, Fault(Reason.FILE_MISSING, folder.name)))
            continue
        for entry in file_entries(folder, source.max_entries):
            if entry.path is not None and is_warc(entry.path):
                add_archive(fetcher, source, entry.path, folder, found)
            else:
                found.append(entry)


def add_archive(fetcher: Fetcher, source: Source, path: Path, root: Path | None, found: Found) -> None:
    """Add the pages of a WARC file; one that cannot be read is a failed fetch."""
    try:
        listing = warc_entries(path, root, min(source.max_entries, fetcher.settings.max_entries))
    except Fault as fault:
        found.fetches.append(file_failure(fetcher, source, path, fault))
        return
    found.extend(listing.entries)
    found.notes.extend(listing.notes)


def file_failure(fetcher: Fetcher, source: Source, path: Path, fault: Fault) -> Fetched:
    """Return the fetch row of a file that could not be read."""
    now = time.monotonic()
    attempt = Attempt(
        run_id=fetcher.run_id, source=source, requested_url=file_url(path), outlet=source.outlet, started=now, tries=1
    )
    return attempt.failed(fault, now=now)


def chosen(found: Iterable[Entry], source: Source) -> list[Entry]:
    """Return each address once, young enough for the source, named for its outlet, at most as many as it wants."""
    from dataclasses import replace  # noqa: PLC0415

    from fetch.addresses import clean_address  # noqa: PLC0415

    oldest = datetime.now(UTC) - timedelta(days=source.max_age_days) if source.max_age_days else None
    kept: dict[tuple[str, int | None], Entry] = {}
    for entry in found:
        if oldest and entry.published_at and entry.published_at < oldest:
            continue
        kept.setdefault((clean_address(entry.url), entry.offset), replace(entry, outlet=entry.outlet or source.outlet))
    return list(kept.values())[: source.max_entries]
