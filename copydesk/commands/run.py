"""`copydesk run`: the news, once."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk.words import HERE, AsJson, Home


def run(
    places: Annotated[list[str] | None, typer.Argument(metavar="[URL|FILE|FEED]...", help="What to read.")] = None,
    sources: Annotated[
        Path | None, typer.Option(help="A sources file (TOML); default: sources.toml in the home folder.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Fetch, extract, load and check what the sources offer, then publish a copy for the desk and the analysts."""
    from copydesk.running import run_news

    raise typer.Exit(run_news(home, places or [], sources, as_json=as_json))
