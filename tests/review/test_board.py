"""The board counts, orders and finds what the warehouse holds."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.copy.article_rows import _from_tables
from review.copy.board import Board, Coded, arrays_of
from review.copy.filters import Filters
from review.copy.view import view
from review.decisions.in_force import Decisions, Reach
from review.decisions.shares import wilson
from review.pages.cards import beginning, ending
from review.pages.segments import Mark, lines
from review.settings import Settings
from review.wording import after, before

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served, Visit


def test_a_flag_remembers_the_same_in_the_queue_and_read_from_its_article(served: Served) -> None:
    copy = served.app.state.desk.copy()
    assert len(copy.board) == 6
    for row in range(len(copy.board)):
        flags = _from_tables(copy, copy.board.article_id(row))
        flag = next(flag for flag in flags if flag["flag_id"] == copy.board.flag_id(row))
        assert flag["memory"] == copy.board.place(row).memory


def test_a_facet_counts_what_choosing_it_would_show(served: Served) -> None:
    board = served.app.state.desk.copy().board
    chosen = Filters(outlet=("Valley Courier",), severity=("warning",))
    counts = view(board, chosen, time.time()).counts
    for facet, field in (("severity", "severity"), ("check", "check"), ("outlet", "outlet")):
        for value, number in counts[facet]:
            one = Filters(**{"outlet": ("Valley Courier",), "severity": ("warning",)} | {field: (value,)})
            assert len(view(board, one, time.time()).rows) == number


def test_pages_show_every_flag_once(newsroom: Path, serve_home: Callable, visitor_to: Callable) -> None:
    visit = visitor_to(serve_home(newsroom, page_size=2).address)
    seen, address = [], "/queue"
    while address:
        text = visit.get(address).text
        seen += re.findall(r'data-flag="(\w+)"', text)
        more = re.search(r'rel="next" href="([^"]+)"', text)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 6


def test_the_order_is_severity_then_freshness(visit: Visit) -> None:
    found = re.findall(r'class="flagrow (\w+)"', visit.get("/queue").text)
    assert found == ["critical", "warning", "warning", "warning", "warning", "info"]
    outlets = re.findall(r'<p class="meta"><span>([^<]+)', visit.get("/queue?severity=warning").text)
    assert outlets == ["Harbour Post"] * 2 + ["Valley Courier"] * 2


@pytest.mark.parametrize(
    ("words", "found"),
    [("passengers", 2), ("PASSENGERS lifeboat", 1), ('"taken off"', 1), ('"off taken"', 0), ("x AND (", 0), ('"', 0)],
)
def test_search_finds_claims_by_words_and_phrases(visit: Visit, served: Served, words: str, found: int) -> None:
    desk = served.app.state.desk
    while not desk.copy().has("words"):
        time.sleep(0.05)
    page = visit.get("/search", params={"q": words}).text
    assert page.count('class="flagrow"') in ({found} if words != "passengers" else {1, found})
    assert visit.get("/queue", params={"q": words}).status_code == 200


def test_search_gives_the_same_before_the_index_is_made(served: Served) -> None:
    copy = served.app.state.desk.copy()
    while not copy.has("words"):
        time.sleep(0.05)
    fast, told = copy.claim_rows("the coastguard").tolist(), copy.claims("the coastguard", -1, 9)
    copy.index._readers.pop("words").path.unlink()
    assert copy.claim_rows("the coastguard").tolist() == fast != []
    slow = copy.claims("the coastguard", -1, 9)
    same = ("claim_row", "text", "article_id", "outlet", "headline", "dated")
    assert [[row[name] for name in same] for row in slow] == [[row[name] for name in same] for row in told]


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share(one: int, two: int) -> None:
    confirmed, decided = min(one, two), max(one, two)
    share = wilson(confirmed, decided)
    assert 0 <= share.low <= share.share <= share.high <= 1


def test_an_interval_is_wilsons() -> None:
    share = wilson(8, 10)
    assert (round(share.low, 4), round(share.high, 4)) == (0.4902, 0.9433)


SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=12)


@given(st.text(alphabet="ab \n\U0001f600é\u2028", max_size=50), SPANS)
def test_segments_are_the_text_cut_at_every_edge(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(low, high, "flag", str(number)) for number, (low, high) in enumerate(spans)]
    found = lines(text, marks)
    for line in found:
        assert "".join(segment.words for segment in line.segments) == text[line.span_start : line.span_end]
        place = line.span_start
        for segment in line.segments:
            covering = {
                m.key for m in marks if max(m.span_start, 0) <= place and place + len(segment.words) <= m.span_end
            }
            assert {mark.key for mark in segment.marks} == covering
            place += len(segment.words)
    begun = [mark.key for line in found for segment in line.segments for mark in segment.begins]
    visible = [m.key for m in marks if text[max(m.span_start, 0) : max(m.span_end, 0)].strip()]
    assert set(visible) <= set(begun)


def test_the_defaults_are_one_persons_desk() -> None:
    settings = Settings()
    assert not settings.demand_login
    assert settings.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")


@given(st.text(alphabet="ab \n", max_size=40), st.integers(0, 40), st.integers(1, 20))
def test_context_is_what_stands_around_a_place(text: str, place: int, most: int) -> None:
    place = min(place, len(text))
    left, right = before(text, place, most), after(text, place, most)
    assert text[:place].endswith(left.removeprefix("…"))
    assert text[place:].startswith(right.removesuffix("…"))
    assert len(left.removeprefix("…")) <= most >= len(right.removesuffix("…"))
    assert "\n" not in left + right


@pytest.mark.parametrize("length", [1, 400, 401, 60_000])
def test_a_sentence_that_never_ends_does_not_fill_the_queue(length: int) -> None:
    sentence = "b" * length + "flagged" + "a" * length
    left, right = beginning(sentence, 0, length), ending(sentence, length + 7, len(sentence))
    assert len(left) == len(right) == min(length, 401)
    assert left.strip("…") in sentence
    assert right.endswith("…") == left.startswith("…") == (length > 400)


FLAGS = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["critical", "warning", "info"]), st.booleans()), max_size=14
)


def board_of(flags: list[tuple[str, str, bool]]) -> Board:
    columns = {
        "article_id": [article for article, _, _ in flags],
        "check_code": ["AT01" for _ in flags],
        "severity": [severity for _, severity, _ in flags],
        "outlet": ["Post é" for _ in flags],
        "source_kind": ["none" for _ in flags],
    }
    names = sorted({name for column in columns.values() for name in column}, reverse=True)
    coded = {
        name: Coded.sorted(
            np.array([names.index(value) for value in column], np.int32), [one.encode() for one in names]
        )
        for name, column in columns.items()
    }
    ids, numbers = [f"flag{number}" for number in range(len(flags))], np.arange(len(flags))
    return Board(
        arrays_of(np.array(ids, "S"), np.array(columns["article_id"], "S"), numbers, numbers * 0, coded), Decisions()
    )


@given(FLAGS, st.sampled_from("abcdefg"))
def test_neighbours_are_the_articles_before_and_after_in_the_view(
    flags: list[tuple[str, str, bool]], here: str
) -> None:
    board = board_of(flags)
    hit = np.array([seen for _, _, seen in flags], np.bool_)
    rows = [int(row) for row in board.order("next")]
    shown = list(dict.fromkeys(flags[row][0] for row in rows if flags[row][2]))
    before, after = board.neighbours(hit, "next", here)
    if here in shown:
        at = shown.index(here)
        assert before == (shown[at - 1] if at else "")
        assert after == (shown[at + 1] if at + 1 < len(shown) else "")
    else:  # all of it is decided: what follows is what comes after the place of its first flag
        place = next((at for at, row in enumerate(rows) if flags[row][0] == here), -1)
        first = {
            article: next(at for at, row in enumerate(rows) if flags[row][0] == article and flags[row][2])
            for article in shown
        }
        assert before == next((article for article in reversed(shown) if first[article] < place), "")
        assert after == next((article for article in shown if first[article] > place), "")


@given(FLAGS)
def test_rows_are_found_by_flag_by_article_and_by_memory(flags: list[tuple[str, str, bool]]) -> None:
    board = board_of(flags)
    for row, (article, _, _) in enumerate(flags):
        assert board.row(f"flag{row}") == row
        same = [at for at, flag in enumerate(flags) if flag[0] == article]
        assert sorted(board.rows_of(article)) == sorted(board.reached(Reach(memory=article))) == same
        assert board.copies[row] == len(same)
    assert board.rows_of("none") == board.reached(Reach(memory="none")) == []
    assert board.row("none") is None
