from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scenarios import settings

from fetch.client import Fetcher
from fetch.discover import Found, chosen, entries
from fetch.entries import Entry
from fetch.sources import Source

if TYPE_CHECKING:
    from offline_web import Web

NOW = datetime.now(UTC)


def entry(number: int, days: float | None = None, **about: str) -> Entry:
    published = None if days is None else NOW - timedelta(days=days)
    return Entry(url=f"https://a.example/{number}", published_at=published, **about)


def source(**about: object) -> Source:
    return Source.model_validate({"name": "s", "outlet": "Harbour Herald", "urls": ("https://a.example/",)} | about)


def test_an_address_is_wanted_once_whatever_its_tracking() -> None:
    twice = [entry(1), Entry(url="https://a.example/1?utm_source=feed"), entry(2)]
    kept = chosen(twice, source())
    assert [one.url for one in kept] == ["https://a.example/1", "https://a.example/2"]


def test_of_too_many_pages_the_newest_are_taken() -> None:
    kept = chosen([entry(1, 9), entry(2), entry(3, 1), entry(4, 5)], source(max_entries=2))
    assert [one.url[-1] for one in kept] == ["3", "4"]


def test_pages_of_an_older_date_are_left_out_and_undated_ones_are_not() -> None:
    kept = chosen([entry(1, 9), entry(2), entry(3, 1)], source(max_age_days=7))
    assert [one.url[-1] for one in kept] == ["2", "3"]


def test_a_source_is_walked_in_the_order_of_its_lists_and_every_failure_is_a_row(web: Web) -> None:
    base = f"http://127.40.2.1:{web.port}"
    mixed = source(
        feeds=(f"{base}/feed_html", f"{base}/feed_gzip", "http://10.0.0.1/feed"),
        sitemaps=(f"{base}/news_sitemap",),
        urls=(f"{base}/story/9",),
    )

    async def walk() -> Found:
        async with Fetcher(settings(web), run_id="r1") as fetcher:
            return await entries(fetcher, mixed)

    found = asyncio.run(walk())
    assert [one.url.removeprefix(base) for one in found] == ["/story/1", "/story/2", "/story/9"]
    assert [str(one.outcome) for one in found.fetches] == ["failed", "ok", "refused", "ok"]
    assert all(one.source == "s" and one.advice for one in found.fetches)
