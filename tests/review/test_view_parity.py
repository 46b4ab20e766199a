"""The desk and v1.flags say the same of every flag: which decision covers it, and when it comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from review.desk import Choice, Desk
from review.settings import Settings
from review.vocabulary import STATES
from warehouse import db, publish
from warehouse.bearing import bear
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LONG_AGO = datetime(2026, 1, 2, 6, tzinfo=UTC)
Choices = list[tuple[str, int, Choice]]


def dismiss(scope: str, reason: str = "opinion") -> Choice:
    return Choice(act="dismiss", reason=reason, scope=scope)


CONFIRM = Choice(act="confirm", reason="wrong", scope="sentence")
SOON = Choice(act="later", due_at=datetime.now(UTC) + timedelta(days=2))
CASES: dict[str, Choices] = {
    "a place": [("AT01", 0, dismiss("place"))],
    "a sentence": [("AT01", 0, dismiss("sentence"))],
    "a check for an outlet": [("AT01", 0, dismiss("outlet_check"))],
    "a check": [("AT01", 0, dismiss("check")), ("FG03", 0, dismiss("check", "rounding"))],
    "a sentence confirmed under a check dismissed later": [("AT01", 0, CONFIRM), ("AT01", 0, dismiss("check"))],
    "a place under its sentence": [("FG01", 0, CONFIRM), ("FG01", 0, dismiss("place"))],
    "the newest of one scope": [("FG03", 0, dismiss("sentence")), ("FG03", 0, CONFIRM)],
    "put off": [("AT08", 0, SOON)],
    "put off till a day that has come": [("AT08", 0, Choice(act="later", due_at=LONG_AGO))],
    "a note": [("AT08", 0, Choice(act="note", comment="rang them"))],
}


@pytest.fixture
def desk(newsroom: Path) -> Iterator[Desk]:
    opened = Desk(newsroom, Settings(reviewer="Ada"), serving=False)
    yield opened
    opened.close()


def imported(home: Path, change: str = "") -> None:
    """Bring the decisions to the warehouse as a run does, change it, and publish."""
    store = open_reviews(home)
    con = db.connect(home)
    con.execute("DELETE FROM main.decisions")
    db.save(con, store.decisions())
    con.execute(change or "SELECT 1")
    bear(con, [article for (article,) in con.execute("SELECT article_id FROM main.articles").fetchall()])
    publish.publish(con, home)
    con.close()
    store.close()


def in_the_view(home: Path) -> dict[str, str]:
    con = publish.open_published(home)
    rows = con.execute("SELECT flag_id, state FROM v1.flags WHERE gone_at IS NULL AND is_current").fetchall()
    con.close()
    return dict(rows)


def on_the_desk(home: Path) -> dict[str, str]:
    desk = Desk(home, Settings(reviewer="Ada"), serving=False)
    copy = desk.copy()
    states = copy.board.states(datetime.now(UTC).timestamp())
    found = {copy.board.flag_id(row): STATES[states[row]] for row in range(len(copy.board))}
    desk.close()
    return found


def decide(desk: Desk, choices: Choices) -> None:
    copy = desk.copy()
    for code, nth, choice in choices:
        rows = [row for row in range(len(copy.board)) if copy.board.value("check", row) == code]
        desk.decide(copy, sorted(copy.board.flag_id(row) for row in rows)[nth], "Ada", choice)


@pytest.mark.parametrize("case", CASES)
def test_the_view_and_the_desk_agree(newsroom: Path, desk: Desk, case: str) -> None:
    decide(desk, CASES[case])
    imported(newsroom)
    assert in_the_view(newsroom) == on_the_desk(newsroom)


CHANGES = {
    "the figures are recomputed otherwise": "UPDATE main.flags SET reading = reading || ' now' WHERE reading <> ''",
    "the place in the sentence": "UPDATE main.flags SET span_end = span_end - 1",
    "the message only": "UPDATE main.flags SET message = message || '!'",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("scope", ["place", "sentence", "check"])
def test_they_agree_when_what_a_decision_rests_on_changes(newsroom: Path, desk: Desk, scope: str, change: str) -> None:
    decide(desk, [("FG01", 0, dismiss(scope)), ("FG03", 0, dismiss(scope))])
    imported(newsroom)
    assert sorted(in_the_view(newsroom).values()) == ["dismissed"] * 2 + ["open"] * 4
    imported(newsroom, CHANGES[change])
    now = in_the_view(newsroom)
    assert now == on_the_desk(newsroom)
    lapsed = scope != "check" and "only" not in change
    assert sorted(now.values()).count("dismissed") == (0 if lapsed else 2)


def test_an_undone_decision_covers_nothing_in_either(newsroom: Path, desk: Desk) -> None:
    decide(desk, [("AT01", 0, dismiss("check"))])
    desk.undo("Ada", desk.decisions.last_of("Ada").decision_id)
    imported(newsroom)
    assert set(in_the_view(newsroom).values()) == {"open"}
    assert in_the_view(newsroom) == on_the_desk(newsroom)


def test_decisions_imported_before_they_remembered_come_again(home: Path, publisher: Callable) -> None:
    publisher(home)
    con = db.connect(home)
    con.execute("DELETE FROM main.migrations WHERE number = 7")
    con.execute("ALTER TABLE main.decisions DROP COLUMN memory")
    con.execute("INSERT INTO main.decisions BY NAME SELECT 'd1' AS decision_id, 'f' AS flag_id, * FROM (SELECT "
                "'' AS claim_id, '' AS sentence_id, '' AS check_code, '' AS url, '' AS outlet, 'note' AS act, "
                "'' AS reason, '' AS scope, '' AS comment, '' AS reviewer, now() AS decided_at, '' AS assignee, "
                "'' AS batch_id, '' AS undoes, '' AS previous_hash, '' AS event_hash)")  # fmt: skip
    con.close()
    con = db.connect(home)
    assert con.execute("SELECT count(*), count(memory) FROM main.decisions").fetchall() == [(0, 0)]
    con.close()


def test_a_copy_older_than_the_rule_is_still_read(newsroom: Path) -> None:
    con = db.connect(newsroom)
    con.execute("DROP MACRO flag_memory")
    publish.publish(con, newsroom)
    con.close()
    assert set(on_the_desk(newsroom).values()) == {"open"}


def test_an_act_without_memory_covers_its_place(newsroom: Path) -> None:
    store = open_reviews(newsroom)
    flag = next(iter(in_the_view(newsroom)))
    con = publish.open_published(newsroom)
    [(code,)] = con.execute("SELECT check_code FROM main.flags WHERE flag_id = ?", [flag]).fetchall()
    con.close()
    store.append(Act(act="confirm", reviewer="Ada", flag_id=flag, check_code=code, reason="wrong"))
    store.close()
    imported(newsroom)
    assert in_the_view(newsroom)[flag] == "confirmed"
    assert in_the_view(newsroom) == on_the_desk(newsroom)
