"""What changed between two revisions is shown word by word, with the figures, sources and quotations that changed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.edits import note_changes
from review.pages.changes import changes, folded, marked
from warehouse import db, publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Visit

    from review.pages.changes import Paragraph

OLD = "The mill burnt on Monday.\nThree people were hurt.\nIt was built in 1904."
NEW = "The mill burnt on Monday.\nFive people were hurt.\nIt was built in 1904."


def told(paragraphs: list[Paragraph], kind: str) -> list[str]:
    return [run.words for paragraph in paragraphs for run in paragraph.runs if run.kind == kind]


def test_a_changed_word_is_shown_with_what_stood_there() -> None:
    found = changes(OLD, NEW)
    assert [paragraph.changed for paragraph in found] == [False, True, False]
    assert (told(found, "removed"), told(found, "added")) == (["Three"], ["Five"])


@given(st.text("ab 1.\n", max_size=60), st.text("ab 1.\n", max_size=60))
def test_every_run_says_where_its_words_stand(older: str, newer: str) -> None:
    for paragraph in changes(older, newer):
        for run in paragraph.runs:
            text = older if run.kind == "removed" else newer
            assert text[run.start : run.start + len(run.words)] == run.words


def test_a_changed_figure_is_marked_whole() -> None:
    older, newer = "It cost 4.2 million crowns.", "It cost 2.4 million crowns."
    (paragraph,) = changes(older, newer)
    cut = marked(paragraph, {True: [(8, 19, "figure")], False: [(8, 19, "figure"), (0, 27, "quotation")]})
    assert [(run.kind, run.words) for run in cut.runs if run.thing == "figure"] == [
        ("removed", "4.2"),
        ("added", "2.4"),
        ("same", " million"),
    ]
    assert [run.words for run in cut.runs if run.thing == "quotation"] == ["It cost ", " crowns."]


def test_long_stretches_without_a_change_are_folded_but_for_their_neighbours() -> None:
    lines = [f"Paragraph {number} stays as it was." for number in range(8)]
    found = folded(changes("\n".join(lines), "\n".join([*lines, "And one is new."])))
    assert [(fold, len(paragraphs)) for fold, paragraphs in found] == [(False, 1), (True, 6), (False, 1), (False, 1)]
    assert folded(changes("a\n" * 9, "a\n" * 9)) == [(False, changes("a\n" * 9, "a\n" * 9))]


@pytest.fixture
def edited(home: Path, printed: Callable[..., Any], publish_archived: Callable[..., object]) -> Path:
    first = printed(
        url="https://harbour.example/mill",
        outlet="Harbour Post",
        headline="Mill fire costs the town 40 looms",
        paragraphs=(
            "Fire swept through a mill in Eastmere on Monday. Three people were hurt, the fire service said.",
            "“We lost 40 looms and all of the autumn cloth,” said the owner, Ada Finch. The cause is not known.",
            "The mill was built by the river, and it employs most of the families of the upper town.",
        ),
    )
    second = printed(
        url=first.url,
        outlet=first.outlet,
        headline=first.headline,
        paragraphs=(
            first.paragraphs[0].replace("Three", "Five").replace("fire service", "county hospital"),
            first.paragraphs[1],
            first.paragraphs[2],
        ),
        at=first.at + timedelta(hours=1),
    )
    publish_archived(home, first, second)
    con = db.connect(home)
    note_changes(con)
    publish.publish(con, home)
    con.close()
    return home


def test_the_page_lists_the_figures_and_sources_that_changed(
    edited: Path, serve_home: Callable, visitor_to: Callable[[str], Visit]
) -> None:
    visit = visitor_to(serve_home(edited).address)
    con = publish.open_published(edited)
    [(article,)] = con.execute("SELECT article_id FROM main.pages").fetchall()
    con.close()
    page = visit.get(f"/articles/{article}/changes").text
    table = re.findall(r"<tr><td>(\w+)</td><td><del>([^<]+)</del></td><td><ins>([^<]+)</ins>", page)
    assert ("Figure", "Three people", "Five people") in table or ("Figure", "Three", "Five") in table
    assert any(kind == "Source" and "county hospital" in now for kind, _, now in table)
    assert re.search(r'<ins><b class="thing figure"[^>]*>Five', page)
    assert "1 sentence reworded, 0 new, 0 gone" in page
