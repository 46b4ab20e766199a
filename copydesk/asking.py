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
from fetch.sources import SourceError
from flows.intake import named_sources

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fetch.sources import Source


PROXIES = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})


def check_sources(home: Path, file: Path | None) -> Status:
    """Print what each source would give and what is wrong with it; partial where something is."""
    plan = plan_of(home, (), file)
    try:
        named = named_sources(plan)
    except SourceError as fault:
        raise Refusal(str(fault)) from None
    found = asyncio.run(_asked(named, Settings.model_validate(plan.fetch)))
    for one in found:
        print("\n      ".join(_told(one)))  # noqa: T201 - the answer
    if all(one.fine for one in found):
        return Status.FINE
    if proxies := sorted({name for name in os.environ if name.upper() in PROXIES}):
        told = (
            f"{', '.join(proxies)} is set and not used: pages are fetched without a proxy (docs/sources.md says why)."
        )
        print(told)  # noqa: T201 - the same
    return Status.PARTIAL


async def _asked(named: tuple[Source, ...], settings: Settings) -> list[Probe]:
    async with Fetcher(settings) as fetcher:
        return await probe(fetcher, named)


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
