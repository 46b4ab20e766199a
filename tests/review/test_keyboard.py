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
    page.goto("/")
    expect(page.locator(".flagrow")).to_have_count(6)
    no_axe_violation(page)
    page.keyboard.press("Enter")
    card = page.locator(".card.here")
    expect(card).to_contain_text("The headline's figure is not in the text")
    expect(page.locator("mark.flagged.here")).to_have_text("14 people")
    no_axe_violation(page)
    page.keyboard.press("c")
    first = page.locator(".card").first
    expect(first.locator(".verdict")).to_contain_text("Confirmed by Ada")
    expect(card).to_contain_text("Figure with no source")  # the next flag is there already
    expect(page.locator("#progress")).to_contain_text("1 of 6 flags")
    no_axe_violation(page)
    page.keyboard.press("u")
    expect(first.locator(".verdict")).to_have_text("")
    expect(first).to_have_attribute("data-state", "open")
    acts = [event.act for event in served.app.state.desk.store.events()]
    assert acts == ["confirm", "undo"]


def test_a_dismissal_takes_its_reason_by_number(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_contain_text("More than 300 passengers")
    page.keyboard.press("d")
    page.keyboard.press("6")
    expect(page.locator("#progress")).to_contain_text("1 of 6 flags")
    event = served.app.state.desk.store.events()[0]
    assert (event.act, event.reason, event.scope) == ("dismiss", "rounding", "sentence")
    page.reload()
    expect(page.locator('.card[data-state="dismissed"]')).to_contain_text("More than 300 passengers")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_queue_and_article_are_accessible(
    served: Served, page_of: Callable, no_axe_violation: Callable, scheme: str, width: int
) -> None:
    page = page_of(served.address, color_scheme=scheme, viewport={"width": width, "height": 844})
    page.goto("/")
    no_axe_violation(page)
    page.locator("a.open").first.click()
    expect(page.locator(".card.here")).to_be_visible()
    page.locator(".card.here .dismiss > summary").click()
    page.locator(".ledger > summary").first.click()
    no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
