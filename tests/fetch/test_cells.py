"""A cell reads hostile bytes: what takes too long or too much ends it, the rest goes on."""

from __future__ import annotations

import asyncio
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fetch.cells import LENGTH, Cells
from fetch.reasons import Fault, Reason

URL = "https://a.example/feed"
RSS = b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item></channel></rss>"
LONG = b"<rss version='2.0' xml:base='/'><channel>" + b"<item><link>/a</link></item>" * 300_000  # six seconds


def test_what_takes_too_long_is_a_fault_and_the_loop_goes_on_meanwhile() -> None:
    async def ask() -> tuple[Reason, int, int]:
        cells, turns = Cells(), 0
        knot = asyncio.create_task(cells.ask("feed", LONG, URL, 10**9, seconds=0.5))
        while not knot.done():
            await asyncio.sleep(0.01)
            turns += 1
        found = await cells.ask("feed", RSS, URL, 10)
        await cells.close()
        with pytest.raises(Fault) as fault:
            await knot
        return fault.value.reason, turns, len(found.entries)

    reason, turns, entries = asyncio.run(ask())
    assert reason is Reason.KNOTTED
    assert turns > 20
    assert entries == 1


def test_a_fault_comes_back_with_its_reason_and_its_words() -> None:
    async def ask() -> None:
        cells = Cells()
        try:
            await cells.ask("feed", b"<!doctype html><p>", URL, 10)
        finally:
            await cells.close()

    with pytest.raises(Fault, match=r"^not_a_feed: a web page$"):
        asyncio.run(ask())


def test_many_tasks_share_few_cells() -> None:
    async def ask() -> list[int]:
        cells = Cells()
        found = await asyncio.gather(*(cells.ask("feed", RSS, URL, 10) for _ in range(30)))
        await cells.close()
        return [len(one.entries) for one in found]

    assert asyncio.run(ask()) == [1] * 30


def test_a_task_that_is_given_up_takes_its_cell_with_it() -> None:
    async def ask() -> float:
        cells = Cells()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await cells.ask("feed", LONG, URL, 10**9)
        began = time.monotonic()
        await cells.ask("feed", RSS, URL, 10)
        await cells.close()
        return time.monotonic() - began

    assert asyncio.run(ask()) < 10


def test_a_cell_has_a_bound_on_its_memory() -> None:
    code = "from fetch.cells import _limit_memory; _limit_memory(); bytearray(1100 * 2**20)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr


def test_a_cell_whose_parent_is_gone_ends_without_a_word() -> None:
    asked = [sys.executable, "-m", "fetch.cells"]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as cell:
        assert cell.stdin is not None
        assert cell.stdout is not None
        assert cell.stderr is not None
        cell.stdout.close()
        task = pickle.dumps((5.0, "feed", (b"", ""), {}))
        cell.stdin.write(LENGTH.pack(len(task)) + task)
        cell.stdin.close()
        assert (cell.wait(60), cell.stderr.read()) == (-signal.SIGPIPE, b"")
