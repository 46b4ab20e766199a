"""The one command. Every import that costs time stands inside the command that needs it: `--help` answers in 0.3 s."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk import __version__, cli_upkeep
from copydesk.status import Refusal, Status
from copydesk.words import HERE, AsJson, Home

PRIVATE = 0o077  # files of the home are its user's alone, those of every process that is started from here too
app = typer.Typer(
    name="copydesk",
    help="Checks a news story's figures against each other and asks of every statement: who says so?",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich's help pages cost as much again as everything else
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


@app.command()
def demo(
    home: Home = HERE,
    port: Annotated[int, typer.Option(help="Port of the review desk.")] = 8377,
    keep: Annotated[bool, typer.Option(help="Keep the desk open; --no-keep ends after the run.")] = True,
) -> None:
    """Serve the demo newsroom on loopback, check its stories, and open the review desk."""
    from copydesk.demo import show_demo

    raise typer.Exit(show_demo(home, port=port, keep=keep))


@app.command()
def run(
    places: Annotated[list[str] | None, typer.Argument(metavar="[URL|FILE|FEED]...", help="What to read.")] = None,
    sources: Annotated[
        Path | None, typer.Option(help="A sources file (TOML); default: sources.toml in the home folder.")
    ] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Fetch, extract, load and check what the sources offer, then publish a copy for the desk and the analysts."""
    from copydesk.running import run_news

    raise typer.Exit(run_news(home, places or [], sources, as_json=as_json))


@app.command()
def check(
    places: Annotated[
        list[str], typer.Argument(metavar="FILE|URL...", help="Drafts or pages to check; - is standard input.")
    ],
    form: Annotated[Format, typer.Option("--format", help="Words for a person or JSON for a program.")] = Format.TEXT,
    notes: Annotated[bool, typer.Option("--notes", help="Print the notes too; JSON always has them.")] = False,
    home: Home = HERE,
) -> None:
    """Check drafts or pages with no database; exit status 1 where a flag is a warning or worse."""
    from copydesk.check import check_places

    raise typer.Exit(check_places(places, home, as_json=form is Format.JSON, notes=notes))


@app.command()
def annotate() -> None:
    """Read articles as JSON Lines on standard input and write what is found in each, one line for one line."""
    from copydesk.annotate import annotate_lines

    raise typer.Exit(annotate_lines(sys.stdin, sys.stdout))


@app.command()
def review(
    home: Home = HERE,
    host: Annotated[
        str, typer.Option(help="Address to listen on; beyond 127.0.0.1 a log-in is asked for.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8377,
) -> None:
    """Open the review desk for the fact-checkers."""
    from copydesk.desk import open_desk

    raise typer.Exit(open_desk(home, host=host, port=port))


@app.command()
def sql(
    query: Annotated[str | None, typer.Option("--command", "-c", help="One query; without it, a prompt.")] = None,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Query the published copy, read-only: it answers while a run is writing."""
    from copydesk.query import answer

    raise typer.Exit(answer(home, query, as_json=as_json))


@app.command()
def doctor(home: Home = HERE, as_json: AsJson = False) -> None:
    """Say what is in order, what is not, and how to mend it."""
    from copydesk.doctor import examine

    raise typer.Exit(examine(home, as_json=as_json))


@app.command()
def serve(
    home: Home = HERE,
    sources: Annotated[
        Path | None, typer.Option(help="A sources file; default: sources.toml in the home folder.")
    ] = None,
    every: Annotated[str, typer.Option(help="When to check the news, as a cron line.")] = "*/15 * * * *",
    port: Annotated[int, typer.Option(help="Port of Prefect's page on 127.0.0.1.")] = 4200,
) -> None:
    """Keep Prefect's server and run the flows by the clock."""
    from copydesk.running import serve_flows

    raise typer.Exit(serve_flows(home, sources, cron=every, port=port))


@app.command()
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


for _command in ("backfill", "reextract", "config", "export", "page", "explain", "audit", "unlock"):
    app.command(_command)(getattr(cli_upkeep, _command))
for _group in ("dead", "checks", "sources", "account"):
    app.add_typer(getattr(cli_upkeep, _group), name=_group)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"copydesk {__version__}")
        raise typer.Exit


@app.callback()
def _copydesk(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - its callback has answered
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
