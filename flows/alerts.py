"""Alerts as rows: a trouble is told once, again each day that it lasts, and is over when the watch finds it no more."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flows.alert_feed import write_feed
from flows.upkeep import Alarm, send_alarms
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.ledger import Alert
from warehouse.records import stable_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from flows.plan import NewsPlan

LOG = logging.getLogger("copydesk")
AGAIN = timedelta(hours=24)  # after which a trouble that lasts is told anew
SHOWN = 50  # alerts in the feed


def tell(plan: NewsPlan, found: Sequence[Alarm], *, whole: bool, now: datetime | None = None) -> bool:
    """Keep what was found as rows, tell the addresses what is new, and write the feed; false where one was not told.

    `whole` says that everything was looked at, so that what was not found is over. Where the warehouse cannot be
    opened, the addresses are told all the same: the trouble may be the disk.
    """
    at = now or CLOCK.now()
    try:
        fresh = keep(plan.home, found, at, whole=whole, addressed=bool(plan.alerts))
    except Exception as fault:  # noqa: BLE001 - an alert must not be lost because it cannot be kept
        LOG.error("alerts could not be kept as rows: %s", fault)  # noqa: TRY400 - one line for a person
        return send_alarms(found, plan.alerts, plan.desk_url)
    sent = send_alarms([Alarm(one.kind, one.words, one.subject) for one in fresh], plan.alerts, plan.desk_url)
    if sent and plan.alerts:
        _save(plan.home, [replace(one, told_at=at) for one in fresh])
    write_feed(plan.home, alerts_of(plan.home)[:SHOWN], plan.desk_url)
    return sent


def keep(home: Path, found: Sequence[Alarm], now: datetime, *, whole: bool, addressed: bool) -> list[Alert]:
    """Write what stands and what is over, and return the alerts that are to be told now."""
    con = db.connect(home)
    try:
        standing = {(one.kind, one.subject): one for one in _asked(con) if one.ended_at is None}
        rows = [_seen(standing.get((alarm.kind, alarm.subject)), alarm, now) for alarm in found]
        named = {(alarm.kind, alarm.subject) for alarm in found}
        over = [replace(one, ended_at=now) for key, one in standing.items() if whole and key not in named]
        for one in over:
            LOG.info("over: %s: %s", one.kind, one.words)
        db.save(con, [*rows, *over])
    finally:
        con.close()
    return [one for one in rows if _is_to_be_told(one, now, addressed=addressed)]


def _seen(before: Alert | None, alarm: Alarm, now: datetime) -> Alert:
    if before:
        return replace(before, words=alarm.words, seen_at=now)
    return Alert(
        alert_id=stable_id("alert", alarm.kind, alarm.subject, now.isoformat()),
        kind=alarm.kind,
        subject=alarm.subject,
        words=alarm.words,
        raised_at=now,
        seen_at=now,
        told_at=None,
        ended_at=None,
    )


def _is_to_be_told(alert: Alert, now: datetime, *, addressed: bool) -> bool:
    """Say whether it is new, could not be sent the last time, or has lasted another day."""
    if not addressed:
        return alert.raised_at == now  # the log is told once
    return alert.told_at is None or now - alert.told_at >= AGAIN


def alerts_of(home: Path) -> list[Alert]:
    """Return every alert of a home folder, those that stand first, then the newest."""
    con = db.connect(home)
    try:
        return _asked(con)
    finally:
        con.close()


def _save(home: Path, rows: Sequence[Any]) -> None:
    con = db.connect(home)
    try:
        db.save(con, rows)
    finally:
        con.close()


def _asked(con: duckdb.DuckDBPyConnection) -> list[Alert]:
    cursor = con.execute("SELECT * FROM main.alerts ORDER BY ended_at IS NOT NULL, raised_at DESC, kind, subject")
    names = [column[0] for column in cursor.description or ()]
    return [Alert(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
