from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text
from flows.grouping import relate

if TYPE_CHECKING:
    from warehouse.records import Flag, Records

OURS = [check for check in all_checks() if check.code[:2] in {"AT", "QT"}]


def read(text: str, title: str = "", url: str = "", outlet: str = "", day: int | None = None) -> Records:
    page = read_text(text, title=title, url=url, outlet=outlet)
    if day:
        fetched = datetime(2031, 5, day, tzinfo=UTC)
        page = dataclasses.replace(page, article=dataclasses.replace(page.article, fetched_at=fetched))
    return next(annotate([page]))


def flags(*articles: Records, only: str = "") -> list[Flag]:
    return screen(articles, [check for check in OURS if check.code.startswith(only)], relate=relate)


def severities(text: str, code: str) -> list[str]:
    return [str(flag.severity) for flag in flags(read(text), only=code)]


LEAD = "Rain fell on the valley for a third day.\n\n"


def test_a_crowd_weighs_more_where_what_it_says_can_be_contested() -> None:
    assert severities(f"{LEAD}Supporters say the choir sings well.", "AT09") == ["info"]
    assert severities(f"{LEAD}Supporters say the choir cost 40 million euros.", "AT09") in (["warning"], ["critical"])


def test_every_check_of_the_design_has_its_file() -> None:
    assert {check.code for check in OURS} == {
        *(f"AT{number:02}" for number in range(1, 20)),
        *(f"QT{number:02}" for number in range(1, 8)),
    }


def test_a_check_asks_its_question_in_one_plain_sentence() -> None:
    for check in OURS:
        assert check.header.ask.endswith("?")
        assert len(check.header.examples) >= 2
    for flag in flags(
        read("It could be said that the riots stem from poverty. Critics say 40 percent lost their jobs.")
    ):
        assert flag.message.endswith(".")
        assert flag.message.count(". ") == 0


def test_a_figure_weighs_less_where_somebody_gives_it_elsewhere_in_the_article() -> None:
    fact = "More than 3,000 people have been detained"
    (alone,) = flags(read(f"{LEAD}{fact}."), only="AT01")
    text = f"{LEAD}{fact}.\n\n{fact}, Lena Orsk told reporters on Monday."
    readings = [flag.reading or "" for flag in flags(read(text), only="AT01")]
    assert "given elsewhere" not in str(alone.reading)
    assert all("given elsewhere −" in reading for reading in readings)
    assert {flag.severity for flag in flags(read(text), only="AT01")} <= {"info"}


def test_a_flag_says_what_spoke_for_and_against_it() -> None:
    (flag,) = flags(read(f"{LEAD}More than 3,000 people have been detained."), only="AT01")
    assert flag.reading
    assert "for: " in flag.reading
    assert "people +" in flag.reading
    assert "against: " in flag.reading


def test_a_grave_statement_of_another_outlet_is_asked_about_once() -> None:
    text = "The treasurer was arrested for fraud on Monday, according to Coast Radio News."
    assert [flag.check_code for flag in flags(read(text)) if flag.check_code in {"AT15", "AT19"}] == ["AT19"]


def test_a_sentence_draws_one_warning_where_the_words_are_the_same() -> None:
    text = f"{LEAD}It is widely believed that exports fell by 40 percent because of the worst drought for a century."
    assert [flag.check_code for flag in flags(read(text)) if flag.severity != "info"] == ["AT08"]


def test_a_clean_story_draws_no_warning() -> None:
    text = (
        "The council approved a new bridge on Monday, the mayor, Mara Lind, said.\n\n"
        "“We have waited for ten years,” said Lind. “It will be worth it.”\n\n"
        "Lind said the bridge would cost 40 million dollars. Work begins in spring.\n\n"
        "The ferry company did not respond to a request for comment."
    )
    assert [flag for flag in flags(read(text)) if flag.severity != "info"] == []


SPOKEN = "“We will {word} close the ferry while I am in office,” said Mara Lind."


def test_a_quotation_that_a_revision_changes_is_flagged_on_the_newer_text() -> None:
    old = read(SPOKEN.format(word="never"), url="https://north.example/ferry", day=1)
    new = read(SPOKEN.format(word="not"), url="https://north.example/ferry", day=2)
    (flag,) = flags(old, new, only="QT07")
    assert flag.article_id == new.article.article_id
    assert flag.message == "An earlier revision of this page had this quotation otherwise."
    assert flag.reading == "read there as “We will never close the ferry while I am in office,”"
    assert flag.other_claim_id == old.claims[0].claim_id
    (span,) = flag.evidence
    assert span.article_id == old.article.article_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will favour the ferry while I am in office", "We will favor the ferry while I am in office"),
        ("We will keep the ferry, while I am in office", "We will keep the ferry while I am in office"),
        ("We will keep the ferry while I am in office", "We will keep … the ferry while I am in office"),
        ("We will keep the ferry while I am in office", "We will keep the [old] ferry while I am in office"),
        ("We will keep the ferry while I am in office", "We will keep the ferry"),
        (
            "We will keep the ferry while I am in office",
            "We will keep the bridge, the road and the mill, and the school",
        ),
    ],
)
def test_spelling_cuts_and_other_quotations_are_no_changed_quotation(one: str, other: str) -> None:
    articles = [
        read(f"“{one},” said Mara Lind.", url="https://north.example/ferry", outlet="North Post"),
        read(f"“{other},” said Mara Lind.", url="https://south.example/ferry", outlet="South Mail"),
    ]
    assert flags(*articles, only="QT07") == []


def test_the_same_words_of_another_speaker_are_no_changed_quotation() -> None:
    articles = [
        read(SPOKEN.format(word="never"), url="https://north.example/ferry", outlet="North Post"),
        read(
            SPOKEN.format(word="not").replace("Mara Lind", "Tom Abery"),
            url="https://south.example/ferry",
            outlet="South Mail",
        ),
    ]
    assert flags(*articles, only="QT07") == []
