"""`copydesk audit`: the chain of decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def audit(
    known: Annotated[str, typer.Option(help="The last hash as you noted it once: the chain must hold it.")] = "",
    home: Home = HERE,
) -> None:
    """Recompute the chain of decisions: broken where one was changed, removed, slipped in or hashed anew."""
    from copydesk.people import audit_decisions

    raise typer.Exit(audit_decisions(home, known))
