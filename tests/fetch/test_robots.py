from __future__ import annotations

import asyncio
import time
from email.utils import formatdate
from typing import TYPE_CHECKING

import httpx
import pytest

from fetch.exchange import Answer
from fetch.reasons import Fault, Reason
from fetch.robots import Policy, Robots, read_policy, retry_after
from fetch.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

PAGE = httpx.URL("https://a.example/news/story?page=2#top")


def test_a_policy_is_asked_for_once_and_kept_between_runs(tmp_path: Path) -> None:
    asked: list[str] = []

    async def ask(url: httpx.URL) -> Answer:
        asked.append(str(url))
        return Answer(200, httpx.Headers(), b"User-agent: *\nDisallow: /news\nCrawl-delay: 7\n", url)

    async def run() -> Policy:
        robots = Robots(Settings(robots_folder=tmp_path), ask)
        await robots.policy(PAGE)
        return await robots.policy(PAGE.copy_with(path="/other"))

    asyncio.run(run())
    policy = asyncio.run(run())
    assert asked == ["https://a.example/robots.txt"]
    assert policy.crawl_delay == 7
    with pytest.raises(Fault, match=r"^robots: "):
        policy.check(str(PAGE))
    policy.check("https://a.example/sport")


def test_a_policy_that_has_expired_or_was_damaged_is_asked_for_again(tmp_path: Path) -> None:
    asked = 0

    async def ask(url: httpx.URL) -> Answer:
        nonlocal asked
        asked += 1
        return Answer(404, httpx.Headers(), b"", url)

    for _ in range(2):
        asyncio.run(Robots(Settings(robots_folder=tmp_path, robots_max_age=0), ask).policy(PAGE))
    next(tmp_path.glob("*.json")).write_text('{"text":')
    asyncio.run(Robots(Settings(robots_folder=tmp_path), ask).policy(PAGE))
    assert asked == 3


def test_a_host_that_cannot_be_had_is_the_pages_own_fault() -> None:
    async def ask(_url: httpx.URL) -> Answer:
        raise Fault(Reason.DNS, "a.example")

    with pytest.raises(Fault, match=r"^dns"):
        asyncio.run(Robots(Settings(), ask).policy(PAGE))


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"<html>", b"User-agent", b"Disallow: /\n", b":::\n" * 100])
def test_what_is_no_robots_txt_allows_everything(body: bytes) -> None:
    read_policy(body, time.time() + 60, "copydesk").check(str(PAGE))


def allowed(text: str, agent: str, path: str = "/story") -> bool:
    try:
        read_policy(text.encode(), time.time() + 60, agent).check(f"https://a.example{path}")
    except Fault:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "agent", "may"),
    [
        ("User-agent: OskBot\nNoarchive: /x\nUser-agent: *\nDisallow: /", "OskBot", False),
        ("User-agent: OskBot\nSitemap: https://a.example/s.xml\nUser-agent: *\nDisallow: /", "OskBot", False),
        ("User-agent: osk news\nDisallow: /", "Osk", False),
        ("User-agent: OskBot/2.1\nDisallow: /", "oskbot/3.0 (+https://osk.example)", False),
        ("User-agent: copy\nDisallow: /", "copydesk/0.2 (copy)", True),
        ("User-agent: desk\nDisallow: /", "copydesk/0.2 (a desk)", True),
        ("User-agent: *\nDisallow: /\nUser-agent: osk news\nAllow: /", "Osk", True),
        ("User-agent: *\nDisallow: /\nUser-agent: osk news\nAllow: /", "Osk News", False),
        ("User-agent: *\nDisallow: /\nUser-agent: OskBot\n", "OskBot", True),
        ("User-agent: OskBot\nUser-agent: Lind\nDisallow: /\nUser-agent: Merrin\nAllow: /", "Lind", False),
        ("User-agent: Lind\nDisallow: /\nUser-agent: OskBot\nDisallow: /x", "OskBot", True),
        ("User-agent: Osk\nDisallow: /x\nUser-agent: Lind\nDisallow: /y\nUser-agent: Osk\nDisallow: /", "Osk", False),
        ("useragent OskBot # ours\ndisalow /", "OskBot", False),
        ("User-agent: *-bot\nDisallow: /", "OskBot", True),
        ("User-agent:\nDisallow: /", "OskBot", True),
        ("User-agent: CopydeskBot\nDisallow: /", "Mozilla/5.0 (compatible; CopydeskBot/1.0)", False),
    ],
)  # fmt: skip
def test_a_group_is_ours_by_its_product_token_and_no_unknown_line_ends_it(text: str, agent: str, *, may: bool) -> None:
    assert allowed(text, agent) is may


@pytest.mark.parametrize(
    ("rules", "free", "closed"),
    [
        ("Disallow: /*q=", ["/osk?p=1", "/q"], ["/osk?q=1", "/lind/?p=1&q=2", "/q="]),
        ("Allow: /*/pier/view=*/$\nDisallow: /", ["/osk/pier/view=sea/"], ["/osk/pier/view=sea", "/osk/", "/"]),
        ("Disallow: *", [], ["/", "/osk"]),
        ("Disallow: */pier", ["/osk"], ["/pier", "/osk/pier/2"]),
        ("Disallow: /*?\nAllow: /*?page=$", ["/", "/osk", "/osk?page="], ["/?x=1", "/osk?page=2"]),
        ("Disallow: /osk?\nAllow: /osk?page=", ["/osk", "/osk?page=2"], ["/osk?x=1", "/osk?"]),
        ("Disallow: /users/*/replies", ["/users/lind", "/users/replies"], ["/users/lind/replies/9"]),
        ("Disallow: /*.pdf$", ["/osk.pdf?x=1", "/osk.html"], ["/osk.pdf", "/a/osk.pdf"]),
        ("Disallow:\nCrawl-delay: 1", ["/", "/osk"], []),
    ],
)
def test_a_rule_closes_what_its_stars_and_dollars_say_and_no_more(
    rules: str, free: list[str], closed: list[str]
) -> None:
    for head in ("User-agent: *\n", "User-agent: Lind\nUser-agent: *\n", "User-agent: *\n\n"):
        text = f"User-agent: Merrin\nDisallow: /merrin\n\n{head}{rules}\n"
        assert [path for path in free + closed if allowed(text, "OskBot", path)] == free


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [("120", 120, 120), (formatdate(time.time() + 6000, usegmt=True), 3000, 6001), (formatdate(0, usegmt=True), 0, 0)],
    ids=["seconds", "a date to come", "a date gone by"],  # the date itself would give each test worker another name
)
def test_retry_after_is_seconds_or_a_date(value: str, least: float, most: float) -> None:
    found = retry_after(httpx.Headers({"Retry-After": value}))
    assert found is not None
    assert least <= found <= most


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "Wed, 99 Foo 2026", "٣"])
def test_a_retry_after_that_says_nothing_is_none(value: str) -> None:
    assert retry_after(httpx.Headers([(b"retry-after", value.encode())])) is None
