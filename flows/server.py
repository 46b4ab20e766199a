"""Where Prefect lives: its settings inside the home folder, a server that answers; a run on it, or without it."""

from __future__ import annotations

import asyncio
import logging
import os
import urllib.error
import urllib.request
from datetime import timedelta
from typing import TYPE_CHECKING

from flows.lock import RunLockedError
from flows.running import new_run_id
from flows.secret import proves, secret, stands_open
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.kept import private
from warehouse.lake import LakeError, reached
from warehouse.ledger import Run
from warehouse.terms import RunState

if TYPE_CHECKING:
    from pathlib import Path

    from prefect.client.schemas.objects import State

    from flows.plan import NewsPlan

SERVER_FILE = "server.url"  # in home/prefect; written by `copydesk serve`
OPEN = (
    "Prefect's server at {address} answers without a password: whoever reaches it can run commands as its user. "
    "Set PREFECT_SERVER_API_AUTH_STRING for it and PREFECT_API_AUTH_STRING here, or unset PREFECT_API_URL."
)
KEPT = timedelta(days=30)  # Prefect's own record of a run
LOG = logging.getLogger("copydesk")


def settle(home: Path, *, quiet: bool = True) -> str:
    """Set Prefect's environment before its import; return the address of a server that answers, else "".

    A server of this home has to show that it knows its secret. One that PREFECT_API_URL names is somebody else's: it is
    told PREFECT_API_AUTH_STRING as that stands, and never this home's secret.
    """
    private(home)
    folder = (home / "prefect").resolve()
    folder.mkdir(exist_ok=True)
    settings = {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "http://127.0.0.1",  # nobody's: a page of the server's own needs none
        "PREFECT_UI_API_URL": "/api",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",  # a server that is gone must not be followed by another
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # what matters of a run is in DuckDB
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(KEPT.total_seconds())),
        "PREFECT_LOGGING_LEVEL": "CRITICAL" if quiet else "INFO",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "" if quiet else "copydesk",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in settings.items():
        os.environ.setdefault(name, value)
    noisy = logging.getLogger("great_expectations.data_context.types.base")  # sets its own level when it is imported
    noisy.addFilter(_is_grave)
    own, named = noted_address(home), os.environ.pop("PREFECT_API_URL", "")
    if named and named != own and answers(named):
        os.environ["PREFECT_API_URL"] = named
        return named
    known = secret(home)
    os.environ |= {"PREFECT_API_AUTH_STRING": known, "PREFECT_SERVER_API_AUTH_STRING": known}
    if own and proves(own, known):
        os.environ["PREFECT_API_URL"] = own
        return own
    return ""


def _is_grave(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def noted_address(home: Path) -> str:
    """Return the address that `copydesk serve` noted, or ""."""
    try:
        return (home / "prefect" / SERVER_FILE).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""


def answers(address: str) -> bool:
    """Return whether a Prefect server is healthy at an address (".../api")."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310 - an http address of ours
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's own number
    except (OSError, ValueError, urllib.error.URLError):
        return False


def run_now(plan: NewsPlan) -> Run:
    """Run `check_news` in this process and return the run's row; raises RunLockedError where one is going on.

    Where no server is kept it goes without Prefect: to start a server for one run costs more than the run.
    """
    plan = plan.model_copy(update={"run_id": plan.run_id or new_run_id(CLOCK.now())})
    served = settle(plan.home)
    if served and stands_open(served):
        LOG.error("%s", OPEN.format(address=served))
    return run_flow(plan) if served else _run_alone(plan)


def run_flow(plan: NewsPlan) -> Run:
    """Run the flow of a plan that names its run, on the server that the environment names."""
    state = asyncio.run(_finished(plan))
    row = saved_run(plan.home, plan.run_id)
    if row is None and state.is_cancelled():
        raise RunLockedError(state.message)
    if row is None:
        raise RuntimeError(f"Prefect ended the flow as {state.name} and no run was recorded: {state.message}")
    return row


def _run_alone(plan: NewsPlan) -> Run:
    """Run the same without Prefect, and tell of a failure as its flow does."""
    from flows.alerts import tell  # noqa: PLC0415 - lazy
    from flows.plain import run_plainly  # noqa: PLC0415 - lazy
    from flows.upkeep import Alarm  # noqa: PLC0415 - lazy

    try:
        row = run_plainly(plan)
    except LakeError as fault:
        tell(plan, [Alarm("failed", f"check_news failed: {fault}", "check_news")], whole=False)
        raise
    if row.state is RunState.FAILED:
        tell(plan, [Alarm("failed", f"{row.flow} ({row.run_id}) failed: {row.note}", row.flow)], whole=False)
    return row


async def _finished(plan: NewsPlan) -> State[object]:
    from flows.news import planned_news  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made

    state: State[object] = await planned_news(plan)(return_state=True)  # type: ignore[assignment]  # a flow that returns a state
    if state.is_failed() and saved_run(plan.home, plan.run_id) is None:
        await state.aresult(raise_on_failure=True)  # what was raised before the run had a row
    return state


def saved_run(home: Path, run_id: str) -> Run | None:
    """Return the row of a run."""
    with reached(), db.connect(home) as con:
        cursor = con.execute("SELECT * FROM main.runs WHERE run_id = ?", [run_id])
        names = [column[0] for column in cursor.description or ()]
        row = cursor.fetchone()
    if row is None:
        return None
    told = dict(zip(names, row, strict=True))
    return Run(**{**told, "state": RunState(told["state"])})
