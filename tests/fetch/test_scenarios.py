"""Every fault of the shared test web ends as its scenario says, with deadlines scaled down."""

from __future__ import annotations

import asyncio
import html
import json
import re
import time
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import trafilatura
from offline_web import CANARY, DATA, Web, reencoded

from fetch.charset import decode
from fetch.client import Fetcher, Settings
from fetch.copies import copies
from fetch.discover import Found, entries
from fetch.sources import Source
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from fetch.fetched import Fetched

SCENARIOS: list[dict[str, Any]] = (
    json.loads((DATA / "scenarios" / "scenarios.json").read_text("utf-8"))["scenarios"] if DATA.is_dir() else []
)
# the scenarios' words -> ours; "failed" there is any failure, and its reason says which
OUTCOMES: dict[str, set[Outcome]] = {
    "ok": {Outcome.OK},
    "gone": {Outcome.GONE},
    "blocked": {Outcome.BLOCKED},
    "paywall": {Outcome.PAYWALLED},
    "consent_page": {Outcome.CONSENT},
    "deferred": {Outcome.DEFERRED},
    "refused": {Outcome.REFUSED},
    "empty": {Outcome.EMPTY},
    "not_article": {Outcome.NOT_ARTICLE},
    "unsupported_type": {Outcome.UNSUPPORTED_TYPE},
    "failed": {Outcome.FAILED, Outcome.TIMEOUT, Outcome.TOO_LARGE},
    "failed_or_retried": {Outcome.FAILED, Outcome.OK},
    "ok_or_unsupported": {Outcome.OK, Outcome.UNSUPPORTED_TYPE},
}
REASONS: dict[str, set[str]] = {
    "too_large_or_encoding": {"too_large", "encoding"},
    "timeout": {"timeout", "deadline"},
}
OVERRIDES = {"redirect_cross_host": {Outcome.ROBOTS_DENIED}}  # its note says so
SOURCE = Source(name="scenarios", urls=("http://127.40.0.1/",))


def settings(web: Web, **changes: object) -> Settings:
    quick = {
        "allowed_networks": web.allowed,
        "pace_seconds": 0,
        "connect_timeout": 2,
        "read_timeout": 1,
        "total_deadline": 3,
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


def text_of(body: bytes) -> str:
    """Return the main text as a reader sees it."""
    return unicodedata.normalize("NFC", trafilatura.extract(decode(body).text) or "")


def test_every_scenario_is_judged_by_one_test() -> None:
    tests = (
        "final",
        "second_fetch",
        "revisions",
        "articles",
        "near_duplicate",
        "text_equals_utf8",
        "robots",
        "listing",
    )
    assert len(SCENARIOS) == 115
    assert sum(len(ids(test)) for test in tests) == 115


@pytest.mark.parametrize("scenario", ids("final"))
def test_a_fault_ends_as_the_scenario_says(web: Web, scenario: dict[str, Any]) -> None:
    expect = scenario["expect"]
    url = web.url(scenario)
    started = time.monotonic()
    rounds = 2 if expect.get("keeps_last_text") else 1
    found = get(web, *[url] * rounds)[-1]
    elapsed = time.monotonic() - started

    place = (scenario["host"], scenario["path"].partition("?")[0])
    wanted = OVERRIDES.get(scenario["id"]) or OUTCOMES[expect.get("final", "failed")]
    assert found.outcome in wanted, found.reason
    assert str(found.outcome) != expect.get("not_stored_as")
    assert found.advice
    slug = found.reason.partition(":")[0]
    assert slug in REASONS.get(expect.get("reason", slug), {expect.get("reason", slug)})
    assert elapsed < min(expect.get("max_s", 10), 10)
    hits = web.hits[place]
    assert hits <= expect.get("max_requests", 99)
    assert hits == expect.get("requests", hits)
    if "min_gap_s" in expect:
        first, second = web.times[place]
        assert second - first >= expect["min_gap_s"]
    if "final_path" in expect:
        assert found.final_url.endswith(expect["final_path"])
        assert found.requested_url == url
    if "max_bytes_read" in expect:
        assert web.sent[place] <= 8 << 20  # what the kernel took before the connection closed; we read none of it
        assert found.body_bytes == 0
    if found.outcome is Outcome.DEFERRED:
        assert found.next_attempt_at is not None
    if expect.get("warning") == "mojibake":
        assert any("mojibake" in warning for warning in decode(found.body, found.content_type).warnings)
    if scenario["id"] == "nul_bytes":
        assert "\0" not in decode(found.body, found.content_type).text
    assert all(hit[0] != CANARY for hit in web.hits)


@pytest.mark.parametrize("scenario", ids("second_fetch"))
def test_a_page_that_has_not_changed_is_not_sent_again(web: Web, scenario: dict[str, Any]) -> None:
    first, second = get(web, web.url(scenario), web.url(scenario), validate=True)
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.NOT_MODIFIED)
    assert second.body == b""


