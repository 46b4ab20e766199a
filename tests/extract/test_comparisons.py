from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.comparisons import read_comparisons
from extract.parse import read_pages
from extract.pipeline import annotate, records_of
from extract.plain import read_text


def compared(text: str, title: str = "", published: str | None = None) -> list:
    day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    (records,) = annotate([read_text(text, title=title, published_at=day)])
    return list(records.comparisons)


def agrees(comparison) -> bool:  # noqa: ANN001 - a record
    return comparison.reported_low <= comparison.expected_high and comparison.expected_low <= comparison.reported_high


@pytest.mark.parametrize(
    ("relation", "text", "sound"),
    [
        ("weekday_date", "The court met on Friday, July 17, 2020, in Norvale.", True),
        ("weekday_date", "The court met on Thursday, 17 July 2020, in Norvale.", False),
        ("margin", "Ortega leads Lindqvist by 6 points, 48 percent to 42 percent.", True),
        ("margin", "Ortega leads Lindqvist by 16 points, 48 percent to 42 percent.", False),
        ("percent_change", "Arrests fell 22 percent, to 40,661 from 52,220.", True),
        ("percent_change", "Arrests fell 32 percent, to 40,661 from 52,220.", False),
        ("points_change", "Support rose seven percentage points, from 45 percent to 52 percent.", True),
        ("points_change", "Support rose nine percentage points, from 45 percent to 52 percent.", False),
        ("share_of_base", "Only 52 out of the 235 bridges, or about 22 percent, were inspected.", True),
        ("share_of_base", "Only 52 out of the 235 bridges, or about 42 percent, were inspected.", False),
        ("fold", "The rate doubled from 3.4 percent to 6.8 percent.", True),
        ("fold", "The rate doubled from 3.4 percent to 8.6 percent.", False),
        ("fold", "The rate more than doubled from 19 percent to 39 percent.", True),
        ("fold", "The rate more than doubled from 19 percent to 38 percent.", False),
        ("fraction", "A third (34 percent) of the pupils walk.", True),
        ("fraction", "A third (48 percent) of the pupils walk.", False),
        ("parts_within", "Police held 30 men, including 19 students and 9 teachers.", True),
        ("parts_within", "Police held 30 men, including 19 students and 19 teachers.", False),
        ("parts_sum", "The plant needs 50 people: 35 permanent workers and 15 temporary ones.", True),
        ("parts_sum", "The plant needs 58 people: 35 permanent workers and 15 temporary ones.", False),
        ("duration_range", "In the 44 years from 1926 to 1969 the river rose often.", True),
        ("duration_range", "In the 44 years from 1906 to 1969 the river rose often.", False),
        ("unit_price", "The school bought 20 chairs at $5 each, for a total of $100.", True),
        ("unit_price", "The school bought 20 chairs at $5 each, for a total of $200.", False),
        ("range_order", "Between 40 and 60 people waited at the ferry.", True),
        ("range_order", "Between 60 and 40 people waited at the ferry.", False),
        ("range_order", "Rents range from $900 to $1,200 a month.", True),
        ("range_order", "Rents range from $1,200 to $900 a month.", False),
        ("mean_range", "Fares ranged from $20 to $50, with an average of $35.", True),
        ("mean_range", "Fares ranged from $20 to $50, with an average of $65.", False),
        ("shares_sum", "Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 15 percent.", True),
        ("shares_sum", "Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 25 percent.", False),
        ("currency_magnitude", "The bridge costs $5 million (£3.8 million).", True),
        ("currency_magnitude", "The bridge costs $5 million (£38 million).", False),
        ("currency_magnitude", "The bridge costs 300 million yen (€2.1 million).", True),
        ("currency_magnitude", "The bridge costs 300 million yen (€2.1 billion).", False),
        ("all_of", "At least 20 miners were trapped. On Friday all 18 miners were freed.", False),
    ],
)
def test_both_sides_of_a_pair_are_computed(relation: str, text: str, sound: bool) -> None:
    found = [comparison for comparison in compared(text) if comparison.relation == relation]
    assert found, relation
    assert all(agrees(comparison) is sound for comparison in found)


