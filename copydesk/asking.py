"""`copydesk sources check`: every feed and sitemap asked once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from copydesk.running import plan_of
from copydesk.status import Refusal, Status
from fetch.client import Fetcher, Settings
from fetch.discover import Found, entries
from fetch.sources import SourceError
from flows.intake import named_sources

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.sources import Source


def check_sources(home: Path, file: Path | None) -> Status:
    """Print how many pages each source lists and what failed; partial where something did."""
    plan = plan_of(home, (), file)
    try:
        named = named_sources(plan)
    except SourceError as fault:
        raise Refusal(str(fault)) from None
    failed = False
    for source, found in zip(named, asyncio.run(_asked(named, plan.fetch)), strict=True):
        faults = [fetched for fetched in found.fetches if not fetched.ok]
        failed = failed or bool(faults)
        print(f"{'FAIL' if faults else 'ok  '}  {source.name}: {len(found)} pages")  # noqa: T201 - the answer
        for fetched in faults:
            print(f"      {fetched.requested_url}: {fetched.reason}. {fetched.advice}")  # noqa: T201 - the answer
        for note in found.notes:
            print(f"      {note}")  # noqa: T201 - the answer
    return Status.PARTIAL if failed else Status.FINE


async def _asked(named: tuple[Source, ...], options: dict[str, object]) -> list[Found]:
    async with Fetcher(Settings.model_validate(options)) as fetcher:
        return await asyncio.gather(*(entries(fetcher, source) for source in named))
