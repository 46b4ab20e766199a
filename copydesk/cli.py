"""The one command, made of the files in commands/; each imports what costs time when it is called."""

from __future__ import annotations

import os
import pkgutil
import sys
from importlib import import_module
from typing import Annotated

import typer

from copydesk import __version__, commands
from copydesk.status import Refusal, Status

PRIVATE = 0o077  # files of the home are its user's alone, those of every process that is started from here too
app = typer.Typer(
    name="copydesk",
    help="Checks a news story's figures against each other and asks of every statement: who says so?",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich's help pages cost as much again as everything else
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


for _found in pkgutil.iter_modules(commands.__path__):  # a file there is a command, or a group of some, of its name
    _command = getattr(import_module(f"{commands.__name__}.{_found.name}"), _found.name)
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_found.name)
    else:
        app.command()(_command)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer hands it over so
    if wanted:
        typer.echo(f"copydesk {__version__}")
        raise typer.Exit


@app.callback()
def _copydesk(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001, FBT002 - its callback has answered; a switch is a boolean to typer
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Copydesk checks a news story's figures against each other and asks of every statement who says so."""
    if context.invoked_subcommand != "export":  # which writes what others are to have
        os.umask(PRIVATE)


def main() -> None:
    """Run the command; whatever goes wrong is one line on stderr and the right exit status."""
    try:
        app()
    except Refusal as refusal:
        typer.echo(f"copydesk: {refusal}", err=True)
        sys.exit(refusal.status)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing more to say
        sys.exit(Status.FINE)
    except Exception as fault:
        if os.environ.get("COPYDESK_DEBUG"):
            raise
        typer.echo(f"copydesk: {type(fault).__name__}: {fault} (COPYDESK_DEBUG=1 shows where)", err=True)
        sys.exit(Status.BROKEN)


if __name__ == "__main__":
    main()
