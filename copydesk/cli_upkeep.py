"""The operators' and analysts' further commands; like cli.py, each imports what it needs when it is called."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import TYPE_CHECKING, Annotated

import typer

from copydesk.words import HERE, AsJson, Home

if TYPE_CHECKING:
    from datetime import date

DAYS = ["%Y-%m-%d"]
Since = Annotated[datetime | None, typer.Option(formats=DAYS, help="From this day on (2026-10-01).")]
Until = Annotated[datetime | None, typer.Option(formats=DAYS, help="Up to this day.")]
Urls = Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses as `dead list` shows them.")]
AnyUrls = Annotated[
    list[str] | None, typer.Argument(metavar="[URL]...", help="Addresses as `dead list` shows them; none is all.")
]

dead = typer.Typer(help="Pages that failed: list, show, retry, drop.", no_args_is_help=True)
checks = typer.Typer(help="The checks: list, show, try.", no_args_is_help=True)
sources = typer.Typer(help="What is read: check the sources.", no_args_is_help=True)
account = typer.Typer(help="Who may use the desk from other machines.", no_args_is_help=True)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@dead.command("list")
def dead_list(home: Home = HERE, as_json: AsJson = False) -> None:
    """Print the pages that failed and were not had since, newest first."""
    from copydesk.letters import list_letters

    raise typer.Exit(list_letters(home, as_json=as_json))


@dead.command("show")
def dead_show(
    url: Annotated[str, typer.Argument(help="Address as `dead list` shows it.")],
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Print every try of a page, with the advice."""
    from copydesk.letters import show_letter

    raise typer.Exit(show_letter(home, url, as_json=as_json))


@dead.command("retry")
def dead_retry(urls: AnyUrls = None, home: Home = HERE, as_json: AsJson = False) -> None:
    """Try pages again: those named, or all for which it may help."""
    from copydesk.letters import retry_letters

    raise typer.Exit(retry_letters(home, urls or [], as_json=as_json))


@dead.command("drop")
def dead_drop(urls: Urls, home: Home = HERE) -> None:
    """Put pages aside until they fail anew."""
    from copydesk.letters import drop_letters

    raise typer.Exit(drop_letters(home, urls))


@checks.command("list")
def checks_list(home: Home = HERE) -> None:
    """Print every check that a run would use, yours included."""
    from copydesk.trial import list_checks

    raise typer.Exit(list_checks(home))


@checks.command("show")
def checks_show(code: Annotated[str, typer.Argument(help="The check's code (FG03).")], home: Home = HERE) -> None:
    """Print what a check says of itself, and its SQL."""
    from copydesk.trial import show_check

    raise typer.Exit(show_check(home, code))


@checks.command("try")
def checks_try(
    file: Annotated[Path, typer.Argument(help="The new or changed check.")], since: Since = None, home: Home = HERE
) -> None:
    """Print the flags that a check would gain and lose on stored articles, by what people had decided."""
    from copydesk.trial import try_check

    raise typer.Exit(try_check(home, file, _day(since)))


@sources.command("check")
def sources_check(
    file: Annotated[
        Path | None, typer.Option("--sources", help="A sources file; default: sources.toml in the home folder.")
    ] = None,
    home: Home = HERE,
) -> None:
    """Ask every feed and sitemap once, and say what it lists."""
    from copydesk.asking import check_sources

    raise typer.Exit(check_sources(home, file))


