"""`copydesk checks`: the checks."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk.words import HERE, Home, Since, day

checks = typer.Typer(help="The checks: list, show, try.", no_args_is_help=True)


@checks.command("list")
def _list(home: Home = HERE) -> None:
    """Print every check that a run would use, yours included."""
    from copydesk.trial import list_checks

    raise typer.Exit(list_checks(home))


@checks.command("show")
def _show(code: Annotated[str, typer.Argument(help="The check's code (FG03).")], home: Home = HERE) -> None:
    """Print what a check says of itself, and its SQL."""
    from copydesk.trial import show_check

    raise typer.Exit(show_check(home, code))


@checks.command("try")
def _try(
    file: Annotated[Path, typer.Argument(help="The new or changed check.")], since: Since = None, home: Home = HERE
) -> None:
    """Print the flags that a check would gain and lose on stored articles, by what people had decided."""
    from copydesk.trial import try_check

    raise typer.Exit(try_check(home, file, day(since)))
