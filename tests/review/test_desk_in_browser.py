"""A day at the desk, in a real browser: keys only, two people, no script, a phone, paper, and text that means harm."""

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
    from playwright.sync_api import Browser, Route

    from review.access.accounts import Accounts

pytestmark = pytest.mark.browser


def test_ten_flags_from_queue_to_empty_by_keyboard_only(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, page_of: Callable
) -> None:
    second = replace(ferry, url="https://harbour.example/second", headline="Ferry fire injured 14 people at sea")
    third = replace(second, url="https://harbour.example/third", flags=ferry.flags[1:3])
    publisher(home, (ferry, second, third))
    served = serve_home(home)
    page = page_of(served.address)
    page.goto("/queue")
    expect(page.locator("#progress")).to_contain_text("0 of 10 flags")
    page.keyboard.press("i")  # the notes too, on every page from here on
    page.keyboard.press("Enter")
    for _ in range(3):
        expect(page.locator(".card.here")).to_be_visible()
        while page.locator('.card[data-state="open"]').count():
            left = page.locator('.card[data-state="open"]').count()
            if left % 2:
                page.keyboard.press("c")
            else:
                page.keyboard.press("d")
                page.keyboard.press("3")
            expect(page.locator('.card[data-state="open"]')).to_have_count(left - 1)
        expect(page.locator('.card .verdict:has-text("…")')).to_have_count(0)
        title = page.title()
        page.keyboard.press("J")
        page.wait_for_timeout(300)
        if page.title() == title and not page.locator('.card[data-state="open"]').count():
            break
    page.goto("/queue")
    expect(page.locator(".nothing")).to_contain_text("Every flag has its decision")
    expect(page.locator("#progress")).to_contain_text("10 of 10 flags")


def test_later_assign_note_and_undo_by_keys(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("1")
    expect(page.locator("#toast")).to_contain_text("Now in the hands of Ada")
    page.keyboard.press("n")
    page.keyboard.type("Rang the harbour master")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("Noted")
    page.keyboard.press("s")
    expect(page.locator('.card[data-state="later"]')).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator('.card[data-state="later"]')).to_have_count(0)
    page.keyboard.press("h")
    assert page.locator("body.nomarks").count() == 1
    page.keyboard.press("e")
    assert page.locator("body.showevidence").count() == 1
    page.keyboard.press("k")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    assert served.acts(4) == ["assign", "note", "later", "undo"]


