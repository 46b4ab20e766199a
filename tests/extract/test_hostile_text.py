"""Text that repeats what readers look for takes work in proportion to its length, but for a few bounded look-ups."""

from __future__ import annotations

from itertools import product

import pytest
from steps import steps

from extract.attributions import read_attributions
from extract.claim.excerpts import excerpts
from extract.claim.neighbours import told_by
from extract.parse import read_pages
from extract.pipeline import records_of
from extract.plain import read_text

PIECES = (
    *("£1m ", "1 in 2 ", "up 5% from 6% ", "he said, ", "twenty-one ", "May ", "1,000,", "“Yes,” ", "5 of 10 "),
    *("“Yes,” he said. ", "He said it was shut.\n", "Sales rose 5% to £3m, Lind said.\n", "“It is shut"),
)


def work(piece: str, length: int) -> int:
    """Return the steps that the readers of a parsed text take."""
    (reading,) = read_pages([read_text(piece * (length // len(piece)), url="https://a.example/1")])
    return steps(lambda: records_of(reading))


def linking(text: str) -> int:
    """Return the steps that the reader of attributions takes."""
    (reading,) = read_pages([read_text(text, url="https://a.example/1")])
    return steps(lambda: read_attributions(reading))


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_four_times_as_long_takes_far_less_than_sixteen_times_the_work(piece: str) -> None:
    work(piece, 8_000)  # what is loaded once, some of it only by what a long text shows
    assert work(piece, 8_000) < 7 * work(piece, 2_000)


def test_people_of_one_surname_are_remembered_up_to_a_number() -> None:
    names = ["".join(letters).capitalize() for letters in product("bdfglmnr", "aeiou", "bdlnr", "aeo")]
    text = " ".join(f"{name} Lind spoke. Lind said no." for name in names)
    linking(text[:4_000])
    assert linking(text[:4_000]) < 5 * linking(text[:1_000])


def test_a_pronoun_looks_back_over_some_mentions_of_a_long_paragraph() -> None:
    piece = "He said it was shut. "
    linking(piece * 600)
    assert linking(piece * 600) < 8 * linking(piece * 150)


def test_what_is_said_elsewhere_is_looked_for_among_some_sentences_of_a_story() -> None:
    (reading,) = read_pages([read_text("Lind said the mill was shut.\n" * 600, url="https://a.example/1")])
    attributions, quotations = read_attributions(reading)
    everyone = excerpts(reading, (), attributions, quotations)
    assert len(everyone) == 600
    assert len(told_by(everyone)) == 500


def test_a_sentence_of_very_many_figures_shows_some_of_them() -> None:
    (reading,) = read_pages(
        [read_text("The mill sold 12 per cent, " + "£1m, " * 150 + "he said.", url="https://a.example/1")]
    )
    records = records_of(reading)
    assert len(records.figures) > 150
    assert 40 < len(records.features) <= 62
