"""`copydesk check`: drafts and pages, with no database."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from copydesk.words import HERE, Home


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    places: Annotated[
        list[str], typer.Argument(metavar="FILE|URL...", help="Drafts or pages to check; - is standard input.")
    ],
    form: Annotated[Format, typer.Option("--format", help="Words for a person or JSON for a program.")] = Format.TEXT,
    notes: Annotated[bool, typer.Option("--notes", help="Print the notes too; JSON always has them.")] = False,
    headline: Annotated[
        str, typer.Option(help="Headline of one plain draft; without it, its first short line is that.")
    ] = "",
    home: Home = HERE,
) -> None:
    """Check drafts or pages with no database; exit status 1 where a flag is a warning or worse."""
    from copydesk.check import check_places

    raise typer.Exit(check_places(places, home, as_json=form is Format.JSON, notes=notes, headline=headline))
