"""`copydesk annotate`: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import sys

import typer


def annotate() -> None:
    """Read articles as JSON Lines on standard input and write what is found in each, one line for one line."""
    from copydesk.annotate import annotate_lines

    raise typer.Exit(annotate_lines(sys.stdin, sys.stdout))
