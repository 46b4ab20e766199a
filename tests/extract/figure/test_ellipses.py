"""Counts without a noun take the one that the sentence has just said, and no other."""

from __future__ import annotations

import pytest

from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text


def counted(text: str) -> list[tuple[str, str | None]]:
    (reading,) = read_pages([read_text(text, normalise=False)])
    return [(figure.text, figure.counted or figure.unit_name or None) for figure in read_figures(reading)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 soldiers were killed and 26 wounded.", ["soldier", "soldier"]),
        ("The blast killed 18 people and wounded 26.", ["people", "people"]),
        ("The blast killed 18 people, wounding 26.", ["people", "people"]),
        ("Five people died in Ohio and six in Iowa.", ["people", "people"]),
        ("Two people were killed and one injured.", ["people", "people"]),
        ("Of 40 pupils, 12 passed and 28 failed.", ["pupil", "pupil", "pupil"]),
        ("The firm has 300 workers in Leeds, 200 in York and 50 in Hull.", ["worker", "worker", "worker"]),
        ("The ward had 45 cases, up from 30.", ["case", "case"]),
        ("Nine homes were destroyed and another 20 damaged.", ["home", "home"]),
        ("Police seized 40 rifles, 12 of them loaded.", ["rifle", "rifle"]),
        ("Lawmakers backed the bill by 217 votes to 212.", ["vote", "vote"]),
        ("Three men and two women were held.", ["man", "woman"]),
        ("Two boys, aged 8 and 12, were found.", ["boy", "year of age", "year of age"]),
        ("Prices rose from 45 cents to 50.", ["cent", "cent"]),
        ("Unemployment fell to 4 percent from 5.", ["percentage", "percentage"]),
    ],
)
def test_a_bare_count_takes_the_noun_that_its_sentence_has_said(text: str, expected: list[str]) -> None:
    assert [noun for _, noun in counted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The crash left 12 dead, 30 hurt.",
        "The airline ordered 50 jets. Staff number 12.",
        "Two bombs went off near the finishing line on Monday, killing 12.",
        "Five others were held and 12 were freed.",
        "The index gained 0.7 percent to 3,005.",
    ],
)
def test_no_noun_is_passed_on_where_the_words_are_not_built_alike(text: str) -> None:
    assert counted(text)[-1][1] is None


def test_a_part_lends_no_noun_to_the_whole_that_follows() -> None:
    assert counted("Police said 11 were killed, including three children, and dozens wounded.")[-1] == ("dozens", None)


@pytest.mark.parametrize(
    ("text", "dimensions"),
    [
        ("Fares fell, with takings falling by 7.7 million or 47%.", ["count", "percentage"]),
        ("Takings fell by 1,250 or 3 percent.", ["count", "percentage"]),
        ("It lost between 5 thousand and 47%.", ["count", "percentage"]),
        ("The rates are 4, 5 or 6 percent.", ["percentage"] * 3),
        ("The rate rose between 1,200 and 1,500 percent.", ["percentage"]),
    ],
)
def test_millions_and_thousands_share_no_percent(text: str, dimensions: list[str]) -> None:
    (reading,) = read_pages([read_text(text, normalise=False)])
    assert [figure.dimension for figure in read_figures(reading)] == dimensions
