"""Moments of publication, declared and printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pages.published import day_in_address, first_time, is_dated, is_stamp, printed_time, time_of

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
        "Monday, March 2, 2026 - 07:30",
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


@pytest.mark.parametrize(
    ("words", "locale", "day"),
    [
        ("10.12.2022, 07:00:03", "", (12, 10)),
        ("03/04/2026", "en-GB", (4, 3)),
        ("03/04/2026", "en-US", (3, 4)),
        ("03/04/2026", "fr", (4, 3)),
        ("03-04-2026", "de-AT", (4, 3)),
        ("03/04/2026", "en", None),
        ("03/04/2026", "", None),
        ("Tue, 07/11/2023 - 17:57", "en", (7, 11)),
        ("25/04/2026", "", (4, 25)),
        ("04/25/2026", "fr", (4, 25)),
    ],
)
def test_the_day_of_a_date_in_figures_is_told_by_the_pages_language(
    words: str, locale: str, day: tuple[int, int] | None
) -> None:
    found = time_of(words, locale)
    assert (found and (found.month, found.day)) == day


@pytest.mark.parametrize(
    "line",
    [
        "2 March 2026",
        "March 2nd, 2026",
        "Montag, 2. März 2026",
        "2 de marzo de 2026",
        "le 2 mars 2026 à 9h",
        "2 MARS 2026",
    ],
)
def test_a_printed_day_is_read_with_its_month_spelled_out(line: str) -> None:
    assert printed_time([line]) == datetime(2026, 3, 2, tzinfo=UTC)
    assert is_stamp(line, is_top=True)
    assert not is_stamp(line, is_top=False)


@pytest.mark.parametrize(
    "line", ["Updated 3 minutes ago", "3 hours ago", "Published 14 June 2026, 09:12 BST. Updated 58 minutes ago"]
)
def test_a_line_that_only_says_when_is_a_stamp_anywhere(line: str) -> None:
    assert is_stamp(line, is_top=False)


@pytest.mark.parametrize(
    "line", ["It sank 3 hours ago.", "On 2 March 2026 the ferry sank.", "Updated rules took effect 3 days ago in Osk"]
)
def test_a_sentence_with_a_date_is_no_stamp(line: str) -> None:
    assert not is_stamp(line, is_top=True)


def test_an_address_names_a_day() -> None:
    assert day_in_address("https://a.example/2026/03/02/slipway") == datetime(2026, 3, 2, tzinfo=UTC)
    assert day_in_address("https://a.example/2026/13/02/slipway") is None
    assert day_in_address("https://a.example/2026/slipway") is None
