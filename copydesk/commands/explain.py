"""`copydesk explain`: why a flag was raised."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


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
