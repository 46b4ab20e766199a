"""`copydesk alerts`: what needs an operator now, what did before, and a look that needs no schedule."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from copydesk.diagnosis import Diagnosis
from copydesk.query import print_table
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flows.settings import Settings
    from warehouse.ledger import Alert

REMEDIES = {
    "failed": "The note says why; `copydesk run` tries again.",
    "missed": "The note says what, and how to mend it.",
    "not started": "Start `copydesk serve` again, or see what its log says.",
    "stale": "See why runs fail: the page Runs of the desk, or v1.runs.",
    "never": "copydesk run, or copydesk demo",
    "no news": "copydesk sources check",
    "dead letters": "copydesk dead list",
    "text share": "Compare a page with its article on the desk; v1.outlet_days has the days before.",
}


def look_at_alerts(home: Path) -> Iterator[Diagnosis]:
    """Look for what an alert is raised for: runs, the age of the data, failed pages, each outlet's kept prose."""
    from flows.upkeep import alarms  # noqa: PLC0415 - lazy
    from warehouse.faults import WarehouseBusyError, WarehouseDamagedError  # noqa: PLC0415 - duckdb
    from warehouse.lake import is_there  # noqa: PLC0415

    if not is_there(home):
        return
    try:
        found = alarms(home, stale_hours=read_settings(home).stale_hours)
    except WarehouseBusyError:
        yield Diagnosis("alerts", "ok", "not looked at, because a run is writing; the watchdog looks every 10 minutes")
        return
    except WarehouseDamagedError:
        return  # the diagnosis of the warehouse says it
    for alarm in found:
        yield Diagnosis("alerts", "warn", alarm.words, REMEDIES[alarm.kind])
    if not found:
        yield Diagnosis("alerts", "ok", "runs start and end well, and outlets read as before")


def list_alerts(home: Path, *, every: bool, look: bool, as_atom: bool, as_json: bool) -> Status:
    """Print the alerts that stand, or every one; partial where one stands.

    `look` looks at the desk first and tells the addresses, as the watchdog does; broken where one could not be told.
    """
    from warehouse.faults import WarehouseBusyError, WarehouseDamagedError  # noqa: PLC0415 - duckdb
    from warehouse.lake import is_there  # noqa: PLC0415

    if not is_there(home):
        raise Refusal(
            f"There is no warehouse in {home} yet: run `copydesk run` first, or name another folder (--home)."
        )
    settings = read_settings(home)
    try:
        told = not look or _look(home, settings)
        alerts = _alerts(home)
    except (WarehouseBusyError, WarehouseDamagedError) as fault:
        raise Refusal(str(fault), Status.BROKEN) from None
    standing = [alert for alert in alerts if alert.ended_at is None]
    if as_atom:
        from flows.alert_feed import alert_feed  # noqa: PLC0415 - lazy

        print(alert_feed(alerts, settings.desk_url), end="")  # noqa: T201 - the answer
    else:
        _print(alerts if every else standing, as_json=as_json)
    if not told:
        raise Refusal(
            "An address under `alerts` in copydesk.toml could not be told; the log says which.", Status.BROKEN
        )
    return Status.PARTIAL if standing else Status.FINE


def _look(home: Path, settings: Settings) -> bool:
    from copydesk.running import watch_progress  # noqa: PLC0415 - lazy
    from flows.alerts import tell  # noqa: PLC0415 - lazy
    from flows.plan import NewsPlan  # noqa: PLC0415 - lazy
    from flows.upkeep import alarms  # noqa: PLC0415 - lazy

    watch_progress()
    plan = NewsPlan(home=home.resolve(), alerts=settings.alerts, desk_url=settings.desk_url)
    return tell(plan, alarms(home, stale_hours=settings.stale_hours), whole=True)


def _alerts(home: Path) -> list[Alert]:
    from flows.alerts import alerts_of  # noqa: PLC0415 - lazy

    return alerts_of(home)


def _print(alerts: list[Alert], *, as_json: bool) -> None:
    if as_json:
        for alert in alerts:
            print(json.dumps(asdict(alert), default=str, ensure_ascii=False))  # noqa: T201 - the answer
        return
    if not alerts:
        print("Nothing needs you.")  # noqa: T201 - the answer
        return
    print_table(["since", "until", "alert", "about", "what"], [_row(alert) for alert in alerts])


def _row(alert: Alert) -> tuple[Any, ...]:
    until = f"{alert.ended_at:%Y-%m-%d %H:%M}" if alert.ended_at else ""
    return f"{alert.raised_at:%Y-%m-%d %H:%M}", until, alert.kind, alert.subject, alert.words
