from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scenarios import SCENARIOS, settings

from fetch.client import Fetcher
from fetch.probe import Probe, probe
from fetch.sources import Source

if TYPE_CHECKING:
    from pathlib import Path

    from offline_web import Web


def test_a_probe_says_what_would_be_fetched_and_fetches_no_page(web: Web, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("A draft.", "utf-8")
    base = f"http://127.40.2.1:{web.port}"
    good = Source(
        name="good",
        feeds=(f"{base}/feed_gzip",),
        urls=(f"http://127.40.0.8:{web.port}/a", "http://10.0.0.1/x", f"http://127.40.1.11:{web.port}/a"),
        folders=(tmp_path,),
    )
    bad = Source(name="bad", feeds=(f"{base}/feed_html",))
    before = web.hits[("127.40.1.11", "/a")]

    async def run() -> list[Probe]:
        async with Fetcher(settings(web), run_id="r1") as fetcher:
            return await probe(fetcher, [good, bad])

    first, second = asyncio.run(run())
    assert (first.source, first.pages) == ("good", 4)
    assert first.refusals == (("address", 1), ("robots", 1))
    assert first.newest_at is not None
    assert first.fine
    assert [(one.status_code, str(one.outcome)) for one in first.lists] == [(200, "ok")]
    assert first.pace_seconds == 0
    assert first.examples[0] == f"{base}/story/1"
    assert web.hits[("127.40.1.11", "/a")] == before
    assert (second.pages, second.fine) == (0, False)
    assert second.failures[0].advice
    assert second.pace_seconds is None


def test_a_crawl_delay_is_the_pace_that_a_probe_tells(web: Web) -> None:
    slow = SCENARIOS["robots_crawl_delay_2"]
    page = Source(name="slow", urls=(web.url(slow),), pace_seconds=0.5)

    async def run() -> list[Probe]:
        async with Fetcher(settings(web, crawl_delay_cap=1), run_id="r1") as fetcher:
            return await probe(fetcher, [page])

    (found,) = asyncio.run(run())
    assert found.pace_seconds == 1
