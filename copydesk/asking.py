"""`copydesk sources check`: what each source would give now, and how; its lists are read, its pages are not."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from copydesk.running import plan_of
from copydesk.status import Refusal, Status
from fetch.client import Fetcher, Settings
from fetch.fetched import USABLE
from fetch.probe import Probe, probe
from fetch.reasons import REMEDIES, Reason
from fetch.review_lists import read_review_lists
from fetch.sources import SourceError
from flows.intake import named_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fetch.fetched import Fetched
    from fetch.review_lists import ReviewLists
    from fetch.sources import Source

MOST_TOLD = 20  # entries that cannot be used, of one source

PROXIES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})


def check_sources(home: Path, file: Path | None) -> Status:
    """Print what each source would give and what is wrong with it; partial where something is."""
    plan = plan_of(home, (), file)
    try:
        named = named_sources(plan)
    except SourceError as fault:
        raise Refusal(str(fault)) from None
    found, checkers = asyncio.run(_asked(named, Settings.model_validate(plan.fetch)))
    for lines in (*map(_told, found), *(_told_of_checks(name, lists) for name, lists in checkers)):
        print("\n      ".join(lines))  # noqa: T201 - the answer
    if all(one.fine for one in found) and not any(_unusable(lists) for _, lists in checkers):
        return Status.FINE
    if proxies := sorted({name for name in os.environ if name.upper() in PROXIES}):
        told = (
            f"{', '.join(proxies)} is set and not used: pages are fetched without a proxy (docs/sources.md says why)."
        )
        print(told)  # noqa: T201 - the same
    return Status.PARTIAL


async def _asked(named: tuple[Source, ...], settings: Settings) -> tuple[list[Probe], list[tuple[str, ReviewLists]]]:
    """Ask for what sources list: pages, and fact-checks; one that names nothing else than these lists no page."""
    async with Fetcher(settings) as fetcher:
        checkers = [(one.name, await read_review_lists(fetcher, one)) for one in named if one.claimreview]
        return await probe(fetcher, tuple(one for one in named if one.names_pages())), checkers


def _unusable(lists: ReviewLists) -> list[Fetched]:
    return [row for row in lists.fetches if row.outcome not in USABLE]


def _told_of_checks(name: str, lists: ReviewLists) -> Iterator[str]:
    """Yield the lines about the published fact-checks of one source."""
    bad = _unusable(lists)
    yield f"{'FAIL' if bad else 'ok  '}  {name}: {len(lists.checks):,} published fact-checks"
    for row in bad[:MOST_TOLD]:
        yield f"{row.requested_url}: {row.reason}. {row.advice}"
    if len(bad) > MOST_TOLD:
        yield f"and {len(bad) - MOST_TOLD:,} more that cannot be used"


def _told(one: Probe) -> Iterator[str]:
    """Yield the lines about one source."""
    newest = f", the newest of {one.newest_at:%Y-%m-%d %H:%M} UTC" if one.newest_at else ""
    pace = f"; a host is asked every {one.pace_seconds:g} s" if one.pace_seconds is not None else ""
    yield f"{'ok  ' if one.fine else 'FAIL'}  {one.source}: {_pages(one.pages)}{newest}{pace}"
    for fetched in one.lists:
        status = f" (status {fetched.status_code})" if fetched.status_code else ""
        advice = "" if fetched.outcome in USABLE else f". {fetched.advice}"
        yield f"{fetched.requested_url}: {fetched.reason}{status}{advice}"
    for reason, pages in one.refusals:
        yield f"{_pages(pages)} more would not be fetched: {reason}. {REMEDIES[Reason(reason)].advice}"
    if not one.pages and not one.failures:
        yield "It lists nothing that may be fetched: is it the right address?"
    yield from one.notes
    if one.pace_seconds is not None:
        yield f"the first: {one.examples[0]}"


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
