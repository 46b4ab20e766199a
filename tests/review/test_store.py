"""Decisions are appended, chained, and never lost once acknowledged."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from warehouse.audit import verify
from warehouse.reviews import DECISIONS, TRIGGERS, Act, ReviewStore, hash_of, open_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, home: Path) -> Iterator[ReviewStore]:
    url = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    opened = open_reviews(home, url)
    yield opened
    if url:
        with opened.engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE decisions, seals CASCADE"))
    opened.close()


def act(flag: str, **more: str) -> Act:
    return Act(act="confirm", reviewer="Ada", flag_id=flag, reason="wrong", **more)


def test_events_come_back_as_they_were_written(store: ReviewStore) -> None:
    due = datetime(2026, 5, 1, 6, tzinfo=UTC)
    written = store.append(
        Act(act="later", reviewer="Åsa “A” Berg", flag_id="f1", due_at=due, comment="ünïcode\n\u202e")
    )
    assert store.events() == written
    assert store.events()[0].due_at == due
    assert store.decisions()[0].flag_id == "f1"


def test_the_chain_holds(store: ReviewStore) -> None:
    store.append(act("f1"), act("f2"))
    store.append(act("f3"))
    found = verify(store)
    assert (found.events, found.fault) == (3, "")
    assert found.last_hash == store.events()[-1].event_hash


def test_events_cannot_be_changed_or_removed(store: ReviewStore) -> None:
    store.append(act("f1"))
    for statement in ("UPDATE decisions SET reviewer = 'Eve'", "DELETE FROM decisions"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.engine.begin() as connection:
            connection.execute(sa.text(statement))
    assert store.events()[0].reviewer == "Ada"


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE decisions SET reviewer = 'Eve' WHERE number = 2", "event 2 .* was changed"),
        ("DELETE FROM decisions WHERE number = 2", "event 2 is missing"),
        ("UPDATE decisions SET previous_hash = 'x' WHERE number = 3", "event 3 .* does not follow"),
    ],
)
def test_the_audit_names_what_was_tampered_with(home: Path, tampering: str, fault: str) -> None:
    store = open_reviews(home)
    store.append(*(act(f"f{number}") for number in range(4)))
    with store.engine.begin() as connection:
        for trigger in ("decisions_no_update", "decisions_no_delete"):
            connection.execute(sa.text(f"DROP TRIGGER {trigger}"))
        connection.execute(sa.text(tampering))
    found = verify(store)
    store.close()
    assert found.events == int(fault.split()[1]) - 1
    assert re.search(fault, found.fault)


def unguarded(store: ReviewStore, *statements: str) -> None:
    """Do to the store what its triggers forbid, and leave them as they were."""
    with store.engine.begin() as connection:
        for name in TRIGGERS["sqlite"]:
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
        for statement in (*statements, *TRIGGERS["sqlite"].values()):
            connection.execute(sa.text(statement))


def hashed_anew(store: ReviewStore) -> None:
    """Change the first event, and hash the chain anew from there, as somebody does who knows how."""
    with store.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(DECISIONS).order_by(DECISIONS.c.number)).mappings()]
    rows[0]["reviewer"], previous = "Eve", ""
    for row in rows:
        row["previous_hash"] = previous
        previous = row["event_hash"] = hash_of(row)
    unguarded(store, "DELETE FROM decisions")
    with store.engine.begin() as connection:
        connection.execute(DECISIONS.insert(), rows)


def test_a_chain_cut_short_is_found_by_what_was_noted_of_it(home: Path) -> None:
    store = open_reviews(home)
    noted = store.append(act("f1"), act("f2"))[-1].event_hash
    unguarded(store, "DELETE FROM decisions WHERE number = 2")
    assert "2 events were sealed" in verify(store).fault
    unguarded(store, "DELETE FROM seals WHERE number = 2")
    assert verify(store).fault == ""
    assert "cut short" in verify(store, noted).fault
    assert "2 events were sealed or noted" in verify(store, marks={2: noted}).fault
    store.close()


def test_a_chain_that_was_hashed_anew_bears_no_seal(home: Path) -> None:
    store = open_reviews(home)
    marks = {event.number: event.event_hash for event in store.append(act("f1"), act("f2"), act("f3"))}
    hashed_anew(store)
    assert verify(store).fault.startswith("event 1 does not bear the seal")
    store.append(act("f4"))  # it goes on, and the fault stays
    assert verify(store).fault.startswith("event 1 does not bear the seal")
    assert "a run noted" in verify(store, marks={1: marks[1]}).fault
    store.close()


def test_a_run_notes_what_the_key_is_too_young_to_seal(home: Path) -> None:
    store = open_reviews(home)
    noted = store.append(act("f1"), act("f2"))[-1]
    store.close()
    (home / "reviews.key").unlink()  # as a store of an older Copydesk comes
    store = open_reviews(home)
    assert (store.key.since, verify(store).fault) == (2, "")
    hashed_anew(store)
    assert verify(store).fault == ""
    assert verify(store, marks={2: noted.event_hash}).fault.startswith("event 2 is not the one that a run noted")
    store.close()


def test_another_homes_key_seals_nothing_here(home: Path) -> None:
    store = open_reviews(home)
    store.append(act("f1"))
    store.close()
    (home / "reviews.key").write_text("f00d:0", "utf-8")
    store = open_reviews(home)
    assert "reviews.key" in verify(store).fault
    store.close()


def test_the_key_is_the_users_alone(home: Path) -> None:
    open_reviews(home).close()
    assert (home / "reviews.key").stat().st_mode & 0o777 == 0o600


ANOTHER = "CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions FOR EACH STATEMENT "
UNGUARDED = {  # what leaves the store open, each to be seen by itself
    "sqlite": (
        "DROP TRIGGER decisions_no_delete",
        (
            "DROP TRIGGER decisions_no_delete; "
            "CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions WHEN 1 = 2 BEGIN SELECT 1; END"
        ),
        (
            "DROP TRIGGER decisions_no_update; "
            "CREATE TRIGGER decisions_no_update BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'no'); END"
        ),
    ),
    "postgresql": (
        "DROP TRIGGER decisions_no_change ON decisions",
        "ALTER TABLE decisions DISABLE TRIGGER decisions_no_change",
        "ALTER TABLE decisions ENABLE REPLICA TRIGGER decisions_no_change",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$ BEGIN RETURN NULL; END $$ LANGUAGE plpgsql",
        f"DROP TRIGGER decisions_no_change ON decisions; {ANOTHER} WHEN (1 = 2) EXECUTE FUNCTION refuse_change()",
        (
            "DROP TRIGGER decisions_no_change ON decisions; "
            f"{ANOTHER.replace('UPDATE', 'UPDATE OF comment')} EXECUTE FUNCTION refuse_change()"
        ),
        (
            "DROP TRIGGER decisions_no_change ON decisions; "
            f"{ANOTHER.replace('UPDATE OR ', '')} EXECUTE FUNCTION refuse_change()"
        ),
    ),
}


def test_a_trigger_that_is_gone_disabled_or_another_is_named(store: ReviewStore) -> None:
    store.append(act("f1"))
    dialect = store.engine.dialect.name
    for statements in UNGUARDED[dialect]:
        assert verify(store).fault == ""
        with store.engine.begin() as connection:
            for statement in re.split("; (?=CREATE TRIGGER)", statements):
                connection.execute(sa.text(statement))
        assert re.search("the trigger decisions_no_(delete|update|change) is gone or another", verify(store).fault)
        with store.engine.begin() as connection:
            for name, made in TRIGGERS[dialect].items():
                on = " ON decisions" if dialect == "postgresql" else ""
                connection.execute(sa.text(f"DROP TRIGGER IF EXISTS {name}{on}"))
                connection.execute(sa.text(made))


def test_writers_at_once_make_one_chain(store: ReviewStore) -> None:
    def write(name: str) -> None:
        for number in range(15):
            store.append(act(f"{name}{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verify(store).events == 60
    assert verify(store).fault == ""


def test_what_raises_in_a_transaction_leaves_nothing_behind(store: ReviewStore) -> None:
    def spoil() -> None:
        with store.writing() as writer:
            writer.append([act("f1")])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spoil()
    assert store.events() == []


WRITE_FOREVER = """
import sys
from pathlib import Path
from warehouse.reviews import Act, open_reviews
store = open_reviews(Path(sys.argv[1]))
for number in range(1000):
    store.append(Act(act="confirm", reviewer="Ada", flag_id=f"f{number}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 57, 240])
def test_a_killed_writer_loses_no_acknowledged_decision(home: Path, after: int) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", WRITE_FOREVER, str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as writer:
        assert writer.stdout
        acknowledged = [writer.stdout.readline() for _ in range(after)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.stdout.readlines()
    store = open_reviews(home)
    kept = [event.flag_id for event in store.events()]
    assert kept[: len(acknowledged)] == [f"f{line.strip()}" for line in acknowledged if line.strip()]
    assert verify(store).fault == ""
    store.close()
