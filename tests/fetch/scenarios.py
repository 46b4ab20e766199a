"""What the tests of the fault scenarios share: the table, a fetcher in a hurry, and how each kind is judged."""

from __future__ import annotations

import asyncio
import html
import re
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from damage import reencoded

from extract.page import read_html
from fetch.client import Fetcher, Settings
from fetch.copies import ALIKE, bands, fingerprint, similarity
from fetch.discover import Found, entries
from fetch.sources import Source
from warehouse.terms import Outcome
from webpage.charset import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from offline_web import Web

    from fetch.fetched import Fetched

TABLE = Path(__file__).with_name("scenarios.toml")
SOURCE = Source(name="scenarios", urls=("http://127.40.0.1/",))
Scenario = dict[str, Any]


def told(table: dict[str, list[Scenario]]) -> Iterator[Scenario]:
    """Yield every scenario of the table with what it leaves unsaid; a charset is one for each way to declare it."""
    for judge, scenarios in table.items():
        for one in scenarios:
            full = {"judge": judge, "host": "127.40.0.1", "path": f"/{one['id']}", "expect": {}} | one
            for way in ways if isinstance(ways := one["serve"].get("declare"), list) else ():
                named = {"id": f"{one['id']}_{way}", "path": f"/{one['id']}_{way}"}
                yield full | named | {"serve": one["serve"] | {"declare": way}}
            if not isinstance(ways, list):
                yield full


SCENARIOS = {one["id"]: one for one in told(tomllib.loads(TABLE.read_text("utf-8")))}


def of(judge: str) -> list[Any]:
    """Return the table's scenarios of one section, as a test's parameters."""
    return [pytest.param(one, id=one["id"]) for one in SCENARIOS.values() if one["judge"] == judge]


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


def one_of(wanted: str | list[str]) -> set[str]:
    return {wanted} if isinstance(wanted, str) else set(wanted)


def text_of(body: bytes) -> str:
    """Return the story as it is read from a page."""
    return read_html(decode(body).text, url="https://a.example/story").article.text


def letters(page: str) -> str:
    """Return a page's words without its declarations of a charset; characters a charset lacks came as entities."""
    bare = re.sub(r"<meta[^>]+charset[^>]*>", "", page, flags=re.IGNORECASE)
    return html.unescape(bare).replace("\r\n", "\n").removeprefix("\ufeff")


def judge_page(web: Web, scenario: Scenario) -> None:
    expect, url = scenario["expect"], web.url(scenario)
    place = (scenario["host"], scenario["path"].partition("?")[0])
    started = time.monotonic()
    found = get(web, *[url] * scenario.get("rounds", 1))[-1]
    assert time.monotonic() - started < expect.get("max_s", 20)
    assert str(found.outcome) in one_of(expect.get("outcome", str(found.outcome))), found.reason
    assert str(found.outcome) != expect.get("not_outcome")
    assert found.advice
    slug = found.reason.partition(":")[0]
    assert slug in one_of(expect.get("reason", slug))
    hits = web.hits[place]
    assert hits <= expect.get("max_requests", 99)
    assert hits == expect.get("requests", hits)
    if "min_gap_s" in expect:
        first, second = web.times[place]
        assert second - first >= expect["min_gap_s"]
    if "final_path" in expect:
        assert found.final_url.endswith(expect["final_path"])
        assert found.requested_url == url
    if expect.get("unread"):
        assert web.sent[place] <= 8 << 20  # what the kernel took before the connection closed; we read none of it
        assert found.body_bytes == 0
    if found.outcome is Outcome.DEFERRED:
        assert found.next_attempt_at is not None
    read = decode(found.body, found.content_type) if "warning" in expect or "no_nul" in expect else None
    assert read is None or "warning" not in expect or any(expect["warning"] in one for one in read.warnings)
    assert read is None or "\0" not in read.text


def judge_unchanged(web: Web, scenario: Scenario) -> None:
    first, second = get(web, web.url(scenario), web.url(scenario), validate=True)
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.NOT_MODIFIED)
    assert second.body == b""


def judge_revision(web: Web, scenario: Scenario) -> None:
    found = get(web, web.url(scenario), web.url(scenario), validate=True)
    assert [one.outcome for one in found] == [Outcome.OK, Outcome.OK]
    assert len({text_of(one.body) for one in found}) == scenario["expect"]["texts"]


def judge_variant(web: Web, scenario: Scenario) -> None:
    plain = f"http://{scenario['host']}:{web.port}{scenario['expect']['address']}"
    assert {one.url for one in get(web, web.url(scenario), plain)} == {plain}


def judge_copied(web: Web, scenario: Scenario) -> None:
    found = get(web, web.url(scenario), f"http://127.40.0.1:{web.port}/original")
    copy, original, another = (fingerprint(text_of(body)) for body in (found[0].body, found[1].body, web.pages.another))
    assert similarity(copy, original) >= ALIKE
    assert set(bands(copy)) & set(bands(original))
    assert similarity(another, original) < ALIKE


def judge_charset(web: Web, scenario: Scenario) -> None:
    (found,) = get(web, web.url(scenario))
    assert found.outcome is Outcome.OK, found.reason
    read = decode(found.body, found.content_type)
    whole, _ = reencoded(web.pages.native(scenario["serve"]["reencode"]), "utf-8", "none")
    assert letters(read.text) == letters(whole.decode()), read.encoding


def judge_robots(web: Web, scenario: Scenario) -> None:
    for path, agent, reason in scenario["asks"]:
        (found,) = get(web, f"http://{scenario['host']}:{web.port}{path}", user_agent=agent)
        assert found.reason.partition(":")[0] == reason
        assert (found.next_attempt_at is not None) == (reason in {"robots_busy", "robots_unavailable"})
    if scenario.get("paced"):
        started = time.monotonic()
        get(web, web.url(scenario), web.url(scenario))
        assert 2 <= time.monotonic() - started < 20


def listing(web: Web, scenario: Scenario, folder: Path) -> Found:
    key = "feeds" if "feed" in scenario["serve"] else "sitemaps"
    source = Source.model_validate({"name": "s", key: (web.url(scenario),), "max_entries": 1000})

    async def discovered() -> Found:
        async with Fetcher(settings(web, listings_folder=folder), run_id="r1") as fetcher:
            for _ in range(scenario.get("times", 1) - 1):
                await entries(fetcher, source)
            return await entries(fetcher, source)

    return asyncio.run(discovered())


def judge_listing(web: Web, scenario: Scenario, folder: Path) -> None:
    expect = scenario["expect"]
    started = time.monotonic()
    found = listing(web, scenario, folder)
    assert time.monotonic() - started < 30
    fetch = found.fetches[0]
    paths = [entry.url.partition(f":{web.port}")[2] for entry in found]
    assert fetch.reason.partition(":")[0] == expect["reason"]
    assert paths == expect.get("paths", [f"/story/{number}" for number in range(expect.get("count", 0))])
    assert len(found.fetches) <= 5
    assert found.notes or not expect.get("notes")
    if expect.get("none_to_come"):
        assert all(entry.published_at and entry.published_at <= fetch.fetched_at for entry in found)
    if "title" in expect:
        assert found[0].title == expect["title"]
    if "published" in expect:
        assert found[0].published_at
        assert found[0].published_at.isoformat() == expect["published"]
