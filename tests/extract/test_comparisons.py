from __future__ import annotations

import time
from datetime import UTC, datetime

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
