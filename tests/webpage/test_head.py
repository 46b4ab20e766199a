"""One reader of a page's head: fetch asks it for address and site, extract for everything."""

from __future__ import annotations

import pytest

from webpage.canonical import canonical_of
from webpage.head import Head, head_of, parse, read_head


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta property="og:site_name" content="The Harbour &amp; Vale">', "The Harbour & Vale"),
        ("<META content='Valley\n Courier' property='og:site_name'/>", "Valley Courier"),
        ('<meta property="og:site_name" content="">', ""),
        (f'<meta property="og:site_name" content="{"slogan " * 20}">', ""),
        ('<meta property="og:title" content="Bridge">', ""),
        ("", ""),
    ],
)
def test_a_page_names_its_site(html: str, expected: str) -> None:
    assert head_of(html).site == expected


def test_the_head_is_read_without_the_body_and_the_whole_page_says_the_same() -> None:
    text = (
        '<!doctype html><html lang=en-GB><HEAD><link rel="shortlink canonical" href=" /story ">'
        '<meta name=author content="Ann Carter"><script type="application/ld+json">{"@type": "NewsArticle"}</script>'
        '</HEAD><BODY><meta property="og:type" content="article"><p>Rain.</p></BODY></html>'
    )
    head, tree = head_of(text), parse(text)
    assert tree is not None
    assert (head.canonical, head.locale, head.meta) == ("/story", "en-GB", {"author": "Ann Carter"})
    assert head.things == read_head(tree).things == ({"@type": "NewsArticle"},)
    assert (head.says_article, read_head(tree).says_article) == (False, True)


def test_the_stories_of_a_list_are_no_things_of_the_pages_own() -> None:
    linked = '{"@graph": [{"@type": "CollectionPage", "mainEntity": {"@type": "NewsArticle"}}, {"@type": "Person"}]}'
    head = head_of(f'<script type="application/ld+json">{linked}</script>')
    kinds = [thing.get("@type") for thing in head.things]
    assert kinds == [None, "CollectionPage", "NewsArticle", "Person"]
    assert [thing.get("@type") for thing in head.own_things] == [None, "CollectionPage", "Person"]


@pytest.mark.parametrize("text", ["", "   ", "<!-- -->", "\0", "<html", "</head>"])
def test_what_has_no_head_says_nothing(text: str) -> None:
    assert head_of(text) == Head()


def test_a_home_page_is_its_own_address_and_never_that_of_a_story() -> None:
    assert canonical_of("https://osk.example/", "https://www.osk.example/") == "https://www.osk.example/"
    assert canonical_of("https://osk.example/pier", "https://www.osk.example/index.html") == ""
    assert canonical_of("", "https://www.osk.example/") == ""
    assert canonical_of("", "https://www.osk.example/pier") == "https://www.osk.example/pier"
