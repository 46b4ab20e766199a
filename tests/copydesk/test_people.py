"""Accounts from the command line, and the audit of what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from copydesk.people import audit_home
from flows.plan import NewsPlan
from flows.running import running
from flows.screening import fetch_decisions
from warehouse import db
from warehouse.publish import publish
from warehouse.reviews import TRIGGERS, Act, open_reviews

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]

PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live for one test


def decided(home: Path, *flags: str) -> str:
    """Let somebody decide, and return the last hash."""
    store = open_reviews(home)
    last = store.append(*(Act(act="confirm", reviewer="Dana Whitlock", flag_id=flag) for flag in flags))[-1]
    store.close()
    return last.event_hash


def test_an_account_is_made_listed_disabled_and_removed(copydesk: Command, home: Path) -> None:
    at = ("--home", str(home))
    assert copydesk("account", "add", "rev", "--role", "editor", *at, given=f"{PASSWORD}\n").returncode == 0
    listed = copydesk("account", "list", *at).stdout
    assert ("editor" in listed, "open" in listed, "at the command line" in listed) == (True, True, True)
    assert copydesk("account", "disable", "rev", *at).returncode == 0
    assert "disabled" in copydesk("account", "list", *at).stdout
    assert copydesk("account", "remove", "rev", *at).returncode == 0
    assert "0 rows" in copydesk("account", "list", *at).stdout
    done = copydesk("account", "remove", "rev", *at)
    assert (done.returncode, "no account 'rev'" in done.stderr) == (2, True)
    assert "3 acts, every hash holds" in copydesk("audit", *at).stdout


def test_the_audit_holds_a_hash_that_was_noted(copydesk: Command, home: Path) -> None:
    at = ("--home", str(home))
    noted = decided(home, "f1")
    decided(home, "f2")
    assert copydesk("audit", "--known", noted, *at).returncode == 0
    done = copydesk("audit", "--known", "0" * 64, *at)
    assert (done.returncode, "cut short" in done.stderr) == (4, True)


def test_each_run_notes_count_and_hash_and_the_audit_compares(home: Path) -> None:
    noted = decided(home, "f1", "f2")
    with running(NewsPlan(home=home), "publish") as run:
        fetch_decisions(NewsPlan(home=home), run)
    con = db.connect(home)
    told = con.execute("SELECT subject, amount FROM main.run_measures WHERE measure = 'decisions'").fetchall()
    publish(con, home)
    con.close()
    assert told == [(noted, 2.0)]
    assert audit_home(home).fault == ""
    store = open_reviews(home)
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER decisions_no_delete"))
        connection.execute(sa.text("DELETE FROM decisions WHERE number = 2"))
        connection.execute(sa.text("DELETE FROM seals"))
        connection.execute(sa.text(TRIGGERS["sqlite"]["decisions_no_delete"]))
    (home / "reviews.key").write_text(f"{store.key.secret}:1", "ascii")
    store.close()
    assert audit_home(home).fault == "2 events were sealed or noted, and 1 are there: the chain was cut short"


def test_a_copy_that_cannot_be_read_is_no_clean_audit(copydesk: Command, published: Path) -> None:
    decided(published, "f1")
    (published / "published" / "warehouse-000001.duckdb").write_bytes(b"not a database" * 1000)
    done = copydesk("audit", "--home", str(published))
    assert (done.returncode, "published copy" in done.stderr) == (4, True)
