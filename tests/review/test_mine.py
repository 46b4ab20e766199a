"""What is in one's own hands is followed as a feed, by whoever is logged in and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def people(newsroom: Path, serve_home: Callable[..., Served], visitor_to: Callable[[str], Visit]) -> dict[str, Visit]:
    """Ada and Bo at a desk where people log in."""
    served = serve_home(newsroom, demand_login=True)
    found = {}
    for name, role in (("Ada", "reviewer"), ("Bo", "reader")):
        found[name] = visitor_to(served.address)
        served.app.state.accounts.add(name, "a long enough password", role, by="Ada")
        token = served.app.state.accounts.open_session(name, role).token
        found[name].client.cookies.set("copydesk_session", token)
    return found


def entries(visit: Visit) -> list[tuple[str, str, str]]:
    """Address, title and words of each entry."""
    answer = visit.get("/mine.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    root = ET.fromstring(answer.text)  # noqa: S314 - our own output
    return [
        tuple(entry.findtext(f"a:{name}", "", ATOM) for name in ("id", "title", "summary"))
        for entry in root.findall("a:entry", ATOM)
    ]


def hand(people: dict[str, Visit]) -> tuple[str, str]:
    """Ada hands Bo an article, to be done by a day, and a flag; returned are their ids."""
    [flag, other, *_] = people["Ada"].flags()
    address = people["Ada"].get(f"/flags/{other}").headers["location"].split("#")[0].split("?")[0]
    task = "Ask the <coastguard>"
    people["Ada"].post(f"{address}/hand", assignee="Bo", due="2031-03-04", task=task)
    people["Ada"].post(f"/flags/{flag}/decide", act="assign:Bo")
    return address, flag


def test_the_feed_tells_what_was_handed_over_by_whom_and_until_when(people: dict[str, Visit]) -> None:
    article, flag = hand(people)
    (first, title, words), (second, other, task) = entries(people["Bo"])
    assert first.endswith(f"/flags/{flag}")
    assert words.startswith("From Ada. ")
    assert title
    assert second.endswith(article)
    assert other.startswith("Article: ")
    assert task == "From Ada, due 4 March 2031: Ask the <coastguard>"
    people["Ada"].post("/undo")
    assert [address for address, _, _ in entries(people["Bo"])] == [second]


def test_nobody_else_reads_it(people: dict[str, Visit], visitor_to: Callable[[str], Visit]) -> None:
    hand(people)
    assert entries(people["Ada"]) == []
    asked = people["Ada"].get("/mine.atom", params={"name": "Bo", "assignee": "Bo", "visitor": "Bo"})
    assert "<entry>" not in asked.text
    stranger = visitor_to(people["Bo"].origin)
    refused = stranger.get("/mine.atom")
    assert refused.status_code == 303
    assert refused.headers["location"].startswith("/login")
    assert "<feed" not in refused.text


def test_no_other_origin_reads_it(people: dict[str, Visit]) -> None:
    hand(people)
    answer = people["Bo"].get("/mine.atom", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert not [name for name in answer.headers if name.startswith("access-control")]
    elsewhere = people["Bo"].get("/mine.atom", headers={"Host": "elsewhere.example"})
    assert elsewhere.status_code == 400
    assert "<feed" not in elsewhere.text


def test_the_page_of_ones_own_leads_to_it(people: dict[str, Visit]) -> None:
    page = people["Bo"].get("/mine").text
    assert '<link rel="alternate" type="application/atom+xml" href="/mine.atom"' in page
