"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
