"""`copydesk sql`: queries."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, AsJson, Home


def sql(
    query: Annotated[str | None, typer.Option("--command", "-c", help="One query; without it, a prompt.")] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Query the published copy, read-only: it answers while a run is writing."""
    from copydesk.query import answer

    raise typer.Exit(answer(home, query, as_json=as_json))
