"""What figures are held against: units, rates, bodies and limits, ours and a home folder's."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable
    from pathlib import Path

TABLES = {
    "units": {"name": "VARCHAR", "dimension": "VARCHAR", "factor": "DOUBLE", "zero": "DOUBLE", "source": "VARCHAR"},
    "rates": {
        "currency": "VARCHAR",
        "since": "INTEGER",
        "until": "INTEGER",
        "low": "DOUBLE",
        "high": "DOUBLE",
        "source": "VARCHAR",
    },
    "day_rates": {"currency": "VARCHAR", "day": "DATE", "per_dollar": "DOUBLE", "source": "VARCHAR"},
    "bodies": {
        "counted": "VARCHAR[]",
        "named": "VARCHAR[]",
        "totals": "DOUBLE[]",
        "least": "DOUBLE",
        "most": "DOUBLE",
        "source": "VARCHAR",
    },
    "limits": {
        "counted": "VARCHAR[]",
        "dimension": "VARCHAR",
        "units": "VARCHAR[]",
        "least": "DOUBLE",
        "most": "DOUBLE",
        "source": "VARCHAR",
    },
    "wordings": {"word": "VARCHAR", "standard": "VARCHAR", "kind": "VARCHAR", "source": "VARCHAR"},
}
LARGEST = 1_000_000  # bytes of one file


class KnownError(ValueError):
    """A file of known values that cannot be used; the message names the file, the line and the mend."""


def stock(folder: Path | None = None) -> str:
    """Return the SQL that fills the tables: our rows, a folder's rows in place of ours of the same key.

    Raises KnownError for a file whose name, columns or values are not those of a table.
    """
    own = _own(folder) if folder is not None and folder.is_dir() else {}
    return "\n".join(_filled(table, _ours(table), own[table]) if table in own else _bare(table) for table in TABLES)


def _own(folder: Path) -> dict[str, tuple[dict[str, str], ...]]:
    found = {}
    for file in sorted(folder.glob("*.csv")):
        if file.stem not in TABLES:
            names = ", ".join(f"{name}.csv" for name in TABLES)
            raise KnownError(f"{file}: no table bears this name; known are {names}.")
        if file.stat().st_size > LARGEST:
            raise KnownError(f"{file}: over {LARGEST:,} bytes. Keep what your stories name.")
        found[file.stem] = _rows(file, file.stem)
    return found


@cache
def _bare(table: str) -> str:
    return _filled(table, _ours(table), ())


@cache
def _ours(table: str) -> tuple[dict[str, str], ...]:
    return _rows(files("warehouse") / "known" / f"{table}.csv", table)


def _rows(file: Traversable | Path, table: str) -> tuple[dict[str, str], ...]:
    columns = TABLES[table]
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise KnownError(f"{file}: it cannot be read ({fault}). Save it as UTF-8.") from None
    reader = csv.DictReader(text.splitlines())
    if list(reader.fieldnames or ()) != list(columns):
        raise KnownError(f"{file}, line 1: the columns must be {','.join(columns)}.")
    rows = []
    for row in reader:
        faults = [name for name, kind in columns.items() if not _fits(row.get(name), kind)]
        if faults or None in row:
            told = ", ".join(faults) or "a cell too many"
            raise KnownError(f"{file}, line {reader.line_num}: {told} is no value of {table}.")
        rows.append(row)
    return tuple(rows)


def _fits(cell: str | None, kind: str) -> bool:
    if cell is None or kind.startswith("VARCHAR"):
        return bool(cell)
    try:
        if kind == "DATE":
            return bool(date.fromisoformat(cell))
        [float(part) for part in cell.split(";") if part]
    except ValueError:
        return False
    return True


def _filled(table: str, ours: Iterable[dict[str, str]], own: Iterable[dict[str, str]]) -> str:
    columns = TABLES[table]
    key = next(iter(columns))
    own = list(own)
    taken = {row[key] for row in own}
    rows = [row for row in ours if row[key] not in taken] + own
    if not rows:
        return f"DELETE FROM main.{table};"
    lines = ",\n".join(f"({', '.join(_cell(row[name], kind) for name, kind in columns.items())})" for row in rows)
    return f"DELETE FROM main.{table};\nINSERT INTO main.{table} VALUES\n{lines};"


def _cell(cell: str, kind: str) -> str:
    if kind.endswith("[]"):
        return f"[{', '.join(_cell(part.strip(), kind.removesuffix('[]')) for part in cell.split(';'))}]"
    if kind in {"VARCHAR", "DATE"}:
        return "'" + cell.replace("'", "''") + "'"
    return str(float(cell)) if cell and kind == "DOUBLE" else cell or "NULL"
