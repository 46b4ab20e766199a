"""The number grammar on its own: what a surface is worth and how precisely it is printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figure.lexemes import lex
from extract.figure.numbers import read_number


@pytest.mark.parametrize(
    ("surface", "value", "step"),
    [
        ("1,234,567.8", "1234567.8", "0.1"),
        ("12,34,567", "1234567", "1"),
        ("1 234 567", "1234567", "1"),
        ("1.234,56", "1234.56", "0.01"),
        (".5", "0.5", "0.1"),
        ("1.2 billion", "1.2e9", "1e8"),
        ("13 lakh", "1.3e6", "1e5"),
        ("three lakh crore", "3e12", "1e7"),
        ("4 hundred million", "4e8", "1e8"),
        ("twenty-eight thousand six hundred forty-two", "28642", "1"),
        ("two hundred and six", "206", "1"),
        ("a hundred thousand", "1e5", "1e3"),
        ("two and a half million", "2.5e6", "1e5"),
        ("half a million", "5e5", "1e5"),
        ("nine point nought four", "9.04", "0.01"),
        ("10 1/2", "10.5", "0"),
        ("2½", "2.5", "0"),
        ("minus 5.5", "-5.5", "0.1"),
        ("10k", "10000", "1000"),
    ],
)
def test_a_number_is_worth_what_it_says_to_the_digit_it_shows(surface: str, value: str, step: str) -> None:
    lexemes = lex(surface)
    number = read_number(lexemes, 0)
    assert number is not None
    assert (number.value, number.step, number.last) == (Decimal(value), Decimal(step), len(lexemes))


@pytest.mark.parametrize(
    ("surface", "rank"), [("21st", 21), ("twenty-first", 21), ("one hundred twenty-fifth", 125), ("2,000th", 2000)]
)
def test_an_ordinal_is_told_from_a_count(surface: str, rank: int) -> None:
    number = read_number(lex(surface), 0)
    assert number is not None
    assert (number.form, number.value) == ("ordinal", rank)


@pytest.mark.parametrize("surface", ["five hundred and six hundred", "four and five", "one two", "22,24,26"])
def test_two_numbers_are_not_run_together(surface: str) -> None:
    lexemes = lex(surface)
    number = read_number(lexemes, 0)
    assert number is not None
    assert number.last < len(lexemes)


@pytest.mark.parametrize("surface", ["a", "192.168.1.2", "9" * 40, "million", "word"])
def test_what_is_no_number_is_not_read(surface: str) -> None:
    assert read_number(lex(surface), 0) is None


SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(value: int) -> str:
    """Return a whole number below 10^15 in words, as English counts."""
    if value < 20:
        return SMALL.split()[value]
    if value < 100:
        unit = value % 10
        return TENS.split()[value // 10 - 2] + (f"-{SMALL.split()[unit]}" if unit else "")
    for size, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if value >= size:
            rest = value % size
            return f"{in_words(value // size)} {name}" + (f" {in_words(rest)}" if rest else "")
    raise AssertionError(value)


@given(st.integers(0, 10**15 - 1))
def test_every_whole_number_in_words_is_read_back(value: int) -> None:
    number = read_number(lex(in_words(value)), 0)
    assert number is not None
    assert number.value == value


@given(st.integers(0, 10**15 - 1), st.sampled_from([",", "\u202f", " "]))
def test_every_grouping_is_read_back(value: int, mark: str) -> None:
    number = read_number(lex(f"{value:,}".replace(",", mark)), 0)
    assert number is not None
    assert number.value == value
