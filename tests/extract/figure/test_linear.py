"""Text four times as long takes about four times as long to read, however its figures repeat."""

from __future__ import annotations

import time

import pytest

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


def seconds(text: str) -> float:
    reading = next(iter(read_pages([read_text(text)])))
    began = time.process_time()
    bind_figures(reading, read_figures(reading))
    return time.process_time() - began


@pytest.mark.parametrize("words", REPEATED)
def test_figures_are_read_in_linear_time(words: str) -> None:
    short, long = (words * (size // len(words)) for size in (4_000, 16_000))
    seconds(short)  # the lexicons and the language model are loaded once
    assert seconds(long) < max(4 * 2.5 * min(seconds(short), seconds(short)), 0.3)
