"""A source -> its entries: feeds, sitemaps, single pages, files, folders and web archives, failures as rows too."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fetch.addresses import clean_address, without_password
from fetch.cells import SECONDS
from fetch.client import Fetcher, Kind
from fetch.entries import Entry, Listing
from fetch.fetched import Attempt, Fetched
from fetch.files import file_entries, file_url, is_warc
from fetch.reasons import Fault, Reason
from fetch.sitemaps import UNDATED
from fetch.warcs import check_inside
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fetch.sources import Source

__all__ = ["Entry", "Found", "entries"]

BYTES_A_SECOND = 1_000_000  # of a web archive, at the least


class Found(list[Entry]):
    """The entries of a source, and the fetches of the feeds and sitemaps that gave them."""

    def __init__(self, found: Iterable[Entry] = (), fetches: Iterable[Fetched] = ()) -> None:
        super().__init__(found)
        self.fetches: list[Fetched] = list(fetches)
        self.notes: list[str] = []


async def entries(fetcher: Fetcher, source: Source) -> Found:
    """Return what a source names now, each address once, at most `source.max_entries`.

    A feed or sitemap that has not changed since it was last sent names what it named then: see fetch/kept_listings.py.
    """
    found = Found()
    walk = Walk(fetcher, source, found)
    for read in await asyncio.gather(*(walk.read(feed, "feed") for feed in source.feeds)):
        walk.add_listing(*read)
    for sitemap in source.sitemaps:
        await walk.sitemaps(sitemap)
    found.extend(Entry(url=url) for url in source.urls)
    await walk.local()
    found[:] = chosen(found, source)
    return found


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk through a source; what it meets is added to `found`."""

    fetcher: Fetcher
    source: Source
    found: Found

    @property
    def limit(self) -> int:
        """Return how many entries one listing may give."""
        return min(self.source.max_entries, self.fetcher.settings.max_entries)

    async def read(self, url: str, reader: str) -> tuple[Fetched, Listing]:
        """Fetch and read one feed or sitemap, by the reader's name among a cell's tasks."""
        kept_listings = self.fetcher.kept_listings
        kept = await asyncio.to_thread(kept_listings.find, url, self.limit)
        validators = {"etag": kept.etag, "last_modified": kept.last_modified} if kept else {}
        fetched = await self.fetcher.get(url, source=self.source, kind=Kind.LISTING, **validators)
        if kept and fetched.outcome is Outcome.NOT_MODIFIED:
            return fetched, kept.listing
        if not fetched.ok:
            return fetched, Listing()
        try:
            listing: Listing = await self.fetcher.cells.ask(
                reader, fetched.body, fetched.final_url, self.limit, fetched.fetched_at
            )
        except Fault as fault:  # the bytes came well, but they are no feed
            outcome, advice = fault.remedy
            return replace(fetched, outcome=outcome, reason=str(fault), advice=advice), Listing()
        await asyncio.to_thread(kept_listings.keep, fetched, listing, self.limit)
        return fetched, listing

    def add_listing(self, fetched: Fetched, listing: Listing) -> None:
        """Add the entries of a feed or sitemap, its fetch, and what has to be said about it."""
        self.found.fetches.append(fetched)
        self.found.extend(listing.entries)
        self.found.notes.extend(f"{fetched.requested_url}: {note}" for note in listing.notes)
        if listing.cut:
            said = "broke off or was longer than the limit; what came before was kept"
            self.found.notes.append(f"{fetched.requested_url}: {said}")

    async def sitemaps(self, first: str) -> None:
        """Read a sitemap and those it lists, level by level, each once, within the limits of depth and number."""
        seen, level = {first}, [first]
        depth, number = self.fetcher.settings.max_sitemap_depth, self.fetcher.settings.max_sitemaps
        for _ in range(depth):
            deeper: list[str] = []
            for url in level:
                fetched, listing = await self.read(url, "sitemap")
                self.add_listing(fetched, listing)
                if len(self.found) >= self.source.max_entries:
                    return
                fresh = [place for place in listing.sitemaps if place not in seen][: number - len(seen)]
                seen.update(fresh)
                deeper += fresh
            level = deeper
            if not level:
                return
        self.found.notes.append(f"{first}: sitemaps nested deeper than {depth} levels were left out")

    async def local(self) -> None:
        """Add the entries of files and folders."""
        for path in self.source.files:
            await self.add(Entry(url=file_url(path), path=path, listed_in=str(path)))
        for folder in self.source.folders:
            if not folder.is_dir():
                self.fail(folder, Fault(Reason.FILE_MISSING, folder.name))
                continue
            for entry in await asyncio.to_thread(file_entries, folder, self.limit):
                await self.add(entry)

    async def add(self, entry: Entry) -> None:
        """Add a file, or the pages of a web archive; one that cannot be read is a failed fetch."""
        if entry.path is None or not is_warc(entry.path):
            self.found.append(entry)
            return
        try:
            check_inside(entry.path, entry.root)
            seconds = SECONDS + entry.path.stat().st_size / BYTES_A_SECOND
            listing = await self.fetcher.cells.ask("warc", entry.path, entry.root, self.limit, seconds=seconds)
        except Fault as fault:
            self.fail(entry.path, fault)
            return
        self.found.extend(listing.entries)
        self.found.notes.extend(listing.notes)
        if listing.broken:
            self.fail(entry.path, Fault(Reason.ARCHIVE, listing.broken))

    def fail(self, path: Path, fault: Fault) -> None:
        """Add the failed fetch of a file or folder."""
        attempt = Attempt(
            run_id=self.fetcher.run_id,
            source=self.source,
            requested_url=file_url(path),
            outlet=self.source.outlet,
            tries=1,
        )
        self.found.fetches.append(attempt.failed(fault))


def chosen(found: Iterable[Entry], source: Source) -> list[Entry]:
    """Return each address once, young enough for the source, the newest if there are too many."""
    oldest = datetime.now(UTC) - timedelta(days=source.max_age_days) if source.max_age_days else None
    kept: dict[tuple[str, str], Entry] = {}
    for entry in found:
        if oldest and entry.published_at and entry.published_at < oldest:
            continue
        place = "" if entry.offset is None else f"{entry.path}:{entry.offset}"
        kept.setdefault((clean_address(entry.url), place), replace(entry, url=without_password(entry.url)))
    if len(kept) <= source.max_entries:
        return list(kept.values())
    return sorted(kept.values(), key=lambda entry: entry.published_at or UNDATED, reverse=True)[: source.max_entries]
