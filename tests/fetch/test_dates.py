from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fetch.dates import clamp, read_date

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T12:00:00Z",
        "2026-06-01T14:00:00+02:00",
        "Mon, 01 Jun 2026 12:00:00 GMT",
        "Mon, 01 Jun 2026 08:00:00 -0400",
        "2026-06-01T12:00:00",
        " 2026-06-01 12:00 ",
        "Mon, 01 Jun 2026 08:00:00 ET",
        "Mon, 01 Jun 2026 14:00 CEST",
        "Mon, 01 Jun 2026 07:00:00 EST",
        "Mon Jun  1 05:00:00 PDT 2026",
        "2026-06-01 21:00 JST",
        "Mo, 1 Jun 2026 12:00",
        "Monday, June 1, 2026 - 12:00",
        "2026/6/1 12:00:00",
        "1.6.2026 12:00",
        "June 1, 2026 5:00 AM PT",
        "Mon, 01 Jun 2026 21:00:00 +0900 (JST)",
    ],
)
def test_dates_are_read_in_utc(text: str) -> None:
    assert read_date(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "99 Foo 2026", None, 5, "9999-12-31T23:59:59-23:59", "0001-01-01T00:00+23:00"),
        *(
            "2026",
            "June",
            "1 June",
            "June 2026",
            "2026-06",
            "2026-W23",
            "Monday",
            "12:30",
            "06/07/2026",
            "10",
            "1780315200",
        ),
    ],
)
def test_what_is_no_whole_date_is_none(text: object) -> None:
    assert read_date(text) is None


def test_new_york_keeps_its_own_clock_in_winter() -> None:
    assert read_date("Mon, 05 Jan 2026 07:00:00 ET") == datetime(2026, 1, 5, 12, tzinfo=UTC)


def test_a_day_that_only_one_order_allows_is_read() -> None:
    assert read_date("25/12/2025") == read_date("12/25/2025") == datetime(2025, 12, 25, tzinfo=UTC)


def test_a_date_in_the_future_is_now() -> None:
    assert clamp(datetime(2099, 1, 1, tzinfo=UTC), NOON) == (NOON, True)
    assert clamp(datetime(2026, 6, 1, 12, 30, tzinfo=UTC), NOON)[1] is False
    assert clamp(None, NOON) == (None, False)
