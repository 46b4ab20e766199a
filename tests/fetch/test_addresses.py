from __future__ import annotations

import pytest

from fetch.addresses import canonical_address, clean_address, without_password
from webpage.head import head_of


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://A.Example/Story?utm_source=rss&utm_medium=feed", "https://a.example/Story"),
        ("https://a.example:443/story#comments", "https://a.example/story"),
        ("https://a.example/story?id=7&fbclid=x", "https://a.example/story?id=7"),
        ("https://a.example", "https://a.example/"),
        ("http://127.20.0.2:8000/story", "http://127.20.0.2:8000/story"),
        ("file:///tmp/draft.txt", "file:///tmp/draft.txt"),
        ("not an address", "not an address"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_an_address_has_one_form(url: str, clean: str) -> None:
    assert clean_address(url) == clean
    assert clean_address(clean) == clean


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/story", "https://www.a.example/story"),
        ("https://a.example/story?utm_source=x", "https://a.example/story"),
        ("https://m.a.example/story", "https://m.a.example/story"),
        ("https://other.example/story", "https://www.a.example/amp/story"),
        ("/", "https://www.a.example/amp/story"),
        ("https://www.a.example", "https://www.a.example/amp/story"),
        ("/index.html", "https://www.a.example/amp/story"),
        ("javascript:void(0)", "https://www.a.example/amp/story"),
        ("http://[broken", "https://www.a.example/amp/story"),
        ("", "https://www.a.example/amp/story"),
        ("/story?a=1&amp;b=2", "https://www.a.example/story?a=1&b=2"),
    ],
)
def test_a_canonical_is_believed_where_it_can_be_true(href: str, expected: str) -> None:
    head = head_of(f"<html><head><LINK href='{href}' rel='Canonical'></head>")
    assert canonical_address("https://www.a.example/amp/story", head.canonical) == expected


def test_a_page_without_a_canonical_keeps_its_own_address() -> None:
    assert (
        canonical_address("https://a.example/s", head_of('<link rel="icon" href="/i.png">').canonical)
        == "https://a.example/s"
    )


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ada:hidden@a.example:8443/x?y=u@v#z", "https://a.example:8443/x?y=u@v#z"),
        ("https://ada:hid@den@a.example/", "https://a.example/"),
        ("https://a.example/@ada", "https://a.example/@ada"),
        ("https://[::1", "https://[::1"),
    ],
)
def test_an_address_is_kept_without_name_and_password(url: str, kept: str) -> None:
    assert without_password(url) == kept
