from __future__ import annotations

import pytest

from fetch.gates import check_page, check_type
from fetch.page_shape import shape_of
from fetch.reasons import Fault

STORY = (
    "<p>" + "The council voted on Tuesday to close the harbour bridge for repairs that will last a year. " * 4 + "</p>"
)
HERE = "https://a.example/2026/06/bridge"


def reason(html: str, url: str = HERE) -> str:
    try:
        check_page(html, url)
    except Fault as fault:
        return str(fault.reason)
    return "ok"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<title>Bridge closes</title><h1>Bridge closes</h1>{STORY}{STORY}", "ok"),
        ("", "empty"),
        ("   \n ", "empty"),
        ("<html><head></head><body></body></html>", "empty"),
        ("<title>Just a moment...</title><h1>Checking your browser</h1>", "bot_wall"),
        ("<title>a.example</title><script src='https://ct.captcha-delivery.com/c.js'></script>", "bot_wall"),
        ("<title>Access Denied</title><p>You don't have permission to access this page.</p>", "bot_wall"),
        (f"<title>Access denied to the bridge, say drivers</title>{STORY}{STORY}", "ok"),
        ("<title>We value your privacy</title><p>We use cookies.</p><button>Accept all</button>", "consent"),
        (
            "<title>Ihr Datenschutz</title><p>Cookies, personenbezogene Daten</p><button>Alle akzeptieren</button>",
            "consent",
        ),
        (f"<title>Bridge</title>{STORY}{STORY}<div>We use cookies and partners. <button>Accept</button></div>", "ok"),
        (
            f"<title>New cookie law</title><meta property='og:type' content='article'>{STORY}<p>Accept cookies</p>",
            "ok",
        ),
        ("<title>Page not found</title><h1>404</h1><p>Sorry</p>", "soft_404"),
        ("<h1>Seite nicht gefunden</h1>", "soft_404"),
        (f"<h1>How the 404 page became famous</h1>{STORY}{STORY}", "ok"),
        ('<div id="root"></div><script src="/a.js"></script>', "script_page"),
        (
            "<noscript>You need to enable JavaScript to run this app.</noscript><div></div><script></script>",
            "script_page",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "'
            + "word " * 90
            + '"}</script>',
            "ok",
        ),
        ("<title>News</title>" + "<a href='/s'>The harbour bridge closes for a year</a>" * 30, "index_page"),
        (f"<title>Bridge</title>{STORY}{STORY}" + "<a href='/s'>Related story</a>" * 30, "ok"),
    ],
)
def test_a_page_is_told_by_what_it_shows(html: str, expected: str) -> None:
    assert reason(html) == expected


@pytest.mark.parametrize(
    ("declared", "story", "expected"),
    [
        ('"isAccessibleForFree": false', STORY, "declared_paywall"),
        ('"isAccessibleForFree": "False"', STORY, "declared_paywall"),
        ('"isAccessibleForFree": true', STORY, "ok"),
        ('"isAccessibleForFree": false', STORY * 4, "ok"),
        ('"headline": "x"', STORY, "ok"),
    ],
)
def test_a_declared_paywall_is_believed_where_the_text_is_short(declared: str, story: str, expected: str) -> None:
    data = f'<script type="application/ld+json">{{"@graph": [{{"@type": ["NewsArticle"], {declared}}}]}}</script>'
    assert reason(f"<title>Bridge</title>{data}{story}") == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [("", "declared_paywall"), ("words of the part that is paid for. " * 20, "ok")],
)
def test_a_paid_part_that_stands_on_the_page_is_no_paywall(inside: str, expected: str) -> None:
    part = '{"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".intro, .paid-part"}'
    data = f'{{"@type": "NewsArticle", "isAccessibleForFree": false, "hasPart": {part}}}'
    page = f'<script type="application/ld+json">{data}</script>{STORY}<span class="x paid-part">{inside}</span>'
    assert reason(page) == expected


def test_a_list_of_stories_says_which_feed_it_names() -> None:
    feed = '<link rel="alternate" type="application/rss+xml" href="https://a.example/feed.xml">'
    with pytest.raises(Fault, match=r"^index_page: its feed is https://a.example/feed.xml$"):
        check_page(feed + "<a href='/s'>The harbour bridge closes for a year</a>" * 30, "https://a.example/")


@pytest.mark.parametrize(
    ("body", "header", "fine"),
    [
        (b"<!doctype html>", "text/html; charset=utf-8", True),
        (b"<p>x", "application/xhtml+xml", True),
        (b"<!DOCTYPE html><p>x", "", True),
        ("<html><p>x".encode("utf-16"), "application/octet-stream", True),
        (b"%PDF-1.7", "application/pdf", False),
        (b"%PDF-1.7", "", False),
        (b"{}", "application/json", False),
        (b"x", "text/plain", False),
    ],
)
def test_only_web_pages_pass_by_type(body: bytes, header: str, fine: bool) -> None:
    if fine:
        check_type(body, header)
    else:
        with pytest.raises(Fault, match=r"^type"):
            check_type(body, header)


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/story", "/story"),
        ("3;URL='https://a.example/s'", "https://a.example/s"),
        ("0.5, /story", "/story"),
        ("600; url=/story", ""),
        ("600", ""),
        ("soon; url=/story", ""),
        ("1.2.3; url=/story", ""),
    ],
)
def test_a_meta_refresh_within_five_seconds_leads_on(content: str, target: str) -> None:
    assert shape_of(f'<meta http-equiv="Refresh" content="{content}"><p>Moved</p>').refresh == target
