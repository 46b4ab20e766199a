from __future__ import annotations

import asyncio
import itertools
import time

import pytest

from fetch.pace import Pace
from fetch.reasons import Fault
from fetch.settings import Settings


def test_turns_of_one_host_are_spaced_for_all_tasks_and_other_hosts_do_not_wait() -> None:
    async def run() -> list[tuple[str, float]]:
        pace = Pace(Settings())
        starts: list[tuple[str, float]] = []

        async def task(host: str) -> None:
            async with pace.turn(host, 0.1):
                starts.append((host, time.monotonic()))

        await asyncio.gather(*(task(host) for host in ("a.example",) * 4 + ("b.example",)))
        return starts

    starts = asyncio.run(run())
    gaps = [later - earlier for earlier, later in itertools.pairwise(at for host, at in starts if host == "a.example")]
    assert min(gaps) >= 0.095
    assert [host for host, _ in starts][:2] == ["a.example", "b.example"]


def test_a_long_rest_is_refused_at_once_and_a_short_one_waited_for() -> None:
    async def run() -> float:
        pace = Pace(Settings(longest_wait=1))
        pace.rest("a.example", 3600)
        with pytest.raises(Fault, match=r"^host_resting") as caught:
            async with pace.turn("a.example", 0):
                pass
        assert caught.value.next_attempt_at is not None
        pace.rest("b.example", 0.1)
        begun = time.monotonic()
        async with pace.turn("b.example", 0):
            return time.monotonic() - begun

    assert asyncio.run(run()) >= 0.09


def test_a_busy_host_is_slowed_step_by_step_and_recovers() -> None:
    pace = Pace(Settings(slow_cap=10))
    for expected in (2, 4, 8, 10, 10):
        pace.slow("a.example", 1)
        assert pace._host("a.example").slowed == expected
    for expected in (5, 2.5, 1.25, 0):
        pace.recover("a.example", 1)
        assert pace._host("a.example").slowed == expected


def test_a_host_that_stumbles_three_times_in_a_row_is_left_alone() -> None:
    pace = Pace(Settings())
    for _ in range(2):
        pace.stumbled("a.example")
    pace.recover("a.example", 1)
    for _ in range(2):
        pace.stumbled("a.example")
    pace.check("a.example")
    pace.stumbled("a.example")
    with pytest.raises(Fault, match=r"^host_resting"):
        pace.check("a.example")


def test_turns_keep_their_distance_when_connections_are_scarce() -> None:
    async def run() -> list[float]:
        pace = Pace(Settings(max_connections=1))
        starts: list[float] = []

        async def task(host: str, work: float) -> None:
            async with pace.turn(host, 0.05):
                starts.append(time.monotonic())
                await asyncio.sleep(work)

        async def later() -> None:
            await asyncio.gather(*(task("a.example", 0) for _ in range(3)))

        blocking = asyncio.create_task(task("b.example", 0.2))
        await asyncio.sleep(0.01)
        await asyncio.gather(later(), blocking)
        return starts[1:]

    gaps = [second - first for first, second in itertools.pairwise(asyncio.run(run()))]
    assert min(gaps) >= 0.045
