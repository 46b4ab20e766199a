"""Where other houses publish their fact-checks -> the checks, with a row for each fetch and each entry that is none."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fetch.cells import SECONDS
from fetch.claimreviews import Reviews
from fetch.client import Fetcher, Kind
from fetch.discover import BYTES_A_SECOND
from fetch.fetched import Attempt, Fetched
from fetch.files import file_url
from fetch.reasons import Fault, Reason
from fetch.sources import WEB, Source
from warehouse.clock import CLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.published_checks import PublishedCheck

MOST_CHECKS = 200_000  # of one list
FILE_SECONDS = 120.0  # of processor time, for the largest
MOST_REFUSED = 1_000  # entries of one list that get a row each


@dataclass(slots=True)
class ReviewLists:
    """What the lists of one source gave."""

    checks: list[PublishedCheck] = field(default_factory=list)
    fetches: list[Fetched] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


async def read_review_lists(fetcher: Fetcher, source: Source) -> ReviewLists:
    """Return the published checks that a source's lists name; of a feed, those on the pages that it names."""
    found = ReviewLists()
    for place in source.claimreview:
        listed, pages = await _read(fetcher, source, place)
        parts = await asyncio.gather(*(_read(fetcher, source, page) for page in pages[: source.max_entries]))
        for part in (listed, *(part for part, _ in parts)):  # in the feed's order, whoever answered first
            found.checks += part.checks
            found.fetches += part.fetches
            found.notes += part.notes
        found.notes += [f"{place}: a feed that it names was not followed further" for _, further in parts if further]
    return found


async def _read(fetcher: Fetcher, source: Source, place: str) -> tuple[ReviewLists, Sequence[str]]:
    """Return what one list or page gave, also what of it cannot be used, and the pages that it names."""
    found = ReviewLists()
    try:
        fetched, reviews = await (_web if WEB.match(place) else _file)(fetcher, source, place)
    except Fault as fault:
        fetched, reviews = _failure(fetcher, source, place, fault), Reviews()
    found.fetches.append(fetched)
    found.checks += reviews.checks
    for one in reviews.refused[:MOST_REFUSED]:
        where = f"{fetched.requested_url}#{one.place.replace(' ', '-')}"
        found.fetches.append(_failure(fetcher, source, where, Fault(Reason.CLAIMREVIEW, one.reason)))
    if len(reviews.refused) > MOST_REFUSED:
        found.notes.append(f"{place}: {len(reviews.refused) - MOST_REFUSED:,} more entries could not be used")
    return found, reviews.pages


async def _web(fetcher: Fetcher, source: Source, place: str) -> tuple[Fetched, Reviews]:
    fetched = await fetcher.get(place, source=source, kind=Kind.LISTING)
    fetched = replace(fetched, next_attempt_at=None)  # every run asks: it is no page that waits for its turn
    if not fetched.ok:
        return fetched, Reviews()
    told = fetched.body, fetched.content_type, fetched.final_url, MOST_CHECKS, fetched.fetched_at
    try:
        return fetched, await fetcher.cells.ask(
            "claimreviews", *told, seconds=SECONDS + len(fetched.body) / BYTES_A_SECOND
        )
    except Fault as fault:  # the bytes came well, but they hold no fact-check
        outcome, advice = fault.remedy
        return replace(fetched, outcome=outcome, reason=str(fault), advice=advice), Reviews()


async def _file(fetcher: Fetcher, source: Source, place: str) -> tuple[Fetched, Reviews]:
    path, attempt = Path(place), _attempt(fetcher, source, file_url(Path(place)))
    with attempt.clock():
        told = path, MOST_CHECKS, CLOCK.now()
        reviews = await fetcher.cells.ask("claimreview file", *told, seconds=FILE_SECONDS)
    return attempt.ended(path=str(path)), reviews


def _failure(fetcher: Fetcher, source: Source, place: str, fault: Fault) -> Fetched:
    url = place if "://" in place else file_url(Path(place))
    return _attempt(fetcher, source, url).failed(fault)


def _attempt(fetcher: Fetcher, source: Source, url: str) -> Attempt:
    return Attempt(run_id=fetcher.run_id, source=source, requested_url=url, outlet=source.outlet, tries=1)
