"""Who wrote a page, as it is printed on it."""

from __future__ import annotations

import pytest
from lxml import html

from extract.page import read_html
from extract.pages.bylines import short_text

STORY = "<p>The harbour board of Norvale voted on Monday to close the slipway, which boats have used for years.</p>"
MORE = "<p>A meeting is planned for Saturday, and the sailing club said that it expects most members to come.</p>"


def byline(head: str, above: str, below: str = "") -> str:
    page = (
        f'<html lang="en"><head><meta property="og:type" content="article">{head}<title>Slipway closes</title></head>'
        f"<body><article><h1>Slipway closes</h1>{above}{STORY}{MORE}</article>{below}</body></html>"
    )
    article = read_html(page, url="https://www.norvale-herald.example/slipway").article
    assert "Merrin" not in article.text
    return article.byline


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ('<a rel="author" href="/ada">Ada Merrin</a>', "Ada Merrin"),
        ('<p class="byline">By <a rel="author" href="/ada">Ada Merrin</a></p>', "Ada Merrin"),
        ('<span class="author">Ada Merrin</span>', "Ada Merrin"),
        ('<span itemprop="author"><span itemprop="name">Ada Merrin</span></span>', "Ada Merrin"),
        ('<div class="article-author">Written by Ada Merrin | 2 March 2026</div>', "Ada Merrin"),
        ('<p class="byline">By Ada Merrin and Jan Merrin, health correspondent</p>', "Ada Merrin, Jan Merrin"),
        ("<p>By Ada Merrin, health correspondent</p>", "Ada Merrin"),
        ('<span class="author">About the author</span>', ""),
        ('<span class="author vcard"><a class="url fn n" href="/author/adam">admerrin</a></span>', "admerrin"),
        ('<span class="doc-author"><a href="/author/ada">Merrinada</a></span>', "Merrinada"),
        ('<span class="author">Merrinada</span>', ""),
        ('<p><a href="/authors/ada-merrin">Ada Merrin</a></p>', "Ada Merrin"),
        ('<footer class="entry-footer"><span class="author">Ada van Merrin</span></footer>', "Ada van Merrin"),
        ('<div class="elementor-widget-box"><a rel="author">Ada Merrin</a></div>', "Ada Merrin"),
        ('<p class="author">Plus par Ada Merrin</p>', "Ada Merrin"),
        ('<span class="author-name">Foto: Ada Merrin</span>', ""),
    ],
)
def test_a_printed_byline_is_read_and_is_not_in_the_text(above: str, names: str) -> None:
    assert byline("", above) == names


def test_a_declared_author_that_is_the_site_gives_way_to_a_printed_one() -> None:
    head = '<meta name="author" content="Norvale Herald"><meta property="og:site_name" content="Norvale Herald">'
    assert byline(head, '<a rel="author" href="/ada">Ada Merrin</a>') == "Ada Merrin"
    assert byline(head, "") == "Norvale Herald"


def test_names_beside_other_stories_and_under_comments_are_not_the_authors() -> None:
    below = (
        '<div class="comments"><span class="author">Tom Merrin</span></div><aside><a rel="author">Lu Osk</a></aside>'
    )
    assert byline("", "", below) == ""


def test_a_byline_at_the_end_counts_where_it_is_the_only_one() -> None:
    end = "<p>Von Ada Merrin</p>"
    assert byline("", "", 12 * "<p>Slipway - Osk</p>" + end) == "Ada Merrin"
    assert byline("", "", 12 * "<p>Slipway - Osk</p>" + end + "<p>Von Lu Merrin</p>") == ""


def test_the_work_grows_with_the_page_and_not_with_its_depth() -> None:
    nested = '<div class="author">' * 200 + "<p>Word word word.</p>" * 5_000 + "</div>" * 200
    seen = 0
    for element in html.fromstring(nested).iter("div"):
        seen += len(short_text(element))
    assert seen == 0
