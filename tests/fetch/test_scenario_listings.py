"""Robots files, feeds and sitemaps of the shared test web end as their scenarios say."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from scenarios import get, ids, settings

from fetch.client import Fetcher
from fetch.discover import Found, entries
from fetch.sources import Source

if TYPE_CHECKING:
    from pathlib import Path

    from offline_web import Web

ROBOTS: dict[str, list[tuple[str, str, set[str]]]] = {  # scenario -> (path, agent, reasons)
    "robots_404": [("/a", "copydesk", {"ok"})],
    "robots_403": [("/a", "copydesk", {"ok"})],
    "robots_429": [("/a", "copydesk", {"robots_busy"})],
    "robots_500": [("/a", "copydesk", {"robots_unavailable"})],
    "robots_timeout": [("/a", "copydesk", {"robots_unavailable"})],
    "robots_redirect5": [("/a", "copydesk", {"robots"})],
    "robots_redirect6": [("/a", "copydesk", {"ok"})],
    "robots_600KiB": [("/a", "copydesk", {"ok"}), ("/early", "copydesk", {"robots"})],
    "robots_html": [("/a", "copydesk", {"ok"})],
    "robots_bom_cr": [("/a", "copydesk", {"robots"})],
    "robots_longest": [("/a", "copydesk", {"ok"}), ("/b", "copydesk", {"robots"})],
    "robots_wild": [("/a", "copydesk", {"ok"}), ("/x/private/y.html", "copydesk", {"robots"})],
    "robots_ua_group": [("/a", "factcheckbot/1.0", {"robots"}), ("/a", "copydesk", {"ok"})],
    "robots_pct": [
        ("/a", "copydesk", {"ok"}),
        ("/caf%C3%A9", "copydesk", {"robots"}),
        ("/café", "copydesk", {"robots"}),
    ],
    "robots_crawl_delay_2": [("/a", "copydesk", {"ok"})],
    "robots_crawl_delay_600": [("/a", "copydesk", {"ok"})],
}


@pytest.mark.parametrize("scenario", ids("robots"))
def test_robots_txt_is_obeyed_by_its_status_and_rules(web: Web, scenario: dict[str, Any]) -> None:
    for path, agent, reasons in ROBOTS[scenario["id"]]:
        (found,) = get(web, f"http://{scenario['host']}:{web.port}{path}", user_agent=agent)
        assert found.reason.partition(":")[0] in reasons
        later = found.reason.partition(":")[0] in {"robots_busy", "robots_unavailable"}
        assert (found.next_attempt_at is not None) == later
    if "crawl_delay" in scenario["id"]:
        started = time.monotonic()
        get(web, web.url(scenario), web.url(scenario))
        assert 2 <= time.monotonic() - started < 20  # 600 is capped, at 2 s here


def listing(web: Web, scenario: dict[str, Any], folder: Path, times: int = 1) -> Found:
    url = web.url(scenario)
    key = "feeds" if "feed" in scenario["serve"] else "sitemaps"
    source = Source.model_validate({"name": "s", key: (url,), "max_entries": 1000})

    async def discovered() -> Found:
        async with Fetcher(settings(web, pace_seconds=0, listings_folder=folder), run_id="r1") as fetcher:
            for _ in range(times - 1):
                await entries(fetcher, source)
            return await entries(fetcher, source)

    return asyncio.run(discovered())


@pytest.mark.parametrize("scenario", ids("listing"))
def test_a_feed_or_sitemap_gives_what_can_be_had_from_it(web: Web, scenario: dict[str, Any], tmp_path: Path) -> None:
    name = scenario["id"]
    started = time.monotonic()
    found = listing(web, scenario, tmp_path, times=2 if name == "feed_304" else 1)
    assert time.monotonic() - started < 30
    fetch = found.fetches[0]
    paths = [entry.url.partition(f":{web.port}")[2] for entry in found]
    expected: dict[str, tuple[str, list[str]]] = {
        "feed_malformed": ("ok", ["/story/1", "/story/2", "/story/3"]),
        "feed_cp1252_as_utf8": ("ok", ["/story/1", "/story/2"]),
        "feed_gzip": ("ok", ["/story/1", "/story/2"]),
        "feed_304": ("unchanged", ["/story/1"]),  # not sent, not parsed: what it listed before
        "feed_html": ("not_a_feed", []),
        "feed_guid_reused": ("ok", ["/story/1", "/story/2"]),
        "feed_relative_links": ("ok", ["/news/story/1"]),
        "feed_future_dates": ("ok", ["/story/1", "/story/2"]),
        "feed_10k": ("ok", [f"/story/{number}" for number in range(1000)]),
        "feed_xxe": ("entities", []),
        "sitemap_loop": ("ok", []),
        "sitemap_deep": ("ok", []),
        "sitemap_gz_bomb": ("too_large", []),
        "sitemap_cut": ("ok", [f"/story/{number}" for number in range(9)]),
        "news_sitemap": ("ok", ["/story/1"]),
    }
    slug, wanted = expected[name]
    assert fetch.reason.partition(":")[0] == slug
    assert paths == wanted
    assert len(found.fetches) <= 5
    if name == "feed_future_dates":
        assert all(entry.published_at and entry.published_at <= fetch.fetched_at for entry in found)
    if name == "news_sitemap":
        assert found[0].title == "Toll rises"
        assert found[0].published_at is not None
        assert found[0].published_at.isoformat() == "2026-06-01T08:30:00+00:00"
    if name in {"feed_guid_reused", "feed_future_dates", "feed_10k", "sitemap_cut", "sitemap_deep"}:
        assert found.notes
