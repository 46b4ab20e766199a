"""`copydesk backfill`: what was never read."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk.words import HERE, AsJson, Home, Since, Until, day


def backfill(  # noqa: PLR0917 - typer's arguments are its options
    since: Since = None,
    until: Until = None,
    file: Annotated[
        Path | None, typer.Option("--sources", help="A sources file; default: sources.toml in the home folder.")
    ] = None,
    source: Annotated[str, typer.Option(help="Only the source of this name.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be read.")] = False,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Read what the sources still list from those days and was never read, oldest first, going on where it stopped."""
    from copydesk.backfill import fill

    raise typer.Exit(fill(home, file, day(since), day(until), source=source, dry_run=dry_run, as_json=as_json))
