"""Hostile inputs for what reads the web's formats: seeds that are nearly right, damaged in every way."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    from collections.abc import Callable


def warc(packed: bool) -> bytes:
    """Return a web archive of two pages."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for number in range(2):
        body = f"<title>Story {number}</title><p>The bridge closes.".encode()
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://a.example/{number}", "response", payload=io.BytesIO(body), length=len(body), http_headers=headers
        )
        writer.write_record(record)
    return stream.getvalue()


RSS = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
    b"<title>A</title><item><title><![CDATA[One & two]]></title><link>https://a.example/1</link><guid>1</guid>"
    b"<pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate></item><item><link>/2</link></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><entry><title type="html">&lt;b&gt;One'
    b'</title><link href="1"/><id>1</id><updated>2026-06-01T10:00:00Z</updated></entry></feed>'
)
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://a.example/1"}]}'
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><link>https://a.example/1</link></item>'
SITEMAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><news:news>'
    b"<news:publication_date>2026-06-01</news:publication_date><news:title>One</news:title></news:news></url></urlset>"
)
INDEX = b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"
ROBOTS = b"User-agent: *\nDisallow: /*/private$\nAllow: /a%20b\nCrawl-delay: 2.5\nSitemap: https://a.example/s.xml\n"
SOURCES = (
    b"[[source]]\nname = 'a'\nfeeds = ['https://a.example/f']\npace_seconds = 1.5\nlanguage = 'en'\nmax_entries = 9\n"
)
PAGE = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title><link rel="canonical" href="/x">'
    b'<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "isAccessibleForFree": false}]}</script>'
    b'<meta http-equiv="refresh" content="1; url=/y"></head><body><p>Words</p><a href="/">link</a></body></html>'
)
SEEDS: dict[str, list[bytes]] = {
    "feed": [RSS, ATOM, JSON_FEED, RDF],
    "sitemap": [SITEMAP, INDEX, gzip.compress(SITEMAP)],
    "robots": [ROBOTS],
    "warc": [warc(packed=False), warc(packed=True)],
    "sources": [SOURCES],
    "page": [PAGE],
}
PIECES = [
    b"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"&#0;",
    b"&#x110000;",
    b"&lt;",
    b"<item>",
    b"</item>",
    b"<entry>",
    b"<link>",
    b"http://[",
    b"http://a:b@c:d/",
    b"javascript:",
    b"9" * 400,
    b"-1",
    b"1e999",
    b"Mon, 99 Foo 99999 99:99:99 +9999",
    b"0000-00-00T00:00:00Z",
    b"9999-12-31T23:59:59-23:59",
    b"xml:base='http://['",
    b"encoding='utf-7'",
    b"encoding='no-such'",
    b"\n\n\n",
    b"\r",
    b"[[",
    b"[" * 200,
    b"{" * 200,
    b"'''",
    b"\\u0000",
    b"*" * 60,
    b"$",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Content-Length: -5\r\n",
    b"\r\n\r\n",
    "İı\u202e\ud7ff".encode(),
]
Edit = tuple[int, int, bytes, int]


def damaged(seed: bytes, edits: list[Edit]) -> bytes:
    """Return the seed with pieces of it replaced, each edit at a place, over a length, by a piece, so many times."""
    body = bytearray(seed)
    for place, length, piece, times in edits:
        at = place % (len(body) + 1)
        body[at : at + length] = piece * times
    return bytes(body)


def hostile(kind: str) -> st.SearchStrategy[bytes]:
    """Return damaged documents of a kind, plain noise among them."""
    piece = st.one_of(st.sampled_from(PIECES), st.binary(max_size=20), st.sampled_from(SEEDS[kind]))
    edit = st.tuples(st.integers(0, 2000), st.integers(0, 60), piece, st.integers(1, 4))
    made: Callable[..., bytes] = damaged
    documents = st.builds(made, st.sampled_from(SEEDS[kind]), st.lists(edit, max_size=8))
    return st.one_of(
        documents, st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    )


def readers() -> dict[str, Callable[[bytes, Any], object]]:
    """Return what reads each kind: it takes bytes and a scratch folder, and may raise Fault or SourceError only."""
    from time import time  # noqa: PLC0415

    from fetch.addresses import canonical_address  # noqa: PLC0415
    from fetch.archive import read_record  # noqa: PLC0415
    from fetch.feeds import read_feed  # noqa: PLC0415
    from fetch.gates import check_page  # noqa: PLC0415
    from fetch.page_shape import shape_of  # noqa: PLC0415
    from fetch.robots import read_policy  # noqa: PLC0415
    from fetch.sitemaps import read_sitemap  # noqa: PLC0415
    from fetch.sources import read_sources  # noqa: PLC0415
    from fetch.warcs import warc_entries  # noqa: PLC0415
    from webpage.charset import decode  # noqa: PLC0415
    from webpage.head import head_of  # noqa: PLC0415

    def read_robots(body: bytes, folder: Any) -> object:  # noqa: ANN401 - a Path, named late
        policy = read_policy(body, time() + 60, "copydesk")
        policy.check("https://a.example/a%20b/private?x=1")
        return policy.crawl_delay

    def read_archive(body: bytes, folder: Any) -> object:  # noqa: ANN401
        path = folder / "hostile.warc.gz"
        path.write_bytes(body)
        for entry in warc_entries(path, folder, 10).entries:
            try:
                read_record(path, entry.offset or 0, 10_000)
            except LookupError:
                continue
        return None

    def read_page(body: bytes, folder: Any) -> object:  # noqa: ANN401
        read = decode(body, "text/html")
        shape_of(read.text)
        canonical_address("https://a.example/amp/x", head_of(read.text).canonical)
        return check_page(read.text, "https://a.example/x")

    return {
        "feed": lambda body, _folder: read_feed(body, "https://a.example/feed", 100),
        "sitemap": lambda body, _folder: read_sitemap(body, "https://a.example/s.xml", 100),
        "robots": read_robots,
        "warc": read_archive,
        "sources": lambda body, folder: read_sources(body.decode("utf-8", "replace"), folder / "sources.toml"),
        "page": read_page,
    }
