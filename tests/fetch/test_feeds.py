from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fetch.feeds import patient_items, quick_items, read_feed
from fetch.reasons import Fault
from fetch.sitemaps import read_sitemap

HERE = "https://a.example/feed"
NOW = datetime(2026, 6, 2, tzinfo=UTC)


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title>{items}</channel></rss>'.encode()


def item(link: str, date: str = "Mon, 01 Jun 2026 10:00:00 +0200", title: str = "Toll &amp; trouble") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"


def test_rss_gives_links_titles_and_dates_in_utc() -> None:
    (entry,) = read_feed(rss(item("https://a.example/1")), HERE, 10, NOW).entries
    assert (entry.url, entry.title) == ("https://a.example/1", "Toll & trouble")
    assert entry.published_at == datetime(2026, 6, 1, 8, tzinfo=UTC)
    assert entry.listed_in == HERE


def test_atom_rdf_and_json_feeds_are_read() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>One</title><id>1</id>'
        b'<link rel="alternate" href="https://a.example/1"/><updated>2026-06-01T10:00:00Z</updated></entry></feed>'
    )
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<channel rdf:about="x"><title>A</title></channel>'
        b'<item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item></rdf:RDF>'
    )
    json_feed = (
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": '
        b'[{"id": "1", "url": "https://a.example/1", "title": "One", "date_published": "2026-06-01T10:00:00Z"}]}'
    )
    for body in (atom, rdf, json_feed):
        (entry,) = read_feed(body, HERE, 10, NOW).entries
        assert (entry.url, entry.title) == ("https://a.example/1", "One")


def test_links_are_made_absolute_and_other_schemes_are_left_out() -> None:
    body = rss(item("/1") + item("story/2") + item("javascript:alert(1)") + item("mailto:x@a.example") + item(""))
    assert [entry.url for entry in read_feed(body, HERE, 10, NOW).entries] == [
        "https://a.example/1",
        "https://a.example/story/2",
    ]


def test_a_feed_is_bounded_and_says_so() -> None:
    body = rss("".join(item(f"/{number}") for number in range(50)))
    listing = read_feed(body, HERE, 10, NOW)
    assert len(listing.entries) == 10
    assert listing.cut


def test_both_readers_agree() -> None:
    body = rss("".join(item(f"https://a.example/{number}") for number in range(20)))
    quick, patient = quick_items(body), patient_items(body, HERE)
    assert quick is not None
    assert [one["link"] for one in quick] == [one["link"] for one in patient]
    assert [one["title"] for one in quick] == [one["title"] for one in patient]


def test_feeds_that_quick_reader_fails_on_are_read_all_the_same() -> None:
    broken = rss(item("https://a.example/1")).replace(b"</rss>", b"").replace(b"<title>A", b"<title>A & B <b>")
    assert [entry.url for entry in read_feed(broken, HERE, 10, NOW).entries] == ["https://a.example/1"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><title>Oops</title>", "not_a_feed"),
        (b"plain words", "not_a_feed"),
        (b'{"name": "no feed"}', "not_a_feed"),
        (b"<opml><body/></opml>", "not_a_feed"),
        (b"\x89PNG\r\n\x1a\n", "not_a_feed"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item/></channel></rss>', "entities"),
        ('<!DOCTYPE rss [<!entity a "b">]><rss/>'.encode("utf-16"), "entities"),
    ],
)
def test_what_is_no_feed_is_a_fault_and_not_an_empty_list(body: bytes, reason: str) -> None:
    with pytest.raises(Fault, match=rf"^{reason}"):
        read_feed(body, HERE, 10, NOW)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"<rss></rss>", "not_a_feed"),
        (b"<html><body>no", "not_a_feed"),
        (b"words", "not_a_feed"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><urlset/>', "entities"),
        (b"\x1f\x8b\x08broken", "decode"),
    ],
)
def test_what_is_no_sitemap_is_a_fault(body: bytes, reason: str) -> None:
    with pytest.raises(Fault, match=rf"^{reason}"):
        read_sitemap(body, HERE, 10, NOW)


def test_an_image_of_a_sitemap_lends_neither_title_nor_place() -> None:
    body = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        b'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>'
        b"<image:image><image:loc>https://a.example/i.jpg</image:loc><image:title>A photograph</image:title>"
        b"</image:image>"
        b"<loc>https://a.example/1</loc><lastmod>2026-06-01</lastmod></url></urlset>"
    )
    (entry,) = read_sitemap(body, HERE, 10, NOW).entries
    assert (entry.url, entry.title) == ("https://a.example/1", "")
    assert entry.published_at == datetime(2026, 6, 1, tzinfo=UTC)


def test_a_sitemap_is_bounded() -> None:
    inside = "".join(f"<url><loc>https://a.example/{number}</loc></url>" for number in range(50))
    listing = read_sitemap(f"<urlset>{inside}</urlset>".encode(), HERE, 10, NOW)
    assert len(listing.entries) == 10
    assert listing.cut


def test_xml_base_is_kept_to_at_every_level() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/news/"><title>A</title>'
        b'<entry><id>1</id><title>One</title><link href="one"/></entry>'
        b'<entry xml:base="https://b.example/"><id>2</id><title>Two</title><link href="two"/></entry></feed>'
    )
    assert [entry.url for entry in read_feed(body, HERE, 10, NOW).entries] == [
        "https://a.example/news/one",
        "https://b.example/two",
    ]
