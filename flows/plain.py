"""The same run without Prefect, for proofs and to measure what orchestration costs: `python -m flows.plain < plan`."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from flows.intake import Intake, named_sources
from flows.plan import NewsPlan
from flows.running import Running, running
from flows.screening import screen_articles
from flows.upkeep import due_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from fetch.sources import Source
    from flows.tally import Tally
    from warehouse.ledger import Run


def run_plainly(plan: NewsPlan, tally: Tally | None = None) -> Run:
    """Do what the flow `check_news` does, batch after batch, and return its row; a tally may follow its stages."""
    return _run(plan, "check_news", named_sources, tally)


def recheck_plainly(plan: NewsPlan) -> Run:
    """Do what the flow `recheck` does, and return its row."""
    return _run(plan, "recheck", due_sources)


def _run(
    plan: NewsPlan, flow: str, sources: Callable[[NewsPlan], tuple[Source, ...]], tally: Tally | None = None
) -> Run:
    with running(plan, flow, tally) as run:
        with ThreadPoolExecutor(max_workers=1) as aside:  # a caller may have an event loop of its own
            aside.submit(lambda: asyncio.run(_take_in(plan, run, sources(plan)))).result()
        screen_articles(plan, run)
        run.publish()
    return run.row()


async def _take_in(plan: NewsPlan, run: Running, sources: tuple[Source, ...]) -> None:
    async with Intake(plan, run, sources) as intake:
        await intake.find()
        for number in range(len(intake.batches)):
            await intake.read_batch(number)


if __name__ == "__main__":
    print(run_plainly(NewsPlan.model_validate_json(sys.stdin.read())).state)  # noqa: T201 - the answer
