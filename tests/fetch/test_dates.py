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
    ],
)
def test_dates_are_read_in_utc(text: str) -> None:
    assert read_date(text) == NOON


@pytest.mark.parametrize(
    "text", ["", "soon", "99 Foo 2026", None, 5, "9999-12-31T23:59:59-23:59", "0001-01-01T00:00+23:00"]
)
def test_what_is_no_date_is_none(text: object) -> None:
    assert read_date(text) is None


def test_a_date_in_the_future_is_now() -> None:
    assert clamp(datetime(2099, 1, 1, tzinfo=UTC), NOON) == (NOON, True)
    assert clamp(datetime(2026, 6, 1, 12, 30, tzinfo=UTC), NOON)[1] is False
    assert clamp(None, NOON) == (None, False)
