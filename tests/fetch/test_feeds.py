from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fetch.feeds import read_feed
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


def links(body: bytes) -> list[str]:
    return [entry.url for entry in read_feed(body, HERE, 10, NOW).entries]


def test_broken_markup_hides_no_story() -> None:
    broken = rss(item("https://a.example/1") + item("https://a.example/2", title="Osk <b>wins, Lind & Co < Merrin"))
    broken = broken.replace(b"</rss>", b"").replace(b"<title>A", b"<title>A & B <b>").replace(b"</item>", b"", 1)
    assert links(broken) == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("/f/12?page=1&part=2", "/f/12?page=1&part=2"),
        ("/f/12?page=1&amp;part=2", "/f/12?page=1&part=2"),
        ("<![CDATA[/f/12?page=1&part=2&amp;x]]>", "/f/12?page=1&part=2&amp;x"),
        ("/f/12?page=1&copy=2&lt=3&#38;d=4&#x26;e=5", "/f/12?page=1&copy=2&lt=3&d=4&e=5"),
        ("<![CDATA[/f/12?a=1]]>&b=2", "/f/12?a=1&b=2"),
        ("/f/12?a=1&", "/f/12?a=1&"),
    ],
)
def test_an_address_keeps_its_ampersands(printed: str, meant: str) -> None:
    assert links(rss(f"<item><link>{printed}</link></item>")) == [f"https://a.example{meant}"]


def atom(inside: str, attributes: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry{attributes}>{inside}</entry></feed>'.encode()


@pytest.mark.parametrize(
    "inside",
    [
        '<link rel="alternate" type="application/pdf" href="/1.pdf"/><link type="text/html" href="/1"/>',
        '<link rel="replies" href="/1/replies"/><link href="/1"/>',
        '<link rel="replies" href="/1/replies"/><link rel="alternate" href="/1"/>',
        '<link href="/1"/><link rel="replies" href="/1/replies"/>',
        '<link rel="enclosure" href="/1.mp3"/><link href="/1"/>',
        '<link rel="enclosure" href="/1.mp3"/><link rel="alternate" type="text/html" href="/1"/>',
        '<link rel="via" href="/v"/><link rel="alternate" href="/1"/>',
        '<link rel="self" href="/1.atom"/><link rel="edit" href="/e"/><link rel="via" href="/v"/><link href="/1"/>',
        '<link rel="related" href="/2"/><link rel="http://www.iana.org/assignments/relation/alternate" href="/1"/>',
        '<id>https://a.example/1</id><link rel="replies" href="/1/replies"/>',
        "<id>https://a.example/1</id>",
        "<id>/1</id>",
        '<id>urn:x</id><source><id>urn:y</id><link href="/9"/></source><link href="/1"/>',
        '<content><div xmlns="http://www.w3.org/1999/xhtml"><link href="/9"/></div></content><link href="/1"/>',
        '<m:c xmlns:m="https://m.example/"><m:link href="/9"/><m:id>https://a.example/8</m:id></m:c><id>/1</id>',
    ],
)
def test_the_page_of_an_atom_entry_is_its_alternate_in_html_else_its_id(inside: str) -> None:
    assert links(atom(inside)) == ["https://a.example/1"]


@pytest.mark.parametrize(
    "body",
    [
        atom("<id>urn:x:1</id>"),
        atom("<id>1</id>"),
        atom("<id>tag:a.example,2026:1</id><link rel='replies' href='/1'/>"),
        rss("<item><guid isPermaLink='false'>https://a.example/1</guid></item>"),
        rss("<item><guid>17</guid><title>Osk</title></item>"),
        rss("<item><title>Osk</title><description>No link at all.</description></item>"),
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "17"}, 4]}',
    ],
)
def test_an_entry_that_names_no_page_is_said(body: bytes) -> None:
    listing = read_feed(body, HERE, 10, NOW)
    assert not listing.entries
    assert any("without an address left out" in note for note in listing.notes)


