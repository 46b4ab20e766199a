"""`copydesk sources`: what is read."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk.words import HERE, Home

sources = typer.Typer(help="What is read: check the sources.", no_args_is_help=True)


@sources.command("check")
def _check(
    file: Annotated[
        Path | None, typer.Option("--sources", help="A sources file; default: sources.toml in the home folder.")
    ] = None,
    home: Home = HERE,
) -> None:
    """Ask every feed and sitemap once, and say what it lists."""
    from copydesk.asking import check_sources

    raise typer.Exit(check_sources(home, file))
