from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text

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
    return screen(articles, [check for check in OURS if check.code.startswith(only)])


def severities(text: str, code: str) -> list[str]:
    return [str(flag.severity) for flag in flags(read(text), only=code)]


LEAD = "Rain fell on the valley for a third day.\n\n"


def test_every_check_of_the_design_has_its_file() -> None:
    assert {check.code for check in OURS} == {
        *(f"AT{number:02}" for number in range(1, 18)),
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


def test_a_figure_weighs_more_in_the_lead() -> None:
    assert severities("Exports to the islands fell by 40 percent.", "AT01") == ["critical"]
    assert severities(f"{LEAD}Exports to the islands fell by 40 percent.", "AT01") == ["warning"]


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 people were killed on the bridge.",
        "The ministry lost 40 million dollars on the bridge.",
        "40 women were arrested on the bridge.",
    ],
)
def test_a_figure_weighs_more_for_casualties_money_and_crime(text: str) -> None:
    assert severities(f"{LEAD}{text}", "AT01") == ["critical"]


def test_a_figure_weighs_less_where_somebody_gives_it_elsewhere_in_the_article() -> None:
    fact = "Exports to the islands fell by 40 percent"
    text = f"{LEAD}{fact}.\n\n{fact}, Lena Orsk told reporters on Monday."
    (flag,) = flags(read(text), only="AT01")
    assert flag.severity == "info"
    assert "attributed elsewhere" in {span.role for span in flag.evidence}


def test_an_unnamed_source_weighs_more_where_people_were_hurt() -> None:
    assert severities("“We have no bread,” one woman said.", "AT14") == ["info"]
    assert severities("Two people were killed on the bridge, one woman said.", "AT14") == ["warning"]


def test_an_unnamed_source_is_asked_about_once_in_an_article() -> None:
    assert len(severities("The road is shut, one woman said.\n\nThe bridge is shut, one woman said.", "AT14")) == 1


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
        ("We will keep the ferry while I am in office", "We will keep … the ferry while I am in the office"),
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
