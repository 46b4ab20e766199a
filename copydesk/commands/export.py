"""`copydesk export`: open formats."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from copydesk.words import HERE, Home


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
    gold: Annotated[
        bool, typer.Option("--gold", help="Print what people found right and corrected as gold lines (JSON Lines).")
    ] = False,
    home: Home = HERE,
) -> None:
    """Write the published copy to open formats, print flags or an event in one, or write pages about validations."""
    from copydesk.exporting import export_docs, export_flags, export_to, print_event, print_gold
    from copydesk.status import Refusal

    if sum(map(bool, (to, form, docs, event, gold))) != 1:
        raise Refusal(
            "Say one of: where the views go (--to DIR), in which format flags are printed (--flags sarif), "
            "which event is printed (--event ID), where the Data Docs go (--data-docs DIR), "
            "or that gold lines are printed (--gold)."
        )
    if gold:
        raise typer.Exit(print_gold(home))
    if event:
        raise typer.Exit(print_event(home, event, event_as))
    raise typer.Exit(export_to(home, to) if to else export_docs(home, docs) if docs else export_flags(home, form, view))
