"""`copydesk doctor`: what is in order."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, AsJson, Home


def doctor(
    home: Home = HERE,
    whole: Annotated[
        bool, typer.Option("--whole", help="Read every row of the warehouse, as it does by itself once a week.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is in order, what is not, and how to mend it."""
    from copydesk.doctor import examine

    raise typer.Exit(examine(home, as_json=as_json, whole=whole))
