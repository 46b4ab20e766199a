"""`copydesk unlock`: the lock of a run that is gone."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def unlock(
    force: Annotated[bool, typer.Option("--force", help="Even where the run may still be going on.")] = False,
    home: Home = HERE,
) -> None:
    """Give back the lock of a run that is gone, where no run takes it over by itself."""
    from copydesk.unlocking import give_back

    raise typer.Exit(give_back(home, force=force))
