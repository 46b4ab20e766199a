from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fetch.recheck import is_due, next_look

BORN = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age_hours", "pause_hours"),
    [(0, 3), (11, 3), (12, 24), (71, 24), (72, 24 * 7), (24 * 29, 24 * 7), (24 * 31, 24 * 30), (24 * 400, 24 * 30)],
)
def test_young_pages_are_looked_at_more_often(age_hours: int, pause_hours: int) -> None:
    fetched = BORN + timedelta(hours=age_hours)
    assert next_look(BORN, fetched) == fetched + timedelta(hours=pause_hours)


def test_a_page_is_due_when_its_time_has_come() -> None:
    assert not is_due(BORN, BORN, BORN + timedelta(hours=2, minutes=59))
    assert is_due(BORN, BORN, BORN + timedelta(hours=3))
