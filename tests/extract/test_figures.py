"""The figure reader on passages of our own: spans, values, bounds, units, what is counted, and what is no figure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from extract.figures import read_figures
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import Bound, Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.records import Figure

PUBLISHED = datetime(2022, 1, 7, tzinfo=UTC)


def figures_of(text: str, title: str = "") -> tuple[Figure, ...]:
    (reading,) = read_pages([read_text(text, title=title, published_at=PUBLISHED, normalise=False)])
    return read_figures(reading)


def only(text: str) -> Figure:
    (figure,) = figures_of(text)
    return figure


def texts(figures: Sequence[Figure]) -> list[str]:
    return [figure.text for figure in figures]


def test_spans_are_the_words_and_count_in_their_own_part() -> None:
    text, title = "At least 12 people died.\n\nThe ferry cost $1.2bn.", "Ferry toll rises to 12"
    figures = figures_of(text, title)
    assert [(figure.part, figure.text) for figure in figures] == [
        ("title", "12"),
        ("text", "At least 12"),
        ("text", "$1.2bn"),
    ]
    for figure in figures:
        words = title if figure.part == "title" else text
        assert words[figure.span_start : figure.span_end] == figure.text


def test_a_count_names_its_noun_in_the_singular() -> None:
    figure = only("The council closed 14 public libraries.")
    assert (figure.value, figure.dimension, figure.unit_name, figure.counted) == (
        14,
        Dimension.COUNT,
        "public library",
        "public library",
    )


def test_a_bare_count_is_exact_and_a_scaled_one_is_rounded() -> None:
    few, many = figures_of("The fund paid 14 farmers and lent to 1.2 million farmers.")
    assert (few.low, few.high) == (14, 14)
    assert (many.low, many.high) == (1_150_000, 1_250_000)


def test_money_carries_its_code_scale_and_rate() -> None:
    figure = only("Oil traded at more than US$52.50 a barrel.")
    assert (figure.value, figure.unit, figure.unit_name, figure.bound) == (
        Decimal("52.5"),
        "USD/[bbl_us]",
        "dollar per barrel",
        Bound.OVER,
    )
    assert (figure.low, figure.high) == (Decimal("52.5"), None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The bridge is $3 to $5 billion over budget.", 3 * 10**9, 5 * 10**9),
        ("It takes between 40 and 50 hours.", 40, 50),
        ("Fees run from £200,000 to £1.5m.", 200_000, 1_500_000),
        ("She waited three or four months.", 3, 4),
        ("A 5-10W lamp is enough.", 5, 10),
    ],
)
def test_a_range_keeps_both_ends_and_shares_what_is_said_once(text: str, low: int, high: int) -> None:
    figure = only(text)
    assert (figure.value, figure.range_low, figure.range_high, figure.bound) == (None, low, high, Bound.BETWEEN)


def test_from_one_level_to_another_stays_two_figures() -> None:
    assert texts(figures_of("The toll rose from 31 to 44.")) == ["31", "44"]


def test_a_verb_of_change_gives_the_direction_of_its_extent_and_not_of_its_level() -> None:
    extent, level = figures_of("Shares in the yard fell 4.5% to 118.5p.")
    assert (extent.change, level.change) == ("down", None)


def test_up_in_made_up_is_no_change() -> None:
    assert only("Women made up 54 percent of the crew.").change is None


def test_a_score_is_an_interval_without_a_value() -> None:
    figure = only("The senate voted 51-50.")
    assert (figure.dimension, figure.value, figure.low, figure.high) == (Dimension.SCORE, None, 50, 51)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Dozens were hurt.", 24, 99),
        ("Hundreds of homes burned.", 200, 999),
        ("Tens of thousands of people left.", 20_000, 99_000),
        ("A near-doubling of rents followed.", Decimal("1.75"), 2),
        ("Rents tripled.", Decimal("2.8"), Decimal("3.3")),
        ("A third of the crew left.", Decimal("0.29"), Decimal("0.37")),
    ],
)
def test_a_vague_word_is_the_interval_that_the_rules_give_it(text: str, low: Decimal, high: Decimal) -> None:
    figure = only(text)
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 closed the G7 meeting.",
        "An F-22 flew over Highway 35.",
        "Chapter 11 follows Chapter 10.",
        "The office is at 575 Wilbraham Road.",
        "Call 555-123-4567.",
        "See https://example.org/2022/01/07/toll-31.",
        "The 9/11 attacks.",
        "She is the one who knew.",
        "Her No. 1 fan.",
    ],
)
def test_names_addresses_and_pronouns_count_nothing(text: str) -> None:
    assert [figure for figure in figures_of(text) if figure.value is not None or figure.range_low is not None] == []


def test_page_furniture_is_passed_over() -> None:
    assert figures_of("18 Shares") == ()


def test_a_number_that_is_not_understood_is_listed_without_a_value() -> None:
    figure = only("Police seized a Marlin 795.")
    assert (figure.dimension, figure.value, figure.text) == (Dimension.OTHER, None, "795")


@pytest.mark.parametrize(
    "text",
    [
        "Ana Petrov, 45, resigned.",
        "The man, aged 45, fled.",
        "She was 45.",
        "A 45-year-old man fled.",
        "He is 45 years old.",
    ],
)
def test_an_age_is_told_from_a_count(text: str) -> None:
    figure = only(text)
    assert (figure.dimension, figure.value, figure.unit_name, figure.low) == (Dimension.AGE, 45, "year of age", 45)


def test_a_number_beyond_all_news_is_listed_without_a_value() -> None:
    figure = only(f"There are {'9' * 30} trillion trillion stars.")
    assert (figure.dimension, figure.value, figure.high) == (Dimension.OTHER, None, None)


@pytest.mark.parametrize("text", ["The chance is two-in-three.", "He doubled down on it.", "They zero in on costs."])
def test_idioms_are_no_counts(text: str) -> None:
    assert [figure for figure in figures_of(text) if figure.dimension == Dimension.COUNT] == []


@pytest.mark.parametrize(
    ("text", "words", "rank"), [("Super Bowl LVII drew crowds.", "LVII", 57), ("World War II ended.", "II", 2)]
)
def test_a_roman_numeral_after_a_name_is_a_place_in_a_series(text: str, words: str, rank: int) -> None:
    figure = only(text)
    assert (figure.text, figure.dimension, figure.value) == (words, Dimension.ORDINAL, rank)


@pytest.mark.parametrize("text", ["The CD sold well.", "An IV drip helped.", "They met in DC.", "MIX it well."])
def test_letters_that_only_look_roman_are_no_numerals(text: str) -> None:
    assert figures_of(text) == ()


def test_headlines_in_capitals_keep_their_figures() -> None:
    figures = figures_of("", "Blast Kills 42 in Port City as 12 Hurt Flee")
    assert [figure.value for figure in figures] == [42, 12]


def test_units_said_once_are_shared_along_a_list() -> None:
    figures = figures_of("Rates rose to 2, 3 and 4 percent.")
    assert [(figure.value, figure.unit) for figure in figures] == [(2, "percent"), (3, "percent"), (4, "percent")]


def test_a_figure_in_brackets_keeps_the_bound_of_the_one_it_converts() -> None:
    engine, brackets = figures_of("The engine makes just under 296 hp (224 kW).")
    assert (engine.bound, brackets.bound) == (Bound.UNDER, Bound.UNDER)


def test_a_share_said_as_one_in_four_is_one_figure() -> None:
    figure = only("One in four patients waited.")
    assert (figure.value, figure.dimension, figure.text) == (Decimal("0.25"), Dimension.RATIO, "One in four")


def test_three_decades_ago_is_resolved_against_publication() -> None:
    figure = only("The mine closed three decades ago.")
    assert (figure.value, figure.unit_name, figure.time_start) == (3, "decade", date(1992, 1, 7))


def test_ids_are_facts_about_the_sentence_and_not_about_its_place() -> None:
    alone, later = figures_of("It cost $5 million."), figures_of("A storm came.\n\nIt cost $5 million.")
    first = read_text("It cost $5 million.", url="https://example.org/a")
    second = read_text("A storm came.\n\nIt cost $5 million.", url="https://example.org/a")
    (one,), (two,) = (read_figures(reading) for reading in read_pages([first, second]))
    assert one.figure_id == two.figure_id
    assert texts(alone) == texts(later)
