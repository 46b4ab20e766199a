"""Great Expectations' Data Docs, made from stored validations, as a folder of pages that load nothing from anywhere.

Great Expectations lays the pages out and takes style and script from fifteen places on the network. Here its links,
scripts and pictures are taken out, and one small style sheet of ours is written into each page. The list of runs is our
own page, because theirs is empty without their script.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import lxml.html
from great_expectations import ExpectationSuite, expectations
from great_expectations import __version__ as gx_version
from great_expectations.core import ExpectationSuiteValidationResult, ExpectationValidationResult
from great_expectations.render.renderer import ExpectationSuitePageRenderer, ValidationResultsPageRenderer
from great_expectations.render.view import DefaultJinjaPageView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from checks.gates import Question
    from warehouse.ledger import Validation

SIGNS = {"fa-check-circle": "✓", "fa-times": "✗", "fa-exclamation-triangle": "!"}  # in place of an icon font
LAYERS = ("ingest", "extract", "claims", "findings", "publish")
LEFT_OUT = (  # what loads, and the buttons and lists that need their script
    "//script | //link | //style | //img | //footer | //nav[contains(@class, 'navbar-expand')]"
    " | //div[contains(@class, 'card') and div[contains(., 'Actions') or contains(., 'Table of Contents')]]"
    " | //a[@data-toggle='collapse'] | //div[@data-toggle='collapse'] | //div[h4 and p[contains(@class, 'lead')]]"
)


@dataclass(frozen=True, slots=True)
class DocumentedRun:
    """A run and what was validated in it."""

    run_id: str
    flow: str
    state: str
    started_at: datetime
    validations: Sequence[Validation]

    def suites(self) -> list[str]:
        """Return the names of its suites, in the order of the layers."""
        names = {row.suite for row in self.validations}
        return sorted(names, key=lambda name: (LAYERS.index(name.split(".")[0]), name))


def write_docs(folder: Path, runs: Sequence[DocumentedRun], questions: Mapping[str, Question]) -> int:
    """Write a page for each suite of each run, one for each suite, and the index; return how many pages."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {"index.html": _index(runs)}
    suites: dict[str, dict[str, Validation]] = {}
    for run in reversed(runs):
        for suite in run.suites():
            rows = [row for row in run.validations if row.suite == suite]
            suites.setdefault(suite, {}).update({row.expectation: row for row in rows})
            title = f"{suite}, {run.started_at:%Y-%m-%d %H:%M} UTC"
            pages[_result_page(run.run_id, suite)] = _rendered(title, _result(run, suite, rows, questions))
    for suite, by_name in suites.items():
        asked = [_asked(row, questions) for row in by_name.values()]
        shown = [_sql(questions[name]) for name in by_name if name in questions]
        pages[f"{suite}.html"] = _rendered(suite, ExpectationSuite(name=suite, expectations=asked), "\n".join(shown))
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return len(pages)


def _result_page(run_id: str, suite: str) -> str:
    return f"{run_id}.{suite}.html"


def _sql(question: Question) -> str:
    return f"<details><summary>{html.escape(question.name)}</summary><pre>{html.escape(question.sql)}</pre></details>"


def _asked(row: Validation, questions: Mapping[str, Question]) -> Any:  # noqa: ANN401 - Great Expectations' own class
    """Return the expectation with the SQL of today's file; one whose file is gone keeps its words."""
    known = questions.get(row.expectation)
    sql = known.sql.strip() if known else "-- the file of this expectation is not there any more"
    return expectations.UnexpectedRowsExpectation(
        unexpected_rows_query=f"{sql}\n-- asked of the articles that were due: {{batch}}",
        description=html.escape(f"{row.expectation}: {row.message}"),  # their templates take it as it is
        severity=str(row.severity),
    )


