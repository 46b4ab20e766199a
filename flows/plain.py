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

if TYPE_CHECKING:
    from flows.tally import Tally
    from warehouse.ledger import Run


def run_plainly(plan: NewsPlan, tally: Tally | None = None) -> Run:
    """Do what the flow `check_news` does, batch after batch, and return its row; a tally may follow its stages."""
    with running(plan, "check_news", tally) as run:
        with ThreadPoolExecutor(max_workers=1) as aside:  # a caller may have an event loop of its own
            aside.submit(lambda: asyncio.run(_take_in(plan, run))).result()
        screen_articles(plan, run)
        run.publish()
    return run.row()


async def _take_in(plan: NewsPlan, run: Running) -> None:
    async with Intake(plan, run, named_sources(plan)) as intake:
        await intake.find()
        for number in range(len(intake.batches)):
            await intake.take(number)


if __name__ == "__main__":
    print(run_plainly(NewsPlan.model_validate_json(sys.stdin.read())).state)  # noqa: T201 - the answer
