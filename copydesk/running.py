"""`copydesk run` and `copydesk serve`: settings become the flows' plan, and a run's row becomes an answer."""

from __future__ import annotations

import dataclasses
import json
import logging
import shlex
import sys
from typing import TYPE_CHECKING

from copydesk.settings import read_settings
from copydesk.status import Refusal, Status, command_name
from flows.plan import NewsPlan
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
    listed = sources or settings.sources
    if listed is None and not places and settings.sources_file().is_file():
        listed = settings.sources_file()
    if listed is None and not places:
        raise Refusal(
            f"There is nothing to read: name a URL, file or feed, or list your sources in {settings.sources_file()}. "
            "`copydesk demo` shows it all on made-up stories."
        )
    return NewsPlan(
        home=home.resolve(),
        places=tuple(places),
        sources=listed.resolve() if listed else None,
        check_folders=tuple(folder.resolve() for folder in settings.check_folders()),
        fetch=settings.fetch_options(),
        batch=settings.batch,
        workers=settings.workers,
        page_seconds=settings.page_seconds,
        reviews_url=settings.reviews_url,
        desk_url=settings.desk_url,
        alerts=settings.alerts,
        stale_hours=settings.stale_hours,
        keep_days=settings.keep_days,
    )


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
    from warehouse.db import WarehouseBusyError  # noqa: PLC0415 - duckdb

    watch_progress()
    try:
        named(plan)
        return run_now(plan)
    except (SourceError, CheckError) as fault:
        raise Refusal(str(fault)) from None
    except (RunLockedError, WarehouseBusyError) as held:
        raise Refusal(str(held), Status.BROKEN) from None


def named(plan: NewsPlan) -> None:
    """Raise SourceError or CheckError before anything is started."""
    from checks.check import all_checks  # noqa: PLC0415 - pydantic
    from flows.intake import named_sources  # noqa: PLC0415 - httpx

    named_sources(plan)
    all_checks(*plan.check_folders)


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
    if run.note and (run.state is RunState.FAILED or not run.checks_evaluated):
        lines.append(run.note)
    return "\n".join(lines)


def serve_flows(home: Path, sources: Path | None, *, cron: str, port: int) -> Status:
    """Keep Prefect's server and the schedules until it is stopped."""
    from flows.keeping import ServerError, keep  # noqa: PLC0415 - lazy

    plan = plan_of(home, (), sources)
    watch_progress()
    named(plan)
    try:
        keep(plan, news_cron=cron, port=port)
    except ServerError as fault:
        raise Refusal(str(fault), Status.BROKEN) from None
    return Status.FINE
