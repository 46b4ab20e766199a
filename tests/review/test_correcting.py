"""The machine is corrected in place: at once on the page, as one act with an undo, and never on another's sentence."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from review.exports.gold import gold_lines
from review.pages.visits import record_of
from review.wording import id_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Served, Visit
    from desk_stories import Story


def of_ferry(served: Served, check: str = "FG01") -> tuple[str, str]:
    """The ferry's article and a flag of it."""
    copy = served.app.state.desk.copy()
    rows = [row for row in range(len(copy.board)) if copy.board.value("check", row) == check]
    row = next(row for row in rows if copy.board.value("outlet", row) == "Harbour Post")
    return f"/articles/{copy.board.article_id(row)}", copy.board.flag_id(row)


def sentence_of(served: Served, article: str, words: str) -> dict[str, str]:
    rows = served.app.state.desk.copy().rows_of("article_sentences", article.rpartition("/")[2])
    row = next(one for one in rows if words in one["text"])
    start = row["text"].index(words)
    return {"sentence": row["sentence_id"], "start": str(start), "end": str(start + len(words))}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "murder"}, "Choose what is to be corrected"),
        ({"kind": "value", "value": "many"}, "Write the number in digits"),
        ({"kind": "speaker", "value": ""}, "Write what is right"),
        ({"kind": "source_kind", "value": "a cat"}, "Choose one of"),
        ({"kind": "not_claim", "end": "9999"}, "not in the sentence"),
        ({"kind": "not_claim", "start": "-1"}, "not in the sentence"),
        ({"kind": "not_claim", "sentence": "another"}, "not in the published copy"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    served: Served, visit: Visit, fields: dict[str, str], told: str
) -> None:
    article, _ = of_ferry(served)
    answer = visit.post(f"{article}/correct", **(sentence_of(served, article, "12 people") | fields))
    assert answer.status_code == 400
    assert told in answer.json()["refused"]
    assert served.app.state.desk.store.events() == []


def test_a_correction_needs_our_own_page_and_a_reviewer(served: Served, visit: Visit) -> None:
    article, _ = of_ferry(served)
    fields = sentence_of(served, article, "12 people") | {"kind": "not_figure"}
    assert visit.client.post(f"{article}/correct", data=fields | {"csrf": visit.csrf()}).status_code == 403
    headers = {"Origin": visit.origin}
    assert visit.client.post(f"{article}/correct", data=fields, headers=headers).status_code == 403
    stranger = {"Origin": "https://elsewhere.example"}
    assert (
        visit.client.post(f"{article}/correct", data=fields | {"csrf": visit.csrf()}, headers=stranger).status_code
        == 403
    )
    assert served.app.state.desk.store.events() == []


def test_a_correction_does_not_follow_a_sentence_that_was_edited(
    served: Served, visit: Visit, publisher: Callable, ferry: Story
) -> None:
    article, _ = of_ferry(served)
    visit.post(f"{article}/correct", **sentence_of(served, article, "12 people"), kind="value", value="14")
    edited = ferry.text.replace("left 12 people injured", "left 12 people badly injured")
    publisher(served.home, (replace(ferry, text=edited, flags=(), figures=(("12 people", 12),), sources=()),))
    desk, current = served.app.state.desk, article.rpartition("/")[2]
    for _ in range(200):
        current = desk.copy().rows("current_pages", urls=[ferry.url])[0]["article_id"]
        if current not in article:
            break
        time.sleep(0.1)
    text = visit.get(f"/articles/{current}").text
    assert "in a sentence that is another now" in text


def test_gold_lines_hold_what_people_found_right_and_corrected(served: Served, visit: Visit) -> None:
    article, _ = of_ferry(served)
    _, flag = of_ferry(served, "AT01")
    visit.post(f"/flags/{flag}/decide", act="confirm", seen="")
    visit.post(
        f"{article}/correct", **sentence_of(served, article, "the alarm never rang"), kind="question", value="Did it?"
    )
    [line] = [json.loads(one) for one in gold_lines(served.home)]
    assert line["title"] == "Ferry fire leaves 14 people injured"
    assert [(mark["words"], mark["kind"], mark["must"]) for mark in line["marks"]] == [
        ("More than 300 passengers", "figure", True),
        ("the alarm never rang", "question", True),
    ]
    assert all(mark["words"] in line["text"] for mark in line["marks"])
    assert line["corrections"][0]["value"] == "Did it?"


def test_one_sees_ones_own_record_by_check(served: Served, visit: Visit) -> None:
    _, flag = of_ferry(served, "AT01")
    visit.post(f"/flags/{flag}/decide", act="confirm", seen="")
    assert record_of(served.app.state.desk.decisions, "Ada") == [
        {"check_code": "AT01", "confirm": 1, "dismiss": 0, "second_dismiss": 0, "second_confirm": 0}
    ]
    assert "Your record" in visit.get("/me").text


def test_ids_in_an_answer_lead_to_their_pages(visit: Visit) -> None:
    answer = visit.post("/sql", json=False, sql="SELECT flag_id, article_id, check_code FROM v1.flags LIMIT 1").text
    assert all(f'<a href="{page}' in answer for page in ("/flags/", "/articles/", "/checks#")), answer
    assert id_link("article_id", "javascript:alert(1)") == ""


@pytest.mark.browser
def test_a_figure_is_corrected_by_keys_and_taken_back(
    served: Served, page_of: Callable, no_axe_violation: Callable
) -> None:
    article, flag = of_ferry(served)
    page = page_of(served.address)
    page.goto(f"{article}#flag-{flag}")
    expect(page.locator(".card.here")).to_contain_text("14 people")
    page.keyboard.press("f")
    expect(page.locator("h1")).to_have_text("Correct what was read")
    expect(page.locator("#kind")).to_be_focused()
    no_axe_violation(page)
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator(".corrections")).to_contain_text("“14 people”: which number it is, 12, says Ada")
    no_axe_violation(page)
    page.locator(".ledger > summary").first.click()
    row = page.locator(".ledger tr", has_text="14 people")
    expect(row).to_contain_text("12")
    expect(row).to_contain_text("corrected")
    page.keyboard.press("u")
    expect(page.locator(".corrections")).to_have_count(0)
    assert served.acts(2) == ["correct", "undo"]


@pytest.mark.browser
def test_a_claim_that_was_missed_is_added_from_selected_words(served: Served, page_of: Callable) -> None:
    article, _ = of_ferry(served)
    page = page_of(served.address)
    page.goto(article)
    page.evaluate(
        """() => {
            const walk = document.createTreeWalker(document.querySelector(".story"), NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const at = walk.currentNode.data.indexOf("was towed to port");
                if (at >= 0 && !walk.currentNode.parentElement.closest(".margin")) {
                    getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + 17);
                    return;
                }
            }
        }"""
    )
    page.keyboard.press("n")
    expect(page.locator("mark")).to_have_text("was towed to port")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".corrections")).to_contain_text("“was towed to port”: a claim that was missed, says Ada")
    event = served.app.state.desk.store.events()[0]
    assert (event.act, event.reason) == ("correct", "claim")
    assert event.sentence.startswith("The ferry, 120 metres")
