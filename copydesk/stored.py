"""The doctor's examinations of the warehouse and of the copy that readers use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb

from copydesk.diagnosis import Diagnosis
from warehouse import db, faults, lake
from warehouse.publish import NotPublishedError, open_published, published_at, published_bytes, published_name
from warehouse.soundness import look_through

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STALE_COPY = timedelta(hours=24)
REPLACED = "Let the newest published copy take its place: docs/operators.md says how."


def look_at_warehouse(home: Path, *, whole: bool = False) -> Iterator[Diagnosis]:
    """Open the warehouse, or say who holds it; read its new rows, or the `whole` of it, then its lock."""
    stands = lake.lake_of(home)
    path = stands.shown if stands else home / lake.FILE
    if not lake.is_there(home):
        yield Diagnosis("warehouse", "warn", f"{path} is not there yet", "copydesk run, or copydesk demo")
        return
    try:
        con = db.connect(home, wait_seconds=2)
    except faults.WarehouseBusyError as held:
        yield Diagnosis(
            "warehouse", "warn", str(held), "Nothing to do while a run is going on: readers use the published copy."
        )
        return
    except faults.WarehouseDamagedError as fault:
        yield Diagnosis(
            "warehouse", "fail", f"{path} is damaged: {faults.first_line(fault.__cause__ or fault)}", REPLACED
        )
        return
    except duckdb.Error as fault:
        yield Diagnosis(
            "warehouse", "fail", faults.in_words(fault, home), "Mend what it names; the file itself is whole."
        )
        return
    except lake.LakeError as fault:
        yield Diagnosis(
            "warehouse", "fail", str(fault), "See that catalog and store are up, and what the address says."
        )
        return
    except RuntimeError as fault:  # of another version of Copydesk
        yield Diagnosis("warehouse", "fail", str(fault), "Use the version that made it, or another home folder.")
        return
    try:
        read_at = look_through(home, con, whole=whole)
        migrations = _number(con, "SELECT count(*) FROM main.migrations WHERE number > 0")
        articles = _number(con, "SELECT count(*) FROM main.articles")
        size = (lake.size(con) if stands else (home / lake.FILE).stat().st_size) / 1e6
        told = f"{size:.1f} MB, {migrations} migrations, {articles} articles, read through on {read_at:%Y-%m-%d}"
        yield Diagnosis("warehouse", "ok", told)
        yield from _look_at_lock(con)
    except duckdb.Error as fault:
        yield Diagnosis("warehouse", "fail", f"{path} is damaged: {faults.first_line(fault)}", REPLACED)
    finally:
        con.close()


def _look_at_lock(con: duckdb.DuckDBPyConnection) -> Iterator[Diagnosis]:
    from flows.lock import alive, holder  # noqa: PLC0415 - lazy

    held, now = holder(con), datetime.now(UTC)
    if held is None:
        yield Diagnosis("run lock", "ok", "free")
    elif not alive(held.pid, held.host, now - held.beat_at):
        left = f"left behind by run {held.run_id} (process {held.pid} is gone)"
        yield Diagnosis("run lock", "warn", left, "The next run takes it over by itself.")
    elif ahead := held.ahead(now):
        found = f"held by run {held.run_id} ({held.whose()}). {ahead}"
        yield Diagnosis("run lock", "warn", found, "Set the clocks; where that run is gone: copydesk unlock")
    else:
        yield Diagnosis("run lock", "ok", f"held by run {held.run_id} ({held.whose()})")


def _number(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0


def look_at_copy(home: Path) -> Iterator[Diagnosis]:
    """Open the published copy and tell its age."""
    try:
        name, made_at = published_name(home), published_at(home)
        con = open_published(home)
    except NotPublishedError as missing:
        yield Diagnosis("published copy", "warn", str(missing), "copydesk run")
        return
    except duckdb.Error as fault:
        yield Diagnosis("published copy", "fail", str(fault), "copydesk run publishes a new one; readers need it.")
        return
    try:
        flags = _number(con, "SELECT count(*) FROM v1.open_flags")
    finally:
        con.close()
    age = datetime.now(UTC) - made_at
    state = "warn" if age > STALE_COPY else "ok"
    yield Diagnosis(
        "published copy",
        state,
        f"{name}, {_told(age)} old, {flags} open flags",
        "copydesk run, or see why `copydesk serve` did not",
    )
    size = published_bytes(home, name)
    if lake.lake_of(home) is None and size > lake.DUE_BYTES:
        told = f"{size / 1e6:.0f} MB are copied by every run that finds something"
        yield Diagnosis("growth", "warn", told, lake.DUE)


def _told(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"  # noqa: PLR2004 - two hours
