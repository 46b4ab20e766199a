"""`copydesk review`: the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def review(
    home: Home = HERE,
    host: Annotated[
        str, typer.Option(help="Address to listen on; beyond 127.0.0.1 a log-in is asked for.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8377,
) -> None:
    """Open the review desk for the fact-checkers."""
    from copydesk.desk import open_desk

    raise typer.Exit(open_desk(home, host=host, port=port))
