from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.comparison.conversions import converted, unit_of, units
from extract.comparison.roundings import Spread


@pytest.mark.parametrize(
    "name", ["miles", "square-mile", "mph", "kilometres", "km/h", "square feet", "ha", "metric tons"]
)
def test_units_are_known_by_the_names_that_copy_uses(name: str) -> None:
    assert unit_of(name) is not None


def test_a_gallon_is_read_as_american_and_as_imperial() -> None:
    spreads = list(converted(Spread(Decimal(1), Decimal(1)), "gallon", "litre"))
    assert [round(spread.low, 2) for spread in spreads] == [Decimal("3.79"), Decimal("4.55")]


def test_units_of_two_kinds_are_not_converted() -> None:
    assert not list(converted(Spread(Decimal(1), Decimal(1)), "mile", "acre"))


@given(st.sampled_from(sorted(units())), st.sampled_from(sorted(units())), st.integers(1, 10**6))
def test_converting_there_and_back_comes_home(one: str, other: str, number: int) -> None:
    value = Spread(Decimal(number), Decimal(number))
    there = list(converted(value, one, other))
    if not there:
        return
    back = [spread for step in there for spread in converted(step, other, one)]
    assert any(abs(spread.low - number) < Decimal("0.000001") * number for spread in back)
