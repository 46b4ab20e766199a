"""What the tests of the fault scenarios share: the scenarios, which test judges each, and a fetcher in a hurry."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from stored_pages import DATA

from fetch.client import Fetcher, Settings
from fetch.sources import Source

if TYPE_CHECKING:
    from offline_web import Web

    from fetch.fetched import Fetched

SCENARIOS: list[dict[str, Any]] = (
    json.loads((DATA / "scenarios" / "scenarios.json").read_text("utf-8"))["scenarios"] if DATA.is_dir() else []
)
SOURCE = Source(name="scenarios", urls=("http://127.40.0.1/",))


def settings(web: Web, **changes: object) -> Settings:
    quick = {
        "allowed_networks": web.allowed,
        "pace_seconds": 0,
        "connect_timeout": 4,
        "read_timeout": 2,
        "total_deadline": 4,
        "backoff_seconds": 0.05,
        "longest_wait": 4,
        "crawl_delay_cap": 2,
        "rest_after_connect_failure": 60,
    }
    return Settings.model_validate(quick | changes)


def get(web: Web, *urls: str, validate: bool = False, **changes: object) -> list[Fetched]:
    """Return the fetches of addresses one after the other; `validate` sends each one's validators with the next."""

    async def fetches() -> list[Fetched]:
        found: list[Fetched] = []
        async with Fetcher(settings(web, **changes), run_id="r1") as fetcher:
            for url in urls:
                last = found[-1] if found and validate else None
                known = {"etag": last.etag, "last_modified": last.last_modified} if last else {}
                found.append(await fetcher.get(url, source=SOURCE, **known))
        return found

    return asyncio.run(fetches())


def ids(test: str) -> list[Any]:
    """Return the scenarios that a test of this name judges."""
    return [pytest.param(one, id=one["id"]) for one in SCENARIOS if judge(one) == test]


def judge(scenario: dict[str, Any]) -> str:
    """Return which test judges a scenario, by what it expects."""
    expect, serve = scenario["expect"], scenario["serve"]
    for key in ("second_fetch", "revisions", "articles", "near_duplicate", "text_equals_utf8", "robots"):
        if key in expect:
            return key
    if "feed" in serve or "sitemap" in serve:
        return "listing"
    return "final"
