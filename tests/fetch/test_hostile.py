"""Pages, lists and robots files that were made to take minutes are read, or refused, in a moment."""

from __future__ import annotations

import gzip
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from fetch.exchange import gunzip
from fetch.feeds import read_feed
from fetch.page_look import look
from fetch.reasons import Fault, Reason
from fetch.robots import read_policy
from fetch.sitemaps import read_sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://a.example/story"
SELECTORS = "".join(f".a{number} " for number in range(6_000))
JSON_LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false, '
    f'"hasPart": {{"cssSelector": "{SELECTORS}"}}}}</script>'
)
ATTRIBUTES = "".join(f"a{number}='1' " for number in range(50_000))
PAGES = {
    "a name of 40,000 letters": f"<link {'a' * 40_000}>",
    "many names": "<link " + "a " * 100_000 + ">",
    "a link without an end": "<link " * 40_000,
    "a selector for every element": JSON_LD + "<p class='b'>" * 6_000,
    "a paid part in every object": JSON_LD * 10 + "<p class='b'>" * 6_000,
    "50,000 attributes": f"<body {ATTRIBUTES}>",
    "50,000 attributes parted by slashes": f"<body {ATTRIBUTES.replace(' ', '/')}>",
    "a meta tag without an end": "<meta content=" * 20_000,
    "a language without an end": "<html " * 700,
    "comments": "<!---->" * 100_000,
}
SECONDS = 3.0  # of processor time; each took more than that, most of them minutes


@contextmanager
def in_time() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", PAGES)
def test_a_look_at_a_page_takes_no_time(name: str) -> None:
    with in_time():
        try:
            found = look(f"<html><head>{PAGES[name]}<p>Words".encode(), "text/html", URL).url
        except Fault as fault:
            found = fault.reason
    assert found in (URL, Reason.DECLARED_PAYWALL)


def test_attributes_of_an_ordinary_tag_are_kept() -> None:
    prose = "<p>" + "The bridge at Osk is closed to lorries until the spring. " * 40
    tag = '<link rel="canonical" href="/bridge" data-more="' + "x" * 3_000 + '">'
    assert look(f"<html><head>{tag}{prose}".encode(), "text/html", URL).url == "https://a.example/bridge"


def test_a_part_that_is_paid_for_and_shown_is_found_among_few_selectors() -> None:
    paid = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false, '
        '"hasPart": [{"cssSelector": ".none"}, {"cssSelector": ".paid"}]}</script>'
    )
    words = "<div class='paid'>" + "<p>The bridge at Osk is closed. " * 30
    look(f"<html><head>{paid}<body>{words}".encode(), "text/html", URL)


@pytest.mark.parametrize("name", ["attributes", "namespaces"])
def test_a_feed_of_thousands_of_attributes_is_read_in_time(name: str) -> None:
    attributes = ATTRIBUTES if name == "attributes" else ATTRIBUTES.replace("a", "xmlns:a")
    feed = f"<rss version='2.0' {attributes}><channel><item><link>https://a.example/1</link></item></channel></rss>"
    with in_time():
        assert [entry.url for entry in read_feed(feed.encode(), URL, 10).entries] == ["https://a.example/1"]


@pytest.mark.parametrize("piece", [b"", b"a"])
def test_a_gzip_of_80_000_members_is_refused(piece: bytes) -> None:
    body = gzip.compress(piece, mtime=0) * 80_000
    for read in (lambda: gunzip(body, 1_000_000), lambda: read_sitemap(body, URL, 10)):
        with in_time(), pytest.raises(Fault, match="gzip members"):
            read()


def test_a_gzip_of_some_members_is_read() -> None:
    assert gunzip(gzip.compress(b"ab") * 100, 1_000) == b"ab" * 100


def test_rules_for_thousands_of_agents_are_kept_only_for_us() -> None:
    agents = "".join(f"User-agent: {'a' * (number % 90)}b\nUser-agent: copydesk\n" for number in range(6_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(6_000))
    with in_time(), pytest.raises(Fault, match="robots: disallowed"):
        read_policy(f"{agents}{rules}".encode(), time.time() + 60, "copydesk/0.2").check(f"https://a.example/{5_999}")
