"""One machine's lake: its catalog in SQLite, its rows and flags those of a file, its readers never kept waiting."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from newsroom import Machine, doubled, told, write_articles

from flows.lock import RunLock, RunLockedError
from warehouse import db, lake, schema
from warehouse.moving import MoveError, move
from warehouse.publish import NotPublishedError, open_published, publish, published_name
from warehouse.records import RunId

ADDRESS = 'warehouse = "ducklake:sqlite:lake.sqlite"\n'
STEP = timedelta(days=2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    (folder / "copydesk.toml").write_text(ADDRESS)
    return folder


def columns(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    query = (
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() "
        "AND schema_name IN ('main', 'v1') AND NOT internal ORDER BY ALL"
    )
    return con.execute(query).fetchall()


def test_a_lake_has_the_tables_views_and_dictionary_of_a_file(home: Path, tmp_path: Path) -> None:
    with db.connect(home) as there, db.connect(tmp_path / "file") as here:
        assert columns(there) == columns(here)
        dictionary = "FROM v1.data_dictionary ORDER BY ALL"
        assert there.execute(dictionary).fetchall() == here.execute(dictionary).fetchall()


def test_a_row_whose_key_is_there_is_replaced_or_kept(home: Path) -> None:
    with db.connect(home) as con:
        row = "SELECT 'a' AS article_id, ? AS checks_version, 'run' AS run_id, 1 AS run_seq"
        for version, replace in (("1", True), ("2", True), ("3", False)):
            db.merge(con, "screenings", row, [version], replace=replace)
        assert con.execute("SELECT checks_version FROM main.screenings").fetchall() == [("2",)]


def test_every_table_that_is_written_by_key_has_one() -> None:
    keyless = set(db.TABLES.values()) - set(schema.keys())
    assert keyless == {"story_terms"}


def test_readers_see_what_is_published_while_a_writer_is_at_work(home: Path) -> None:
    with pytest.raises((NotPublishedError, lake.LakeError)):
        open_published(home)
    with db.connect(home) as con:
        con.execute("INSERT INTO main.due VALUES ('one')")
        name = publish(con, home)
        assert published_name(home) == name
        con.execute("BEGIN")
        con.execute("INSERT INTO main.due VALUES ('two')")
        with open_published(home) as reader:
            assert reader.execute("FROM main.due").fetchall() == [("one",)]
            with pytest.raises(duckdb.Error, match="read-only"):
                reader.execute("DELETE FROM main.due")
            with pytest.raises(duckdb.Error, match="disabled"):
                reader.execute("FROM read_text('/etc/hostname')")
        con.execute("COMMIT")
        with open_published(home) as reader:
            assert reader.execute("FROM main.due").fetchall() == [("one",)]


def test_one_run_at_a_time_holds_the_lock(home: Path) -> None:
    second = RunLock(home, RunId("second"))
    with RunLock(home, RunId("first")), pytest.raises(RunLockedError, match="first"):
        second.__enter__()
    with RunLock(home, RunId("third")):
        pass


def test_upkeep_keeps_what_readers_may_hold_and_forgets_the_rest(home: Path) -> None:
    with db.connect(home) as con:
        names = []
        for number in range(8):
            con.execute("INSERT INTO main.due SELECT range || '-' || ? FROM range(50)", [number])
            names.append(publish(con, home))
        before = con.execute("SELECT count(*) FROM ducklake_snapshots('warehouse')").fetchall()[0][0]
        lake.tidy(con, datetime.now(UTC) + STEP)
        after = con.execute("SELECT count(*) FROM ducklake_snapshots('warehouse')").fetchall()[0][0]
        assert after < before
        assert con.execute("SELECT count(*) FROM main.due").fetchall() == [(400,)]
    for name in names[-lake.KEPT :]:
        open_published(home, name).close()
    with pytest.raises(NotPublishedError):
        open_published(home, names[0])


def test_a_home_that_was_copied_reads_and_writes_its_own_files(home: Path, tmp_path: Path) -> None:
    def rows(where: Path) -> list[tuple[int]]:
        with open_published(where) as con:
            return con.execute("SELECT count(*) FROM main.due").fetchall()

    with db.connect(home) as con:
        con.execute("INSERT INTO main.due SELECT range::VARCHAR FROM range(5000)")
        publish(con, home)
    copied = Path(shutil.copytree(home, tmp_path / "copied"))
    ours = sorted((home / "lake").rglob("*.parquet"))
    with db.connect(copied) as con:
        con.execute("INSERT INTO main.due SELECT (5000 + range)::VARCHAR FROM range(5000)")
        publish(con, copied)
        lake.tidy(con, datetime.now(UTC) + STEP)
    assert (rows(home), rows(copied)) == ([(5000,)], [(10000,)])
    assert sorted((home / "lake").rglob("*.parquet")) == ours
    home.rename(tmp_path / "gone")
    assert rows(copied) == [(10000,)]


@pytest.mark.timeout(900)
def test_a_home_moves_to_a_lake_and_back_with_the_same_flags(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "moved", "")
    assert told(machine.run(write_articles(tmp_path / "texts", 0, 6))).rstrip().endswith("Completed")
    flags, home = machine.flags(), machine.home
    assert len(flags) > 6
    there = lake.lake_at("ducklake:sqlite:lake.sqlite", "", home)
    assert there
    with pytest.raises(MoveError, match="there already"):
        move(home, None)
    moved = move(home, there)
    assert moved["articles"] == 6
    (home / "copydesk.toml").write_text(ADDRESS)
    assert machine.flags() == flags
    assert doubled(machine) == {}
    assert told(machine.run(write_articles(tmp_path / "more", 6, 2))).rstrip().endswith("Completed")
    grown = machine.flags()
    assert len(grown) > len(flags)
    move(home, None)
    (home / "copydesk.toml").unlink()
    assert machine.flags() == grown


@pytest.mark.parametrize(
    ("address", "data", "fault"),
    [
        ("postgres:dbname=lake", "", "must be"),
        ("ducklake:mysql:db", "", "must be"),
        ("ducklake:postgres:dbname=lake", "", "needs `data`"),
        ("ducklake:sqlite:lake.sqlite", "ftp://host", "must be a folder"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, address: str, data: str, fault: str
) -> None:
    with pytest.raises(lake.AddressError, match=fault):
        lake.lake_at(address, data, tmp_path)


def test_no_password_is_shown(tmp_path: Path) -> None:
    there = lake.lake_at("ducklake:postgres:host=db password=hidden user=desk", "s3://desk", tmp_path)
    assert there
    assert "hidden" not in there.shown
    assert "user=desk" in there.shown


def looked(home: Path) -> list[tuple[int, int]]:
    """Return which file the catalog's log is, and its size, after a statement that writes and after some that read."""
    log, found = home / "lake.sqlite-wal", []
    with db.connect(home) as con:
        con.execute("UPDATE main.run_locks SET beat_at = now()")
        for _ in range(3):
            found.append((log.stat().st_ino, log.stat().st_size))
            con.execute("SELECT run_seq FROM main.run_now").fetchall()
    return found


def test_statements_that_only_read_leave_the_catalogs_log_alone(home: Path) -> None:
    [(_, size)] = {*looked(home)}
    assert size
    assert not (home / "lake.sqlite-wal").exists()  # and it is written back at the end
    assert len({*looked(home)}) == 1
