from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.intervals import Interval, add, div, mul, ordered, rounded, sub

if TYPE_CHECKING:
    from collections.abc import Callable

    Held = tuple[Interval, Decimal]
    Arithmetic = Callable[[Decimal, Decimal], Decimal]

numbers = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False)
OPERATIONS = [(add, Decimal.__add__), (sub, Decimal.__sub__), (mul, Decimal.__mul__), (div, Decimal.__truediv__)]


@st.composite
def intervals_with_members(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    low, member, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Interval(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None]))), member


@pytest.mark.parametrize(("operation", "exact"), OPERATIONS)
@given(one=intervals_with_members(), other=intervals_with_members())
def test_an_operation_on_intervals_holds_the_operation_on_any_members(
    operation: Callable[[Interval, Interval], Interval], exact: Arithmetic, one: Held, other: Held
) -> None:
    if operation is div and other[1] == 0:
        return
    result = operation(one[0], other[0])
    slack = Decimal("1e-12")  # Python's own 28-digit division rounds
    value = exact(one[1], other[1])
    assert result.low is None or result.low - abs(value) * slack <= value
    assert result.high is None or value <= result.high + abs(value) * slack


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
