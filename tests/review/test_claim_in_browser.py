"""A verdict is written and published by keys; its pages fit every screen, light and dark, without script too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk_claim import ORGANISATION, PUBLIC, SOURCE, act, claim_of, with_verdict
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit
    from playwright.sync_api import Page


@pytest.fixture
def look(picture: Callable, no_axe_violation: Callable) -> Callable[[Page, str], None]:
    """Take a picture of a page and let axe look at it."""

    def both(page: Page, name: str) -> None:
        picture(page, name)
        no_axe_violation(page)

    return both


@pytest.fixture
def served(newsroom: Path, serve_home: Callable[..., Served]) -> Served:
    return serve_home(newsroom, **ORGANISATION)


@pytest.fixture
def claim(served: Served, visit: Visit) -> str:
    return claim_of(served, visit)


@pytest.mark.browser
def test_a_verdict_is_written_and_published_by_keys(
    served: Served, page_of: Callable, no_axe_violation: Callable, claim: str
) -> None:
    page = page_of(served.address)
    page.goto(f"/articles/{claim.partition('article=')[2]}")
    page.keyboard.press("j")
    expect(page.locator(".card.here")).to_have_count(1)
    page.keyboard.press("w")
    expect(page.get_by_label("Address", exact=True)).to_be_focused()
    no_axe_violation(page)
    for words in (SOURCE["address"], SOURCE["title"], SOURCE["quotation"], SOURCE["archived"]):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Verdict", exact=True)).to_be_focused()
    page.keyboard.type("Mostly f")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Reasons")).to_be_focused()
    page.keyboard.type("The port counted twelve.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Public address")).to_be_focused()
    no_axe_violation(page)
    page.keyboard.type(PUBLIC)
    page.keyboard.press("Enter")
    expect(page.locator("pre")).to_contain_text('"ratingValue": 2')
    no_axe_violation(page)
    page.goto("/claims")
    no_axe_violation(page)
    assert served.acts(3) == ["verdict_source", "verdict", "publish_verdict"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 1280, 390, 320])
def test_the_page_of_a_claim_fits(visit: Visit, page_of: Callable, look: Callable, claim: str, width: int) -> None:
    act(visit, claim, "source", **SOURCE)
    with_verdict(visit, claim)
    act(visit, claim, "publish", address=PUBLIC)
    for scheme in ("light", "dark"):
        page = page_of(visit.origin, viewport={"width": width, "height": 900}, color_scheme=scheme)
        for name, address in (("claim", claim), ("claims", "/claims")):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            look(page, f"{name}-{width}-{scheme}")
