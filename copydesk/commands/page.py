"""`copydesk page`: one article as a file."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from copydesk.words import HERE, Home


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