def test_a_guid_is_an_address_unless_it_says_no() -> None:
    feed = "<item><guid>https://a.example/1</guid></item><item><guid isPermaLink='true'>2</guid></item>"
    assert links(rss(feed)) == ["https://a.example/1", "https://a.example/2"]


DTD = b'<!DOCTYPE rss PUBLIC "-//Osk//DTD RSS 0.91//EN" "http://dtd.invalid/rss-0.91.dtd">'


@pytest.mark.parametrize("doctype", [b"", DTD])
def test_html_names_of_signs_are_read_without_their_dtd(doctype: bytes) -> None:
    body = rss(item("/1", title="Caf&eacute;&rsquo;s &pound;3m &nosuch; &amp;lt;")).replace(b"<rss", doctype + b"<rss")
    (entry,) = read_feed(body, HERE, 10, NOW).entries
    assert entry.title == "Café’s £3m &nosuch; &lt;"


def test_cdata_with_line_breaks_hides_neither_address_nor_day() -> None:
    inside = (
        "<title>\n<![CDATA[\nOsk wins\n]]>\n</title><link>\n<![CDATA[\nhttps://a.example/1\n]]></link>"
        "<guid><![CDATA[\nx17\n]]></guid><pubDate>\n<![CDATA[\nThu, 04 Jun 2015 10:00:00 GMT\n]]></pubDate>"
    )
    (entry,) = read_feed(rss(f"<item>{inside}</item>"), HERE, 10, NOW).entries
    assert (entry.url, entry.title) == ("https://a.example/1", "Osk wins")
    assert entry.published_at == datetime(2015, 6, 4, 10, tzinfo=UTC)  # old, and kept as it is


def test_a_picture_lends_a_story_neither_title_nor_address() -> None:
    body = (
        b'<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><media:title>A photograph</media:title>'
        b"<media:link>/9</media:link><image><title>Logo</title><link>/8</link></image>"
        b"<link>/1</link><title>One</title></item></channel></rss>"
    )
    (entry,) = read_feed(body, HERE, 10, NOW).entries
    assert (entry.url, entry.title) == ("https://a.example/1", "One")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_feed_is_read_in_its_own_charset(charset: str) -> None:
    text = f'<?xml version="1.0" encoding="{charset}"?><rss><channel>{item("/1", title="Fjöre £3")}</channel></rss>'
    (entry,) = read_feed(text.encode(charset), HERE, 10, NOW).entries
    assert (entry.url, entry.title) == ("https://a.example/1", "Fjöre £3")


@pytest.mark.parametrize(
    ("date", "meant"),
    [
        ("2003", None),
        ("July", None),
        ("01.05.2024 10:00", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("Wed, 1 May 2024 10:00:00 ET", datetime(2024, 5, 1, 14, tzinfo=UTC)),
    ],
)
def test_a_part_of_a_date_is_not_filled_up_with_todays(date: str, meant: datetime | None) -> None:
    (entry,) = read_feed(rss(item("/1", date)), HERE, 10, NOW).entries
    assert entry.published_at == meant


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
        (b"<opml></opml>", "not_a_feed"),
        (b"<html><body>no", "not_a_feed"),
        (b"Read this first:\nhttps://a.example/1\n", "not_a_feed"),
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


def test_a_text_with_an_address_a_line_is_a_sitemap() -> None:
    body = b"\xef\xbb\xbfhttps://a.example/1\r\n\nhttps://a.example/2?x=1&y=2\nhttps://a.example/1\nnot this\n"
    listing = read_sitemap(body, HERE, 10, NOW)
    assert [entry.url for entry in listing.entries] == ["https://a.example/1", "https://a.example/2?x=1&y=2"]
    assert listing.notes == ("2 lines that are no address, or are there twice, left out",)
    assert read_sitemap(b"https://a.example/1\nhttps://a.example/2", HERE, 1, NOW).cut


@pytest.mark.parametrize("body", [rss(item("/1")), b"<!-- Osk -->" + atom('<link href="/1"/>')])
def test_a_feed_given_as_a_sitemap_is_read(body: bytes) -> None:
    assert [entry.url for entry in read_sitemap(body, HERE, 10, NOW).entries] == ["https://a.example/1"]


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
