"""`copydesk digest`: what is new and urgent, person by person."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def digest(
    name: Annotated[str, typer.Argument(help="Whose; without it everybody's whom the settings name.")] = "",
    send: Annotated[
        bool, typer.Option("--send", help="Send each to the person's addresses under `digests` in the settings.")
    ] = False,
    home: Home = HERE,
) -> None:
    """Print or send each person's digest: what is urgent, what is in their hands, what came since they were here."""
    from copydesk.digesting import tell_digests

    raise typer.Exit(tell_digests(home, name, send=send))
