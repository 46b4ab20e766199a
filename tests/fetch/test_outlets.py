from __future__ import annotations

import pytest

from fetch.outlets import host_of, outlet_of


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta property="og:site_name" content="The Harbour &amp; Vale">', "The Harbour & Vale"),
        ("<META content='Valley\n Courier' property='og:site_name'/>", "Valley Courier"),
        ('<meta property="og:site_name" content="">', "a.example"),
        (f'<meta property="og:site_name" content="{"slogan " * 20}">', "a.example"),
        ('<meta property="og:title" content="Bridge">', "a.example"),
        ("", "a.example"),
    ],
)
def test_a_page_names_its_outlet_or_its_host_does(html: str, expected: str) -> None:
    assert outlet_of(html, "https://www.a.example/story") == expected


@pytest.mark.parametrize("url", ["", "nonsense", "file:///tmp/x", "http://[broken"])
def test_what_has_no_host_has_no_outlet(url: str) -> None:
    assert host_of(url) == ""
