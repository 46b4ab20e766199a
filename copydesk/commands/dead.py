"""`copydesk dead`: pages that failed."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, AsJson, Home

Urls = Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses as `dead list` shows them.")]
AnyUrls = Annotated[
    list[str] | None, typer.Argument(metavar="[URL]...", help="Addresses as `dead list` shows them; none is all.")
]
dead = typer.Typer(help="Pages that failed: list, show, retry, drop.", no_args_is_help=True)


@dead.command("list")
def _list(home: Home = HERE, as_json: AsJson = False) -> None:
    """Print the pages that failed and were not had since, newest first."""
    from copydesk.letters import list_letters

    raise typer.Exit(list_letters(home, as_json=as_json))


@dead.command("show")
def _show(
    url: Annotated[str, typer.Argument(help="Address as `dead list` shows it.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Print every try of a page, with the advice."""
    from copydesk.letters import show_letter

    raise typer.Exit(show_letter(home, url, as_json=as_json))


@dead.command("retry")
def _retry(urls: AnyUrls = None, home: Home = HERE, as_json: AsJson = False) -> None:
    """Try pages again: those named, or all for which it may help."""
    from copydesk.letters import retry_letters

    raise typer.Exit(retry_letters(home, urls or [], as_json=as_json))


@dead.command("drop")
def _drop(urls: Urls, home: Home = HERE) -> None:
    """Put pages aside until they fail anew."""
    from copydesk.letters import drop_letters

    raise typer.Exit(drop_letters(home, urls))
