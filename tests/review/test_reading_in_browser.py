"""A way through one article: it opens at its top, cards stand beside their words, long ones come in stretches."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served
    from desk_stories import Story

pytestmark = pytest.mark.browser
BESIDE = """() => {
    const [card, words] = [".card.here", ".flagged.here"].map((at) => document.querySelector(at));
    return card && words && Math.abs(card.getBoundingClientRect().top - words.getBoundingClientRect().top) < 60;
}"""


def article_of(served: Served) -> str:
    board = served.app.state.desk.copy().board
    return f"/articles/{board.article_id(0)}"


def dense(ferry: Story, flags: int) -> Story:
    """An article with so many flags, six to a paragraph."""
    said = [f"Ward {n} of Norvale counted {n + 100} boats." for n in range(flags)]
    paragraphs = [" ".join(said[n : n + 6]) for n in range(0, flags, 6)]
    raised = tuple(("AT01", f"{n + 100} boats", "", ()) for n in range(flags))
    return replace(ferry, text="\n".join(paragraphs), headline="Boats of Norvale", flags=raised, figures=(), sources=())


def test_an_article_opens_at_its_headline_with_nothing_in_focus(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto(article_of(served))
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()


def test_a_flag_of_the_headline_opens_at_the_top(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue?check=FG01")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_contain_text("14 people")
    expect(page.locator("h1")).to_be_in_viewport()


def test_the_chosen_card_stands_beside_its_words(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, page_of: Callable
) -> None:
    publisher(home, (dense(ferry, 48),))
    page = page_of(serve_home(home).address)
    page.goto("/queue")
    page.locator("a.open").first.click()
    expect(page.locator(".card.here")).to_be_visible()
    for _ in range(20):
        passed = page.locator(".card.here").get_attribute("id")
        page.keyboard.press("j")
        expect(page.locator(f".card.here:not(#{passed})")).to_be_visible()
        page.wait_for_function(BESIDE)
    tops = "[...document.querySelectorAll('.margin > .card')].filter(c => !c.hidden).map(c => c.offsetTop)"
    others = page.evaluate(tops)
    assert others == sorted(others)


def test_the_reasons_leave_the_evidence_in_sight(served: Served, page_of: Callable) -> None:
    page = page_of(served.address, viewport={"width": 1280, "height": 700})
    page.goto("/queue?check=FG01")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here .evidencelist").first).to_be_visible()
    page.keyboard.press("d")
    evidence = page.locator(".card.here .evidencelist").last.bounding_box()
    acts = page.locator(".card.here .acts").bounding_box()
    assert evidence["y"] + evidence["height"] <= acts["y"] + 1
    page.keyboard.press("6")
    expect(page.locator(".card").first.locator(".verdict")).to_contain_text("Not a fault, says Ada")


def test_j_stays_in_the_view_that_people_came_from(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue?check=AT01&outlet=Harbour+Post")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_contain_text("Figure with no source")
    page.keyboard.press("j")
    expect(page.locator("#toast")).to_contain_text("last flag of your view here")
    expect(page.locator(".card.here")).to_contain_text("Figure with no source")


def test_a_long_article_comes_in_stretches_that_the_keys_walk_through(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, page_of: Callable
) -> None:
    publisher(home, (dense(ferry, 240),))
    page = page_of(serve_home(home).address)
    page.goto("/queue")
    page.locator("a.open").first.click()
    expect(page.locator(".card")).to_have_count(100)
    expect(page.locator("a.number")).to_have_count(240)
    page.locator("#link-100").click()
    expect(page.locator(".card.here .numeral")).to_have_text("100")
    page.keyboard.press("j")
    expect(page.locator(".card.here .numeral")).to_have_text("101")
    page.keyboard.press("k")
    expect(page.locator(".card.here .numeral")).to_have_text("1")
    page.locator("#link-230").click()
    expect(page.locator(".card.here .numeral")).to_have_text("230")
    page.wait_for_function(BESIDE)


def test_all_values_of_a_facet_can_be_reached(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, page_of: Callable
) -> None:
    told = [
        replace(ferry, url=f"https://{n}.example/1", outlet=f"Outlet {n:02}", flags=ferry.flags[:1]) for n in range(20)
    ]
    publisher(home, tuple(told))
    page = page_of(serve_home(home).address)
    page.goto("/queue")
    expect(page.locator(".morevalues summary")).to_have_text("8 more")
    page.locator(".morevalues summary").click()
    page.get_by_role("link", name=re.compile("Outlet 19")).first.click()
    expect(page.locator(".flagrow")).to_have_count(1)
    expect(page.locator(".facets a[aria-current]", has_text="Outlet 19")).to_be_visible()


def test_new_results_are_said_on_a_page_that_stood_open(
    served: Served, publisher: Callable, ferry: Story, page_of: Callable, no_axe_violation: Callable
) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    expect(page.locator("#fresh")).to_be_hidden()
    publisher(
        served.home,
        (replace(ferry, url="https://harbour.example/new", headline="A new fire", flags=(), figures=(), sources=()),),
    )
    for _ in range(40):
        page.evaluate("dispatchEvent(new Event('focus'))")
        page.wait_for_timeout(250)
        if page.locator("#fresh").is_visible():
            break
    expect(page.locator("#fresh")).to_contain_text("New results came in")
    no_axe_violation(page)
    page.locator("#fresh a").click()
    expect(page.locator("#fresh")).to_be_hidden()


def test_an_article_is_handed_over_with_two_keys_and_its_new_owner_is_told(
    served: Served, page_of: Callable, no_axe_violation: Callable
) -> None:
    served.app.state.accounts.add("Berit", "a long password", "reviewer", by="Ada")
    page = page_of(served.address)
    page.goto(article_of(served))
    page.keyboard.press("A")
    expect(page.locator("#toast")).to_contain_text("1 Ada · 2 Berit")
    page.keyboard.press("2")
    expect(page.locator("#handed")).to_contain_text("In the hands of Berit")
    page.keyboard.press("A")
    expect(page.locator("#toast")).to_contain_text("1 Ada · 2 Berit")
    page.keyboard.press("1")
    expect(page.locator("#handed")).to_contain_text("In the hands of Ada")
    page.goto("/queue")
    expect(page.locator(".top .mine")).to_have_text("Mine 1")
    page.locator(".top .mine").click()
    expect(page.locator("h1")).to_have_text("In your hands")
    no_axe_violation(page)
    page.goto(article_of(served))
    page.keyboard.press("u")
    expect(page.locator("#handed")).to_contain_text("In the hands of Berit")
    assert [(event.act, event.assignee) for event in served.app.state.desk.store.events()][:3] == [
        ("account", "Berit"),
        ("hand_over", "Berit"),
        ("hand_over", "Ada"),
    ]


@pytest.mark.parametrize(
    "path", ["/", "article", "/mine", "/me", "/keys", "/checks", "/search?q=ferry", "/runs", "/views", "/suppressions"]
)
def test_nothing_scrolls_sideways_at_320_pixels(served: Served, page_of: Callable, path: str) -> None:
    page = page_of(served.address, viewport={"width": 320, "height": 700})
    page.goto(article_of(served) if path == "article" else path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keys_of_a_card_do_not_cover_what_it_asks(served: Served, page_of: Callable) -> None:
    page = page_of(served.address, viewport={"width": 1280, "height": 700})
    page.goto(article_of(served))
    page.locator(".card.here .message").wait_for()
    for _ in range(3):
        place = page.evaluate(
            """() => {
                const card = document.querySelector(".card.here");
                const acts = card.querySelector(".acts");
                const message = card.querySelector(".message").getBoundingClientRect();
                const tall = card.offsetHeight > innerHeight - 90;
                return [message.bottom, acts.getBoundingClientRect().top, tall, getComputedStyle(acts).position];
            }"""
        )
        assert place[0] <= place[1], place
        assert (place[3] == "sticky") == place[2]
        page.keyboard.press("j")
