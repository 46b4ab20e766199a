"""format(parse(x)) = x for every figure that the house style writes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import gcd

import pytest
from house_style import LIMITS, MARKS, PLURALS, written, written_date, written_days, written_number
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.figure.number.numbers import ending
from extract.figure.unit.units import MONEY, UNITS, Unit
from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import Dimension

PUBLISHED = datetime(2022, 1, 7, tzinfo=UTC)
NAMED_OTHERWISE = {"touch down", "percentage"}  # written "touchdown" and "percent"
MEASURES = [unit for unit, row in UNITS if row.nouns and unit.dimension != Dimension.RATIO]
MEASURES = [unit for unit in MEASURES if unit.name not in NAMED_OTHERWISE]
CURRENCIES = [unit for unit, row in MONEY if row.nouns]
values = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**6), places=2, allow_nan=False).map(
    lambda value: (
        Decimal(written_number(value).replace(",", "")) if " " not in written_number(value) else Decimal(10**6)
    )
)


def read_again(text: str) -> str:
    """Return the first figure of a text, read and written again."""
    (reading,) = read_pages([read_text(f"They counted {text}.", published_at=PUBLISHED)])
    figures = read_figures(reading)
    assert figures, text
    return written(figures[0])


@pytest.mark.parametrize("unit", MEASURES + CURRENCIES, ids=lambda unit: unit.code)
def test_every_unit_is_written_as_it_is_read(unit: Unit) -> None:
    noun = PLURALS[unit.name]
    assert read_again(f"1,250.5 {noun}") in {f"1,250.5 {noun}", f"{MARKS.get(unit.code, '')}1,250.5"}


@settings(max_examples=60, deadline=None)
@given(values, st.sampled_from(["", *LIMITS.values()]), st.sampled_from(["$", "€", "£"]))
def test_money_is_written_as_it_is_read(value: Decimal, limit: str, mark: str) -> None:
    text = f"{limit}{mark}{written_number(value)}"
    assert read_again(text) == text


@settings(max_examples=60, deadline=None)
@given(values, st.sampled_from(["", *LIMITS.values()]), st.sampled_from(["miles", "kilometres", "percent", "tonnes"]))
def test_measures_are_written_as_they_are_read(value: Decimal, limit: str, noun: str) -> None:
    if value == 1:
        return
    text = f"{limit}{written_number(value)} {noun}".replace("tonnes", "metric tons")
    assert read_again(text) == text


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 999), st.integers(1, 9), st.sampled_from(["million", "billion", "trillion"]))
def test_scales_are_written_as_they_are_read(whole: int, tenths: int, scale: str) -> None:
    text = f"${whole}.{tenths} {scale}"
    assert read_again(text) == text


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400))
def test_ranges_are_written_as_they_are_read(low: int, more: int) -> None:
    text = f"{low} to {low + more} miles"
    assert read_again(text) == text


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 110))
def test_ages_are_written_as_they_are_read(age: int) -> None:
    assert read_again(f"{age} years old") == f"{age} years old"


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9999).map(lambda rank: f"{rank:,}"))
def test_ordinals_are_written_as_they_are_read(rank: str) -> None:
    number = int(rank.replace(",", ""))
    ending = "th" if number % 100 in range(11, 14) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    assert read_again(f"the {rank}{ending}") == f"{rank}{ending}"


@settings(max_examples=60, deadline=None)
@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_are_written_as_they_are_read(day: date) -> None:
    assert read_again(written_date(day)) == written_date(day)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 40))
def test_places_from_the_end_are_written_as_they_are_read(place: int) -> None:
    text = f"{place}{ending(place)} from last"
    assert read_again(f"the {text}") == text


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 19), st.integers(2, 20), st.sampled_from(["patients", "countries", "women", "young drivers"]))
def test_shares_are_written_as_they_are_read(top: int, bottom: int, noun: str) -> None:
    if top < bottom and gcd(top, bottom) == 1:
        text = f"{top} in {bottom} {noun}"
        assert read_again(text) == text


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 900), st.sampled_from(["", *LIMITS.values()]))
def test_multiples_are_written_as_they_are_read(tenths: int, limit: str) -> None:
    text = f"{limit}{written_number(Decimal(tenths) / 10)}-fold"
    assert read_again(text) == text


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 9_999),
    st.sampled_from(["", *LIMITS.values()]),
    st.sampled_from(["patients", "public libraries", "men", "boxes"]),
)
def test_counts_are_written_with_what_they_count(count: int, limit: str, noun: str) -> None:
    if count != 1:
        text = f"{limit}{count:,} {noun}"
        assert read_again(text) == text


@settings(max_examples=30, deadline=None)
@given(st.integers(-90, 60), st.sampled_from(["degrees celsius", "degrees fahrenheit"]))
def test_temperatures_below_zero_are_written_as_they_are_read(degrees: int, noun: str) -> None:
    if abs(degrees) != 1:
        assert read_again(f"{degrees} {noun}") == f"{degrees} {noun}"


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 900), st.sampled_from(["barrel", "month", "hour"]), st.sampled_from(["$", "£", "€"]))
def test_rates_are_written_as_they_are_read(price: int, per: str, mark: str) -> None:
    assert read_again(f"{mark}{price} per {per}") == f"{mark}{price} per {per}"


@settings(max_examples=40, deadline=None)
@given(st.dates(min_value=date(1700, 1, 1), max_value=date(2098, 12, 31)), st.integers(1, 700))
def test_spans_of_days_are_written_as_they_are_read(first: date, days: int) -> None:
    text = written_days(first, first + timedelta(days=days))
    assert read_again(text) == text


@settings(max_examples=30, deadline=None)
@given(st.integers(1700, 2090), st.integers(1, 12))
def test_months_years_and_decades_are_written_as_they_are_read(year: int, month: int) -> None:
    named = f"{date(year, month, 1):%B %Y}"
    for text in (named, str(year), f"{year // 10 * 10}s"):
        assert read_again(f"it was in {text}") == text


@settings(max_examples=30, deadline=None)
@given(
    st.integers(20, 90), st.integers(1, 9), st.sampled_from(["years old", "percent", "degrees celsius", "kilograms"])
)
def test_ranges_of_any_kind_are_written_as_they_are_read(low: int, more: int, noun: str) -> None:
    assert read_again(f"{low} to {low + more} {noun}") == f"{low} to {low + more} {noun}"


@pytest.mark.parametrize(
    "words", ["51-50", "doubled", "near-doubling", "Dozens", "tens of thousands", "several hundred"]
)
def test_a_figure_without_a_value_keeps_its_words(words: str) -> None:
    assert read_again(words) == words
