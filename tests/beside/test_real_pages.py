"""Gates and revisions on real pages of many outlets."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from extract.page import read_html
from extract.revisions import same_text
from fetch.gates import check_page
from fetch.reasons import Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EDITED = {"Morgunbladid"}  # two sentences reworded; the other six pages differ in bytes only


@pytest.fixture(scope="module")
def pages(beside: Callable[[str], Path]) -> list[tuple[dict[str, Any], str]]:
    web = beside("web")
    rows = json.loads((web / "manifest.dev.json").read_text("utf-8"))["articles"]
    return [(row, gzip.decompress((web / row["html"]).read_bytes()).decode("utf-8", "replace")) for row in rows]


def test_the_gates_let_every_real_article_pass_but_the_one_that_is_a_script(
    pages: list[tuple[dict[str, Any], str]],
) -> None:
    stopped = {}
    for article, html in pages:
        try:
            check_page(html, article["url"])
        except Fault as fault:
            stopped[article["id"].rpartition("/")[2]] = str(fault.reason)
    assert stopped == {"HankookIlbo_2026_01_29.html.gz": "script_page"}  # its text stands in a script alone


def test_of_the_seven_pages_crawled_twice_one_was_edited(pages: list[tuple[dict[str, Any], str]]) -> None:
    pairs: dict[str, dict[int, str]] = {}
    urls = {}
    for row, html in pages:
        if "revision" in row:
            pairs.setdefault(row["outlet"], {})[row["revision"]["version"]] = html
            urls[row["outlet"]] = row["url"]
    assert len(pairs) == 7
    assert all(pair[0] != pair[1] for pair in pairs.values())
    read = {name: [read_html(pair[n], url=urls[name]).article for n in (0, 1)] for name, pair in pairs.items()}
    assert {name for name, (one, other) in read.items() if not same_text(one, other)} == EDITED
