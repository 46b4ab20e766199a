"""`copydesk run` and `copydesk serve`: settings become the flows' plan, and a run's row becomes an answer."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import shlex
import sys
from typing import TYPE_CHECKING

from copydesk.diagnosis import Diagnosis
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status, command_name
from flows.plan import plan_of as planned
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.plan import NewsPlan
    from warehouse.ledger import Run

STATUSES = {
    RunState.COMPLETED: Status.FINE,
    RunState.COMPLETED_WITH_FAILURES: Status.PARTIAL,
    RunState.FAILED: Status.BROKEN,
    RunState.RUNNING: Status.BROKEN,
}


def plan_of(home: Path, places: Sequence[str] = (), sources: Path | None = None) -> NewsPlan:
    """Return the plan of a run: the settings, and what to read; raises Refusal where there is nothing to read."""
    settings = read_settings(home)
    plan = planned(settings, places, sources)
    if plan.sources is None and not places:
        raise Refusal(
            f"There is nothing to read: name a URL, file or feed, or list your sources in {settings.sources_file()}. "
            "`copydesk demo` shows it all on made-up stories."
        )
    return plan


def run_news(home: Path, places: Sequence[str], sources: Path | None, *, as_json: bool) -> Status:
    """Run the flows once and say what came of it."""
    return print_run(plan_of(home, places, sources), as_json=as_json)


def print_run(plan: NewsPlan, *, as_json: bool) -> Status:
    """Run the flows by a plan and say what came of it."""
    run = conduct(plan)
    if as_json:
        print(json.dumps(dataclasses.asdict(run), default=str))  # noqa: T201 - the command's answer
    else:
        print(told(run, plan.home))  # noqa: T201 - the command's answer
    return STATUSES[run.state]


def conduct(plan: NewsPlan) -> Run:
    """Run the flows with progress on stderr where that is a terminal; raises Refusal for what a person can mend."""
    from checks.check import CheckError  # noqa: PLC0415 - pydantic
    from fetch.sources import SourceError  # noqa: PLC0415 - pydantic
    from flows.lock import RunLockedError  # noqa: PLC0415 - duckdb
    from flows.server import run_now  # noqa: PLC0415 - duckdb
    from warehouse.faults import WarehouseBusyError, WarehouseDamagedError  # noqa: PLC0415 - duckdb
    from warehouse.lake import LakeError  # noqa: PLC0415 - duckdb

    watch_progress()
    try:
        named(plan)
        return run_now(plan)
    except (SourceError, CheckError) as fault:
        raise Refusal(str(fault)) from None
    except (RunLockedError, WarehouseBusyError, WarehouseDamagedError, LakeError) as fault:
        raise Refusal(str(fault), Status.BROKEN) from None


def named(plan: NewsPlan) -> None:
    """Raise SourceError, or CheckError where one of our checks is broken, before anything is started."""
    from checks.check import usable_checks  # noqa: PLC0415 - pydantic
    from flows.intake import named_sources  # noqa: PLC0415 - httpx

    named_sources(plan)
    usable_checks(*plan.check_folders)


def watch_progress() -> None:
    """Show the run's own log lines on stderr: all of them on a terminal, warnings elsewhere."""
    log = logging.getLogger("copydesk")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        log.addHandler(handler)
    log.propagate = False
    log.setLevel(logging.INFO if sys.stderr.isatty() else logging.ERROR)


def told(run: Run, home: Path) -> str:
    """Return the run in two or three lines for a person."""
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else 0
    pages = f"{run.fetched} pages fetched, {run.unchanged} unchanged, {run.revised} revised, {run.failed} failed"
    found = (
        f"{run.articles} new article{'' if run.articles == 1 else 's'} with {run.claims} claims, {run.figures} figures"
    )
    flags = f"{run.flags_new} flags new, {run.flags_gone} gone, {run.flags_back} back ({run.checks_evaluated} checks)"
    lines = [f"{run.state} in {seconds:.1f} s: {pages}.", f"{found}; {flags}."]
    if run.failed:
        lines.append(
            f"Which pages failed, why, and what helps: {command_name()} dead list --home {shlex.quote(str(home))}"
        )
    missed = run.state is RunState.COMPLETED_WITH_FAILURES and not run.failed
    if run.note and (run.state is RunState.FAILED or missed or not run.checks_evaluated):
        lines.append(run.note)
    return "\n".join(lines)


def serve_flows(home: Path, sources: Path | None, *, cron: str, port: int) -> Status:
    """Keep Prefect's server and the schedules until it is stopped."""
    from checks.check import CheckError  # noqa: PLC0415 - pydantic
    from fetch.sources import SourceError  # noqa: PLC0415 - pydantic
    from flows.keeping import ServerError, keep  # noqa: PLC0415 - lazy

    plan = plan_of(home, (), sources)
    watch_progress()
    try:
        named(plan)
        os.environ["COPYDESK_HOME"] = str(plan.home)  # the flows read it, and the settings in it, when they run
        if sources:
            os.environ["COPYDESK_SOURCES"] = str(plan.sources)
        keep(plan.home, news_cron=cron, port=port)
    except (SourceError, CheckError) as fault:
        raise Refusal(str(fault)) from None
    except ServerError as fault:
        raise Refusal(str(fault), Status.BROKEN) from None
    return Status.FINE


def look_at_prefect(home: Path) -> Iterator[Diagnosis]:
    """See whether a server keeps the schedules, and that it asks for a secret."""
    from flows.secret import proves, secret, stands_open  # noqa: PLC0415 - lazy
    from flows.server import OPEN, answers, noted_address  # noqa: PLC0415 - lazy

    own = noted_address(home)
    address = os.environ.get("PREFECT_API_URL", "") or own
    if address and stands_open(address):
        found, _, remedy = OPEN.format(address=address).partition(". ")
        yield Diagnosis("prefect", "fail", found, remedy)
    elif not address:
        yield Diagnosis("prefect", "ok", "no server: `copydesk run` needs none, `copydesk serve` keeps one")
    elif address == own and answers(own) and not proves(own, secret(home)):
        yield Diagnosis("prefect", "fail", f"{own} does not know this home's secret: it is another server", "Stop it.")
    elif answers(address):
        yield Diagnosis("prefect", "ok", f"{address} answers")
    else:
        yield Diagnosis(
            "prefect",
            "warn",
            f"{address} does not answer",
            "Start `copydesk serve` again; until then nothing runs by the clock.",
        )
