"""The machine is corrected in place: at once on the page, as one act with an undo, and never on another's sentence."""

from __future__ import annotations

import json
import re
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
    from pathlib import Path

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
        ({"kind": "value", "value": "9" * 301}, "Write at most 300 characters"),
        ({"kind": "figure_words", "value": "fourteen cats"}, "do not stand in this sentence"),
        ({"kind": "figure_words", "value": "e"}, "say which, 1 is the first"),
        ({"kind": "figure_words", "value": "e", "nth": "99"}, "write a number up to that"),
        ({"kind": "figure_words", "value": "e", "nth": "-1"}, "write a number up to that"),
        ({"kind": "figure_words", "value": "12 people"}, "the words that it has already"),
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


def test_other_words_show_at_once_where_people_say_that_the_figure_is(served: Served, visit: Visit) -> None:
    article, _ = of_ferry(served)
    place = sentence_of(served, article, "12 people")
    visit.post(f"{article}/correct", json=False, **place, kind="figure_words", value="left 12 people", nth="1")
    page = visit.get(article).text
    assert "“12 people”: which words are the figure, left 12 people, says Ada" in " ".join(
        re.sub(r"<[^>]*>", "", page).split()
    )
    assert re.search(r'<a href="#fig-\w+">left 12 people</a>', page)  # in the ledger
    [event] = served.app.state.desk.store.events()
    told = json.loads(event.comment)
    assert event.sentence[told["value_start"] : told["value_end"]] == told["value"] == "left 12 people"
    [line] = [json.loads(one) for one in gold_lines(served.home)]
    [one] = line["corrections"]
    assert event.sentence[one["value_start"] : one["value_end"]] == "left 12 people"
    visit.post("/undo", json=False)
    assert "left 12 people</a>" not in visit.get(article).text


def test_a_figure_is_not_put_where_another_stands(
    home: Path, publisher: Callable, ferry: Story, serve_home: Callable, visitor_to: Callable
) -> None:
    publisher(home, (replace(ferry, figures=(("14 people", 14), ("120 metres", 120), ("300ft", 300))),))
    served = serve_home(home)
    article, _ = of_ferry(served)
    place, visit = sentence_of(served, article, "120 metres"), visitor_to(served.address)
    answer = visit.post(f"{article}/correct", **place, kind="figure_words", value="(300ft) long")
    assert "Another figure stands on these words" in answer.json()["refused"]
    both = sentence_of(served, article, "120 metres (300ft)")
    answer = visit.post(f"{article}/correct", **both, kind="figure_words", value="long")
    assert "not clear which reading is meant" in answer.json()["refused"]
    answer = visit.post(f"{article}/correct", **place, kind="said_words", value="long")
    assert "not clear which reading is meant" in answer.json()["refused"]
    assert served.app.state.desk.store.events() == []


def test_a_source_and_what_was_said_are_other_words_at_once(served: Served, visit: Visit) -> None:
    article, _ = of_ferry(served)
    said = sentence_of(served, article, "12 people injured")
    visit.post(f"{article}/correct", json=False, **said, kind="source_words", value="the night ferry")
    visit.post(f"{article}/correct", json=False, **said, kind="said_words", value="12 people injured on Tuesday")
    page = visit.get(article).text
    assert re.search(r'<a href="#src-\w+">the night ferry</a>', page)
    assert ">the coastguard</a>" not in page
    kinds = [json.loads(event.comment)["value"] for event in served.app.state.desk.store.events()]
    assert kinds == ["the night ferry", "12 people injured on Tuesday"]


def test_words_selected_in_another_sentence_are_not_taken(served: Served, visit: Visit) -> None:
    article, flag = of_ferry(served)
    other = visit.get(f"{article}/correct?flag={flag}&words=towed+to+port&line=3&nth=0")
    assert other.status_code == 404
    assert "in another sentence than the flag" in other.text


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
    assert "in a sentence that was edited since" in text


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


SELECT = """([root, words]) => {
    const walk = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const at = walk.currentNode.data.indexOf(words);
        if (at >= 0 && !walk.currentNode.parentElement.closest(".margin")) {
            getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
            return;
        }
    }
}"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_other_words_are_selected_and_taken_by_keys(
    served: Served, page_of: Callable, no_axe_violation: Callable, scheme: str
) -> None:
    article, flag = of_ferry(served)
    page = page_of(served.address, color_scheme=scheme, viewport={"width": 390, "height": 844})
    page.goto(f"{article}#flag-{flag}")
    expect(page.locator(".card.here")).to_contain_text("14 people")
    page.evaluate(SELECT, [".row h1", "Ferry fire"])
    page.keyboard.press("f")
    expect(page.locator("h1")).to_have_text("Correct what was read")
    expect(page.locator("#value")).to_have_value("Ferry fire")
    expect(page.locator("#nth")).to_have_value("1")
    expect(page.locator("#kind")).to_have_value("figure_words")
    no_axe_violation(page)
    page.evaluate(SELECT, [".where", "injured"])  # other words, on the page of the correction itself
    expect(page.locator("#value")).to_have_value("injured")
    page.locator("#value").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".corrections")).to_contain_text("which words are the figure, injured, says Ada")
    no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("u")
    expect(page.locator(".corrections")).to_have_count(0)
    assert served.acts(2) == ["correct", "undo"]


@pytest.mark.browser
def test_other_words_are_written_without_script(served: Served, page_of: Callable) -> None:
    article, flag = of_ferry(served)
    page = page_of(served.address, java_script_enabled=False)
    page.goto(f"{article}/correct?flag={flag}")
    page.locator("#kind").select_option("figure_words")
    page.locator("#value").fill("14 people injured")
    page.locator("button", has_text="Correct").first.click()
    expect(page.locator(".corrections")).to_contain_text("14 people injured")
    assert served.acts(1) == ["correct"]
