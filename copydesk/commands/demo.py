"""`copydesk demo`: the demo newsroom."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def demo(
    home: Home = HERE,
    port: Annotated[int, typer.Option(help="Port of the review desk.")] = 8377,
    keep: Annotated[bool, typer.Option(help="Keep the desk open; --no-keep ends after the run.")] = True,
) -> None:
    """Serve the demo newsroom on loopback, check its stories, and open the review desk."""
    from copydesk.demo import show_demo

    raise typer.Exit(show_demo(home, port=port, keep=keep))
