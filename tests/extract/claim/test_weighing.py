"""What speaks for and against a question: signs, circumstances, and the points that the lexicon gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.attributions import credit_figures, read_attributions
from extract.binding import bind_figures
from extract.claim.weighing import BASE, points_of
from extract.claims import drafts, scene_of
from extract.figures import read_figures
from extract.parse import read_pages
from extract.pipeline import annotate
from extract.plain import read_text

if TYPE_CHECKING:
    from extract.reading import Reading

CALM = "Rain fell on the valley.\n\n"


def signs(text: str, title: str = "", outlet: str = "") -> list[tuple[str, str, int]]:
    """Return the voice, the name and the points of what weighs on the last sentence."""
    records = next(annotate([read_text(text, title=title, outlet=outlet)]))
    last = records.claims[-1].claim_id
    return [(row.voice, row.sign, row.points) for row in records.signs if row.claim_id == last]


def names(text: str, title: str = "", outlet: str = "") -> set[str]:
    return {name for _, name, _ in signs(text, title, outlet)}


def around(reading: Reading) -> set[str]:
    """Return the names of what stands around the signs of a text, whether they have points or not."""
    attributions, quotations = read_attributions(reading)
    figures = credit_figures(bind_figures(reading, read_figures(reading)), attributions)
    scene = scene_of(reading, figures, attributions, quotations)
    return {name for draft in drafts(reading, scene) for side in draft.sides for name in side.around}


def test_a_question_starts_from_a_base_and_each_sign_adds_what_the_lexicon_says() -> None:
    found = signs("More than 3,000 people have been detained.")
    points = points_of("en")["own"]
    assert ("own", BASE, points[BASE]) in found
    assert ("own", "people", points["people"]) in found
    assert all(worth == points.get(name, 0) for _, name, worth in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("source_above", "Lena Orsk said on Monday that the bridge was shut. It cost 3,000 people their jobs."),
        ("short_sentence", "It caused riots."),
        ("given_elsewhere", "Lena Orsk said 3,000 people had been detained.\n\n3,000 people have been detained."),
        ("document_here", "The flood, a report by the council, caused damage of 40 million dollars."),
        ("possible_there", "The flood could hurt 3,000 people."),
        ("in_comment", "The council shut the ports, leaving 3,000 people without work."),
        ("in_content_clause", "The flood showed that rain caused riots."),
        ("to_the_reader", "The flood hurt 3,000 of your people."),
        ("headline", ""),
        ("quotation_here", "The flood, “a shame”, caused riots."),
        ("two_kinds", "The flood caused the worst damage."),
    ],
)
def test_a_circumstance_weighs_where_it_holds(name: str, text: str) -> None:
    assert name in (names(CALM + text) if text else names("", title="Flood caused riots in Norvale"))
    assert points_of("en")["own"][name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("inside_a_source", "Lena Orsk said that many critics believe the dam will not hold."),
        ("speaker_next", "Critics say the dam will not hold.\n\nIt is built on sand, said Ines Calder, an engineer."),
        ("quoted_next", "Critics say the dam will not hold.\n\n“It is built on sand,” said Ines Calder, an engineer."),
        ("speaker_second", "Critics say the dam will not hold. It rained. Ines Calder said it was built on sand."),
        ("accuser_near", "The indictment names Osk. The contractor allegedly poured half the concrete."),
        ("source_over_all", "The dam is considered a failure, said Lena Orsk."),
    ],
)
def test_who_stands_behind_a_veiled_sign_is_seen(name: str, text: str) -> None:
    reading = next(read_pages([read_text(CALM + text)]))
    assert name in around(reading)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("paper_here", "Estimates by the Osk office aside, the dam is expected to fail."),
        ("paper_before", "The Osk office ranked nine dams. This one is expected to fail."),
        ("paper_after", "The flood caused riots. A survey by the Osk office lists nine."),
        ("accounts_near", "Operating profit fell. The flood caused a loss."),
        ("sourced_around", "Lena Orsk said it rained. The flood caused riots. Ines Calder said that it would rain."),
        ("names_next", "Many companies say the dam will fail. They are led by Osk, Merrin Steel and Lind Mills."),
        ("of_a_body", "NDA officials say the dam will fail."),
        ("of_an_office", "City officials say the dam will fail."),
        ("said_by_somebody", "Lena Orsk said the dam is expected to fail."),
        ("will_there", "The new dam will lead to floods."),
    ],
)
def test_what_may_cover_a_statement_is_seen(name: str, text: str) -> None:
    assert name in around(next(read_pages([read_text(CALM + text)])))


def test_a_lead_sums_up_those_who_speak_below_it() -> None:
    lead, speaker = "Many critics say the dam will fail.\n\n", "Ines Calder said that it was built on sand."
    assert "sums_up_speakers" in around(next(read_pages([read_text(lead + CALM + speaker)])))
    assert "sums_up_speakers" not in around(next(read_pages([read_text(CALM + lead + speaker)])))


@pytest.mark.parametrize(
    "text",
    [
        "His condition worsened on the way.",
        "The machines are used primarily by miners.",
        "Radio plays a role in some valleys.",
        "They waited for the best part of two hours.",
    ],
)
def test_what_is_no_cause_and_no_superlative_asks_nothing(text: str) -> None:
    assert not names(CALM + text) & {"cause_verb", "because", "cause_force", "superlative"}


def test_a_story_is_thinly_or_well_sourced_by_its_share_of_named_sources() -> None:
    sourced = "Lena Orsk said that the bridge was shut.\n\n"
    assert "thinly_sourced_story" in names(CALM * 3 + sourced + "The flood caused riots.")
    assert "thinly_sourced_story" not in names(sourced * 3 + "The flood caused riots.")


def test_a_veiled_source_and_the_reporter_s_own_word_are_weighed_apart() -> None:
    found = signs("The dam has reportedly failed, and the flood caused riots.")
    assert {voice for voice, _, _ in found} >= {"veiled"}
    assert ("veiled", "reportedly", points_of("en")["veiled"]["reportedly"]) in found


def test_what_a_named_source_covers_is_nobody_s_question() -> None:
    assert signs("More than 3,000 people have been detained, Lena Orsk said on Friday.") == []


def test_what_stands_in_quotation_marks_is_nobody_s_question() -> None:
    assert signs("“The flood caused riots,” said Lena Orsk.") == []


def test_what_follows_nobody_s_words_is_asked_about_once() -> None:
    found = signs("It could be said that the riots stem from poverty.")
    assert {voice for voice, _, _ in found} == {"veiled"}


def test_a_crowd_of_which_one_speaks_at_once_is_left_alone() -> None:
    text = "Critics say the dam will not hold. “It is built on sand,” said Ines Calder, an engineer."
    records = next(annotate([read_text(text)]))
    assert [row for row in records.signs if row.question == "weasel_crowd"] == []
