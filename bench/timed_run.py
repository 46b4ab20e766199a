"""One run of the flows in a process of its own, for throughput.py: prints as JSON what it spent on what."""

from __future__ import annotations

import json
import resource
import sys
import time
from functools import partialmethod
from importlib import import_module
from typing import TYPE_CHECKING, Any

from checks import screening
from flows import intake
from flows.plan import NewsPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from warehouse.ledger import Run


class Spent:
    """The wall and processor seconds that went into the calls of one function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Stand in the function's place."""
        self.function = function
        self.wall = self.cpu = 0.0

    def __call__(self, *given: object) -> Any:  # noqa: ANN401 - whatever the function returns
        """Call it with a stop-watch."""
        wall, cpu = time.perf_counter(), time.thread_time()
        try:
            return self.function(*given)
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.thread_time() - cpu


def timed(run: Callable[[NewsPlan], Run]) -> None:
    """Make the run that stdin plans, and print what Great Expectations (import included) and the process used."""
    plan = NewsPlan.model_validate_json(sys.stdin.read())
    loading = intake.import_module = Spent(import_module)  # type: ignore[assignment]  # a thread beside the reading
    asked = screening._Asked  # noqa: SLF001 - its `validate` is the one door to Great Expectations
    validation = Spent(asked.validate)
    asked.validate = partialmethod(validation)  # type: ignore[method-assign, assignment]
    row = run(plan)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "state": str(row.state),
                "articles": row.articles,
                "validation_wall": validation.wall,
                "validation_cpu": loading.cpu + validation.cpu,
                "own_cpu": used.ru_utime + used.ru_stime,
            }
        )
    )


def plain() -> None:
    """Make the run without Prefect."""
    from flows.plain import run_plainly  # noqa: PLC0415 - what is not run is not imported

    timed(run_plainly)


def orchestrated() -> None:
    """Make the run as `copydesk run` does where a server answers."""
    from flows.server import run_now  # noqa: PLC0415 - what is not run is not imported

    timed(run_now)
