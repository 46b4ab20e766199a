from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from socket import gethostname
from typing import TYPE_CHECKING

import duckdb
import pytest

from warehouse import db
from warehouse import publish as publishing
from warehouse.publish import KEPT, NotPublishedError, open_published, publish, published_path, standing_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_every_copy_has_a_new_name_and_the_pointer_names_the_newest(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    assert [publish(con, tmp_path), publish(con, tmp_path)] == ["warehouse-000001.duckdb", "warehouse-000002.duckdb"]
    assert published_path(tmp_path).name == "warehouse-000002.duckdb"
    con.close()


def test_a_reader_keeps_its_copy_while_newer_ones_are_published(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    publish(con, tmp_path)
    reader = open_published(tmp_path)
    con.execute("INSERT INTO main.due VALUES ('one')")
    for _ in range(KEPT + 2):
        publish(con, tmp_path)
    assert reader.execute("SELECT count(*) FROM main.due").fetchall() == [(0,)]
    assert open_published(tmp_path).execute("SELECT count(*) FROM main.due").fetchall() == [(1,)]
    assert len(list((tmp_path / "published").glob("*.duckdb"))) == KEPT
    con.close()


def test_a_copy_waits_for_the_transaction_of_another_thread(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    con.execute("CREATE TABLE main.beats AS SELECT 0 AS beat FROM range(50000)")
    beat = con.cursor()
    beat.execute("BEGIN")
    beat.execute("UPDATE main.beats SET beat = 1")
    with pytest.raises(duckdb.TransactionException, match="CHECKPOINT"):
        con.execute("CHECKPOINT")
    ending = threading.Timer(0.5, beat.execute, ["COMMIT"])
    ending.start()
    publish(con, tmp_path)
    ending.join()
    assert open_published(tmp_path).execute("SELECT min(beat) FROM main.beats").fetchall() == [(1,)]
    con.close()


KILLED = """
import os, sys, types
from pathlib import Path
import duckdb
from warehouse import db, publish
class Dying:
    def __init__(self, path):
        self.con = duckdb.connect(path)
    def __enter__(self):
        return self.con
    def __exit__(self, *how):
        os.kill(os.getpid(), 9)
home = Path(sys.argv[1])
con = db.connect(home)
con.execute("INSERT INTO main.run_locks VALUES ('run', 'one', 1, '', now(), now())")
publish.duckdb = types.SimpleNamespace(connect=Dying)
publish.publish(con, home)
"""


def test_a_process_that_is_killed_over_its_copy_leaves_the_next_nothing_to_trip_over(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "published" / "warehouse-000001.duckdb.new.wal").exists()
    con = db.connect(tmp_path)
    con.execute("INSERT INTO main.due VALUES ('one')")
    publish(con, tmp_path)
    con.close()
    assert open_published(tmp_path).execute("SELECT article_id FROM main.due").fetchall() == [("one",)]
    assert sorted(path.name for path in (tmp_path / "published").iterdir()) == ["current", "warehouse-000001.duckdb"]


def test_a_copy_cannot_be_written_and_reaches_no_other_file(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    publish(con, tmp_path)
    con.close()
    reader = open_published(tmp_path)
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        reader.execute("DELETE FROM main.due")
    with pytest.raises(duckdb.PermissionException):
        reader.execute(f"SELECT * FROM read_text('{tmp_path}/published/current')")


@pytest.mark.parametrize("pointer", ["", "../warehouse.duckdb", "warehouse-000009.duckdb"])
def test_a_pointer_to_nowhere_says_what_to_run(tmp_path: Path, pointer: str) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "current").write_text(pointer)
    with pytest.raises(NotPublishedError, match="copydesk run"):
        published_path(tmp_path)


def test_a_home_without_a_copy_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedError, match="copydesk run"):
        published_path(tmp_path)


def test_a_copy_stands_until_something_that_readers_see_is_written(tmp_path: Path, begin_run: Callable) -> None:
    con = db.connect(tmp_path)
    run = begin_run(con)
    assert standing_copy(con, tmp_path) == ""
    name = publish(con, tmp_path)
    db.save(con, [dataclasses.replace(run, published=name, started_at=datetime.now(UTC), finished_at=run.started_at)])
    os.utime(tmp_path / "published" / "current", (0, 0))
    assert standing_copy(con, tmp_path) == name
    assert time.time() - (tmp_path / "published" / "current").stat().st_mtime < 3600  # the look is noted
    begin_run(con)
    asked = "'r2', 's', 'e', 'gate', 'critical', TRUE, 0, ''"
    con.execute(f"INSERT INTO main.validations SELECT {asked}, run_seq FROM main.run_now")
    assert standing_copy(con, tmp_path) == name
    con.execute("INSERT INTO main.removed_articles SELECT 'a', run_seq FROM main.run_now")
    assert standing_copy(con, tmp_path) == ""
    con.close()


def test_of_large_copies_the_newest_stays_and_who_reads_an_older_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "ROOM", 1)
    con = db.connect(tmp_path)
    publish(con, tmp_path)
    with open_published(tmp_path) as reader:
        names = [publish(con, tmp_path) for _ in range(4)]
        assert reader.execute("SELECT count(*) FROM v1.articles").fetchall() == [(0,)]
    con.close()
    assert sorted(path.name for path in (tmp_path / "published").glob("*.duckdb")) == names[-1:]


READER = """
import sys
from pathlib import Path
from warehouse.publish import open_published
con = open_published(Path(sys.argv[1]), writing_files=True)
con.execute("SET memory_limit = '60MB'")
con.execute("SET threads = 1; SET enable_progress_bar = false")
con.execute("CREATE TEMP TABLE words AS SELECT range AS n, repeat('x', 50) || range AS word FROM range(1500000)")
for _ in range(3):
    print(con.execute("SELECT count(*), sum(length(word)) FROM (SELECT * FROM words ORDER BY hash(word))").fetchone())
print(con.execute("SELECT count(*) FROM glob(current_setting('temp_directory') || '/*')").fetchone()[0] > 0)
"""


def test_readers_of_one_copy_do_not_share_what_memory_does_not_hold(tmp_path: Path) -> None:
    con = db.connect(tmp_path)
    publish(con, tmp_path)
    con.close()
    asked = [sys.executable, "-c", READER, str(tmp_path)]
    readers = [subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [reader.communicate()[0] for reader in readers]
    assert said == ["(1500000, 84388890)\n" * 3 + "True\n"] * 2
    assert list((tmp_path / "spill").iterdir()) == []


def test_what_a_killed_reader_left_goes_and_what_a_living_one_holds_stays(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host, spill = gethostname(), tmp_path / "spill"
    spill.mkdir(0o700)
    left = {f"{host}:{ended.pid}:lake-1": 0, f"{host}:{os.getpid()}:lake-1": 9, "else:7:lake-1": 9, "else:7:lake-2": 1}
    for name, days in left.items():
        (spill / name).mkdir()
        os.utime(spill / name, (time.time() - days * 86_400,) * 2)
    con = db.connect(tmp_path)
    publish(con, tmp_path)
    con.close()
    open_published(tmp_path).close()
    assert sorted(path.name for path in spill.iterdir()) == sorted([f"{host}:{os.getpid()}:lake-1", "else:7:lake-2"])
