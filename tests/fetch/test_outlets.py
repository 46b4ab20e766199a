from __future__ import annotations

import pytest

from fetch.outlets import Owners, host_of
from fetch.sources import Source


@pytest.mark.parametrize("url", ["", "nonsense", "file:///tmp/x", "http://[broken"])
def test_what_has_no_host_has_no_outlet(url: str) -> None:
    assert host_of(url) == ""


HERALD = Source(name="herald", outlet="Harbour Herald", feeds=("https://www.herald.example/feed.xml",))
COURIER = Source(name="courier", outlet="Valley Courier", urls=("https://courier.example/",), hosts=("vale.example",))
GUESTS = Source(name="guests", outlet="Guest Voices", feeds=("https://platform.example/guests.xml",))
LETTERS = Source(name="letters", outlet="Letters", feeds=("https://platform.example/letters.xml",))
LIST = Source(name="list", feeds=("https://list.example/feed.xml",))
OWNERS = Owners((HERALD, COURIER, GUESTS, LETTERS, LIST))


@pytest.mark.parametrize(
    ("source", "url", "said", "outlet"),
    [
        (HERALD, "https://herald.example/a", "", "Harbour Herald"),
        (HERALD, "https://m.herald.example/a", "Valley Courier", "Harbour Herald"),
        (HERALD, "https://elsewhere.example/a", "Elsewhere", "Harbour Herald"),  # what it lists itself
        (HERALD, "https://courier.example/a", "", "Valley Courier"),  # and not another's pages
        (HERALD, "https://vale.example/a", "Harbour Herald", "Valley Courier"),
        (LIST, "https://courier.example/a", "Harbour Herald", "Valley Courier"),
        (
            GUESTS,
            "https://platform.example/a",
            "Letters",
            "Guest Voices",
        ),  # a shared host: each its own
        (LETTERS, "https://platform.example/a", "", "Letters"),
        (HERALD, "https://platform.example/a", "The Platform", "The Platform"),  # nobody's alone
        (HERALD, "https://platform.example/a", "letters", "platform.example"),
        (HERALD, "https://list.example/a", "The List", "The List"),  # another's host, which it has not named
        (LIST, "https://elsewhere.example/a", "Elsewhere", "Elsewhere"),
        (LIST, "https://elsewhere.example/a", "harbour\u00a0HERALD", "elsewhere.example"),  # a configured name
        (LIST, "https://list.example/a", "Harbour-Herald", "list.example"),
        (LIST, "https://elsewhere.example/a", "", "elsewhere.example"),
    ],
)
def test_an_outlet_is_who_owns_the_host(source: Source, url: str, said: str, outlet: str) -> None:
    assert OWNERS.outlet(url, source, said) == outlet
