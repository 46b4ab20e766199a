"""The feeds and sitemaps of the fault scenarios, each built from its few words of description."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from damage import gzip_zeros

if TYPE_CHECKING:
    from collections.abc import Callable

RSS = "application/rss+xml"
ATOM = "application/atom+xml"
XML = "application/xml"
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{head}<rss version="2.0"><channel><title>Harbour Herald</title>{items}</channel></rss>'


def item(here: str, number: int, date: str = "Mon, 01 Jun 2026 10:00:00 GMT", guid: str = "") -> str:
    name = guid or f"id{number}"
    return (
        f"<item><title>Story {number}</title><link>{here}/story/{number}</link>"
        f"<guid>{name}</guid><pubDate>{date}</pubDate></item>"
    )


def malformed(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    body = rss(item(here, 1) + item(here, 2).replace("</title>", "") + "<item><b>" + item(here, 3))
    return body.replace("</channel></rss>", "").encode(), RSS, {}


def wrong_charset(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    items = item(here, 1).replace("Story 1", "Café prices “rise”") + item(here, 2)
    return rss(items).encode("cp1252"), RSS, {}


def gzipped(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    return gzip.compress(rss(item(here, 1) + item(here, 2)).encode()), RSS, {"Content-Encoding": "gzip"}


def with_etag(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    return rss(item(here, 1)).encode(), RSS, {"ETag": '"feed1"'}


def error_page(_here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    return b"<!doctype html><title>Oops</title><h1>Something went wrong</h1>", "text/html", {}


def guid_reused(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    return rss(item(here, 1, guid="same") + item(here, 2, guid="same")).encode(), RSS, {}


def relative(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    entry = "<entry><title>One</title><id>1</id><link href='story/1'/><updated>2026-06-01T10:00:00Z</updated></entry>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{here}/news/"><title>H</title>{entry}</feed>'
    return feed.encode(), ATOM, {}


def future(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    return rss(item(here, 1, "Thu, 01 Jan 2099 10:00:00 GMT") + item(here, 2)).encode(), RSS, {}


def ten_thousand(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    return rss("".join(item(here, number) for number in range(10_000))).encode(), RSS, {}


def entity_bomb(here: str, _count: int) -> tuple[bytes, str, dict[str, str]]:
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]>'
    return rss(item(here, 1).replace("Story 1", "&a11;"), head).encode(), RSS, {}


FEEDS: dict[str, Callable[[str, int], tuple[bytes, str, dict[str, str]]]] = {
    "unclosed tags": malformed,
    "wrong charset": wrong_charset,
    "gzip": gzipped,
    "etag": with_etag,
    "html error page, status 200": error_page,
    "same guid, new link": guid_reused,
    "xml:base": relative,
    "dates in 2099": future,
    "10000 items": ten_thousand,
    "DTD entity bomb": entity_bomb,
}


def index(places: list[str]) -> bytes:
    inside = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f'<?xml version="1.0"?><sitemapindex {SITEMAP}>{inside}</sitemapindex>'.encode()


def urlset(inside: str) -> bytes:
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return f'<?xml version="1.0"?><urlset {SITEMAP} {news}>{inside}</urlset>'.encode()


def loop(me: str, _here: str, _depth: int) -> tuple[bytes, str]:
    return index([me, me]), XML


def deep(me: str, here: str, depth: int) -> tuple[bytes, str]:
    if depth >= 20:
        return urlset(f"<url><loc>{here}/story/1</loc></url>"), XML
    return index([f"{me}?{depth + 1}"]), XML


def bomb(_me: str, _here: str, _depth: int) -> tuple[bytes, str]:
    return gzip_zeros(1024), "application/gzip"


def cut(_me: str, here: str, _depth: int) -> tuple[bytes, str]:
    whole = urlset("".join(f"<url><loc>{here}/story/{n}</loc></url>" for n in range(10)))
    return whole[: len(whole) - 60], XML


def news(_me: str, here: str, _depth: int) -> tuple[bytes, str]:
    said = "<news:publication_date>2026-06-01T10:30:00+02:00</news:publication_date><news:title>Toll rises</news:title>"
    return urlset(f"<url><loc>{here}/story/1</loc><news:news>{said}</news:news></url>"), XML


SITEMAPS: dict[str, Callable[[str, str, int], tuple[bytes, str]]] = {
    "index lists itself": loop,
    "20 levels": deep,
    "gzip 1 GiB": bomb,
    "ends abruptly": cut,
    "news:publication_date": news,
}
