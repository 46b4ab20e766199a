"""A warehouse, or a store of decisions, moved to another address: row by row, in one transaction, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from warehouse import db, known, lake
from warehouse.reviews import open_reviews, wait_to_write

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'main'"
OWN = frozenset({"migrations", "dictionary", "run_locks", *known.TABLES})
SUM = "SELECT count(*), bit_xor(hash(counted)) FROM {0} AS counted"
BEFORE = "warehouse.duckdb.before-move"  # what the file is called once it has moved
KEPT = ("decisions", "seals", "accounts", "logins", "visits", "saved_views")  # the tables of a store of decisions
PAGE = 1000  # rows of a store of decisions carried at once
MOVED = "these decisions have moved: start the desk again, it finds them at their new address"
SHUT = {  # a desk that is still open must not decide where nobody will look
    "sqlite": f"CREATE TRIGGER decisions_moved BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, '{MOVED}'); END",
    "postgresql": f"CREATE FUNCTION refuse_moved() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MOVED}'; END $$ "
    "LANGUAGE plpgsql; CREATE TRIGGER decisions_moved BEFORE INSERT ON decisions "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_moved()",
}


class MoveError(RuntimeError):
    """A warehouse that was not moved; the message says why, and it stands where it stood."""


def move(home: Path, to: lake.Lake | None, *, replace: bool = False) -> dict[str, int]:
    """Copy every row of a home folder's warehouse to an address, compare and publish them; return rows by table.

    The old one stays as it is, a file under the name BEFORE. Raises MoveError where the address holds articles already,
    unless they are to be replaced, or where a table came out otherwise.
    """
    at = lake.lake_of(home)
    if at == to:
        raise MoveError("The warehouse stands there already.")
    file = home / lake.FILE
    if at is None and not file.is_file():
        raise MoveError(f"There is no warehouse in {home} yet: set `warehouse` in copydesk.toml, and run.")
    db.connect_at(home, at).close()  # what an older version left is brought up to date first
    con = db.connect_at(home, to)
    try:
        held = con.execute("SELECT count(*) FROM main.articles").fetchall()[0][0]
        if held and not replace:
            where = to.shown if to else str(file)
            raise MoveError(f"{where} holds {held} articles already: name another place, or say --replace.")
        if at:
            at.bring(con, "source")
        else:
            con.execute(f"ATTACH '{lake.quoted(str(file))}' AS source (READ_ONLY)")
        moved = _copy(con)
        from warehouse.publish import publish  # noqa: PLC0415 - which imports db, as we do

        con.execute("DETACH source")
        publish(con, home)
    finally:
        con.close()
    if at is None:
        file.replace(home / BEFORE)
    return moved


def _copy(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    tables = sorted({name for (name,) in con.execute(TABLES).fetchall()} - OWN)
    with db.transaction(con):
        for table in tables:
            con.execute(f"DELETE FROM main.{table}")
            con.execute(f"INSERT INTO main.{table} BY NAME SELECT * FROM source.main.{table}")
    moved = {}
    for table in tables:
        columns = [row[0] for row in con.execute(f"DESCRIBE main.{table}").fetchall()]
        chosen = f"(SELECT {', '.join(columns)} FROM {{0}}.main.{table})"
        name = con.execute("SELECT current_database()").fetchall()[0][0]
        here, there = (con.execute(SUM.format(chosen.format(one))).fetchall()[0] for one in (f'"{name}"', "source"))
        if here != there:
            raise MoveError(f"The table {table} holds {here[0]} rows and held {there[0]}: nothing is changed over.")
        moved[table] = here[0]
    return moved


def move_reviews(home: Path, at: str | None, to: str | None) -> dict[str, int]:
    """Copy every act, seal, account, visit and saved view of a store to an address; return rows by table.

    The addresses are SQLAlchemy URLs, None for the home's own file. The old store stays, and takes no act from then on.
    Raises MoveError where the address holds acts already.
    """
    if at == to:
        raise MoveError("The decisions stand there already.")
    source, target = open_reviews(home, at), open_reviews(home, to)
    try:
        tables = sa.MetaData()
        tables.reflect(source.engine, only=lambda name, _: name in KEPT)
        target.create(tables)
        with source.engine.begin() as old, target.engine.begin() as new:
            wait_to_write(old)
            wait_to_write(new)
            moved = {name: _carry(old, new, table) for name, table in sorted(tables.tables.items())}
            old.exec_driver_sql(SHUT[old.dialect.name])
    finally:
        source.close()
        target.close()
    return moved


def _carry(old: sa.Connection, new: sa.Connection, table: sa.Table) -> int:
    """Copy a table to one that is empty, and compare."""
    count = sa.select(sa.func.count()).select_from(table)
    if held := new.execute(count).scalar_one():
        raise MoveError(
            f"The table {table.name} holds {held} rows already: name an empty one, or put an old file away."
        )
    rows = old.execute(sa.select(table).execution_options(yield_per=PAGE)).mappings()
    for some in rows.partitions(PAGE):
        new.execute(table.insert(), [dict(row) for row in some])
    [here, there] = (sorted(map(repr, one.execute(sa.select(table)).tuples())) for one in (new, old))
    if here != there:
        raise MoveError(
            f"The table {table.name} holds {len(here)} rows and held {len(there)}: nothing is changed over."
        )
    return len(here)
