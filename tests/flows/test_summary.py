from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.running import Running, new_run_id
from flows.summary import summary
from flows.tally import Tally
from warehouse.records import RunId
from warehouse.terms import RunState

START = datetime(2026, 11, 22, 12, tzinfo=UTC)


def ended(state: RunState, *notes: str) -> Running:
    run = Running(run_id=RunId("r1"), flow="check_news", home=Path(), started_at=START, state=state, notes=list(notes))
    run.finished_at = START + timedelta(seconds=12.5)
    run.published = "warehouse-000003.duckdb"
    run.tally.fetched, run.tally.failed = 20, 3
    run.tally.measure("failed", "timeout", 2)
    run.tally.measure("failed", "gone")
    run.tally.measure("host_seconds", "Slow|ly", 9)
    return run


def told(run: Running) -> str:
    return summary(run.row(), run.tally, "http://desk")


def test_the_summary_tells_counts_classes_and_where_to_look() -> None:
    text = told(ended(RunState.COMPLETED_WITH_FAILURES))
    assert text.startswith("# check_news: CompletedWithFailures")
    assert "| pages fetched | 20 |" in text
    assert text.index("| timeout | 2 |") < text.index("| gone | 1 |")
    assert "| seconds | 12.5 |" in text
    assert "(http://desk/runs/r1)" in text


def test_a_failed_run_says_that_nothing_was_published_and_why() -> None:
    text = told(ended(RunState.FAILED, "a gate is broken"))
    assert "published nothing" in text
    assert "> a gate is broken" in text


def test_a_bar_in_a_name_does_not_break_the_table() -> None:
    assert "| Slow/ly | 9.0 |" in told(ended(RunState.COMPLETED))


def test_run_ids_sort_by_time() -> None:
    assert new_run_id(START) < new_run_id(START + timedelta(seconds=1))


def test_a_stage_that_raises_is_measured_too() -> None:
    tally = Tally()
    with pytest.raises(ZeroDivisionError), tally.stage("fetch"):
        _ = 1 / 0
    assert list(tally.of("seconds")) == ["fetch"]


def test_the_outlet_that_lost_most_of_its_prose_comes_first() -> None:
    run = ended(RunState.COMPLETED)
    for outlet, share, usual in (("Steady", 0.9, 0.9), ("Fallen", 0.45, 0.9), ("New", 0.8, None)):
        run.tally.measures["text_share", outlet] = share  # type: ignore[assignment]  # amounts are floats
        if usual:
            run.tally.measures["usual_text_share", outlet] = usual  # type: ignore[assignment]  # amounts are floats
    text = told(run)
    assert "| Fallen | 45% (usual 90%) |\n| New | 80% |\n| Steady | 90% (usual 90%) |" in text
