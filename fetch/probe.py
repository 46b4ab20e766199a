"""What a source would give now: its lists are read, its pages are not, and each page's robots.txt is asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fetch.discover import entries
from fetch.fetched import USABLE
from fetch.guard import check_url
from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fetch.client import Fetcher
    from fetch.entries import Entry
    from fetch.fetched import Fetched
    from fetch.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One source as it is now; `refusals` counts the pages that would not be fetched, by reason.

    `pace_seconds` is the longest time between two requests to one of its hosts, Crawl-delay included.
    """

    source: str
    pages: int
    newest_at: datetime | None
    refusals: tuple[tuple[str, int], ...]
    lists: tuple[Fetched, ...]  # its feeds and sitemaps as they were fetched, and files and folders that failed
    pace_seconds: float | None
    notes: tuple[str, ...]
    examples: tuple[str, ...]  # the first addresses that would be fetched

    @property
    def failures(self) -> tuple[Fetched, ...]:
        """Return the lists, files and folders that could not be had, with their advice."""
        return tuple(fetched for fetched in self.lists if fetched.outcome not in USABLE)

    @property
    def fine(self) -> bool:
        """Return whether the source gives pages and nothing of it failed."""
        return bool(self.pages) and not self.failures


async def probe(fetcher: Fetcher, sources: Iterable[Source]) -> list[Probe]:
    """Return what each source would give, in their order."""
    return list(await asyncio.gather(*(probe_one(fetcher, source) for source in sources)))


async def probe_one(fetcher: Fetcher, source: Source) -> Probe:
    """Return what one source would give."""
    found = await entries(fetcher, source)
    refusals: Counter[str] = Counter()
    wanted: list[Entry] = []
    for entry in found:
        if reason := await refusal(fetcher, entry):
            refusals[reason] += 1
        else:
            wanted.append(entry)
    return Probe(
        source=source.name,
        pages=len(wanted),
        newest_at=max((entry.published_at for entry in wanted if entry.published_at), default=None),
        refusals=tuple(sorted(refusals.items())),
        lists=tuple(found.fetches),
        pace_seconds=await slowest(fetcher, source, wanted),
        notes=tuple(found.notes),
        examples=tuple(entry.url for entry in wanted[:3]),
    )


async def refusal(fetcher: Fetcher, entry: Entry) -> Reason | None:
    """Return why a page would not be asked for, None where it would be."""
    if entry.path is not None:
        return None
    try:
        url = check_url(entry.url, fetcher.settings)
        policy = await fetcher.policy(url)
        policy.check(str(url))
    except Fault as fault:
        return fault.reason
    return None


async def slowest(fetcher: Fetcher, source: Source, wanted: Iterable[Entry]) -> float | None:
    """Return the pace of the source's slowest host, in seconds; None where nothing is on the web."""
    hosts = {url.host: url for url in (check_url(one.url, fetcher.settings) for one in wanted if one.path is None)}
    return max([fetcher.delay(await fetcher.policy(url), source) for url in hosts.values()], default=None)
