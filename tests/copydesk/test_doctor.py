from __future__ import annotations

import json
import os
import shutil
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import examinations, stored
from copydesk.doctor import look
from warehouse import db, soundness
from warehouse.publish import publish
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    from copydesk.diagnosis import Diagnosis

    Command = Callable[..., subprocess.CompletedProcess[str]]


CHECKS = Path(__file__).parents[2] / "checks" / "sql"


def found(home: Path, subject: str) -> Diagnosis:
    return next(diagnosis for diagnosis in look(home) if diagnosis.subject == subject)


def test_an_empty_home_is_not_broken_but_says_what_to_run(copydesk: Command, home: Path) -> None:
    done = copydesk("doctor", "--json", "--home", str(home))
    told = {diagnosis["subject"]: diagnosis for diagnosis in json.loads(done.stdout)}
    assert done.returncode == 3
    assert told["warehouse"]["state"] == "warn"
    assert "copydesk run" in told["warehouse"]["remedy"]
    assert told["pins"]["state"] == told["python"]["state"] == told["language model"]["state"] == "ok"


def test_a_published_copy_is_told_with_its_age(published: Path) -> None:
    diagnosis = found(published, "published copy")
    assert (diagnosis.state, diagnosis.found) == ("ok", "warehouse-000001.duckdb, 0 min old, 0 open flags")


def test_a_lock_left_behind_is_told(published: Path) -> None:
    con = db.connect(published)
    now = datetime.now(UTC)
    con.execute("INSERT INTO run_locks VALUES ('news', 'old', 4194304, ?, ?, ?)", [socket.gethostname(), now, now])
    con.close()
    diagnosis = found(published, "run lock")
    assert diagnosis.state == "warn"
    assert "takes it over" in diagnosis.remedy


def test_a_broken_check_of_ones_own_is_named(published: Path) -> None:
    (published / "checks").mkdir()
    (published / "checks" / "ZZ01_broken.sql").write_text("SELECT 1", "utf-8")
    diagnosis = found(published, "checks")
    assert diagnosis.state == "fail"
    assert "ZZ01_broken.sql" in diagnosis.found


