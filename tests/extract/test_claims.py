from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.pipeline import annotate
from extract.plain import read_text

if TYPE_CHECKING:
    from warehouse.records import Records

TRICKY = st.text(alphabet=st.sampled_from("ab AZ.,\n“”\"'‘’$%0123456789—…’s"), max_size=200)


def read(text: str, title: str = "", standfirst: str = "") -> Records:
    return next(annotate([read_text(text, title=title, standfirst=standfirst)]))


def features(records: Records, *names: str) -> list[tuple[str, str]]:
    return [(item.feature, item.text) for item in records.features if item.feature in names]


def test_a_sentence_has_at_most_one_claim() -> None:
    records = read("Sales rose by 40 percent and jobs by 12 percent, leading to shortages. Nobody was seen on Monday.")
    assert len({claim.sentence_id for claim in records.claims}) == len(records.claims)


def test_the_headline_is_a_claim_even_when_it_says_nothing() -> None:
    records = read("The band played on and the people of the town danced.", title="Quiet evening")
    assert records.claims[0].part == "title"
    assert [item for item in records.signs if item.claim_id == records.claims[0].claim_id] == []


def test_the_first_sentence_is_the_anchor_where_there_is_no_headline() -> None:
    assert [claim.text for claim in read("The band played on.").claims] == ["The band played on."]


def test_every_sentence_of_the_standfirst_that_gives_a_figure_is_a_claim() -> None:
    records = read(
        "Ana Brill keeps the light at Osk. The 24-year-old writes about her nights there.",
        title="Keeper of the light",
        standfirst="Ana Brill keeps the light at Osk. The 16-year-old writes about her nights there. Rain falls.",
    )
    assert [claim.text for claim in records.claims if claim.part == "standfirst"] == [
        "The 16-year-old writes about her nights there."
    ]


def test_the_number_of_a_list_is_no_claim_and_no_figure() -> None:
    records = read(
        "Five facts about Osk.\n\n1. The quay has 40 berths.\n\n(2) Sales fell 12 per cent.\n\n3.\nIt has 7 cranes."
    )
    assert [figure.text for figure in records.figures] == ["Five", "40", "12 per cent", "7"]
    assert [claim.text for claim in records.claims if not claim.text.strip("().0123456789")] == []


def test_an_empty_article_has_no_claim() -> None:
    assert read("").claims == ()


def test_the_score_lies_between_nought_and_one_and_every_sign_says_what_it_adds() -> None:
    records = read(
        "It could be said that the worst riots for a century stem from a doubling of prices by 90 percent, "
        "leading to 3,000 deaths, and are likely to spread."
    )
    assert all(0 < claim.check_worthiness < 1 for claim in records.claims)
    assert any(item.weight for item in records.features)


def test_a_statement_with_a_figure_is_worth_more_than_one_without() -> None:
    records = read("More than 3,000 people have been detained in the valley. “The band played on,” said Ana Brill.")
    figure, plain = records.claims
    assert figure.check_worthiness > plain.check_worthiness


@pytest.mark.parametrize(
    "text",
    [
        "More than 3,000 people have been detained, Lena Orsk said on Friday.",
        "According to the Norvale Council, more than 3,000 people have been detained.",
    ],
)
def test_a_sentence_that_somebody_says_bears_that_attribution(text: str) -> None:
    (claim,) = read(text).claims
    assert claim.attribution_id is not None


def test_what_somebody_wants_is_nobody_saying_so() -> None:
    records = read("Lena Orsk wants the arrest of 3,000 people who marched in the valley.")
    assert all(claim.attribution_id is None for claim in records.claims)


def test_an_unnamed_heir_is_no_source() -> None:
    text = "State media reported on Friday that 18 officers had been killed. More than 3,000 people have been detained."
    asked = [row.text for row in read(text).signs if row.question == "quantity"]
    assert "More than 3,000 people have been detained." in asked


def test_the_nearest_source_is_shown_with_the_question() -> None:
    text = "State media reported on Friday that 18 officers had been killed. More than 3,000 people have been detained."
    assert features(read(text), "nearest_source") == [("nearest_source", "State media")]


def test_the_sentence_that_attributes_the_same_figure_is_shown() -> None:
    text = (
        "More than 3,000 people have been detained in the valley.\n\n"
        "More than 3,000 people have been detained, Lena Orsk said on Friday."
    )
    found = features(read(text), "attributed_elsewhere")
    assert found == [("attributed_elsewhere", "More than 3,000 people have been detained, Lena Orsk said on Friday.")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TRICKY, title=TRICKY)
def test_any_text_gives_spans_that_are_its_words(text: str, title: str) -> None:
    records = read(text, title=title)
    article = records.article
    parts = {"text": article.text, "title": article.headline, "standfirst": article.standfirst}
    for item in (*records.claims, *records.features, *records.signs):
        assert parts[item.part][item.span_start : item.span_end] == item.text
        assert item.text


def test_the_same_text_gives_the_same_rows() -> None:
    text = "Critics say the plan failed. It led to riots, and “nobody was ready,” one woman said. 40 percent lost jobs."
    one, other = read(text), read(text)
    assert [dataclasses.asdict(item) for item in one.features] == [dataclasses.asdict(item) for item in other.features]


def test_a_feature_stands_once_for_the_same_words_of_a_claim() -> None:
    records = read(
        "“No,” said Ana Brill. “No,” said Tom Abery. “No,” said Ana Brill, who claimed 40 percent of 40 percent."
    )
    keys = [(item.claim_id, item.feature, item.span_start, item.span_end) for item in records.features]
    assert len(keys) == len(set(keys))
