"""A view under a name: saved, opened, renamed, shared, followed and deleted, by its owner and seen by others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from review.access.saved import MOST, VIEWS, FullError, SavedViews, TakenError, words_of
from review.copy.filters import Filters
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Served, Visit

    from review.access.accounts import Accounts

ATOM = {"a": "http://www.w3.org/2005/Atom"}
COURIER = Filters(severity=("warning",), outlet=("Valley Courier",))


@pytest.fixture(params=["sqlite", "postgresql"])
def saved(request: pytest.FixtureRequest, home: Path) -> Iterator[SavedViews]:
    url = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    store = open_reviews(home, url)
    yield SavedViews(store)
    with store.engine.begin() as connection:
        connection.execute(VIEWS.delete())
        if url:
            connection.execute(sa.text("DROP TABLE decisions CASCADE"))
    store.close()


def named(visit: Visit, name: str, view: str = "severity=warning&outlet=Valley+Courier", **more: str) -> str:
    answer = visit.post("/views", json=False, name=name, view=view, **more)
    assert answer.status_code == 303
    return re.findall(r'href="/views/(\w+)"', visit.get("/views").text)[-1]


def feed_of(visit: Visit, view: str) -> ET.Element:
    return ET.fromstring(visit.get(f"/views/{view}/feed").text)  # noqa: S314 - our own feed


def test_a_view_comes_back_under_its_name(saved: SavedViews) -> None:
    kept = saved.save("Ada", "Courier", COURIER, shared=False)
    assert saved.of("Ada") == [kept]
    assert saved.one(kept.view_id, "Ada") == kept
    assert kept.filters == COURIER


def test_others_see_a_view_only_while_it_is_shared(saved: SavedViews) -> None:
    kept = saved.save("Ada", "Courier", COURIER, shared=False)
    assert saved.of("Berit") == []
    assert saved.one(kept.view_id, "Berit") is None
    saved.change(kept, "Courier", shared=True)
    assert [view.name for view in saved.of("Berit")] == ["Courier"]


def test_one_s_own_views_come_first_by_name(saved: SavedViews) -> None:
    saved.save("Ada", "a shared one", COURIER, shared=True)
    for name in ("zebra", "Apple"):
        saved.save("Berit", name, COURIER, shared=False)
    assert [view.name for view in saved.of("Berit")] == ["Apple", "zebra", "a shared one"]


def test_a_name_is_taken_once_a_person_unless_it_is_replaced(saved: SavedViews) -> None:
    first = saved.save("Ada", "Mine", COURIER, shared=False)
    saved.save("Berit", "Mine", COURIER, shared=False)
    with pytest.raises(TakenError):
        saved.save("Ada", "Mine", Filters(), shared=False)
    again = saved.save("Ada", "Mine", Filters(q="ferry"), shared=False, replace=True)
    assert again.view_id == first.view_id
    assert [view.address for view in saved.of("Ada")] == ["q=ferry"]
    other = saved.save("Ada", "Other", COURIER, shared=False)
    with pytest.raises(TakenError):
        saved.change(other, "Mine", shared=False)


def test_a_person_keeps_no_more_views_than_the_bound(saved: SavedViews) -> None:
    for number in range(MOST):
        saved.save("Ada", f"view {number}", COURIER, shared=False)
    with pytest.raises(FullError):
        saved.save("Ada", "one more", COURIER, shared=False)
    saved.delete(saved.of("Ada")[0])
    assert saved.save("Ada", "one more", COURIER, shared=False)


def test_a_view_says_in_words_what_it_shows() -> None:
    told = words_of(Filters(state=("any",), severity=("critical", "warning"), q="ferry", sort="newest"))
    assert told == "Any state, Critical or Warning, “ferry”, by newest"


def test_a_view_is_opened_by_its_own_address_and_marked_in_the_queue(visit: Visit) -> None:
    view = named(visit, "Courier")
    answer = visit.get(f"/views/{view}")
    assert answer.headers["location"] == "/queue?severity=warning&outlet=Valley+Courier"
    page = visit.get(answer.headers["location"]).text
    assert re.search(r'data-view-number="1" aria-current="true"[^>]*><span><kbd>1</kbd> Courier', page)
    assert "Save what is shown as" not in page  # it has its name already


def test_the_page_of_views_counts_the_flags_of_each(visit: Visit) -> None:
    named(visit, "Courier")
    assert ">2 flags<" in visit.get("/views").text


def test_a_feed_keeps_its_address_when_the_view_is_renamed(visit: Visit) -> None:
    view = named(visit, "Courier")
    feeds = [feed_of(visit, view)]
    assert visit.post(f"/views/{view}", json=False, act="change", name="Valley").status_code == 303
    feeds.append(feed_of(visit, view))
    assert [feed.findtext("a:title", namespaces=ATOM) for feed in feeds] == ["Copydesk: Courier", "Copydesk: Valley"]
    assert len({feed.findtext("a:id", namespaces=ATOM) for feed in feeds}) == 1
    assert len(feeds[1].findall("a:entry", ATOM)) == 2


def test_a_taken_name_asks_before_it_replaces(visit: Visit) -> None:
    view = named(visit, "Courier")
    answer = visit.post("/views", json=False, name="Courier", view="q=ferry")
    assert answer.status_code == 409
    assert "replace its filters" in answer.text
    assert named(visit, "Courier", "q=ferry", replace="yes") == view


def test_a_deleted_view_is_gone_in_words(visit: Visit) -> None:
    view = named(visit, "Courier")
    assert visit.post(f"/views/{view}", json=False, act="delete").status_code == 303
    for path in (f"/views/{view}", f"/views/{view}/feed"):
        answer = visit.get(path)
        assert answer.status_code == 404
        assert "no such view" in answer.text


def test_markup_in_a_name_or_filter_stays_words(visit: Visit) -> None:
    evil = '"><script>alert(1)</script>{{7*7}}'
    named(visit, evil, f"q={evil}", shared="yes")
    for path in ("/queue", "/views", "/queue?q=other"):
        page = visit.get(path).text
        assert "<script>alert" not in page
        assert "{{7*7}}" in page


@pytest.mark.parametrize("name", ["", "   \n "])
def test_a_view_needs_a_name(visit: Visit, name: str) -> None:
    assert "Give the view a name" in visit.post("/views", name=name, view="q=x").json()["refused"]


def test_a_shared_view_is_changed_by_its_owner_or_an_editor(
    newsroom: Path, serve_home: Callable, visitor_to: Callable[[str], Visit]
) -> None:
    served = serve_home(newsroom, demand_login=True)
    accounts: Accounts = served.app.state.accounts
    people = {}
    for name, role in (("Rea", "reader"), ("Ada", "reviewer"), ("Eda", "editor")):
        people[name] = visitor_to(served.address)
        accounts.add(name, "a long enough password", role, by="Ada")
        people[name].client.cookies.set("copydesk_session", accounts.open_session(name, role).token)
    view = named(people["Ada"], "Courier", shared="yes")
    refused = people["Rea"].post(f"/views/{view}", act="delete")
    assert "ask them, or an editor" in refused.json()["refused"]
    assert "a reviewer can share" in people["Rea"].post("/views", name="x", view="q=x", shared="yes").json()["refused"]
    assert people["Rea"].post("/views", json=False, name="mine", view="q=x").status_code == 303
    assert people["Eda"].post(f"/views/{view}", json=False, act="delete").status_code == 303
    assert "Courier" not in people["Ada"].get("/views").text


@pytest.mark.browser
def test_a_view_is_saved_and_opened_by_keys(served: Served, page_of: Callable, no_axe_violation: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue?check=AT01&outlet=Valley+Courier")
    page.fill("#view-name", "Courier figures")
    page.keyboard.press("Enter")
    expect(page.locator(".views [aria-current]")).to_contain_text("Courier figures")
    no_axe_violation(page)
    page.goto("/checks")
    page.keyboard.press("v")
    page.wait_for_url("**/views")
    no_axe_violation(page)
    page.keyboard.press("1")
    page.wait_for_url("**/queue?check=AT01&outlet=Valley+Courier")
    page.goto("/queue")
    page.keyboard.press("v")
    expect(page.locator("#toast")).to_contain_text("number of a view")
    page.keyboard.press("1")
    page.wait_for_url("**/queue?check=AT01&outlet=Valley+Courier")


@pytest.mark.browser
def test_views_work_without_script(served: Served, page_of: Callable) -> None:
    page = page_of(served.address, java_script_enabled=False)
    page.goto("/queue?severity=critical")
    page.fill("#view-name", "Worst first")
    page.locator(".saveview button").click()
    page.locator(".views a:has-text('Worst first')").click()
    expect(page.locator(".flagrow")).to_have_count(1)
    page.goto("/views")
    page.locator("summary:has-text('Rename')").click()
    page.locator("button:has-text('Delete')").click()
    expect(page.locator(".nothing")).to_contain_text("none yet")
