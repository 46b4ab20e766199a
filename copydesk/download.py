"""One page from the web, politely and within limits, for `copydesk check URL`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from copydesk.status import Refusal
from extract.workers import Item
from fetch.client import Fetcher, Settings
from fetch.sources import Source

if TYPE_CHECKING:
    from fetch.fetched import Fetched


def download(url: str, options: dict[str, Any]) -> Item:
    """Return the page at an address, for a worker to read; raises Refusal with the reason and what to do."""
    fetched = asyncio.run(_fetched(url, options))
    if not fetched.ok:
        raise Refusal(f"{fetched.reason}. {fetched.advice}")
    return Item(
        key=url,
        data=fetched.body,
        name=fetched.final_url,
        content_type=fetched.content_type,
        url=fetched.url,
        outlet=fetched.outlet,
        fetched_at=fetched.fetched_at,
    )


async def _fetched(url: str, options: dict[str, Any]) -> Fetched:
    source = Source(name="check", urls=(url,))
    async with Fetcher(Settings.model_validate(options)) as fetcher:
        return await fetcher.get(url, source=source)
