"""`copydesk serve`: the flows by the clock."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk.words import HERE, Home


def serve(
    home: Home = HERE,
    sources: Annotated[
        Path | None, typer.Option(help="A sources file; default: sources.toml in the home folder.")
    ] = None,
    every: Annotated[str, typer.Option(help="When to check the news, as a cron line.")] = "*/15 * * * *",
    port: Annotated[int, typer.Option(help="Port of Prefect's page on 127.0.0.1.")] = 4200,
) -> None:
    """Keep Prefect's server and run the flows by the clock."""
    from copydesk.running import serve_flows

    raise typer.Exit(serve_flows(home, sources, cron=every, port=port))
