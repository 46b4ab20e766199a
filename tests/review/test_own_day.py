"""An article's day at the desk is the one that its page bears, whatever day it was in UTC."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from review.wording import ago, dated, hour, iso_day
from warehouse import db, publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit

EVENING, NEXT = date(2031, 5, 1), datetime(2031, 5, 2, 3, 30, tzinfo=UTC)  # 23:30 in New York


@pytest.fixture
def served(events_once: Path, home: Path, serve_home: Callable[..., Served]) -> Served:
    """A newsroom whose first article of the fire is of an evening in New York."""
    shutil.copytree(events_once, home)
    con = db.connect(home)
    con.execute(
        "UPDATE main.articles SET published_at = ?, published_on = ? WHERE outlet = 'Northline'", [NEXT, EVENING]
    )
    publish.publish(con, home)
    con.close()
    shutil.rmtree(home / "desk", ignore_errors=True)
    return serve_home(home)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_pages_of_an_article_bear_its_own_day(visit: Visit) -> None:
    [address] = re.findall(r'href="(/event/\w+)">At least 12', visit.get("/search?q=At+least+12").text)
    event = visit.get(address).text
    assert "first Northline, 1 May 2031 (2 May, 03:30 UTC)" in words(event)
    assert re.search(r'<b>Northline</b><span class="of"><time [^>]*>1 May</time>', event)
    assert "2 May 14:00" in words(event)  # another outlet's, whose day is the same in UTC
    article = re.search(r'href="(/articles/\w+)">At least 12', event)
    assert article
    for page in ("", "/questions", "/page.html"):
        assert "1 May 2031 (2 May, 03:30 UTC)" in words(visit.get(article[1] + page).text), page


def test_the_queue_and_the_search_bear_it_too(visit: Visit) -> None:
    rows = re.findall(r'<span title="[^"]*">(\d+ May 2031)</span>', visit.get("/queue?outlet=Northline").text)
    assert rows
    assert set(rows) == {"1 May 2031"}
    assert "2031-05-01" in words(visit.get("/search?q=smoke+rose+from+the+car+deck").text)


def test_a_page_without_a_day_of_its_own_has_that_of_its_instant() -> None:
    plain = {"published_at": NEXT, "published_on": None}
    assert dated(plain) == "2 May 2031, 03:30 UTC"
    assert iso_day(plain) == "2031-05-02"
    assert dated(plain | {"published_at": None}) == "undated"
    assert dated(plain | {"published_at": None}, NEXT) == "2 May 2031, 03:30 UTC"
    assert dated({"published_at": None, "published_on": EVENING}, NEXT) == "1 May 2031"
    assert dated(plain | {"published_on": NEXT.date()}) == "2 May 2031, 03:30 UTC"
    assert iso_day({"published_at": None, "published_on": None}) == ""
    assert iso_day({"published_at": NEXT, "published_on": EVENING}) == "2031-05-01"
    assert hour(NEXT) == "2 May 03:30"
    assert hour(NEXT, EVENING) == "1 May"


def test_what_is_new_is_said_by_the_hour_and_what_is_old_by_the_pages_day() -> None:
    assert ago(NEXT, datetime(2031, 5, 2, 9, tzinfo=UTC), on=EVENING) == "today 03:30"
    assert ago(NEXT, datetime(2031, 6, 2, tzinfo=UTC), on=EVENING) == "1 May"
    assert ago(NEXT, datetime(2032, 6, 2, tzinfo=UTC), on=EVENING) == "1 May 2031"
