"""`copydesk alerts`: what needs an operator."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, AsJson, Home


def alerts(
    every: Annotated[bool, typer.Option("--all", help="Those that are over, too.")] = False,
    look: Annotated[
        bool, typer.Option("--look", help="Look now, and tell the addresses that the settings name.")
    ] = False,
    as_atom: Annotated[bool, typer.Option("--atom", help="Print them as an Atom feed.")] = False,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Print what needs an operator: runs that fail or do not start, old data, failed pages, lost text."""
    from copydesk.alerting import list_alerts

    raise typer.Exit(list_alerts(home, every=every, look=look, as_atom=as_atom, as_json=as_json))
