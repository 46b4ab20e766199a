from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import duckdb
import pytest

from warehouse import db, schema
from warehouse.faults import ROOM, WarehouseDamagedError, in_words
from warehouse.soundness import read_through

if TYPE_CHECKING:
    from pathlib import Path

BLOCK = 262_144  # bytes of a DuckDB block


def stocked(home: Path) -> Path:
    """A warehouse of some megabytes, closed."""
    con = db.connect(home)
    con.execute("INSERT INTO main.due SELECT sha256(range::VARCHAR) FROM range(60000)")
    con.close()
    return home / "warehouse.duckdb"


def fault_of(home: Path) -> str:
    """What is told of a warehouse that is opened and read through; it is never waited for."""
    try:
        con = db.connect(home, wait_seconds=600)
    except WarehouseDamagedError as fault:
        return str(fault)
    try:
        read_through(con)
    except duckdb.Error as fault:
        return in_words(fault, home)
    finally:
        con.close()
    return ""


@pytest.mark.parametrize("share", [0.01, 0.05, 0.3])
def test_a_truncated_warehouse_is_damaged_and_not_held_by_somebody(home: Path, share: float) -> None:
    path = stocked(home)
    assert fault_of(home) == ""
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    told = fault_of(home)
    assert "is damaged" in told
    assert "docs/operators.md" in told


def test_wherever_bytes_of_it_turned_the_warehouse_is_damaged_or_reads_as_before(home: Path) -> None:
    path = stocked(home)
    whole = path.read_bytes()
    told = []
    for start in range(0, len(whole), BLOCK):
        turned = bytearray(whole)
        turned[start + 5000 : start + 5100] = bytes(byte ^ 255 for byte in whole[start + 5000 : start + 5100])
        path.write_bytes(turned)
        told.append(fault_of(home))
        path.with_suffix(".duckdb.wal").unlink(missing_ok=True)
    assert any("in block at" in words for words in told), "a lock is not meant, though the word is in it"
    assert [words for words in told if words and "is damaged" not in words] == []


def test_a_full_disk_is_told_as_that(small_disk: Path) -> None:
    con = db.connect(small_disk)
    with pytest.raises(duckdb.Error) as full:
        con.execute("CREATE TABLE main.load AS SELECT sha256(range::VARCHAR) AS words FROM range(900000)")
    con.close()
    assert in_words(full.value, small_disk).startswith(ROOM)
    assert fault_of(small_disk) == ""


KILLED = """
import os, sys
from pathlib import Path
from warehouse import db
apply = db._apply
def apply_and_die(con, number, name, *rest, **how):
    apply(con, number, name, *rest, **how)
    if name == sys.argv[2]:
        os.kill(os.getpid(), 9)
db._apply = apply_and_die
db.connect(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("migration", [name for _, name, _ in schema.migrations()] + ["views", "known"])
def test_a_process_that_is_killed_after_a_migration_leaves_a_warehouse_that_opens(
    tmp_path: Path, migration: str
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), migration], check=False)
    assert done.returncode == -9
    con = db.connect(tmp_path)
    assert con.execute("SELECT count(*) FROM main.articles").fetchone() == (0,)
    con.close()
