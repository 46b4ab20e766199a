"""`copydesk move`: the warehouse, or the decisions, at another address."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def move(
    address: Annotated[
        str, typer.Argument(help="warehouse.duckdb, ducklake:sqlite:FILE or ducklake:postgres:CONNECTION.")
    ] = "",
    data: Annotated[str, typer.Option("--data", help="A lake's folder of data, or s3://BUCKET/FOLDER.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Even where articles stand at the address.")] = False,
    decisions: Annotated[
        str, typer.Option("--decisions", help="Move the decisions: postgresql+psycopg://…, or reviews.sqlite.")
    ] = "",
    home: Home = HERE,
) -> None:
    """Move the warehouse from a file to a lake, or the decisions to PostgreSQL, or back: every row, and the setting."""
    from copydesk.moving import move_decisions, move_home

    if bool(address) == bool(decisions):
        raise typer.BadParameter("name an address of the warehouse, or --decisions with one of theirs")
    if decisions:
        raise typer.Exit(move_decisions(home, decisions))
    raise typer.Exit(move_home(home, address, data, replace=replace))
