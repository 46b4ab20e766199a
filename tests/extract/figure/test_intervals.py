from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figure.intervals import (
    Interval,
    add,
    as_arithmetic,
    div,
    exactly,
    hull,
    intersect,
    last_digit,
    mul,
    negative,
    ordered,
    overlap,
    rounded,
    sub,
    trailing_zeros,
    widen,
)

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


@given(intervals_with_members(), intervals_with_members())
def test_overlap_is_having_an_intersection_and_the_hull_holds_both(one: Held, other: Held) -> None:
    common = intersect(one[0], other[0])
    assert overlap(one[0], other[0]) == overlap(other[0], one[0]) == (common is not None)
    if one[1] in other[0]:
        assert common is not None
        assert one[1] in common
    assert one[1] in hull(one[0], other[0])
    assert other[1] in hull(one[0], other[0])


@given(numbers, st.integers(-4, 6))
def test_rounding_holds_the_value_and_is_one_step_wide(value: Decimal, exponent: int) -> None:
    step = Decimal(1).scaleb(exponent)
    found = rounded(value, step)
    assert value in found
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low == step


@given(intervals_with_members())
def test_negation_mirrors_and_widening_never_shrinks(one: Held) -> None:
    interval, member = one
    assert negative(negative(interval)) == interval
    assert -member in negative(interval)
    assert member in widen(interval, Decimal("0.03"))


def test_an_open_end_overlaps_everything_beyond_it() -> None:
    assert overlap(Interval(Decimal(10), None), exactly(Decimal(10**30)))
    assert not overlap(Interval(Decimal(10), None), exactly(Decimal(9)))


def test_ends_are_put_in_order() -> None:
    assert ordered(Decimal(5), Decimal(3)) == (3, 5)
    assert ordered(None, Decimal(3)) == (None, 3)


def test_a_round_whole_number_is_as_wide_as_its_trailing_zeros_in_arithmetic() -> None:
    assert trailing_zeros(Decimal(1200)) == 2
    assert as_arithmetic(Decimal(30)) == (25, 35)
    assert as_arithmetic(Decimal(31)) == (31, 31)
    assert as_arithmetic(Decimal("1.5")) == (Decimal("1.5"), Decimal("1.5"))


def test_the_last_digit_shown_gives_the_step() -> None:
    assert last_digit("1.25") == Decimal("0.01")
    assert last_digit("1,248") == 1


def test_half_a_step_each_side_of_one_point_two_billion() -> None:
    assert rounded(Decimal("1.2e9"), Decimal("1e8")) == (Decimal(1_150_000_000), Decimal(1_250_000_000))
