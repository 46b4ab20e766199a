"""Where Prefect lives: its settings inside the home folder, a server that answers, or one started for a single run."""

from __future__ import annotations

import asyncio
import logging
import os
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.lock import RunLockedError
from flows.running import new_run_id
from flows.secret import proves, secret, stands_open
from flows.strays import claim, end_strays
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.kept import private
from warehouse.lake import reached
from warehouse.ledger import Run
from warehouse.terms import RunState

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

    from flows.plan import NewsPlan

SERVER_FILE = "server.url"  # in home/prefect; written by `copydesk serve`
OPEN = (
    "Prefect's server at {address} answers without a password: whoever reaches it can run commands as its user. "
    "Set PREFECT_SERVER_API_AUTH_STRING for it and PREFECT_API_AUTH_STRING here, or unset PREFECT_API_URL."
)
LATE = (
    "Prefect's server did not start in time, so this run goes without it and is not on its page. On a busy machine "
    "`copydesk serve` keeps one server for all runs."
)
NO_SERVER = "Timed out while attempting to connect to ephemeral Prefect API server"  # Prefect's own words
KEPT = timedelta(days=30)  # Prefect's own record of a run
FORGOTTEN_AT_ONCE = 200
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
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # what matters of a run is in DuckDB
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(KEPT.total_seconds())),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # 22 s the first time; the default is 20
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

    Where no server is kept, pages that a person names one by one are read without Prefect: its start costs more.
    """
    plan = plan.model_copy(update={"run_id": plan.run_id or new_run_id(CLOCK.now())})
    served = settle(plan.home)
    if served and stands_open(served):
        LOG.error("%s", OPEN.format(address=served))
    if not served and _is_by_name(plan):
        return _run_alone(plan)
    if not served:
        end_strays((plan.home / "prefect").resolve())
        claim()
    try:
        state = asyncio.run(_finished(plan, forget=not served))
    except RuntimeError as fault:
        if served or saved_run(plan.home, plan.run_id) or not str(fault).startswith(NO_SERVER):
            raise
        LOG.error(LATE)  # noqa: TRY400 - the fault is Prefect's, and its trace tells an operator nothing
        return _run_alone(plan)
    row = saved_run(plan.home, plan.run_id)
    if row is None and state.is_cancelled():
        raise RunLockedError(state.message)
    if row is None:
        raise RuntimeError(f"Prefect ended the flow as {state.name} and no run was recorded: {state.message}")
    return row


def _is_by_name(plan: NewsPlan) -> bool:
    return bool(plan.places) and plan.sources is None and not any(Path(place).is_dir() for place in plan.places)


def _run_alone(plan: NewsPlan) -> Run:
    """Run the same without Prefect, and tell of a failure as its flow does."""
    from flows.alerts import tell  # noqa: PLC0415 - lazy
    from flows.plain import run_plainly  # noqa: PLC0415 - lazy
    from flows.upkeep import Alarm  # noqa: PLC0415 - lazy

    row = run_plainly(plan)
    if row.state is RunState.FAILED:
        tell(plan, [Alarm("failed", f"{row.flow} ({row.run_id}) failed: {row.note}", row.flow)], whole=False)
    return row


async def _finished(plan: NewsPlan, *, forget: bool) -> State[object]:
    from flows.news import planned_news  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made

    state: State[object] = await planned_news(plan)(return_state=True)  # type: ignore[assignment]  # a flow that returns a state
    if state.is_failed() and saved_run(plan.home, plan.run_id) is None:
        await state.aresult(raise_on_failure=True)  # what was raised before the run had a row
    if forget:
        await _forget_old_runs()
    return state


async def _forget_old_runs() -> None:
    """Delete Prefect's record of runs that ended long ago: its vacuum does so only where a server is kept."""
    from prefect import get_client  # noqa: PLC0415 - Prefect, 1.6 s, and only after its settings are made
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterEndTime  # noqa: PLC0415

    ended = FlowRunFilterEndTime.model_validate({"before_": CLOCK.now() - KEPT})
    old = FlowRunFilter(end_time=ended)
    try:
        async with get_client() as client:
            for run in await client.read_flow_runs(flow_run_filter=old, limit=FORGOTTEN_AT_ONCE):
                await client.delete_flow_run(run.id)
    except Exception as fault:  # noqa: BLE001 - the run has ended well: the next one forgets
        LOG.debug("old runs could not be deleted from Prefect's record: %s", fault)


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
