"""Text four times as long takes four times the work to read, however its figures repeat."""

from __future__ import annotations

import pytest
from steps import steps

from extract.binding import bind_figures
from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text

REPEATED = [
    "£1m ",
    "1 in 2 ",
    "up 5% from 6% ",
    "two thousand, one hundred, ",
    "January ",
    '"6 ',
    "½ ",
    "10^",
    "9 a.m. ",
]


def work(text: str) -> int:
    reading = next(iter(read_pages([read_text(text)])))
    return steps(lambda: bind_figures(reading, read_figures(reading)))


@pytest.mark.parametrize("words", REPEATED)
def test_figures_are_read_in_linear_time(words: str) -> None:
    short, long = (words * (size // len(words)) for size in (2_000, 8_000))
    work("£1m")  # what is loaded once
    assert work(long) < 4.4 * work(short)
