"""`copydesk move --decisions`: every act of every person at another address, and none at the old one."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

import review
from copydesk.cli import app
from copydesk.people import audit_home
from review.access.accounts import Accounts
from review.access.seen import Visits
from warehouse.moving import KEPT
from warehouse.reviews import Act, ReviewStore, open_reviews

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

ACTS = 1500


def move(home: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["move", *words, "--home", str(home)])
    return done.exit_code, f"{done.output} {done.exception}"


@pytest.fixture
def decided(home: Path) -> ReviewStore:
    store = open_reviews(home)
    store.append(*(Act(act="confirm", reviewer="Ada", flag_id=f"flag {n}", comment="“¼”\n") for n in range(ACTS)))
    Accounts(store).add("ada", "a long enough word", "editor", by="Ben")
    Visits(store).arrive("ada")
    return store


def test_decisions_move_to_postgresql_and_back(home: Path, decided: ReviewStore, postgresql_url: str) -> None:
    events = decided.events()
    assert move(home, "--decisions", postgresql_url)[0] == 0
    assert f'reviews_url = "{postgresql_url}"' in (home / "copydesk.toml").read_text()
    assert audit_home(home).fault == ""
    there = open_reviews(home, postgresql_url)
    assert there.events() == events
    with pytest.raises(DBAPIError, match="have moved"):
        decided.append(Act(act="confirm", reviewer="Ada", flag_id="late"))
    more = there.append(Act(act="dispute", reviewer="Ben", flag_id="flag 1"))
    there.close()
    status, said = move(home, "--decisions", "reviews.sqlite")
    assert status == 1
    assert "put an old file away" in said
    decided.close()
    (home / "reviews.sqlite").rename(home / "old.sqlite")
    status, said = move(home, "--decisions", "reviews.sqlite")
    assert status == 0, said
    back = open_reviews(home)
    assert back.events() == [*events, *more]
    assert Accounts(back).names() == ["ada"]
    back.append(Act(act="confirm", reviewer="Ben", flag_id="flag 2"))
    assert audit_home(home).fault == ""


def test_a_place_that_cannot_be_used_changes_nothing(home: Path, decided: ReviewStore) -> None:
    for address, said in (
        ("postgresql+psycopg://desk:hidden@127.0.0.1:1/none", "Nothing is changed over"),
        ("nonsense", "Nothing is changed over"),
        ("reviews.sqlite", "stand there already"),
    ):
        status, told = move(home, "--decisions", address)
        assert status == 1
        assert said in told
        assert "hidden" not in told
    assert move(home)[0] == 2
    decided.append(Act(act="confirm", reviewer="Ada", flag_id="one more"))
    assert not (home / "copydesk.toml").exists()


def test_every_table_of_a_store_is_moved() -> None:
    for module in pkgutil.walk_packages(review.__path__, "review."):
        if "METADATA" in vars(importlib.import_module(module.name)):
            tables: sa.MetaData = importlib.import_module(module.name).METADATA
            assert set(tables.tables) <= set(KEPT), module.name
