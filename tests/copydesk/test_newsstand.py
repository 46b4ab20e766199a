from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from copydesk.newsstand import Newsstand
from copydesk.stories import _metadata, all_outlets

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def stand() -> Iterator[Newsstand]:
    with Newsstand(port=0) as opened:
        yield opened


def get(url: str, **headers: str) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.get(url, headers=headers)


def test_every_story_of_every_outlet_is_served_with_its_headline(stand: Newsstand) -> None:
    pages = stand.pages()
    assert len(pages) >= 20
    for outlet in all_outlets():
        for story in outlet.stories:
            page = get(pages[f"{outlet.key}/{story[0].path.rsplit('/', 1)[1]}"])
            assert page.status_code == 200
            assert story[0].headline in page.text.replace("&#39;", "'")


@pytest.mark.parametrize("outlet", [outlet.name for outlet in all_outlets()])
def test_every_feed_names_every_page(stand: Newsstand, outlet: str) -> None:
    feed = get(stand.feeds()[outlet]).text
    base = stand.feeds()[outlet].rsplit("/", 1)[0]
    mine = [address for address in stand.pages().values() if address.startswith(base)]
    assert mine
    assert all(address in feed for address in mine)


def test_a_page_that_is_not_there_is_a_404(stand: Newsstand) -> None:
    base = stand.feeds()["The Ellery Gazette"].rsplit("/", 1)[0]
    assert get(f"{base}/2026/11/what-the-harbour-fee-pays-for").status_code == 404


def test_an_unchanged_page_is_a_304(stand: Newsstand) -> None:
    address = stand.pages()["gazette/library-reopens"]
    first = get(address)
    again = get(address, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_second_edition_changes_one_figure_quietly(stand: Newsstand) -> None:
    address = stand.pages()["courier/council-shortfall"]
    before = get(address).text
    stand.edition = 2
    after = get(address).text
    stand.edition = 1
    assert "4.2 million" in before
    assert "2.4 million" in after
    assert "amended" not in after
    assert before.replace("4.2 million", "2.4 million").split("story-text")[1] == after.split("story-text")[1]


def test_robots_keep_a_reader_out_of_the_paid_pages(stand: Newsstand) -> None:
    base = stand.feeds()["Northline"].rsplit("/", 1)[0]
    assert "Disallow: /subscribers/" in get(f"{base}/robots.txt").text


def test_metadata_cannot_end_its_script() -> None:
    outlet = all_outlets()[0]
    story = outlet.stories[0][0]
    assert "</script" not in str(_metadata(outlet, story, "http://a/</script><b>"))


def test_two_newsstands_stand_side_by_side() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with Newsstand(port=port) as first, Newsstand(port=port) as second:
        assert not set(first.feeds().values()) & set(second.feeds().values())
        assert [get(feed).status_code for feed in second.feeds().values()] == [200] * len(second.hosts)
