"""`copydesk move`: the warehouse of a home folder at another address, its settings and decisions with it."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from copydesk.settings import read_settings
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from pathlib import Path


def move_home(home: Path, address: str, data: str, *, replace: bool) -> Status:
    """Move the warehouse while no run is going on, then say so in copydesk.toml."""
    import duckdb  # noqa: PLC0415 - lazy

    from flows.lock import RunLock, RunLockedError  # noqa: PLC0415 - lazy
    from flows.running import new_run_id  # noqa: PLC0415
    from warehouse.faults import WarehouseBusyError, WarehouseDamagedError, in_words  # noqa: PLC0415
    from warehouse.lake import FILE, AddressError, LakeError, lake_at  # noqa: PLC0415
    from warehouse.moving import MoveError, move  # noqa: PLC0415

    read_settings(home)
    for name in ("COPYDESK_WAREHOUSE", "COPYDESK_DATA"):
        if os.environ.get(name):
            raise Refusal(f"{name} stands above copydesk.toml: take it away, and move again.")
    try:
        to = lake_at(address, data, home)
        with RunLock(home, new_run_id(datetime.now(UTC))):
            moved = move(home, to, replace=replace)
            write_address(home / "copydesk.toml", {"warehouse": address, "data": data})
    except AddressError as fault:
        raise Refusal(f"The address {fault}.") from None
    except (MoveError, RunLockedError, WarehouseBusyError, WarehouseDamagedError, LakeError) as fault:
        raise Refusal(str(fault), Status.BROKEN) from None
    except duckdb.Error as fault:
        raise Refusal(f"Nothing is changed over: {in_words(fault, home)}", Status.BROKEN) from None
    print(  # noqa: T201 - the answer
        f"{moved['articles']} articles, {moved['flags']} flags and {sum(moved.values())} rows in all now stand in "
        f"{to.shown if to else home / FILE}. Decisions stay where they are. Restart `copydesk serve` and the desk."
    )
    return Status.FINE


def write_address(path: Path, values: dict[str, str]) -> None:
    """Write top-level settings into a settings file in place of those that are there; an empty one goes."""
    text = path.read_text("utf-8") if path.is_file() else ""
    head, table, tail = _parted(text)
    for key, value in values.items():
        head = re.sub(rf"^{key}\s*=.*\n?", "", head, flags=re.MULTILINE)
        if value:
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            head = f'{head.rstrip()}\n{key} = "{quoted}"\n'.lstrip()
    fresh = path.with_suffix(".new")
    fresh.write_text(f"{head}{table}{tail}", encoding="utf-8")
    fresh.replace(path)


def _parted(text: str) -> tuple[str, str, str]:
    """Return what stands before the first table, a blank line, and the tables."""
    found = re.search(r"^\[", text, flags=re.MULTILINE)
    return (text[: found.start()], "\n", text[found.start() :]) if found else (text, "", "")
