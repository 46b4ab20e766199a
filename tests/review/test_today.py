"""The first page says what matters and why; the queue's old addresses still lead to the queue."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from review.access.seen import PAUSE, Visits
from review.stories.today import today

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit
    from desk_stories import Story


TOLD = (
    ("Norvale", "bakery", "wheat"),
    ("Osk", "quarry", "granite"),
    ("Merrin", "choir", "hymns"),
    ("Halden", "tram", "rails"),
    ("Skerra", "orchard", "plums"),
    ("Lindholm", "observatory", "lenses"),
    ("Brack", "swimmers", "medals"),
    ("Tarn", "archive", "parchment"),
)


def apart(ferry: Story, at: datetime) -> tuple[Story, ...]:
    """Stories of five events and more, each with a critical flag and a warning."""
    flags = (("FG01", "14 people", "", ()), ("AT01", "9 dozen", "", ()))
    bare = replace(ferry, flags=flags, at=at, figures=(), sources=())
    return tuple(
        replace(
            bare,
            url=f"https://{town.lower()}.example/1",
            headline=f"{town} {thing} draws 14 people",
            text=f"The {thing} of {town} sold {goods} all winter.\nIts {goods} came in 9 dozen crates.",
        )
        for town, thing, goods in TOLD
    )


def test_five_things_come_from_five_stories_the_gravest_first(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable
) -> None:
    publisher(home, apart(ferry, datetime.now(UTC) - timedelta(days=3)))
    desk = serve_home(home).app.state.desk
    found = today(desk, desk.copy())
    assert len(found.things) == 5
    assert len({thing.story for thing in found.things}) == 5
    assert {thing.flag["severity"] for thing in found.things} == {"critical"}
    assert found.stories[0].open["critical"] >= 1


def test_a_reason_says_what_is_new_and_how_often_the_check_was_right(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, visitor_to: Callable[[str], Visit]
) -> None:
    publisher(home, apart(ferry, datetime.now(UTC) - timedelta(hours=2)))
    served = serve_home(home)
    visit = visitor_to(served.address)
    for flag in visit.flags("/queue?check=FG01")[:5]:
        visit.post(f"/flags/{flag}/decide", act="confirm", seen="")
    thing = today(served.app.state.desk, served.app.state.desk.copy()).things[0]
    assert thing.reasons[0] == "new today"
    assert thing.reasons[-1] == "people found this check right 5 of 5 times"


def test_what_is_decided_is_not_there_any_more(visit: Visit, served: Served) -> None:
    flag = re.findall(r"#flag-(\w+)", visit.get("/").text)[0]
    visit.post(f"/flags/{flag}/decide", act="dismiss:rounding", seen="")
    assert f"#flag-{flag}" not in visit.get("/").text


def test_old_addresses_of_the_queue_lead_to_it(visit: Visit) -> None:
    answer = visit.get("/?severity=warning&q=ferry")
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue?severity=warning&q=ferry")


def test_the_first_page_is_a_feed_too(visit: Visit) -> None:
    feed = visit.get("/today.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "Ferry fire leaves 14 people injured" in feed.text


def test_a_visit_ends_with_a_pause(served: Served) -> None:
    visits, noon = Visits(served.app.state.desk.store), datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert visits.arrive("Ada", noon) == noon - timedelta(days=1)
    assert visits.arrive("Ada", noon + PAUSE / 2) == noon - timedelta(days=1)
    later = noon + PAUSE / 2 + 2 * PAUSE
    assert visits.arrive("Ada", later) == noon + PAUSE / 2
    assert visits.arrive("Berit", later) == later - timedelta(days=1)


@pytest.mark.browser
def test_the_five_flags_that_matter_are_opened_by_keys(
    served: Served, page_of: Callable, no_axe_violation: Callable
) -> None:
    page = page_of(served.address)
    page.goto("/")
    expect(page.locator(".things .reasons").first).to_contain_text("critical")
    no_axe_violation(page)
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_contain_text("The headline's figure is not in the text")


@pytest.mark.browser
def test_a_story_that_changed_leads_to_what_changed(
    served: Served, publisher: Callable, ferry: Story, page_of: Callable
) -> None:
    now = datetime.now(UTC)
    edited = replace(
        ferry, text=ferry.text.replace("left 12 people", "left 9 people"), flags=(), figures=(), sources=(), at=now
    )
    publisher(served.home, (edited,))
    page = page_of(served.address)
    for _ in range(40):
        page.goto("/")
        if page.locator(".changed a").count():
            break
        page.wait_for_timeout(250)
    page.locator(".changed a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("What changed")
    expect(page.locator("ins").first).to_contain_text("9")
