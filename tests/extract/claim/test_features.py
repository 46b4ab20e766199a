from __future__ import annotations

import pytest

from extract.claim.phrases import entry, language_of, lexicon, sign_groups
from extract.lexicon import LEXICONS
from extract.pipeline import annotate
from extract.plain import read_text


def found(text: str, feature: str) -> list[str]:
    records = next(annotate([read_text(text)]))
    return [item.text for item in records.features if item.feature == feature]


@pytest.mark.parametrize(
    ("feature", "text", "words"),
    [
        ("quantity", "The dam cost 40 million dollars.", "40 million dollars"),
        ("quantity", "Dozens of homes burned.", "Dozens of"),
        ("comparison", "Thefts are on the rise in the valley.", "on the rise"),
        ("superlative", "Norvale is the first town to ban boats.", "the first town to"),
        ("superlative", "It is one of the largest ports.", "one of the largest"),
        ("cause", "The flood forced the mill to close.", "forced the mill to close"),
        ("cause", "The strike hurt trade because ships stayed away.", "because"),
        ("prediction", "The storm will probably spare the islands.", "will probably"),
        ("mind_reading", "The traders were reluctant to sell.", "reluctant"),
        ("mind_reading", "He spoke in an attempt to win over the farmers.", "in an attempt to"),
        ("judgement", "The vote was a blow to the mayor.", "blow"),
        ("judgement", "There is no evidence that the dam leaks.", "no evidence"),
        ("allegation", "The terrorist fled to Merrin.", "terrorist"),
        ("allegation", "Karl Envik strangled his neighbour.", "strangled"),
        ("impersonal_weasel", "There were fears that the dam would break.", "There were fears"),
        ("impersonal_weasel", "The bridge is expected to open late.", "is expected"),
        ("impersonal_weasel", "Questions have been raised about the trip.", "Questions have been raised"),
        ("weasel_crowd", "Some believe the plan has failed.", "Some believe"),
        ("weasel_crowd", "Estimates suggest a shortfall.", "Estimates suggest"),
        ("weasel_crowd", "According to several analysts, it has failed.", "According to several analysts"),
        ("evidential", "He apparently left the country.", "apparently"),
        ("passive_without_agent", "The decision drew sharp criticism.", "drew sharp criticism"),
        ("comparison", "Rents have doubled in the valley.", "doubled"),
        ("cause", "The riots stem from the price of bread.", "stem from"),
        ("cause", "The ports closed, reflecting wider discontent.", "reflecting"),
        ("prediction", "The dam is likely to fail in spring.", "is likely to"),
        ("superlative", "It was the worst flood for a century.", "worst flood"),
        ("allegation", "The eviction was unlawful.", "unlawful"),
        ("impersonal_weasel", "It is widely believed that he left.", "It is widely believed that"),
        ("impersonal_weasel", "The plan is widely seen as a failure.", "is widely seen"),
        ("weasel_crowd", "Critics say the plan has failed.", "Critics say"),
        ("evidential", "The contractor allegedly left the country.", "allegedly"),
        ("passive_without_agent", "The clerk was accused of theft.", "was accused"),
        ("mind_reading", "The mayor attempted to bury the report.", "attempted"),
        ("judgement", "The defiant mayor walked in.", "defiant"),
        ("allegation", "Harold Penn bribed the board.", "bribed"),
        ("loaded_cue", "Harold Penn claimed that he was ill.", "claimed"),
        ("second_hand", "The ferry sank, according to Coast Radio News.", "Coast Radio News"),
        ("unnamed_source", "“We have no bread,” one woman said.", "one woman"),
        ("unnamed_source", "The authorities said the ferry sank.", "The authorities"),
        ("unnamed_source", "State media said the ferry sank.", "State media"),
        ("unnamed_source", "Two police officers said the ferry sank.", "Two police officers"),
        ("anonymous_source", "The minister will resign, sources said.", "sources"),
        ("unbalanced_quotation", "“The ferry was late, said Ana Brill.", "“"),
        ("stakes", "Three people died on the ferry.", "died"),
    ],
)
def test_a_feature_shows_the_words_it_is_read_from(feature: str, text: str, words: str) -> None:
    assert words in found(text, feature)


@pytest.mark.parametrize(
    ("feature", "text"),
    [
        ("passive_without_agent", "The clerk was accused by the board of theft."),
        ("impersonal_weasel", "The market should not be viewed as a problem."),
        ("passive_without_agent", "The lights were seen in the valley."),
        ("allegation", "Users sometimes cheat at games."),
        ("allegation", "Harold Penn might have bribed the board."),
        ("weasel_crowd", "The board said that the plan had failed."),
        ("second_hand", "The ferry sank, the Tass news agency reported."),
        ("unnamed_source", "The ferry sank, said Ana Brill."),
        ("unnamed_source", "The ferry sank, the army said."),
        ("unnamed_source", "The ferry sank, police in the town said."),
        ("unnamed_source", "The town's weather office said the ferry sank."),
        ("unnamed_source", "Brill Line has stopped its ferries, it said on its website."),
        ("unbalanced_quotation", "“The ferry was late,” said Ana Brill."),
        ("mind_reading", "We hope to see more of it."),
        ("superlative", "At least two of the latest boats sank."),
        ("weasel_crowd", "The critics said that the plan had failed."),
    ],
)
def test_words_that_only_look_like_it_are_left_alone(feature: str, text: str) -> None:
    assert found(text, feature) == []


def test_a_quotation_that_runs_over_paragraphs_is_balanced() -> None:
    text = "“The ferry was late, as ever.\n\n“And it will be late again,” said Ana Brill."
    assert found(text, "unbalanced_quotation") == []


@pytest.mark.parametrize("name", ["stakes", "sourcing", "exemptions", "public"])
def test_a_lexicon_says_where_its_words_come_from(name: str) -> None:
    assert "Origin:" in (LEXICONS / "en" / f"{name}.toml").read_text("utf-8")
    assert lexicon(name)


def test_a_language_without_a_pack_has_no_words() -> None:
    assert entry("sourcing", "tag", "xx").pattern.search(", she said.") is None
    assert sign_groups("xx") == {}


@pytest.mark.parametrize(
    ("stated", "pack"), [("", "en"), ("en-GB", "en"), ("EN_us", "en"), ("de", "de"), ("und", "en")]
)
def test_a_stated_language_names_its_pack(stated: str, pack: str) -> None:
    assert language_of(stated) == pack
