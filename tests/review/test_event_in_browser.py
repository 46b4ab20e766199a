"""A fact-checker's way through an event by keys alone, with a mouse, and without script; nothing stands in the way."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import pytest
from desk_event import publish_events
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def events_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("events") / "home"
    publish_events(made)
    return made


@pytest.fixture
def served(events_once: Path, home: Path, serve_home: Callable[..., Served]) -> Served:
    shutil.copytree(events_once, home)
    return serve_home(home)


def saved(served: Served, *acts: str) -> None:
    """Wait until the store holds these acts and no other."""
    store, end = served.app.state.desk.store, time.monotonic() + 10
    while (found := tuple(event.act for event in store.events())) != acts:
        assert time.monotonic() < end, found
        time.sleep(0.02)


def open_event(page: Page) -> None:
    page.goto("/")
    page.locator(".flagrow.here").wait_for()
    page.keyboard.press("E")
    page.locator(".story.event .card.here").wait_for()


def test_from_the_queue_to_the_event_split_merge_decide_and_undo_by_keys(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    open_event(page)
    expect(page.locator("h1")).to_contain_text("ferry off Skerra")
    page.keyboard.press("c")
    saved(served, "confirm")
    expect(page.locator(".card").first.locator(".verdict")).to_contain_text("Confirmed by Ada")
    page.keyboard.press("u")
    saved(served, "confirm", "undo")
    expect(page.locator(".card").first).to_have_attribute("data-state", "open")
    page.keyboard.press("K")
    page.keyboard.press("x")
    expect(page.locator('input[name="article"]:checked')).to_have_count(1)
    page.keyboard.press("p")
    saved(served, "confirm", "undo", "split_story")
    expect(page.locator(".pendings li")).to_have_count(1)
    page.keyboard.press("u")
    saved(served, "confirm", "undo", "split_story", "undo")
    expect(page.locator(".pendings li")).to_have_count(0)
    page.keyboard.press("m")
    page.keyboard.type("merrin teachers")
    page.keyboard.press("Enter")
    expect(page.locator(".others li")).to_have_count(1)
    expect(page.locator(".others button").first).to_be_focused()
    page.keyboard.press("Enter")
    saved(served, "confirm", "undo", "split_story", "undo", "merge_stories")
    expect(page.locator(".pendings li")).to_have_count(2)
    page.keyboard.press("u")
    saved(served, "confirm", "undo", "split_story", "undo", "merge_stories", "undo")
    expect(page.locator(".pendings li")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_mouse_does_as_much_with_script_and_without(served: Served, page_of: Callable, *, script: bool) -> None:
    page = page_of(served.address, java_script_enabled=script)
    page.goto("/search?q=skerra")
    page.locator(".events a").first.click()
    page.locator(".member", has_text="Courier").locator("input").check()
    page.locator('input[name="with"]').fill("teachers walk out")
    page.locator(".bar button").click()
    expect(page.locator(".member", has_text="Courier").locator("input")).to_be_checked()  # ticks are kept
    page.locator('button[value^="move:"]').click()
    saved(served, "move_page")
    expect(page.locator(".pendings li")).to_contain_text("moved by Ada")
    page.locator(".takeback button").click()
    saved(served, "move_page", "undo")
    expect(page.locator(".pendings li")).to_have_count(0)
    page.locator(".member", has_text="Post").locator("input").check()
    page.locator('button[value="split"]').click()
    saved(served, "move_page", "undo", "split_story")
    expect(page.locator(".pendings li")).to_contain_text("split off by Ada")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_event_page_is_accessible(
    served: Served, page_of: Callable, no_axe_violation: Callable, scheme: str, width: int
) -> None:
    page = page_of(served.address, color_scheme=scheme, viewport={"width": width, "height": 844})
    open_event(page)
    page.locator(".ledger > summary").click()
    page.locator(".notes > summary").click()
    no_axe_violation(page)
    page.locator(".member").last.locator("input").check()
    page.locator('button[value="split"]').click()
    page.locator(".pendings li").wait_for()
    page.goto(f"{page.url.split('#')[0]}?with=teachers")
    page.locator(".others li").first.wait_for()
    no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_enter_in_the_field_looks_and_changes_nothing(served: Served, page_of: Callable) -> None:
    page = page_of(served.address, java_script_enabled=False)
    page.goto("/search?q=skerra")
    page.locator(".events a").first.click()
    page.locator(".member input").first.check()
    page.locator('input[name="with"]').fill("teachers")
    page.locator('input[name="with"]').press("Enter")
    page.locator(".others li").first.wait_for()
    saved(served)
