"""`copydesk unlock`: the run lock given back by a person, who knows that its run is gone."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from pathlib import Path


def give_back(home: Path, *, force: bool) -> Status:
    """Give the lock back with a warning; raises Refusal where its run seems to be alive, and `force` is not given."""
    from flows.lock import alive, holder, unlock  # noqa: PLC0415 - duckdb
    from warehouse import db  # noqa: PLC0415
    from warehouse.faults import WarehouseBusyError, WarehouseDamagedError  # noqa: PLC0415
    from warehouse.lake import is_there  # noqa: PLC0415

    if not is_there(home):
        raise Refusal(f"There is no warehouse in {home}: name its folder with --home.")
    try:
        con = db.connect(home)
    except (WarehouseBusyError, WarehouseDamagedError) as fault:
        raise Refusal(str(fault), Status.BROKEN) from None
    try:
        held, now = holder(con), datetime.now(UTC)
        if held is None:
            print("No run holds the lock.")  # noqa: T201 - the answer
            return Status.FINE
        if not (force or held.ahead(now)) and alive(held.pid, held.host, now - held.beat_at):
            told = (
                f"Run {held.run_id} seems to be going on ({held.whose()}; it was heard at {held.beat_at:%H:%M:%S} UTC)."
            )
            raise Refusal(f"{told} End it first, or say --force.", Status.BROKEN)
        unlock(con, held, now)
    finally:
        con.close()
    warning = (
        f"The lock of run {held.run_id} ({held.whose()}) is given back. Should that run live, it publishes nothing."
    )
    print(f"copydesk: warning: {warning}", file=sys.stderr)  # noqa: T201 - a warning
    return Status.FINE
