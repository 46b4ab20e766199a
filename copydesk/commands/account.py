"""`copydesk account`: who may use the desk from other machines."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from copydesk.words import HERE, Home

account = typer.Typer(help="Who may use the desk from other machines.", no_args_is_help=True)


@account.command("add")
def _add(
    name: Annotated[str, typer.Argument(help="Who signs decisions with it.")],
    role: Annotated[str, typer.Option(help="reader, reviewer, editor or operator.")] = "reviewer",
    home: Home = HERE,
) -> None:
    """Add an account, or give one a new password; the password is asked for, or read from standard input."""
    from copydesk.people import add_account

    password = (
        typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    raise typer.Exit(add_account(home, name, password, role))


@account.command("list")
def _list(home: Home = HERE) -> None:
    """Print every account with its role and state, since when, and who made it so."""
    from copydesk.people import list_accounts

    raise typer.Exit(list_accounts(home))


@account.command("disable")
def _disable(
    name: Annotated[str, typer.Argument(help="Whose log-in ends; `add` opens it again, with a new password.")],
    home: Home = HERE,
) -> None:
    """Keep an account from logging in, and end its sessions."""
    from copydesk.people import close_account

    raise typer.Exit(close_account(home, name, remove=False))


@account.command("remove")
def _remove(
    name: Annotated[str, typer.Argument(help="Whose account is deleted; what they decided stays.")], home: Home = HERE
) -> None:
    """Delete an account, and end its sessions."""
    from copydesk.people import close_account

    raise typer.Exit(close_account(home, name, remove=True))
