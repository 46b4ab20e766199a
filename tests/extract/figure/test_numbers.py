"""The number grammar on its own: what a surface is worth and how precisely it is printed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figure.lexemes import MARGIN, lex
from extract.figure.number.numbers import read_number


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
        ("two hundred point seventy-one", "200.71", "0.01"),
        ("3 lakh 20 thousand", "320000", "1000"),
        ("2 crore 50 lakh", "25000000", "100000"),
        ("4 thousand 3 hundred and 21", "4321", "1"),
        ("6 crore and two hundred", "60000200", "1"),
        ("1.3x10^6", "1300000", "100000"),
        ("6.02 × 10²³", "6.02e23", "1e21"),
        ("10^-4", "0.0001", "0"),
        ("10⁻⁴", "0.0001", "0"),
        ("2^10", "1024", "0"),
    ],
)
def test_a_number_is_worth_what_it_says_to_the_digit_it_shows(surface: str, value: str, step: str) -> None:
    lexemes = lex(surface)
    number = read_number(lexemes, 0)
    assert number is not None
    assert (number.value, number.step, number.last) == (Decimal(value), Decimal(step), len(lexemes) - len(MARGIN))


@pytest.mark.parametrize(
    ("surface", "share"),
    [
        ("two-thirds", "2/3"),
        ("three hundredths", "3/100"),
        ("one twenty-fifth", "1/25"),
        ("a twenty-first", "1/21"),
        ("three twenty-firsts", "3/21"),
        ("a trillionth", "1/1000000000000"),
        ("a hundred trillionths", "100/1000000000000"),
        ("one ten-thousandth", "1/10000"),
        ("one hundred thirty-fifths", "100/35"),
        ("one hundred and thirty fifths", "130/5"),
        ("one hundred thirty-two fifths", "132/5"),
        ("two hundred and fifty-four hundredths", "20054/100"),
        ("two and fifty-four hundredths", "254/100"),
        ("two hundred thirty-two and a thirtieth", "6961/30"),
    ],
)
def test_a_fraction_in_words_is_its_numerator_over_its_denominator(surface: str, share: str) -> None:
    lexemes = lex(surface)
    number = read_number(lexemes, 0)
    top, bottom = (Decimal(part) for part in share.split("/"))
    assert number is not None
    assert number.last == len(lexemes) - len(MARGIN)
    assert number.value is not None
    assert abs(number.value - top / bottom) < Decimal("1e-15")


@pytest.mark.parametrize(
    "surface",
    ["one twenty-first century flat", "a fourteenth title", "a third dose", "3 hundred and 2 hundred", "5 million 200"],
)
def test_ranks_and_neighbours_are_no_part_of_a_number(surface: str) -> None:
    number = read_number(lex(surface), 0)
    assert number is None or number.form != "fraction"
    assert number is None or number.last < len(lex(surface)) - len(MARGIN)


@pytest.mark.parametrize(
    ("surface", "rank"),
    [
        ("the hundred and first", 101),
        ("one hundred and first", 101),
        ("21st", 21),
        ("twenty-first", 21),
        ("one hundred twenty-fifth", 125),
        ("2,000th", 2000),
    ],
)
def test_an_ordinal_is_told_from_a_count(surface: str, rank: int) -> None:
    number = read_number(lex(surface.removeprefix("the ")), 0)
    assert number is not None
    assert (number.form, number.value) == ("ordinal", rank)


@pytest.mark.parametrize("surface", ["five hundred and six hundred", "four and five", "one two", "22,24,26"])
def test_two_numbers_are_not_run_together(surface: str) -> None:
    lexemes = lex(surface)
    number = read_number(lexemes, 0)
    assert number is not None
    assert number.last < len(lexemes) - len(MARGIN)


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
