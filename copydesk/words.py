"""Options that many commands share."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

HERE = Path("copydesk-data")
Home = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="COPYDESK_HOME",
        help="Folder of the warehouse, archive, decisions and settings.",
        file_okay=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of words for a person.")]
DAYS = ["%Y-%m-%d"]
Since = Annotated[datetime | None, typer.Option(formats=DAYS, help="From this day on (2026-10-01).")]
Until = Annotated[datetime | None, typer.Option(formats=DAYS, help="Up to this day.")]


def day(moment: datetime | None) -> date | None:
    """Return the day of a moment that typer has read."""
    return moment.date() if moment else None
