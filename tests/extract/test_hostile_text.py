"""Text that repeats what readers look for is read in time to its length."""

from __future__ import annotations

import time

import pytest

from extract.parse import read_pages
from extract.pipeline import records_of
from extract.plain import read_text

PIECES = ("£1m ", "1 in 2 ", "up 5% from 6% ", "he said, ", "twenty-one ", "May ", "1,000,", "“Yes,” ", "5 of 10 ")
LENGTH = 8_000  # characters
SECONDS = 4.0  # of processor time; "£1m " took 16 s


@pytest.mark.parametrize("piece", PIECES)
def test_a_repeated_piece_is_read_in_time(piece: str) -> None:
    (reading,) = read_pages([read_text(piece * (LENGTH // len(piece)), url="https://a.example/1")])
    began = time.process_time()
    records = records_of(reading)
    assert time.process_time() - began < SECONDS
    assert records.claims


def test_a_sentence_of_very_many_figures_shows_some_of_them() -> None:
    (reading,) = read_pages(
        [read_text("The mill sold 12 per cent, " + "£1m, " * 150 + "he said.", url="https://a.example/1")]
    )
    records = records_of(reading)
    assert len(records.figures) > 150
    assert 40 < len(records.features) <= 62