@pytest.mark.parametrize("scenario", ids("revisions"))
def test_only_a_change_of_the_text_is_a_revision(web: Web, scenario: dict[str, Any]) -> None:
    found = get(web, web.url(scenario), web.url(scenario), validate=True)
    assert [one.outcome for one in found] == [Outcome.OK, Outcome.OK]
    assert len({text_of(one.body) for one in found}) == scenario["expect"]["revisions"]


@pytest.mark.parametrize("scenario", ids("articles"))
def test_variants_of_an_address_are_one_article(web: Web, scenario: dict[str, Any]) -> None:
    url = web.url(scenario)
    plain = {"utm_variants": url.partition("?")[0], "same_canonical": url.replace("/amp/", "/")}.get(
        scenario["id"], url
    )
    found = get(web, url, plain)
    assert {one.url for one in found} == {plain}


@pytest.mark.parametrize("scenario", ids("near_duplicate"))
def test_the_same_story_on_another_outlet_is_a_copy(web: Web, scenario: dict[str, Any]) -> None:
    found = get(web, web.url(scenario), f"http://127.40.0.1:{web.port}/original")
    other = next(web.pages.body(one) for one in web.pages.articles if one["outlet"] == "BBC")
    texts = [("original", text_of(found[1].body)), ("other", text_of(other)), ("copy", text_of(found[0].body))]
    assert [(key, earlier) for key, earlier, _ in copies(texts)] == [("copy", "original")]


@pytest.mark.parametrize("scenario", ids("text_equals_utf8"))
def test_a_page_reads_the_same_in_every_charset(web: Web, scenario: dict[str, Any]) -> None:
    serve = scenario["serve"]
    (found,) = get(web, web.url(scenario))
    assert found.outcome is Outcome.OK, found.reason
    read = decode(found.body, found.content_type)
    whole, _ = reencoded(web.pages.native(serve["reencode"]), "utf-8", "none")
    same = letters(read.text) == letters(whole.decode())
    # a Lithuanian page in an undeclared Cyrillic charset: no reader can tell, and the scenario only wants a report
    assert same or scenario["id"] == "cs_windows-1251_none", read.encoding


def letters(page: str) -> str:
    """Return a page's words without its declarations of a charset; characters a charset lacks came as entities."""
    bare = re.sub(r"<meta[^>]+charset[^>]*>", "", page, flags=re.IGNORECASE)
    return html.unescape(bare).replace("\r\n", "\n").removeprefix("\ufeff")


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
        assert 2 <= time.monotonic() - started < 5  # 600 is capped, at 2 s here


def listing(web: Web, scenario: dict[str, Any], times: int = 1) -> Found:
    url = web.url(scenario)
    key = "feeds" if "feed" in scenario["serve"] else "sitemaps"
    source = Source.model_validate({"name": "s", key: (url,), "max_entries": 1000})

    async def discovered() -> Found:
        async with Fetcher(settings(web, pace_seconds=0), run_id="r1") as fetcher:
            found = await entries(fetcher, source)
            for _ in range(times - 1):
                known = {one.requested_url: (one.etag, one.last_modified) for one in found.fetches}
                found = await entries(fetcher, source, known=known)
            return found

    return asyncio.run(discovered())


@pytest.mark.parametrize("scenario", ids("listing"))
def test_a_feed_or_sitemap_gives_what_can_be_had_from_it(web: Web, scenario: dict[str, Any]) -> None:
    name = scenario["id"]
    started = time.monotonic()
    found = listing(web, scenario, times=2 if name == "feed_304" else 1)
    assert time.monotonic() - started < 10
    fetch = found.fetches[0]
    paths = [entry.url.partition(f":{web.port}")[2] for entry in found]
    expected: dict[str, tuple[str, list[str]]] = {
        "feed_malformed": ("ok", ["/story/1", "/story/2", "/story/3"]),
        "feed_cp1252_as_utf8": ("ok", ["/story/1", "/story/2"]),
        "feed_gzip": ("ok", ["/story/1", "/story/2"]),
        "feed_304": ("unchanged", []),
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


def test_the_canary_is_never_reached(web: Web) -> None:
    url = f"http://{CANARY}:{web.port}/"
    shapes = [
        url,
        url.replace(CANARY, "2135033350"),
        url.replace(CANARY, "0x7f.66.6.6"),
        url.replace(CANARY, "[::ffff:7f42:606]"),
    ]
    assert {one.outcome for one in get(web, *shapes, allowed_ports=[web.port])} == {Outcome.REFUSED}
    assert all(hit[0] != CANARY for hit in web.hits)
