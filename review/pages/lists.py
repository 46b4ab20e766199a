"""The pages that list: search, checks, suppressions, runs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from checks.check import CheckError, all_checks
from review.copy.events import events_named
from review.decisions.in_force import reach_of
from review.decisions.shares import agreement, confirmed_shares, wilson
from review.desk import published_copy
from review.pages.rendering import desk_of, refusal, render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PAGE = 30
EVENTS = 5  # that a search leads to


def show_search(request: Request) -> Response:
    """GET /search: the events that have the words in a headline, and any claim, flagged or not."""
    copy = desk_of(request).copy()
    if copy is None:
        return render(request, "empty.html")
    words = request.query_params.get("q", "").strip()[:200]
    after = request.query_params.get("after", "")
    found = copy.claims(words, int(after) if after.isdecimal() else -1, PAGE + 1)
    more = str(found[PAGE - 1]["claim_row"]) if len(found) > PAGE else ""
    events = [] if after else events_named(copy, words, EVENTS)
    return render(request, "search.html", q=words, found=found[:PAGE], more=more, events=events)


def show_checks(request: Request) -> Response:
    """GET /checks: what each check looks for, and how often people agreed with it."""
    desk = desk_of(request)
    copy = desk.copy()
    if copy is None:
        return render(request, "empty.html")
    shares, seconds = confirmed_shares(desk.decisions), agreement(desk.decisions)
    column = copy.board.facets["check"]
    numbers = dict(
        zip(column.all_names(), np.bincount(column.codes, minlength=len(column.names)).tolist(), strict=True)
    )
    rows = [
        check
        | {
            "share": shares.get(check["check_code"], wilson(0, 0)),
            "second": seconds.get(check["check_code"]),
            "flags": numbers.get(check["check_code"], 0),
            "paragraphs": _paragraphs(check["docs"]),
            "examples": _examples().get((check["check_code"], check["check_version"]), []),
        }
        for check in copy.checks
    ]
    return render(request, "checks.html", checks=rows)


def show_suppressions(request: Request) -> Response:
    """GET /suppressions: the dismissals that reach beyond one sentence, and what each hides."""
    desk = desk_of(request)
    copy = desk.copy()
    if copy is None:
        return render(request, "empty.html")
    rows = [{"event": event, "hides": len(copy.board.reached(reach_of(event)))} for event in desk.decisions.wide()]
    return render(request, "suppressions.html", rows=rows[::-1])


def show_runs(request: Request) -> Response:
    """GET /runs."""
    copy = desk_of(request).copy()
    return render(request, "runs.html", runs=copy.rows("runs")) if copy else render(request, "empty.html")


def show_run(request: Request) -> Response:
    """GET /runs/{run_id}: its counts, what was validated, and what failed with the remedy."""
    copy = published_copy(desk_of(request))
    run = request.path_params["run_id"]
    found = copy.rows("run", run=run)
    if not found:
        return refusal(request, "No such run in the published copy.", 404)
    validations, failures = copy.rows("run_validations", run=run), copy.rows("run_failures", run=run)
    measures = copy.rows("run_measures", run=run)
    return render(request, "run.html", run=found[0], validations=validations, failures=failures, measures=measures)


@cache
def _examples() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return the passages of our own checks, by code and version: a check that was edited since shows none."""
    try:
        found = all_checks()
    except CheckError:
        return {}
    return {
        (check.code, check.version): [
            {"title": example.title, "text": example.text, "flags": example.flags}
            for example in check.header.examples
            if example.text
        ][:3]
        for check in found
    }


def _paragraphs(docs: str) -> list[tuple[str, str]]:
    """Return the headed paragraphs of a check's docs."""
    blocks = [block.strip() for block in docs.strip().split("\n\n") if block.strip()]
    return [(head, body.strip()) for block in blocks for head, _, body in [block.partition("\n")]]
