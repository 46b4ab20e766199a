"""A reviewer's hands stay on the keys, and nothing of the page stands in anybody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Served

pytestmark = pytest.mark.browser


def test_a_reviewer_confirms_and_undoes_with_keys_only(
    served: Served, page_of: Callable, no_axe_violation: Callable
) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    expect(page.locator(".flagrow")).to_have_count(6)
    no_axe_violation(page)
    page.keyboard.press("Enter")
    card = page.locator(".card.here")
    expect(card).to_contain_text("The headline's figure is not in the text")
    expect(page.locator("mark.flagged.here")).to_have_text("14 people")
    no_axe_violation(page)
    page.keyboard.press("c")
    first = page.locator(".card").first
    expect(first.locator(".verdict")).to_contain_text("Right, says Ada")
    expect(card).to_contain_text("Figure with no source")  # the next flag is there already
    expect(page.locator("#progress")).to_contain_text("1 of 6 flags")
    no_axe_violation(page)
    page.keyboard.press("u")
    expect(first.locator(".verdict")).to_have_text("")
    expect(first).to_have_attribute("data-state", "open")
    assert served.acts(2) == ["confirm", "undo"]


def test_a_dismissal_takes_its_reason_by_number(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_contain_text("More than 300 passengers")
    page.keyboard.press("d")
    page.keyboard.press("6")  # rounding says nothing about a source
    expect(page.locator("#toast")).to_contain_text("There is no 6 to choose here")
    page.keyboard.press("2")
    expect(page.locator("#progress")).to_contain_text("1 of 6 flags")
    assert served.acts(1) == ["dismiss"]
    event = served.app.state.desk.store.events()[0]
    assert (event.reason, event.scope) == ("common_knowledge", "sentence")
    page.reload()
    expect(page.locator('.card[data-state="dismissed"]')).to_contain_text("More than 300 passengers")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_queue_and_article_are_accessible(
    served: Served, page_of: Callable, no_axe_violation: Callable, scheme: str, width: int
) -> None:
    page = page_of(served.address, color_scheme=scheme, viewport={"width": width, "height": 844})
    page.goto("/queue")
    no_axe_violation(page)
    page.locator("a.open").first.click()
    expect(page.locator(".card.here")).to_be_visible()
    page.locator(".card.here .dismiss > summary").click()
    page.locator(".ledger > summary").first.click()
    no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_enter_in_a_field_does_what_stands_beside_it_and_never_confirms(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    page.keyboard.press("Enter")
    card = page.locator(".card.here")
    card.locator(".morebox > summary").click()
    card.locator('input[name="due"]').fill("2031-05-01")
    card.locator('input[name="due"]').press("Enter")
    expect(page.locator('.card[data-state="later"]')).to_have_count(1)
    assert served.acts(2) == ["later"]


@pytest.mark.parametrize("path", ["/batch", "/queue"])
def test_enter_decides_nothing_without_script(served: Served, page_of: Callable, path: str) -> None:
    page = page_of(served.address, java_script_enabled=False)
    page.goto(path)
    if path == "/queue":
        page.locator("a.open").first.click()
        page.locator(".card .morebox > summary").first.click()
    field = page.locator('input[name="comment"]').first
    field.fill("All of them are fine")
    field.press("Enter")
    page.wait_for_timeout(500)
    assert served.app.state.desk.store.events() == []


@pytest.mark.parametrize("path", ["/queue", "article"])
def test_notes_are_folded_until_a_key_or_a_click_shows_them(
    served: Served, page_of: Callable, no_axe_violation: Callable, path: str
) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    if path == "article":
        page.locator("a.open").first.click()
    note = page.locator(".card.info, .flagrow.info").first
    fold = page.locator(".notes").first
    expect(fold.locator("> summary")).to_contain_text("note")
    expect(note).not_to_be_visible()
    no_axe_violation(page)
    page.keyboard.press("i")
    expect(note).to_be_visible()
    no_axe_violation(page)
    page.reload()
    expect(note).to_be_visible()  # the browser remembers it
    page.keyboard.press("i")
    expect(note).not_to_be_visible()
    fold.locator("> summary").click()
    expect(note).to_be_visible()


def test_a_flag_that_is_asked_for_by_its_address_is_unfolded(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue?severity=info")
    row = page.locator(".flagrow.info").first  # who asks for notes sees them
    expect(row).to_be_visible()
    row.locator("a.open").click()
    expect(page.locator(".card.here.info")).to_be_visible()


def test_notes_are_folded_and_open_by_a_click_without_script(served: Served, page_of: Callable) -> None:
    page = page_of(served.address, java_script_enabled=False)
    page.goto("/queue")
    note = page.locator(".flagrow.info").first
    expect(note).not_to_be_visible()
    page.locator(".notes > summary").first.click()
    expect(note).to_be_visible()


def test_keys_pressed_faster_than_the_desk_answers_are_kept_in_their_order(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.add_init_script(
        "const ask = fetch; window.fetch = async (address, how) => {"
        " if (address.endsWith('/decide')) await new Promise((done) => setTimeout(done, 400));"
        " return ask(address, how); }"
    )
    page.goto("/queue")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.press("u")
    assert served.acts(2) == ["confirm", "undo"]
    expect(page.locator('.card[data-state="confirmed"]')).to_have_count(0)