def test_keys_can_be_turned_off(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/keys")
    page.click("#keyswitch")
    page.goto("/queue")
    page.locator("a.open").first.click()
    expect(page.locator(".card.here")).to_be_visible()
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert served.app.state.desk.store.events() == []


def test_two_reviewers_collide_and_the_second_sees_the_first(served: Served, page_of: Callable) -> None:
    ada, berit = page_of(served.address), page_of(served.address)
    berit.goto("/me")
    berit.fill("#name", "Berit")
    berit.click("text=That is me")
    for page in (ada, berit):
        page.goto("/queue")
        page.keyboard.press("Enter")
        expect(page.locator(".card.here")).to_contain_text("14 people")
    ada.keyboard.press("c")
    expect(ada.locator("#progress")).to_contain_text("1 of 6")
    berit.keyboard.press("d")
    berit.keyboard.press("6")
    expect(berit.locator("#toast")).to_contain_text("Somebody was faster: Right, says Ada")
    expect(berit.locator(".card.here .verdict")).to_contain_text("Right, says Ada")
    assert served.acts(1) == ["confirm"]


def test_a_batch_is_dismissed_and_undone(served: Served, page_of: Callable, no_axe_violation: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue?check=AT01")
    page.click("text=Decide all 3 at once")
    no_axe_violation(page)
    page.click("fieldset button:has-text('Common knowledge')")
    page.wait_for_url("**/me")
    page.goto("/queue?check=AT01")
    expect(page.locator(".flagrow")).to_have_count(0)
    page.goto("/me")
    page.click("text=Undo the whole batch")
    page.goto("/queue?check=AT01")
    expect(page.locator(".flagrow")).to_have_count(3)


def test_the_core_acts_work_without_script(served: Served, page_of: Callable) -> None:
    page = page_of(served.address, java_script_enabled=False)
    page.goto("/queue")
    page.locator("a.open").first.click()
    card = page.locator(".card").first
    expect(card.locator(".message")).to_be_visible()  # the address opens the card
    card.locator(".dismiss > summary").click()
    card.locator("button:has-text('Rounding')").click()
    expect(page.locator(".card").first).to_have_attribute("data-state", "dismissed")
    assert page.url.split("#")[1] != ""  # and leads on to the next flag
    page.locator(".card > summary").first.click()
    page.locator(".card").first.locator("button:has-text('Undo')").click()
    expect(page.locator(".card").first).to_have_attribute("data-state", "open")
    page.locator(".card").nth(1).locator("summary").first.click()
    page.locator(".card").nth(1).locator("button.confirm").click()
    expect(page.locator(".card").nth(1)).to_have_attribute("data-state", "confirmed")


def test_on_a_phone_the_card_opens_under_its_paragraph(served: Served, page_of: Callable, picture: Callable) -> None:
    page = page_of(served.address, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/queue")
    page.locator("a.open").nth(1).click()
    expect(page.locator(".card.here")).to_be_visible()
    row = page.locator(".row.hascards").nth(1)
    place = "row => [row.querySelector(':scope > p'), row.querySelector('.card')].map(e => e.getBoundingClientRect())"
    words, card = row.evaluate(place)
    assert card["top"] >= words["bottom"] - 1
    assert card["width"] > 300
    picture(page, "article-phone")


def test_paper_shows_every_card_and_no_button(served: Served, page_of: Callable) -> None:
    page = page_of(served.address)
    page.goto("/queue")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_be_visible()
    page.emulate_media(media="print")
    for card in page.locator(".card").all():
        expect(card.locator(".message")).to_be_visible()
    expect(page.locator(".acts").first).to_be_hidden()
    expect(page.locator(".top")).to_be_hidden()


def test_hostile_text_is_shown_as_words(
    home: Path, publisher: Callable, hostile: Story, serve_home: Callable, page_of: Callable
) -> None:
    publisher(home, (hostile,))
    page = page_of(serve_home(home).address)
    page.goto("/queue")
    page.locator("a.open").first.click()
    assert len(hostile.flags) == 200
    expect(page.locator(".card")).to_have_count(100)  # a stretch of them
    assert "owned" not in page.title()[:5]
    assert page.locator("script").count() == 3  # ours: the text adds none
    assert page.locator(".story img").count() == 0
    assert "{{7*7}}" in page.locator(".story").inner_text()
    expect(page.locator(".sign").first).to_have_text("U+202E")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("#progress")).to_contain_text("1 of 200")


def test_who_was_logged_out_is_told_to_log_in_again(
    newsroom: Path, serve_home: Callable, browser: Browser, visitor_to: Callable
) -> None:
    served = serve_home(newsroom, demand_login=True)
    accounts: Accounts = served.app.state.accounts
    accounts.add("rev", "a long enough password", "reviewer", by="Ada")
    session = accounts.open_session("rev", "reviewer")
    context = browser.new_context(base_url=served.address)
    context.add_cookies([{"name": "copydesk_session", "value": session.token, "url": served.address}])
    page = context.new_page()
    page.goto("/queue")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_be_visible()
    accounts.close_session(session.token)
    page.keyboard.press("c")
    expect(page.locator("#toast")).to_contain_text("not saved: log in again")
    expect(page.locator("#toast a")).to_have_attribute("href", re.compile(r"^/login\?next=%2Farticles%2F"))
    expect(page.locator(".card.here")).to_have_attribute("data-state", "open")
    context.close()
    assert [event for event in served.app.state.desk.store.events() if event.act == "confirm"] == []


def test_an_act_whose_answer_was_lost_is_not_called_lost(served: Served, browser: Browser) -> None:
    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    page.goto("/queue")
    page.keyboard.press("Enter")
    expect(page.locator(".card.here")).to_be_visible()

    def saved_but_not_answered(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/decide", saved_but_not_answered)
    page.keyboard.press("c")
    expect(page.locator("#toast")).to_contain_text("may be saved all the same")
    context.close()
    assert served.acts(1) == ["confirm"]
