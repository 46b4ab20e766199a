"""What keeps a desk going: pages looked at again, alarms, and old archive segments removed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from fetch.sources import Source, load_sources
from flows.lock import RunLock
from flows.post import post
from flows.statements import ask
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.lake import lake_of, tidy
from warehouse.records import RunId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flows.plan import NewsPlan

AT_ONCE = 120  # pages of a source that one run looks at again: ten minutes of one host at the scheduled pace
LOG = logging.getLogger("copydesk")
BUSY = 300.0  # seconds: a run that screens many articles holds the file, and the watch must not fail by it


class Alarm(NamedTuple):
    """One thing that an operator should know; `subject` is the flow or outlet that it is about."""

    kind: str
    words: str
    subject: str = ""


def due_sources(plan: NewsPlan, now: datetime | None = None) -> tuple[Source, ...]:
    """Return the pages that are due for another look, under the sources that named them; the longest due first."""
    listed = {source.name: source for source in _listed(plan)}
    listings = [url for source in listed.values() for url in (*source.feeds, *source.sitemaps, *source.claimreview)]
    con = db.connect(plan.home)
    try:
        rows = ask(con, "due_pages", now=now or CLOCK.now(), listings=listings)
    finally:
        con.close()
    pages: dict[tuple[str, str], list[str]] = {}
    for source, outlet, url in rows:
        pages.setdefault((source or "recheck", outlet), []).append(url)
    return tuple(_again(listed.get(name), name, outlet, urls[:AT_ONCE]) for (name, outlet), urls in pages.items())


def _again(source: Source | None, name: str, outlet: str, urls: list[str]) -> Source:
    """Return a source of pages alone, with the pace and language of the one that named them."""
    kept = source.model_dump(include={"pace_seconds", "language"}, exclude_unset=True) if source else {}
    return Source(name=name[:100], outlet=outlet, urls=tuple(urls), **kept)


def _listed(plan: NewsPlan) -> tuple[Source, ...]:
    return load_sources(plan.sources) if plan.sources else ()


def alarms(home: Path, *, stale_hours: float, now: datetime | None = None) -> list[Alarm]:
    """Return what an operator should know now."""
    con = db.connect(home, wait_seconds=BUSY)
    try:
        rows = ask(con, "watch", now=now or CLOCK.now(), stale=int(stale_hours))
    finally:
        con.close()
    return [Alarm(*row) for row in rows]


def send_alarms(found: Sequence[Alarm], addresses: Sequence[str], desk_url: str) -> bool:
    """Write alarms to the log and tell the Apprise addresses (webhook, e-mail); false where one could not be told."""
    for alarm in found:
        LOG.error("%s: %s", alarm.kind, alarm.words)
    if not found or not addresses:
        return True
    lines = "\n".join(f"- {alarm.words}" for alarm in found)
    return post(addresses, "Copydesk needs you", f"{lines}\n\n{desk_url}/runs", setting="alerts")


def tidy_lake(home: Path, wait_seconds: float = BUSY) -> bool:
    """Merge a lake's small files and forget what no reader may hold, while no run writes; false where it is a file."""
    if lake_of(home) is None:
        return False
    with RunLock(home, RunId(f"upkeep-{CLOCK.now():%Y%m%dT%H%M%S}"), wait_seconds=wait_seconds):
        con = db.connect(home)
        try:
            tidy(con, CLOCK.now())
        finally:
            con.close()
    return True


def drop_old_segments(archive: Path, keep_days: int, now: datetime | None = None) -> list[str]:
    """Remove archive segments that nobody wrote to for `keep_days` (0 keeps all), and return their names."""
    if keep_days <= 0 or not archive.is_dir():
        return []
    oldest = (now or CLOCK.now()) - timedelta(days=keep_days)
    old = [path for path in sorted(archive.glob("*.warc.gz")) if path.stat().st_mtime < oldest.timestamp()]
    for path in old:
        path.unlink()
    return [path.name for path in old]