def _result(run: DocumentedRun, suite: str, rows: list[Validation], questions: Mapping[str, Question]) -> Any:  # noqa: ANN401 - see _asked
    entries = [
        ExpectationValidationResult(
            success=row.success,
            expectation_config=_asked(row, questions).configuration,
            result={"observed_value": row.observed},
            exception_info={"raised_exception": False, "exception_message": None, "exception_traceback": None},
        )
        for row in rows
    ]
    met = sum(row.success for row in rows)
    # "run" keeps Great Expectations from reading the id as a time, its last four digits as an offset of 73 hours
    run_name = {"run_name": f"run {run.run_id}", "run_time": run.started_at.isoformat()}
    return ExpectationSuiteValidationResult(
        success=met == len(rows),
        results=entries,
        suite_name=suite,
        statistics={
            "evaluated_expectations": len(rows),
            "successful_expectations": met,
            "unsuccessful_expectations": len(rows) - met,
            "success_percent": 100 * met / len(rows),
        },
        meta={
            "run_id": run_name,
            "great_expectations_version": gx_version,
            "batch_kwargs": {"data_asset_name": "the articles that were due"},
        },
    )


def _rendered(title: str, what: Any, more: str = "") -> str:  # noqa: ANN401 - see _asked
    renderer = ExpectationSuitePageRenderer() if isinstance(what, ExpectationSuite) else ValidationResultsPageRenderer()
    theirs = _stripped(DefaultJinjaPageView().render(renderer.render(what)))
    return _page(title, f'<p><a href="index.html">All runs</a></p>\n<h1>{html.escape(title)}</h1>\n{theirs}\n{more}')


def _stripped(page: str) -> str:
    """Return the body of a page of Great Expectations: nothing is loaded, and links stay within the folder."""
    tree: Any = lxml.html.fromstring(page)  # xpath's answers have no one type
    for element in tree.xpath(LEFT_OUT):
        element.drop_tree()
    for icon in tree.xpath("//i[contains(@class, 'fa-')]"):
        icon.text = next((sign for name, sign in SIGNS.items() if name in icon.get("class", "")), "·")
    for link in tree.xpath("//a[@href]"):
        _turn(link)
    for element in tree.xpath("//*[@*[starts-with(name(), 'on')]]"):
        for name in [name for name in element.attrib if name.startswith("on")]:
            del element.attrib[name]
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in tree.find("body"))


def _turn(link: Any) -> None:  # noqa: ANN401 - lxml's element, whose stubs know no drop_tag
    suite = re.fullmatch(r"(?:\.\./)+expectations/(.+)\.html", link.get("href"))
    if suite:
        link.set("href", suite[1].replace("/", ".") + ".html")
    elif not link.get("href").startswith("#"):
        link.drop_tag()


def _index(runs: Sequence[DocumentedRun]) -> str:
    rows = "\n".join(_index_row(run) for run in runs)
    lead = (
        "<h1>Data Docs</h1>\n<p>What Great Expectations validated in the last runs, by layer. A gate that is not met "
        "is broken data, and its run published nothing. A finding that is not met found rows: they are flags.</p>"
    )
    head = "<thead><tr><th>Run</th><th>Ended</th><th>Suites: expectations met of those evaluated</th></tr></thead>"
    return _page("Data Docs", f'{lead}\n<table class="table">{head}\n<tbody>\n{rows}\n</tbody></table>')


def _index_row(run: DocumentedRun) -> str:
    links = []
    for suite in run.suites():
        met = [row.success for row in run.validations if row.suite == suite]
        page = html.escape(_result_page(run.run_id, suite))
        links.append(f'<a href="{page}">{html.escape(suite)}</a> {sum(met)}/{len(met)}')
    told = f"{run.started_at:%Y-%m-%d %H:%M} UTC, {html.escape(run.flow)}"
    return f"<tr><td>{told}</td><td>{html.escape(run.state)}</td><td>{' · '.join(links)}</td></tr>"


def _page(title: str, body: str) -> str:
    style = (files("checks") / "data_docs.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title, quote=False)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
