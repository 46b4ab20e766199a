from __future__ import annotations

import dataclasses
import math
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
    assert records.claims[0].check_worthiness == 0.0


def test_the_first_sentence_is_the_anchor_where_there_is_no_headline() -> None:
    assert [claim.text for claim in read("The band played on.").claims] == ["The band played on."]


def test_an_empty_article_has_no_claim() -> None:
    assert read("").claims == ()


def test_the_score_is_the_sum_of_the_features_and_never_above_one() -> None:
    records = read(
        "It could be said that the worst riots for a century stem from a doubling of prices by 90 percent, "
        "leading to 3,000 deaths, and are likely to spread."
    )
    for claim in records.claims:
        total = sum(item.weight for item in records.features if item.claim_id == claim.claim_id)
        assert math.isclose(total, claim.check_worthiness, abs_tol=0.01)
        assert 0 <= claim.check_worthiness <= 1


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
    assert ("own_voice", "More than 3,000 people have been detained.") in features(read(text), "own_voice")


def test_one_clause_asks_one_question_and_the_gravest_first() -> None:
    text = "It could be said that the worst riots for a century stem from prices that rose by 90 percent."
    assert [item.detail for item in read(text).features if item.feature == "own_voice"] == ["impersonal_weasel"]


def test_two_clauses_may_ask_two_questions() -> None:
    text = "The strike began over a near-doubling of prices, reflecting wider discontent with the government."
    asked = [item.detail for item in read(text).features if item.feature == "own_voice"]
    assert asked == ["comparison", "cause"]


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
    for item in (*records.claims, *records.features):
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