@pytest.mark.parametrize(
    "text",
    [
        "The rate fell from 5 to 3 percent, and Ortega leads 48-44 percent.",
        "It was between -5 and -10 degrees Celsius at noon.",
        "Of the men 62 percent favor it, of the women 55 percent and of the old 40 percent; the rest are undecided.",
        "Asked for more than one answer, 62 percent named rents, 48 percent schools and 30 percent were unsure.",
        "At least 20 miners came. All 18 miners who worked the shaft stayed.",
        "At least 20 people were hurt. All 18 people were freed.",
        "Fares ranged from $20 to $50, against a national average of $65.",
    ],
)
def test_what_only_looks_like_a_bound_is_not_compared(text: str) -> None:
    bounds = {"range_order", "shares_sum", "all_of", "mean_range"}
    assert not [comparison for comparison in compared(text) if comparison.relation in bounds and not agrees(comparison)]


def test_a_date_without_its_year_takes_the_one_near_publication() -> None:
    (found,) = compared("The council met on Friday, Jan. 3, to vote.", published="2020-01-05")
    assert agrees(found)
    assert "near" in found.qualifiers


def test_a_headline_figure_is_looked_for_in_every_form() -> None:
    body = "The firm paid $7 million to each of the two families. It began in 1953. The Dow rose 86.90."
    for title in ("Firm pays $14M to families", "Dow up 87", "Firm settles after 61 years"):
        assert not [c for c in compared(body, title, "2014-05-05") if c.relation.startswith("headline")], title


def test_a_table_of_scores_costs_no_time_and_no_pairs() -> None:
    rows = "\n".join(
        f"Norvale {n} {n + 1} {n + 2} {n + 3} {n + 4} {n + 5} {n + 6} {n + 7} {n + 8} {n + 9}" for n in range(200)
    )
    start = time.perf_counter()
    found = compared(rows)
    assert not [comparison for comparison in found if comparison.relation == "same_quantity"]
    assert time.perf_counter() - start < 20


def test_the_same_page_gives_the_same_comparisons() -> None:
    text = (
        "Turnout rose by 42 percent, from 6,000 to 8,500. A third (48 percent) stayed at home on Monday, May 4, 2020."
    )
    assert compared(text) == compared(text)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet='0123456789 .,%$£()-–⟦⟧to from of including points million May Monday\n"', max_size=120))
def test_no_text_raises(text: str) -> None:
    compared(text, text[:40], "2020-05-04")


def test_rows_that_are_not_compared_are_counted_at_the_first_statement() -> None:
    rows = "; ".join(
        f"Ward {word} {n} percent, {100 - n} percent" for word, n in zip("ABCDEF", range(40, 46), strict=True)
    )
    (left,) = [row for row in compared(f"Six wards voted on Sunday.\n\n{rows}.") if row.relation == "not_compared"]
    assert left.reading.startswith("12 figures of this article were not compared")
    assert (left.span_start, left.span_end) == (0, len("Six wards voted on Sunday."))


def test_an_article_that_is_compared_whole_says_nothing_of_it() -> None:
    found = compared("Turnout in Norvale was 48 percent, against 52 percent in Orsk.")
    assert all(row.relation != "not_compared" for row in found)


def test_the_limits_of_one_article_are_named_with_what_lies_beyond_them() -> None:
    wards = "\n".join(
        f"Ward {n} of Norvale counted {n * 13 + 1007} homes and {n * 7 + 3003} boats." for n in range(200)
    )
    (left,) = [row for row in compared(wards, "Norvale counts 12 wards") if row.relation == "not_compared"]
    assert "too far down to be paired with each other" in left.reading
    assert "too far down for sums" in left.reading


def test_a_headline_that_counts_its_own_items_is_said_not_to_be_compared() -> None:
    found = compared("The council of Norvale passed its budget.", "Six things to know about the Norvale budget")
    (left,) = [row for row in found if row.relation == "not_compared"]
    assert "1 that count the items of a list" in left.reading


def test_hostile_numbers_cost_less_than_two_seconds() -> None:
    text = "\n".join(
        f"Between {n + 2} and {n * 3 + 9} homes stood in the ward of Orsk, {n} percent." for n in range(400)
    )
    (reading,) = read_pages([read_text(text, title=", ".join(f"{n * 37 + 11} homes" for n in range(40)))])
    records = records_of(reading)
    start = time.process_time()
    read_comparisons(reading, records.figures, records.claims)
    assert time.process_time() - start < 2
