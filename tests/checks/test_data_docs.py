"""Data Docs hold what was validated, and a browser that opens them asks nobody for anything."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import lxml.html
import pytest

from checks.check import all_checks
from checks.data_docs import DocumentedRun, write_docs
from checks.gates import AFTER, BEFORE, all_gates, findings
from warehouse.ledger import Validation
from warehouse.records import RunId
from warehouse.terms import Severity

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = {question.name: question for question in [*all_gates((*BEFORE, *AFTER)), *findings(all_checks())]}
LOADS = ("src", "srcset", "href", "action", "formaction", "poster", "data", "background", "xlink:href")
OUTSIDE = re.compile(r"https?:|^\s*//|^\s*(?:javascript|data):", re.IGNORECASE)


def validation(suite: str, name: str, observed: int, message: str = "What it asks.") -> Validation:
    return Validation(
        run_id=RunId("r1"),
        suite=suite,
        expectation=name,
        kind="gate" if name in {question.name for question in all_gates((*BEFORE, *AFTER))} else "finding",
        severity=Severity.WARNING,
        success=not observed,
        observed=observed,
        message=message,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "site"
    every = [validation(question.suite, question.name, 0) for question in QUESTIONS.values()]
    rows = [row for row in every if row.expectation != "FG03_bracketed_conversion"]
    odd = validation("findings.own", "gone_file", 1, "A <b>bold</b> {claim} & $one")
    rows += [validation("findings.figures", "FG03_bracketed_conversion", 17), odd]
    noon = datetime(2031, 5, 2, 12, tzinfo=UTC)
    runs = [DocumentedRun(f"r{number}", "check_news", "Completed", noon, rows) for number in (2, 1)]
    assert write_docs(folder, runs, QUESTIONS) == len(list(folder.iterdir()))
    return folder


def test_no_page_loads_or_links_anything_outside_its_folder(site: Path) -> None:
    names = {page.name for page in site.iterdir()}
    assert len(names) > 15
    for page in site.iterdir():
        tree = lxml.html.fromstring(page.read_text("utf-8"))
        links = [element.get(name) for name in LOADS for element in tree.xpath(f"//*[@*[name()='{name}']]")]
        assert [link for link in links if OUTSIDE.search(link)] == []
        assert {link.partition("#")[0] for link in links} - {""} <= names
        assert tree.xpath("//script | //link | //img | //iframe | //object | //embed | //form") == []
        assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
        style = " ".join(tree.xpath("//style/text() | //@style"))
        assert not re.search(r"url\(|@import", style)


def test_a_suites_page_of_a_run_says_what_was_found(site: Path) -> None:
    tree = lxml.html.fromstring((site / "r1.findings.figures.html").read_text("utf-8"))
    rows = {
        row[1]: row for row in ([cell.text_content().strip() for cell in row] for row in tree.iter("tr")) if row[1:]
    }
    assert rows["FG03_bracketed_conversion: What it asks."] == [
        "✗",
        "FG03_bracketed_conversion: What it asks.",
        "17",
    ]
    assert rows["1"] == ["Unsuccessful Expectations", "1"]
    assert "the articles that were due" in tree.text_content()


def test_the_words_of_an_expectation_are_words_and_no_markup(site: Path) -> None:
    tree = lxml.html.fromstring((site / "r1.findings.own.html").read_text("utf-8"))
    assert "A <b>bold</b> {claim} & $one" in tree.text_content()


def test_the_index_leads_to_every_suite_by_layer_and_each_suite_shows_its_sql(site: Path) -> None:
    index = lxml.html.fromstring((site / "index.html").read_text("utf-8"))
    shown = [link.text for link in index.xpath("//tbody/tr[1]//a")]
    assert shown[0] == "ingest.articles"
    assert shown[-1] == "publish.copy"
    text = lxml.html.fromstring((site / "findings.figures.html").read_text("utf-8")).text_content()
    assert QUESTIONS["FG03_bracketed_conversion"].sql.strip() in text


def test_a_runs_id_is_not_taken_for_a_time(tmp_path: Path) -> None:
    row = validation("publish.copy", "flags_name_a_known_claim", 0)
    run = DocumentedRun("20310502T120000-7399", "publish", "Completed", datetime(2031, 5, 2, 12, tzinfo=UTC), [row])
    assert write_docs(tmp_path / "docs", [run], QUESTIONS) == 3
