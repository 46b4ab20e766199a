"""The files beside a published copy hold what the copy holds, whoever makes them."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from review.copy import indexing, published
from review.copy.index import Index
from review.copy.index_file import LAYOUT, newest
from review.copy.indexing import make
from review.desk import Desk
from review.settings import Settings
from warehouse import db, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from review.copy.published import Copy


@pytest.fixture
def desk(newsroom: Path) -> Iterator[Desk]:
    opened = Desk(newsroom, Settings(), serving=False)
    yield opened
    opened.close()


def wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 180
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def asked(copy: Copy, article_id: str) -> list[object]:
    return [
        copy.article(article_id),
        copy.parts("figures", article_id),
        copy.parts("attributions", article_id),
        {key: copy.texts([article_id])[key]["text"] for key in copy.texts([article_id])},
    ]


def test_leaves_hold_what_the_tables_hold(newsroom: Path, desk: Desk) -> None:
    con = db.connect(newsroom)
    con.execute(
        "UPDATE main.figures SET value = 12345678901234567890.123456789, low = 0.1, time_start = DATE '2026-02-28', "
        "reads = ['negated', 'a\"b'], text = CHR(1) || '\\ 7\n' || CHR(128512)"
    )
    con.execute(
        "UPDATE main.articles SET notes = ['one', ''], text_share = 0.1, published_at = '2026-01-02 03:04:05.5+02'"
    )
    publish.publish(con, newsroom)
    con.close()
    copy = desk.copy()
    assert copy is not None
    ids = [row[0] for row in copy._connection.execute("SELECT article_id FROM main.articles").fetchall()]
    before = [asked(copy, article_id) for article_id in [*ids, "none"]]
    assert not copy.has_articles
    make(desk.home, copy.name, "articles")
    assert copy.has_articles
    assert [asked(copy, article_id) for article_id in [*ids, "none"]] == before
    assert "Decimal('12345678901234567890.123456789')" in repr(before)
    assert "datetime.date(2026, 2, 28)" in repr(before)


def test_a_large_copy_is_indexed_by_a_process_of_its_own(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "LARGE", 0)
    monkeypatch.setattr(published, "make", lambda *_: pytest.fail("made here"))
    opened = Desk(newsroom, Settings())
    try:
        copy = opened.copy()
        assert copy is not None
        assert len(copy.board) == 6
        wait_for(lambda: copy.index.has("articles") and copy.index.has("words"))
    finally:
        opened.close()
    assert not list((newsroom / "desk").glob("*.new"))


@pytest.mark.parametrize("large", [0, published.LARGE])  # made by processes of their own, or by a thread
def test_nothing_is_written_in_the_home_after_the_desk_was_closed(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(published, "LARGE", large)
    desk = Desk(newsroom, Settings())
    assert desk.copy()
    desk.close()
    before = {path: path.stat().st_size for path in (newsroom / "desk").iterdir()}
    time.sleep(2)
    assert {path: path.stat().st_size for path in (newsroom / "desk").iterdir()} == before
    assert newest(newsroom / "desk", "words") is None


def test_files_of_another_layout_are_made_anew(desk: Desk) -> None:
    copy = desk.copy()
    assert copy is not None
    path = newest(desk.home / "desk", "rows")
    assert path is not None
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {LAYOUT - 1}")
    connection.close()
    assert not Index(desk.home / "desk", copy.name).has("rows")
    again = Desk(desk.home, Settings(), serving=False)
    try:
        assert again.copy() is not None
        assert Index(desk.home / "desk", copy.name).has("rows")
    finally:
        again.close()


def test_requests_are_answered_from_the_old_copy_while_a_new_one_is_read(
    newsroom: Path, publisher: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Desk(newsroom, Settings())
    try:
        first = opened.copy()
        assert first is not None
        article_id = first.board.article_id(0)
        monkeypatch.setattr(published, "LOOK_EVERY", 0.0)
        name = publisher(newsroom)
        assert name != first.name
        slowest = 0.0
        while (copy := opened.copy()) is first:
            began = time.perf_counter()
            assert copy.article(article_id) is not None
            slowest = max(slowest, time.perf_counter() - began)
        assert copy is not None
        assert copy.name == name
        assert first.article(article_id) is not None  # a request that began before goes on
        assert slowest < 5
    finally:
        opened.close()


def test_a_copy_that_was_replaced_is_not_indexed(newsroom: Path, publisher: Callable[..., str]) -> None:
    old = publisher(newsroom)
    publisher(newsroom)
    assert indexing.main(str(newsroom), old, "rows") == indexing.REPLACED
    assert not Index(newsroom / "desk", old).has("rows")


def test_a_failed_index_says_so(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "LARGE", 0)
    (newsroom / "desk").write_text("no folder can be made here")
    opened = Desk(newsroom, Settings(), serving=False)
    try:
        with pytest.raises(RuntimeError, match=r"Indexing warehouse-\d+\.duckdb failed"):
            opened.copy()
    finally:
        opened.close()
