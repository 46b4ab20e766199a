from __future__ import annotations

import dataclasses

import pytest

from extract.pipeline import annotate
from extract.plain import read_text


def exemptions(text: str, title: str = "", article_type: str = "news", outlet: str = "") -> list[str]:
    page = read_text(text, title=title, outlet=outlet)
    page = dataclasses.replace(page, article=dataclasses.replace(page.article, article_type=article_type))
    records = next(annotate([page]))
    return [claim.exemption for claim in records.claims if claim.exemption]


def asked(text: str) -> list[str]:
    records = next(annotate([read_text(text)]))
    return [item.text for item in records.features if item.feature == "own_voice"]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("official act", "The council approved a budget of 40 million dollars."),
        ("no response", "The company, which lost 40 million dollars, did not respond on Monday."),
        ("question", "Have more than 3,000 people been detained?"),
        ("first person", "We counted more than 3,000 people in the square."),
        ("addressed to the reader", "You can save 40 percent of your power bill."),
        ("fragment", "Detained: 3,000 people."),
        ("scheduled event", "The fair is scheduled for Monday, with 3,000 people and 40 percent more stalls."),
        ("reporter's observation", "More than 3,000 people could be seen on the bridge."),
        ("score, close or weather", "Shares in the bank closed down 12 percent."),
        ("background", "The mill was founded in 1901 and once gave work to 3,000 people."),
        ("document named", "A poll puts her at 40 percent in the valley."),
        ("target or rule", "The limit is 40 percent of the yearly catch."),
        ("question or condition", "The mill will close if 40 percent of the orders are lost."),
    ],
)
def test_a_statement_is_left_alone_for_a_reason_in_words(reason: str, text: str) -> None:
    assert exemptions(text) == [reason]


def test_a_named_source_covers_the_figures_of_its_paragraph() -> None:
    text = "Lena Orsk said on Monday that 18 officers had been killed. More than 3,000 people have been detained."
    assert exemptions(text) == ["source named in the paragraph"]


def test_a_named_source_does_not_cover_the_next_paragraph() -> None:
    text = "Lena Orsk said on Monday that 18 officers had been killed.\n\nMore than 3,000 people have been detained."
    assert asked(text) == ["More than 3,000 people have been detained."]


def test_an_opinion_piece_is_left_alone() -> None:
    assert exemptions("More than 3,000 people have been detained.", article_type="opinion") == ["labelled opinion"]


def test_a_headline_is_told_in_the_story() -> None:
    assert exemptions("Rain fell on the valley.", title="More than 3,000 people detained in the valley") == [
        "told in the story"
    ]


def test_an_official_act_does_not_excuse_the_comment_after_it() -> None:
    text = "The council approved the budget, reflecting wider discontent with the government."
    assert asked(text) == ["reflecting wider discontent with the government"]


def test_a_weasel_inside_a_quotation_is_the_speaker_s() -> None:
    assert asked("“It is widely believed that he left,” Ana Brill said on Monday.") == []


def test_a_crowd_that_is_named_below_is_left_alone() -> None:
    text = "Critics say the dam will not hold. “It is built on sand,” said Ines Calder, an engineer."
    assert exemptions(text) == ["crowd named below"]


def test_what_befell_the_outlet_itself_needs_no_source() -> None:
    text = "Two reporters of the Coast Herald were among 40 people injured on the bridge."
    assert exemptions(text, outlet="Coast Herald") == ["the outlet's own"]


def test_a_price_is_no_figure_that_needs_a_source() -> None:
    assert asked("A ticket for the ferry costs 12 dollars.") == []


def test_a_size_in_a_name_is_no_figure_that_needs_a_source() -> None:
    assert asked("They live in a five-story building by the river.") == []
