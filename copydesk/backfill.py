"""`copydesk backfill`: earlier news from sources that still list it, oldest first, going on where it stopped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from copydesk.running import plan_of, print_run
from copydesk.status import Refusal, Status
from fetch.client import Fetcher, Settings
from fetch.discover import entries
from fetch.sources import SourceError
from flows.intake import named_sources

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from fetch.sources import Source


def fill(
    home: Path, file: Path | None, since: date | None, until: date | None, *, source: str, dry_run: bool, as_json: bool
) -> Status:
    """Read what is dated in those days and was never read; with `dry_run` only say what that is."""
    if since is None and until is None:
        raise Refusal("Say which days: --since 2026-10-01, --until 2026-10-31, or both.")
    plan = plan_of(home, (), file).model_copy(update={"since": since, "until": until, "only": source})
    try:
        named = named_sources(plan)
    except SourceError as fault:
        raise Refusal(str(fault)) from None
    if not named:
        raise Refusal(f"No source is called {source!r} in {plan.sources}.")
    if not dry_run:
        return print_run(plan, as_json=as_json)
    listed = asyncio.run(_listed(named, plan.fetch))
    chosen = sorted(
        (at, url)
        for at, url in listed
        if (since is None or at.date() >= since) and (until is None or at.date() <= until)
    )
    for at, url in chosen:
        print(f"{at:%Y-%m-%d %H:%M}  {url}")  # noqa: T201 - the answer
    print(f"{len(chosen)} pages are listed from those days; those already read would be passed over.")  # noqa: T201 - the answer
    return Status.FINE


async def _listed(named: tuple[Source, ...], options: dict[str, object]) -> list[tuple[datetime, str]]:
    async with Fetcher(Settings.model_validate(options)) as fetcher:
        found = await asyncio.gather(*(entries(fetcher, source) for source in named))
    return [(entry.published_at, entry.url) for listing in found for entry in listing if entry.published_at]