@account.command("add")
def account_add(
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
def account_list(home: Home = HERE) -> None:
    """Print every account with its role and state, since when, and who made it so."""
    from copydesk.people import list_accounts

    raise typer.Exit(list_accounts(home))


@account.command("disable")
def account_disable(
    name: Annotated[str, typer.Argument(help="Whose log-in ends; `add` opens it again, with a new password.")],
    home: Home = HERE,
) -> None:
    """Keep an account from logging in, and end its sessions."""
    from copydesk.people import close_account

    raise typer.Exit(close_account(home, name, remove=False))


@account.command("remove")
def account_remove(
    name: Annotated[str, typer.Argument(help="Whose account is deleted; what they decided stays.")], home: Home = HERE
) -> None:
    """Delete an account, and end its sessions."""
    from copydesk.people import close_account

    raise typer.Exit(close_account(home, name, remove=True))


def backfill(  # noqa: PLR0917 - typer's arguments are its options
    since: Since = None,
    until: Until = None,
    file: Annotated[
        Path | None, typer.Option("--sources", help="A sources file; default: sources.toml in the home folder.")
    ] = None,
    source: Annotated[str, typer.Option(help="Only the source of this name.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be read.")] = False,
    home: Home = HERE,
    as_json: AsJson = False,
) -> None:
    """Read what the sources still list from those days and was never read, oldest first, going on where it stopped."""
    from copydesk.backfill import fill

    raise typer.Exit(fill(home, file, _day(since), _day(until), source=source, dry_run=dry_run, as_json=as_json))


def reextract(since: Since = None, home: Home = HERE) -> None:
    """Read the archived pages again, after an upgrade of the readers."""
    from copydesk.rereading import read_again

    raise typer.Exit(read_again(home, _day(since)))


def config(home: Home = HERE, as_json: AsJson = False) -> None:
    """Print every setting, its value and where it came from."""
    from copydesk.settings import print_origins

    raise typer.Exit(print_origins(home, as_json=as_json))


def export(
    to: Annotated[Path | None, typer.Option(help="A new folder for Parquet, CSV and JSON Lines of every view.")] = None,
    form: Annotated[
        str, typer.Option("--flags", help="Print flags instead: annotations, sarif, claimreview, atom or csv.")
    ] = "",
    view: Annotated[str, typer.Option(help="Which flags, as in the desk's address (severity=critical).")] = "",
    docs: Annotated[
        Path | None,
        typer.Option("--data-docs", help="A new folder for Great Expectations' pages about the last runs."),
    ] = None,
    *,
    event: Annotated[str, typer.Option(help="Print an event instead: the last part of its address on the desk.")] = "",
    event_as: Annotated[str, typer.Option("--as", help="How an event is printed: json, csv or atom.")] = "json",
    home: Home = HERE,
) -> None:
    """Write the published copy to open formats, print flags or an event in one, or write pages about validations."""
    from copydesk.exporting import export_docs, export_flags, export_to, print_event
    from copydesk.status import Refusal

    if sum(map(bool, (to, form, docs, event))) != 1:
        raise Refusal(
            "Say one of: where the views go (--to DIR), in which format flags are printed (--flags sarif), "
            "which event is printed (--event ID), or where the Data Docs go (--data-docs DIR)."
        )
    if event:
        raise typer.Exit(print_event(home, event, event_as))
    raise typer.Exit(export_to(home, to) if to else export_docs(home, docs) if docs else export_flags(home, form, view))


def explain(
    flag_id: Annotated[str, typer.Argument(help="The flag's id.")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Make it anew from the archived pages; exit status 1 where it differs now.")
    ] = False,
    corpus: Annotated[
        bool, typer.Option("--corpus", help="Replay with every page of that day, not only those the evidence names.")
    ] = False,
    home: Home = HERE,
) -> None:
    """Print why a flag was raised: check, version, spans, evidence and steps, as JSON."""
    from copydesk.desk import explain_flag

    raise typer.Exit(explain_flag(home, flag_id, again=replay or corpus, whole=corpus))


def page(
    article_id: Annotated[str, typer.Argument(help="The article's id.")],
    archived: Annotated[bool, typer.Option("--archived", help="Write the page as it was fetched instead.")] = False,
    home: Home = HERE,
) -> None:
    """Print an article with its flags and decisions as one HTML file that needs nothing else."""
    if archived:
        from copydesk.rereading import write_archived

        raise typer.Exit(write_archived(home, article_id, sys.stdout.buffer))
    from copydesk.desk import print_page

    raise typer.Exit(print_page(home, article_id))


def audit(
    known: Annotated[str, typer.Option(help="The last hash as you noted it once: the chain must hold it.")] = "",
    home: Home = HERE,
) -> None:
    """Recompute the chain of decisions: broken where one was changed, removed, slipped in or hashed anew."""
    from copydesk.people import audit_decisions

    raise typer.Exit(audit_decisions(home, known))


def unlock(
    force: Annotated[bool, typer.Option("--force", help="Even where the run may still be going on.")] = False,
    home: Home = HERE,
) -> None:
    """Give back the lock of a run that is gone, where no run takes it over by itself."""
    from copydesk.unlocking import give_back

    raise typer.Exit(give_back(home, force=force))
