"""Figures that the words tie together become pairs, agreeing or not."""

from __future__ import annotations

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse.records import FigurePair, Records


def read(text: str) -> Records:
    (records,) = annotate([read_text(text)])
    return records


def ties(records: Records) -> list[tuple[str, str, str]]:
    words = {figure.figure_id: figure.text for figure in records.figures}
    return [(pair.tie, words[pair.first_id], words[pair.second_id or pair.first_id]) for pair in records.figure_pairs]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The town lies 30 km (20 miles) north of Norvale.", "20 miles", "30 km"),
        ("The town lies 30 km (40 miles) north of Norvale.", "40 miles", "30 km"),
        ("It was 30 degrees Celsius (86 degrees Fahrenheit).", "86 degrees Fahrenheit", "30 degrees Celsius"),
    ],
)
def test_a_bracket_is_tied_to_the_figure_before_it_whether_or_not_they_agree(
    text: str, first: str, second: str
) -> None:
    assert ("bracket", first, second) in ties(read(text))


def test_a_pair_belongs_to_the_claim_of_its_sentence() -> None:
    records = read("The mayor spoke first. Engineers closed a 290-mile (300-kilometer) stretch of the line.")
    (pair,) = records.figure_pairs
    claim = next(claim for claim in records.claims if claim.claim_id == pair.claim_id)
    assert claim.text.startswith("Engineers closed")
    assert isinstance(pair, FigurePair)
    assert pair.words_between == " ("
