"""The home that bench/desk.py measures in: a made-up warehouse, and what people decided on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

HERE = Path(__file__).resolve().parent
DECIDED = 20_000  # flags that people decided on before; half of the flags where there are fewer
BATCH = 5_000


def make(home: Path, articles: int) -> None:
    """Fill a home with the made-up warehouse of the SQL beside this and two long articles."""
    from warehouse import db, publish  # noqa: PLC0415 - after the path is set

    con = db.connect(home)
    con.execute("SET enable_progress_bar = false")
    for name in ("desk_corpus", "desk_events", "desk_long"):
        fill(con, name, articles)
    publish.publish(con, home)
    con.close()


def fill(con: duckdb.DuckDBPyConnection, name: str, articles: int, first: int = 0) -> None:
    """Run the statements of a file beside this, which make the articles numbered `first` to `articles`."""
    sql = (HERE / f"{name}.sql").read_text("utf-8").replace("$articles", str(articles)).replace("$first", str(first))
    for statement in sql.split(";\n"):
        if statement.strip():
            con.execute(statement)


def decide(home: Path) -> int:
    """Append decisions of five people on flags all over the board, and return how many."""
    from review.desk import Choice, Desk  # noqa: PLC0415 - after the path is set
    from review.settings import Settings  # noqa: PLC0415 - after the path is set

    desk = Desk(home, Settings(), serving=False)
    copy = desk.copy()
    board = copy.board
    flags = [board.flag_id(row) for row in range(0, len(board), max(2, len(board) // DECIDED))]
    for batch, start in enumerate(range(0, len(flags), BATCH)):
        choice = Choice(act="dismiss", reason="opinion") if batch % 2 else Choice(act="confirm", reason="needs_source")
        desk.decide_all(copy, flags[start : start + BATCH], f"Person {batch % 5}", choice)
    desk.close()
    return len(flags)
