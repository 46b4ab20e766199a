"""`copydesk reextract`: the archived pages, once more."""

from __future__ import annotations

import typer

from copydesk.words import HERE, Home, Since, day


def reextract(since: Since = None, home: Home = HERE) -> None:
    """Read the archived pages again, after an upgrade of the readers."""
    from copydesk.rereading import read_again

    raise typer.Exit(read_again(home, day(since)))
