from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extract.intervals import ordered, rounded

numbers = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False)


@given(numbers, st.integers(-4, 6))
def test_rounding_holds_the_value_and_is_one_step_wide(value: Decimal, exponent: int) -> None:
    step = Decimal(1).scaleb(exponent)
    found = rounded(value, step)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= value <= found.high
    assert found.high - found.low == step


def test_ends_are_put_in_order() -> None:
    assert ordered(Decimal(5), Decimal(3)) == (3, 5)
    assert ordered(None, Decimal(3)) == (None, 3)


def test_half_a_step_each_side_of_one_point_two_billion() -> None:
    assert rounded(Decimal("1.2e9"), Decimal("1e8")) == (Decimal(1_150_000_000), Decimal(1_250_000_000))
