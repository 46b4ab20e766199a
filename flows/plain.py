"""A run without Prefect, where no server is kept; the flows of `news` ask for sources and take batches in as it does.

`python -m flows.plain < plan` makes one, for proofs and to measure what orchestration costs.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from fetch.sources import SourceError
from flows.intake import Intake, named_sources
from flows.plan import NewsPlan
from flows.running import running
from flows.screening import screen_articles
from flows.upkeep import due_sources

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fetch.sources import Source
    from flows.tally import Tally
    from warehouse.ledger import Run

IN_FLIGHT = 2  # batches: one is fetched while the other is read


def run_plainly(plan: NewsPlan, tally: Tally | None = None) -> Run:
    """Do what the flow `check_news` does and return its row; a tally may follow its stages."""
    return _run(plan, "check_news", asked_sources, tally)


def recheck_plainly(plan: NewsPlan) -> Run:
    """Do what the flow `recheck` does, and return its row."""
    return _run(plan, "recheck", due_sources)


def asked_sources(plan: NewsPlan) -> tuple[Source, ...]:
    """Return the sources that the plan asks for; raises SourceError where there is none, or one cannot be used."""
    sources = named_sources(plan)
    if not sources:
        asked = f"is called {plan.only!r}" if plan.only else "is listed"
        raise SourceError(f"No source {asked} in {plan.sources or plan.home / 'sources.toml'}.")
    return sources


async def take_in(
    intake: Intake, find: Callable[[Intake], Awaitable[int]], ingest: Callable[[Intake, int], Awaitable[None]]
) -> None:
    """Ask the sources, then take in batch after batch, one fetched while another is read."""
    async with intake:
        await find(intake)
        turn = asyncio.Semaphore(IN_FLIGHT)

        async def one(number: int) -> None:
            async with turn:
                await ingest(intake, number)

        await asyncio.gather(*(one(number) for number in range(len(intake.batches))))


def _run(
    plan: NewsPlan, flow: str, sources: Callable[[NewsPlan], tuple[Source, ...]], tally: Tally | None = None
) -> Run:
    with running(plan, flow, tally) as run:
        intake = Intake(plan, run, sources(plan))
        _awaited(lambda: asyncio.run(take_in(intake, Intake.find, Intake.read_batch)))
        screen_articles(plan, run)
        run.publish()
    return run.row()


def _awaited(work: Callable[[], None]) -> None:
    """Do work that has an event loop of its own; aside, where the caller has one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        work()
        return
    with ThreadPoolExecutor(max_workers=1) as aside:
        aside.submit(work).result()


if __name__ == "__main__":
    print(run_plainly(NewsPlan.model_validate_json(sys.stdin.read())).state)  # noqa: T201 - the answer
