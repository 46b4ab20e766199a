"""Moments of publication, declared and printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pages.published import first_time, is_dated, printed_time, time_of

HALF_PAST_SEVEN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    [
        "2026-03-02T07:30:00Z",
        "2026-03-02T07:30:00.000+00:00",
        "2026-03-02T08:30+0100",
        "2026-03-02 07:30:00",
        "2 March 2026 08:30 CET",
        "Mon, 02 Mar 2026 02:30:00 -0500",
        "March 2, 2026 1:30 am CST",
    ],
)
def test_a_declared_moment_is_right_to_the_minute(words: str) -> None:
    assert time_of(words) == HALF_PAST_SEVEN


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "today",
        "12:30",
        "yesterday at 9",
        "9" * 80,
        "2026-13-45",
        {"@value": 3},
        "0000-00-00",
        "0001-01-01T00:00:00Z",
    ],
)
def test_what_is_no_moment_is_none(words: object) -> None:
    assert time_of(words) is None


def test_the_first_value_that_is_a_moment_counts() -> None:
    assert first_time(None, "soon", "2026-03-02T07:30:00Z", "2020-01-01") == HALF_PAST_SEVEN


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("02.03.2026, 07:30 Uhr", HALF_PAST_SEVEN),
        ("Publisert 2.3.2026 kl. 07.30", HALF_PAST_SEVEN),
        ("2026-03-02 07:30:11", HALF_PAST_SEVEN),
        ("Datum 02.03.2026", datetime(2026, 3, 2, tzinfo=UTC)),
        ("03/02/2026", None),
        ("Version 2.3.20261", None),
        ("31.02.2026", None),
    ],
)
def test_a_printed_moment_is_read_only_where_day_and_month_are_plain(line: str, moment: datetime | None) -> None:
    assert printed_time([line]) == moment


def test_a_line_that_says_when_is_known_by_its_first_word() -> None:
    assert is_dated("Veröffentlicht am 2. März")
    assert not is_dated("The date was 2.3.2026")


@given(st.text(max_size=70))
def test_no_text_breaks_the_reader_of_moments(words: str) -> None:
    found = time_of(words)
    assert found is None or found.tzinfo is UTC
    assert printed_time([words]) is None or "20" in words
