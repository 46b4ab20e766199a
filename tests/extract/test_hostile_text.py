"""Text that repeats what readers look for takes work in proportion to its length, but for a few bounded look-ups."""

from __future__ import annotations

import pytest
from steps import steps

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


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_four_times_as_long_takes_far_less_than_sixteen_times_the_work(piece: str) -> None:
    work(piece, 8_000)  # what is loaded once, some of it only by what a long text shows
    assert work(piece, 8_000) < 7 * work(piece, 2_000)


def test_a_sentence_of_very_many_figures_shows_some_of_them() -> None:
    (reading,) = read_pages(
        [read_text("The mill sold 12 per cent, " + "£1m, " * 150 + "he said.", url="https://a.example/1")]
    )
    records = records_of(reading)
    assert len(records.figures) > 150
    assert 40 < len(records.features) <= 62
