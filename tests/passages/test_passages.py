"""The accuracy of readers and checks on the house's own passages does not fall below its floors."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # scoring.py is no package

from scoring import Tally, measured, passages

FLOORS: dict[str, float] = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return measured()


def test_there_are_three_hundred_passages_each_with_gold() -> None:
    told = passages()
    assert len(told) >= 300
    assert len({tuple(one.get(key, "") for key in ("title", "standfirst", "text")) for one in told}) == len(told)
    assert all({"figures", "dates", "said", "flags"} & set(one) for one in told)


def test_every_kind_has_a_floor(tallies: dict[str, Tally]) -> None:
    assert set(tallies) == set(FLOORS)


@pytest.mark.parametrize(("kind", "floor"), FLOORS.items())
def test_as_much_is_right_as_the_floor_says(tallies: dict[str, Tally], kind: str, floor: float) -> None:
    assert tallies[kind].share >= floor, "\n".join(tallies[kind].misses)
