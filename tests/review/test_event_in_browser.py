"""A fact-checker's way through an event by keys alone, with a mouse, and without script; nothing stands in the way."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def served(events_once: Path, home: Path, serve_home: Callable[..., Served]) -> Served:
    shutil.copytree(events_once, home)
    return serve_home(home)


def open_event(page: Page) -> None:
    page.goto("/queue")
    page.locator(".flagrow.here").wait_for()
    page.keyboard.press("E")
    page.locator(".story.event .card.here").wait_for()


def test_from_the_queue_to_the_event_split_merge_decide_and_undo_by_keys(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    open_event(page)
    expect(page.locator("h1")).to_contain_text("ferry off Skerra")
    page.keyboard.press("c")
    assert served.acts(1) == ["confirm"]
    expect(page.locator(".card").first.locator(".verdict")).to_contain_text("Right, says Ada")
    page.keyboard.press("u")
    assert served.acts(2) == ["confirm", "undo"]
    expect(page.locator(".card").first).to_have_attribute("data-state", "open")
    page.keyboard.press("K")
    page.keyboard.press("x")
    expect(page.locator('input[name="article"]:checked')).to_have_count(1)
    page.keyboard.press("p")
    assert served.acts(3) == ["confirm", "undo", "split_story"]
    expect(page.locator(".pendings li")).to_have_count(1)
    page.keyboard.press("u")
    assert served.acts(4) == ["confirm", "undo", "split_story", "undo"]
    expect(page.locator(".pendings li")).to_have_count(0)
    page.keyboard.press("m")
    page.keyboard.type("merrin teachers")
    page.keyboard.press("Enter")
    expect(page.locator(".others li")).to_have_count(1)
    expect(page.locator(".others button").first).to_be_focused()
    page.keyboard.press("Enter")
    assert served.acts(5) == ["confirm", "undo", "split_story", "undo", "merge_stories"]
    expect(page.locator(".pendings li")).to_have_count(2)
    page.keyboard.press("u")
    assert served.acts(6) == ["confirm", "undo", "split_story", "undo", "merge_stories", "undo"]
    expect(page.locator(".pendings li")).to_have_count(0)


def test_a_flag_is_decided_in_the_table_by_keys(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    open_event(page)
    chosen = page.locator(".card.here").get_attribute("data-flag")
    page.keyboard.press("t")
    expect(page.locator(f"#cell-{chosen} a.number")).to_be_focused()
    cells = page.locator(".cellflag")
    first = cells.first
    first.locator("a.number").focus()
    page.keyboard.press("j")
    expect(cells.nth(1).locator("a.number")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("c")
    assert served.acts(1) == ["confirm"]
    expect(first.locator(".verdict")).to_contain_text("Right, says Ada")
    expect(cells.nth(1).locator("a.number")).to_be_focused()  # the next flag, and still in the table
    page.keyboard.press("d")
    expect(cells.nth(1).locator(".reasons button").first).to_be_focused()
    page.keyboard.press("4")
    assert served.acts(2) == ["confirm", "dismiss"]
    flag = cells.nth(1).get_attribute("data-flag")
    expect(page.locator(f'.card[data-flag="{flag}"] > summary .verdict')).to_contain_text("Not a fault, says Ada")
    page.keyboard.press("u")
    assert served.acts(3) == ["confirm", "dismiss", "undo"]
    expect(cells.nth(1).locator(".verdict")).to_be_empty()
    page.keyboard.press("t")
    expect(page.locator(".card.here > summary")).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_a_flag_is_decided_in_the_table_by_its_buttons(served: Served, page_of: Callable, *, script: bool) -> None:
    page = page_of(served.address, java_script_enabled=script)
    page.goto("/search?q=skerra")
    page.locator(".events a").first.click()
    cell = page.locator(".cellflag").first
    cell.locator(".dismiss > summary").click()
    cell.locator('button[value="dismiss:later_update"]').click()
    assert served.acts(1) == ["dismiss"]
    expect(cell.locator(".verdict")).to_contain_text("Not a fault, says Ada")
    cell.locator(".undo button").click()
    assert served.acts(2) == ["dismiss", "undo"]
    expect(cell.locator(".verdict")).to_be_empty()


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
    assert served.acts(1) == ["move_page"]
    expect(page.locator(".pendings li")).to_contain_text("moved by Ada")
    page.locator(".takeback button").click()
    assert served.acts(2) == ["move_page", "undo"]
    expect(page.locator(".pendings li")).to_have_count(0)
    page.locator(".member", has_text="Post").locator("input").check()
    page.locator('button[value="split"]').click()
    assert served.acts(3) == ["move_page", "undo", "split_story"]
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
    page.locator(".cellflag .dismiss > summary").first.click()
    no_axe_violation(page)
    box = page.locator("#matrix > .scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")  # its box scrolls, the page does not
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
    assert served.acts(0) == []
