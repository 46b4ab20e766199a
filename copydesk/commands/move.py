"""`copydesk move`: the warehouse at another address."""

from __future__ import annotations

from typing import Annotated

import typer

from copydesk.words import HERE, Home


def move(
    address: Annotated[
        str, typer.Argument(help="warehouse.duckdb, ducklake:sqlite:FILE or ducklake:postgres:CONNECTION.")
    ],
    data: Annotated[str, typer.Option("--data", help="A lake's folder of data, or s3://BUCKET/FOLDER.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Even where articles stand at the address.")] = False,
    home: Home = HERE,
) -> None:
    """Move the warehouse from a file to a lake, or back: every row, and the settings after it."""
    from copydesk.moving import move_home

    raise typer.Exit(move_home(home, address, data, replace=replace))
