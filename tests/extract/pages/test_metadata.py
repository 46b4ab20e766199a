"""What a page declares about itself, in the many ways in which pages do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import html as lxml_html

from extract.pages.metadata import Declared, read_metadata
from webpage.head import read_head

URL = "https://www.herald.example/2026/baths"


def declared(head: str, url: str = URL, body: str = "") -> Declared:
    tree = lxml_html.fromstring(f"<html><head>{head}</head><body><p>x</p>{body}</body></html>")
    return read_metadata(tree, read_head(tree), url)


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


ARTICLE = '"author": {"name": "Ada Lind"}, "headline": "Baths to close", "datePublished"'


@pytest.mark.parametrize(
    "data",
    [
        f'{{"@type": "NewsArticle", {ARTICLE}: "2026-03-02T07:30:00Z"}}',
        f'[{{"@type": "WebPage"}}, {{"@type": ["BlogPosting"], {ARTICLE}: "20260302T073000Z"}}]',
        f'{{"@graph": [{{"@type": "Report", {ARTICLE}: "2026-03-02 07:30:00+00:00"}}]}}',
        f'<!-- {{"@type": "Article", {ARTICLE}: "Mon, 02 Mar 2026 07:30:00 GMT",}} -->',
        f'{{"@type": "NewsArticle", {ARTICLE}: "2026-03-02T02:30:00-0500"}};'.replace("to close", "to\n close"),
        f'{{"@type": "https://schema.org/Article", {ARTICLE}: "March 2, 2026 2:30 EST"}}',
        f'{{"@type": "Article", {ARTICLE}: "2026-03-02T07:30:00Z"}}'.replace('"Baths to close"', '["Baths to close"]'),
        f'// <![CDATA[\n{{"@type": "NewsArticle", {ARTICLE}: "2026-03-02T07:30:00Z"}}\n// ]]>',
        f'/* <![CDATA[ */ {{"@type": "NewsArticle", {ARTICLE}: "2026-03-02T07:30:00Z"}} /* ]]> */',
        f'<![CDATA[{{"@type": "NewsArticle", {ARTICLE}: "2026-03-02T07:30:00Z"}}]]>',
        f'{{"@type": "NewsArticle", {ARTICLE}: "2026-03-02T07:30:00Z", "name": "Lind\tand\r\nOsk"}}',
        (
            '{"@graph": [{"@type": "WebPage", "datePublished": "2025-01-01"}, '
            f'{{"@type": ["NewsArticle", "ReportageNewsArticle"], {ARTICLE}: "2026-03-02T07:30:00Z"}}]}}'
        ),
    ],
)
def test_headline_and_time_are_read_from_linked_data_however_it_is_written(data: str) -> None:
    found = declared(linked(data))
    assert (found.headline, found.byline) == ("Baths to close", "Ada Lind")
    assert found.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert found.is_article


@pytest.mark.parametrize(
    "data", ["{", "null", "[]", '"x"', '{"@type": null}', '{"@graph": {"@graph": 1}}', "[" * 5000, "{}" * 9]
)
def test_broken_linked_data_declares_nothing(data: str) -> None:
    assert declared(linked(data)) == Declared()


def test_fields_are_saved_from_linked_data_that_no_parser_takes() -> None:
    found = declared(
        linked(
            '{"@type": "NewsArticle", "headline": "Baths \\"to close\\"", "author": , '
            '"datePublished": "2026-03-02T07:30:00Z"'
        )
    )
    assert (found.headline, found.published_at) == ('Baths "to close"', datetime(2026, 3, 2, 7, 30, tzinfo=UTC))
    assert found.is_article


def test_names_of_signs_in_linked_data_are_read() -> None:
    found = declared(linked('{"@type": "NewsArticle", "headline": "Board&#39;s quay costs &pound;5m"}'))
    assert found.headline == "Board's quay costs £5m"


def test_a_day_that_the_page_declares_stands_over_the_one_in_its_address() -> None:
    found = declared('<meta name="dc.date" content="2026-03-02">', "https://www.herald.example/2026/12/14/baths")
    assert found.published_at == datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "words", "day"),
    [("en-GB", "03/04/2026", (4, 3)), ("en", "03/04/2026", None), ("en", "10.12.2025, 07:00:03", (12, 10))],
)
def test_a_declared_day_in_figures_is_told_by_the_pages_language(
    locale: str, words: str, day: tuple[int, int] | None
) -> None:
    tree = lxml_html.fromstring(
        f'<html lang="{locale}"><head><meta property="article:published_time" content="{words}"></head><p>x</p></html>'
    )
    found = read_metadata(tree, read_head(tree), URL).published_at
    assert (found and (found.month, found.day)) == day


def test_a_moment_in_a_page_state_of_scripts_stands_in() -> None:
    found = declared('<script>push("{\\"datePublished\\":\\"2026-03-02T07:30:00+0000\\"}")</script>')
    assert found.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


def test_meta_tags_stand_in_for_linked_data() -> None:
    found = declared(
        '<meta property="og:title" content="Baths to close &#8211; Eastmere Herald">'
        '<meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-03-02T07:30:00Z">'
        '<meta name="author" content="Ines Calder">'
        '<meta property="og:locale" content="en_GB">'
    )
    assert (found.headline, found.byline, found.language) == ("Baths to close", "Ines Calder", "en")
    assert found.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert found.is_article


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("/2026/baths", "https://www.herald.example/2026/baths"),
        ("https://herald.example/2026/baths", "https://herald.example/2026/baths"),
        ("https://www.herald.example/", ""),
        ("https://other.example/2026/baths", ""),
        ("javascript:void(0)", ""),
        ("http://[broken", ""),
    ],
)
def test_a_canonical_address_of_the_home_page_or_of_another_host_is_ignored(href: str, canonical: str) -> None:
    assert declared(f'<link rel="canonical" href="{href}">').canonical == canonical


@pytest.mark.parametrize(
    ("head", "url", "kind"),
    [
        (linked('{"@type": "LiveBlogPosting", "headline": "Storm"}'), URL, "live"),
        (linked('{"@type": "OpinionNewsArticle", "headline": "Storm"}'), URL, "opinion"),
        (linked('{"@type": "NewsArticle", "headline": "Storm", "articleSection": "Gastkommentar"}'), URL, "opinion"),
        ('<meta property="og:type" content="article">', "https://herald.example/opinion/storm", "opinion"),
        ('<meta property="og:type" content="article">', "https://herald.example/storm-live-updates", "live"),
        ('<meta property="og:type" content="article">', "https://herald.example/mayor-speech-transcript", "transcript"),
        (linked('{"@type": "NewsArticle", "headline": "Storm", "articleSection": "Politics"}'), URL, "news"),
        ("", URL, "unknown"),
    ],
)
def test_the_kind_of_article_is_what_the_page_says(head: str, url: str, kind: str) -> None:
    assert declared(head, url).article_type == kind


def test_declared_access_and_length_are_read() -> None:
    data = '{"@type": "NewsArticle", "headline": "Storm", "isAccessibleForFree": "False", "wordCount": "812"}'
    found = declared(linked(data))
    assert (found.is_free, found.words) == (False, 812)
    assert declared(linked('{"@type": "NewsArticle", "headline": "Storm"}')).is_free is None