def test_a_damaged_warehouse_is_a_diagnosis_and_no_stack_trace(home: Path) -> None:
    home.mkdir()
    (home / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    diagnosis = found(home, "warehouse")
    assert diagnosis.state == "fail"


def test_a_warehouse_of_which_one_block_is_broken_is_damaged(published: Path) -> None:
    con = db.connect(published)
    con.execute("INSERT INTO main.due SELECT sha256(range::VARCHAR) FROM range(60000)")
    con.close()
    path = published / "warehouse.duckdb"
    whole = path.read_bytes()
    diagnoses = []
    for start in range(0, len(whole), 262_144):
        path.write_bytes(whole[: start + 5000] + b"?" * 100 + whole[start + 5100 :])
        diagnoses.append(next(stored.look_at_warehouse(published, whole=True)))
    assert {diagnosis.state for diagnosis in diagnoses} == {"ok", "fail"}, "some blocks hold nothing"
    broken = [diagnosis for diagnosis in diagnoses if diagnosis.state == "fail"]
    assert [diagnosis.found for diagnosis in broken if "is damaged" not in diagnosis.found] == []
    assert {diagnosis.remedy for diagnosis in broken} == {stored.REPLACED}


def test_the_doctor_reads_what_is_new_and_everything_when_asked_or_after_a_week(published: Path) -> None:
    con = db.connect(published)
    con.execute("INSERT INTO main.removed_articles SELECT sha256(range::VARCHAR), 0 FROM range(60000)")
    con.close()
    assert "read through on" in found(published, "warehouse").found
    path, mark = published / "warehouse.duckdb", (published / soundness.FILE).read_text("utf-8")
    whole = path.read_bytes()
    old = [
        start for start in range(0, len(whole), 262_144) if states_of(published, whole, start, mark) == ("ok", "fail")
    ]
    assert old, "blocks that hold old rows only are not read again"
    for told in ({"whole_at": "2026-01-01T00:00:00+00:00"}, {"size": 2**40}):
        later = json.dumps(json.loads(mark) | told)
        assert states_of(published, whole, old[0], later)[0] == "fail"


def states_of(home: Path, whole: bytes, start: int, mark: str) -> tuple[str, str]:
    """Return what the doctor says of a warehouse with a broken block, unasked and asked for all."""
    (home / "warehouse.duckdb").write_bytes(whole[: start + 5000] + b"?" * 100 + whole[start + 5100 :])
    (home / soundness.FILE).write_text(mark, "utf-8")
    return next(stored.look_at_warehouse(home)).state, next(stored.look_at_warehouse(home, whole=True)).state


def test_settings_that_cannot_be_read_are_told_once(published: Path) -> None:
    (published / "copydesk.toml").write_text('stale_hours = "soon"\n', "utf-8")
    told = [diagnosis for diagnosis in look(published) if diagnosis.state != "ok"]
    assert [diagnosis.subject for diagnosis in told if "stale_hours" in diagnosis.found] == ["settings", "checks"]
    assert {diagnosis.remedy for diagnosis in told if diagnosis.subject in {"sources", "decisions", "alerts"}} == {
        "Mend the settings first."
    }


def test_a_warehouse_of_another_version_is_not_replaced_by_its_copy(published: Path) -> None:
    con = db.connect(published)
    con.execute("UPDATE main.migrations SET hash = 'another' WHERE number = 2")
    con.close()
    diagnosis = found(published, "warehouse")
    assert (diagnosis.state, diagnosis.remedy) == ("fail", "Use the version that made it, or another home folder.")


def test_a_damaged_copy_and_a_damaged_store_say_what_mends_them(published: Path) -> None:
    for path in ((published / "published" / "warehouse-000001.duckdb"), published / "reviews.sqlite"):
        path.write_bytes(b"not a database" * 1000)
    assert (found(published, "published copy").state, found(published, "decisions").state) == ("fail", "fail")
    assert "copydesk run" in found(published, "published copy").remedy
    assert "reviews.sqlite is damaged" in found(published, "decisions").found
    assert "backup" in found(published, "decisions").remedy


def test_a_store_that_is_down_is_not_to_be_restored(published: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (published / "copydesk.toml").write_text(f'reviews_url = "postgresql+psycopg://desk:word@127.0.0.1:{port}/x"\n')
    diagnosis = found(published, "decisions")
    assert (diagnosis.state, "cannot be used now" in diagnosis.found) == ("fail", True)
    assert "backup" not in diagnosis.remedy
    assert "Nothing that was decided is lost" in diagnosis.remedy
    assert "word" not in diagnosis.found + diagnosis.remedy


def test_a_store_on_a_full_disk_is_not_to_be_restored(small_disk: Path) -> None:
    db.connect(small_disk).close()
    open_reviews(small_disk).close()
    (small_disk / "filler").write_bytes(b"x" * shutil.disk_usage(small_disk).free)
    diagnosis = found(small_disk, "decisions")
    assert (diagnosis.state, "backup" in diagnosis.remedy) == ("fail", False)
    assert "What is in it is whole" in diagnosis.remedy


def test_a_check_of_ones_own_that_names_no_column_is_found_on_an_empty_warehouse(published: Path) -> None:
    (published / "checks").mkdir()
    ours = next(CHECKS.glob("AT08_*.sql")).read_text("utf-8")
    header = ours[: ours.index("*/") + 2]
    (published / "checks" / "ZZ01_wrong.sql").write_text(f"{header} SELECT claim_id, nowhere AS message FROM claims")
    diagnosis = found(published, "checks")
    assert (diagnosis.state, "ZZ01_wrong.sql" in diagnosis.found, "nowhere" in diagnosis.found) == ("fail", True, True)


def test_a_server_that_is_down_is_told(published: Path) -> None:
    (published / "prefect").mkdir()
    (published / "prefect" / "server.url").write_text("http://127.0.0.1:9/api", "utf-8")
    assert (found(published, "prefect").state, "copydesk serve" in found(published, "prefect").remedy) == ("warn", True)


def test_an_old_copy_is_told(published: Path) -> None:
    then = time.time() - 3 * 86400
    os.utime(published / "published" / "current", (then, then))
    assert (found(published, "published copy").state, "72 h old" in found(published, "published copy").found) == (
        "warn",
        True,
    )


def test_a_clock_that_went_back_is_told(published: Path) -> None:
    assert found(published, "clock").state == "ok"
    later = time.time() + 3600
    os.utime(published / "published" / "current", (later, later))
    assert (found(published, "clock").state, "newest copy" in found(published, "clock").found) == ("fail", True)


def test_an_outlet_whose_robots_file_keeps_us_out_is_named(published: Path) -> None:
    rows = [
        ("The Post", "robots_denied"),
        ("The Post", "robots_denied"),
        ("The Vale", "robots_denied"),
        ("The Vale", "ok"),
    ]
    assert found(published, "robots").found == "nobody keeps us out"
    con = db.connect(published)
    names = [row[0] for row in con.execute("DESCRIBE main.fetches").fetchall()]
    for number, (outlet, outcome) in enumerate(rows):
        told = {"outlet": outlet, "outcome": outcome, "requested_url": f"http://a/{number}", "fetch_id": str(number)}
        blank = dict.fromkeys(names, "") | dict.fromkeys(("status_code", "next_attempt_at", "article_id"), None)
        numbers = dict.fromkeys(("tries", "elapsed_ms", "body_bytes", "run_seq"), 1) | {"fetched_at": datetime.now(UTC)}
        con.execute(
            f"INSERT INTO main.fetches VALUES ({', '.join('?' * len(names))})",
            [(blank | numbers | told)[name] for name in names],
        )
    publish(con, published)
    con.close()
    diagnosis = found(published, "robots")
    assert (diagnosis.state, diagnosis.found) == ("warn", "no page of The Post may be fetched")


def test_an_examination_that_breaks_is_a_diagnosis(home: Path) -> None:
    (home / "reviews.sqlite").mkdir(parents=True)
    (home / "copydesk.toml").write_text("reviews_url = 'nonsense'\n", "utf-8")
    assert found(home, "decisions").state == "fail"


def test_every_diagnosis_that_is_not_well_has_a_remedy(home: Path) -> None:
    assert [diagnosis for diagnosis in look(home) if diagnosis.state != "ok" and not diagnosis.remedy] == []


def test_every_examination_says_what_it_looks_at() -> None:
    assert all(examination.__doc__ for examination in examinations.ALL.values())


def test_a_home_that_others_can_enter_is_told(home: Path) -> None:
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    assert (found(home, "home").state, "chmod 700" in found(home, "home").remedy) == ("warn", True)
    db.connect(home).close()  # whatever writes in it shuts it
    assert found(home, "home").state == "ok"
