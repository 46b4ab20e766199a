"""`copydesk move`: the warehouse of a home folder, or its decisions, at another address, and the setting after it."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from copydesk.settings import read_settings, without_secrets
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
    _refuse_variables("COPYDESK_WAREHOUSE", "COPYDESK_DATA")
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


def move_decisions(home: Path, address: str) -> Status:
    """Move the decisions while no run is going on, then say so in copydesk.toml."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError  # noqa: PLC0415 - lazy

    from flows.lock import RunLock, RunLockedError  # noqa: PLC0415 - lazy
    from flows.running import new_run_id  # noqa: PLC0415
    from warehouse.faults import WarehouseBusyError, WarehouseDamagedError  # noqa: PLC0415
    from warehouse.lake import LakeError  # noqa: PLC0415
    from warehouse.moving import MoveError, move_reviews  # noqa: PLC0415
    from warehouse.reviews import FILE  # noqa: PLC0415
    from warehouse.troubles import store_trouble  # noqa: PLC0415

    at, to = read_settings(home).reviews_url, "" if address == FILE else address
    _refuse_variables("COPYDESK_REVIEWS_URL")
    try:
        with RunLock(home, new_run_id(datetime.now(UTC))):
            moved = move_reviews(home, at or None, to or None)
            write_address(home / "copydesk.toml", {"reviews_url": to})
    except (MoveError, RunLockedError, WarehouseBusyError, WarehouseDamagedError, LakeError) as fault:
        raise Refusal(str(fault), Status.BROKEN) from None
    except (ArgumentError, SQLAlchemyError, ImportError) as fault:
        said, advice = store_trouble(fault, "the store of the decisions")
        raise Refusal(f"{said} {advice} Nothing is changed over.", Status.BROKEN) from None
    where = without_secrets("reviews_url", to) if to else home / FILE
    print(  # noqa: T201 - the answer
        f"{moved['decisions']} acts and {sum(moved.values())} rows in all now stand in {where}. "
        "Restart `copydesk serve` and the desk."
    )
    return Status.FINE


def _refuse_variables(*names: str) -> None:
    for name in names:
        if os.environ.get(name):
            raise Refusal(f"{name} stands above copydesk.toml: take it away, and move again.")


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
