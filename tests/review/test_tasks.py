"""A fact-checker's day by keyboard alone, from the first page; the verdict is in test_claim_in_browser."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

FAR = 150  # times that Tab is pressed


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the wanted element has the focus: there is no other way without a mouse."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not lead to {wanted}")


@pytest.fixture
def desk(served: Served, page_of: Callable[..., Page]) -> Page:
    page = page_of(served.address)
    page.goto("/")
    return page


@pytest.fixture
def open_on(home: Path, serve_home: Callable[..., Served], page_of: Callable[..., Page]) -> Callable[[Path], Page]:
    def start(published: Path) -> Page:
        shutil.copytree(published, home)
        page = page_of(serve_home(home).address)
        page.goto("/")
        return page

    return start


def open_card(page: Page) -> Locator:
    """Open the first thing of the first page."""
    page.locator(".flagrow.here").wait_for()
    page.keyboard.press("Enter")
    card = page.locator(".card.here")
    card.wait_for()
    return card


def test_the_flags_that_matter_most_today_stand_first_with_their_reasons(desk: Page) -> None:
    expect(desk.locator(".things > li")).to_have_count(2)  # one a story, five at most
    expect(desk.locator(".things .reasons").first).to_contain_text("critical")
    expect(open_card(desk)).to_contain_text("The headline's figure is not in the text")


def test_why_a_flag_was_raised_and_who_gave_the_figure_are_on_its_card(people_once: Path, open_on: Callable) -> None:
    page = open_on(people_once)
    page.goto("/queue?check=FG19")
    card = open_card(page)
    expect(card.locator(".reading")).to_be_visible()
    expect(card.locator(".evidencelist")).to_contain_text(re.compile("who says it.*Dana", re.DOTALL))


def test_a_check_is_stopped_for_one_outlet(served: Served, desk: Page) -> None:
    card = open_card(desk)
    scope = card.get_by_label("It covers")
    tab_to(desk, scope)
    desk.keyboard.type("this check for")
    desk.keyboard.press("Shift+Tab")  # out of the field, where keys are keys again
    desk.keyboard.press("d")
    desk.keyboard.press("8")
    sure = desk.get_by_role("button").filter(has_text=re.compile("Yes|Do it|Decide", re.IGNORECASE)).first
    expect(sure).to_be_visible()
    tab_to(desk, sure)
    desk.keyboard.press("Enter")
    assert served.acts(1) == ["dismiss"]
    assert served.app.state.desk.store.events()[0].scope == "outlet_check"
    desk.wait_for_load_state("networkidle")


def test_an_article_is_handed_to_a_colleague_in_two_keys(served: Served, desk: Page) -> None:
    open_card(desk)
    desk.keyboard.press("A")
    desk.keyboard.press("1")
    expect(desk.locator("#handed")).to_contain_text("In the hands of Ada")
    assert served.acts(1) == ["hand_over"]


def test_the_reporter_is_asked_and_the_answer_recorded(served: Served, desk: Page, no_axe_violation: Callable) -> None:
    open_card(desk)
    desk.evaluate("document.activeElement.blur()")
    sheet = desk.get_by_role("link", name="question sheet")
    tab_to(desk, sheet)
    desk.keyboard.press("Enter")
    tab_to(desk, desk.get_by_role("link", name="Write a mail with these questions"))
    tab_to(desk, desk.get_by_label("Whom you ask", exact=True))
    desk.keyboard.type("Ola Rein")
    desk.keyboard.press("Enter")
    link = desk.locator('#asked a[href*="/answer/"]').first
    expect(link).to_be_visible()
    no_axe_violation(desk)
    address = link.get_attribute("href") or ""
    desk.goto("/answer/" + address.rpartition("/")[2])
    no_axe_violation(desk)
    tab_to(desk, desk.get_by_label("Answer to question 1", exact=True))
    desk.keyboard.type("Twelve, says the coastguard.")
    tab_to(desk, desk.get_by_role("button", name="Send the answers"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").first).to_contain_text("the desk has your answers")
    assert served.acts(2) == ["ask", "answered"]
    desk.go_back()
    desk.goto("/")
    open_card(desk)
    tab_to(desk, desk.get_by_role("link", name="question sheet"))
    desk.keyboard.press("Enter")
    expect(desk.locator(".questions").first).to_contain_text("Twelve, says the coastguard.")


def test_what_changed_in_a_story_is_a_step_from_the_first_page(events_once: Path, open_on: Callable) -> None:
    page = open_on(events_once)
    changed = page.locator(".changed a").first
    tab_to(page, changed)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles/\w+/changes"))
    expect(page.locator("ins").first).to_contain_text("15")


def test_every_article_in_which_a_person_is_quoted(
    people_once: Path, open_on: Callable, no_axe_violation: Callable
) -> None:
    page = open_on(people_once)
    page.keyboard.press("P")
    page.locator("h1", has_text="People").wait_for()
    no_axe_violation(page)
    page.keyboard.press("/")
    page.keyboard.type("holt dan")
    page.keyboard.press("Enter")
    page.locator(".flagrow.here").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Dana Holt")
    expect(page.locator(".said li")).to_have_count(6)
    no_axe_violation(page)
    page.keyboard.press("m")
    page.keyboard.type("vant")
    page.keyboard.press("Enter")
    expect(page.locator(".others button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".said li")).to_have_count(8)
    page.keyboard.press("u")
    expect(page.locator(".said li")).to_have_count(6)


def test_two_persons_of_one_name_are_split_by_keys(people_once: Path, open_on: Callable) -> None:
    page = open_on(people_once)
    page.goto("/people/dana%20holt")
    page.keyboard.press("p")
    boxes = page.locator('input[name="url"]')
    for _ in range(10):
        if boxes.first.evaluate("box => box === document.activeElement"):
            break
        page.keyboard.press("J")
    page.keyboard.press("x")
    expect(boxes.first).to_be_checked()
    page.keyboard.press("p")
    page.keyboard.type("Dana Holt, the sailor")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Dana Holt, the sailor")
    expect(page.locator(".said li")).to_have_count(1)


def test_all_stories_of_one_event_stand_side_by_side(events_once: Path, open_on: Callable) -> None:
    page = open_on(events_once)
    open_card(page)
    page.keyboard.press("E")
    expect(page.locator(".matrix tbody tr")).not_to_have_count(0)
    expect(page.locator(".matrix")).to_contain_text("Mara Lind")


def test_the_machine_is_corrected_in_place(served: Served, desk: Page) -> None:
    open_card(desk)
    desk.keyboard.press("f")
    expect(desk.get_by_label("Correct", exact=True)).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.type("12")
    desk.keyboard.press("Enter")
    expect(desk.locator("#corrections")).to_contain_text("12")
    assert served.acts(1) == ["correct"]
    desk.keyboard.press("u")
    assert served.acts(2) == ["correct", "undo"]


def test_a_claim_that_was_missed_is_added_from_its_words(served: Served, desk: Page) -> None:
    open_card(desk)
    desk.evaluate(
        "() => { const words = [...document.querySelectorAll('.row > p')].find((p) => p.textContent.includes('the alarm"
        " never rang')).lastChild; const at = words.data.indexOf('the alarm'); const range = document.createRange();"
        " range.setStart(words, at); range.setEnd(words, at + 20); getSelection().removeAllRanges();"
        " getSelection().addRange(range); }"
    )
    desk.keyboard.press("n")
    kind = desk.get_by_label("Correct", exact=True)
    expect(kind).to_be_focused()
    desk.keyboard.type("A claim that was missed")
    desk.keyboard.press("Enter")
    tab_to(desk, desk.get_by_role("button", name="Correct", exact=True))
    desk.keyboard.press("Enter")
    expect(desk.locator("#corrections")).to_contain_text("the alarm never rang")
    assert served.app.state.desk.store.events()[0].reason == "claim"


def test_ones_own_record_is_behind_ones_name(desk: Page) -> None:
    open_card(desk)
    desk.keyboard.press("c")
    desk.locator('.card[data-state="confirmed"]').wait_for()
    desk.reload()
    tab_to(desk, desk.locator("a.me"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Your record")).to_be_visible()
    expect(desk.locator("table")).to_contain_text("FG01")


def test_the_day_is_a_feed_too(served: Served, desk: Page) -> None:
    feed = desk.get_by_role("link", name="feed")
    tab_to(desk, feed)
    answer = desk.request.get(served.address + (feed.get_attribute("href") or ""))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert "Ferry fire leaves 14 people injured" in answer.text()
