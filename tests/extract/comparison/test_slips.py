from __future__ import annotations

import pytest

from extract.comparison.slips import digit_slip


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("125", "152", "transposition"),
        ("366", "766", "digit"),
        ("195", "1952", "dropped_digit"),
        ("15377", "1537", "dropped_digit"),
        ("125", "341", None),
        ("5", "7", None),
        ("1234", "4321", None),
    ],
)
def test_two_digit_strings_differ_by_a_slip_or_by_more(one: str, other: str, found: str | None) -> None:
    assert digit_slip(one, other) == found
    assert digit_slip(other, one) == found
