"""Worker processes: every page gives one result, in order, whatever one of them does to its worker."""

from __future__ import annotations

import importlib
import multiprocessing
import textwrap
import time
from typing import TYPE_CHECKING

import pytest

from extract.workers import (
    LONGEST,
    TOGETHER,
    Extracted,
    Failure,
    FailureKind,
    Item,
    _extract_chunk,
    extract_batch,
    read_item,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from extract.reading import Page

    Reader = Callable[[Item], Page]

STORY = "The council of Eastmere voted on Monday. Clerk Ada Finch said 14 members were present, “a full house”."
BAD_READER = """
import dataclasses, os, sys, time
from extract.workers import read_item

def read(item):
    if item.data.startswith(b"HANG"):
        time.sleep(600)
    if item.data.startswith(b"DIE"):
        os._exit(9)
    if item.data.startswith(b"EAT"):
        return bytearray(8 * 2**30)
    if item.data.startswith(b"BUG"):
        raise KeyError("a fault of ours")
    if item.data.startswith(b"LOADED"):
        item = dataclasses.replace(item, data=str("extract.loaded" in sys.modules).encode())
    return read_item(item)
"""


@pytest.fixture
def bad_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    (tmp_path / "bad_reader_of_tests.py").write_text(textwrap.dedent(BAD_READER))
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("bad_reader_of_tests").read


def item(number: int, text: str) -> Item:
    return Item(
        key=f"page-{number}", data=text.encode(), name=f"{number}.txt", url=f"https://eastmere.example/{number}"
    )


def kinds(found: list[Extracted | Failure]) -> list[str]:
    return [str(one.kind) if isinstance(one, Failure) else "records" for one in found]


def test_every_page_gives_its_records_in_the_order_of_the_batch() -> None:
    items = [item(number, f"{STORY} Number {number}.") for number in range(20)]
    found = list(extract_batch(items))
    assert [one.key for one in found] == [one.key for one in items]
    for one, given in zip(found, items, strict=True):
        assert isinstance(one, Extracted)
        assert one.records.article.url == given.url
        assert one.records.article.text == given.data.decode()
        assert len(one.records.sentences) >= 2


def test_a_page_that_hangs_is_a_failure_and_the_batch_goes_on(bad_reader: Reader) -> None:
    items = [item(0, STORY), item(1, "HANG"), item(2, STORY), item(3, STORY)]
    started = time.monotonic()
    found = list(extract_batch(items, workers=1, seconds=5, reader=bad_reader))
    assert kinds(found) == ["records", "timeout", "records", "records"]
    assert "longer than 5 seconds" in found[1].reason
    assert time.monotonic() - started < 120


def test_pages_that_kill_their_worker_are_failures_and_the_others_are_kept(bad_reader: Reader) -> None:
    items = [item(0, "DIE"), item(1, STORY), item(2, "DIE"), item(3, STORY)]
    assert kinds(list(extract_batch(items, workers=2, reader=bad_reader))) == ["killed", "records", "killed", "records"]


def test_a_page_that_eats_memory_is_a_failure(bad_reader: Reader) -> None:
    items = [item(0, STORY), item(1, "EAT"), item(2, STORY)]
    assert kinds(list(extract_batch(items, workers=1, reader=bad_reader))) == ["records", "memory", "records"]


def test_a_fault_of_the_extractor_and_a_page_without_text_are_failures_with_their_reasons(bad_reader: Reader) -> None:
    items = [item(0, "BUG"), item(1, "   "), item(2, STORY)]
    broken, empty, fine = extract_batch(items, workers=1, reader=bad_reader)
    assert broken == Failure(
        key="page-0", kind=FailureKind.BROKEN, reason="the extractor failed on the page: KeyError: 'a fault of ours'"
    )
    assert empty == Failure(key="page-1", kind=FailureKind.NO_ARTICLE, reason="the file holds no text")
    assert isinstance(fine, Extracted)


def test_an_empty_batch_starts_nothing() -> None:
    assert list(extract_batch([])) == []


def test_two_runs_over_the_same_batch_give_the_same_records() -> None:
    items = [item(number, STORY) for number in range(3)]
    assert list(extract_batch(items, workers=1)) == list(extract_batch(items, workers=1))


def test_a_worker_is_a_copy_of_a_process_that_has_loaded_everything(bad_reader: Reader) -> None:
    (found,) = extract_batch([item(0, "LOADED")], workers=1, reader=bad_reader)
    assert isinstance(found, Extracted)
    assert found.records.article.text == "True"


def test_a_text_longer_than_any_article_is_told_so_at_once_and_stops_no_other() -> None:
    long = item(1, f"{STORY} " * (LONGEST // len(STORY)))
    found = list(extract_batch([item(0, STORY), long, item(2, STORY)], workers=1))
    assert kinds(found) == ["records", "length", "records"]
    assert found[1].reason.endswith("and at most 500,000 are read as one")


def test_a_worker_says_how_much_text_it_has_in_hand_so_that_a_long_one_is_given_longer() -> None:
    ours, theirs = multiprocessing.Pipe()
    _extract_chunk(theirs, [(0, item(0, STORY)), (1, item(1, STORY * 2))], read_item)
    theirs.close()
    said = [ours.recv() for _ in range(5)]
    assert said[:2] == [(0, None), (1, None)]
    assert said[2] == (TOGETHER, 3 * len(STORY))
