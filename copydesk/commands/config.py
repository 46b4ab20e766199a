"""`copydesk config`: the settings."""

from __future__ import annotations

import typer

from copydesk.words import HERE, AsJson, Home


def config(home: Home = HERE, as_json: AsJson = False) -> None:
    """Print every setting, its value and where it came from."""
    from copydesk.settings import print_origins

    raise typer.Exit(print_origins(home, as_json=as_json))
