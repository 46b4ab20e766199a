"""How runs end: with a check of one's own, with failures, and with a broken gate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.running import STATUSES, named, plan_of
from copydesk.status import Refusal, Status
from flows.plain import run_plainly
from warehouse import db
from warehouse.publish import open_published, published_path
from warehouse.reviews import Act, open_reviews
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.plan import NewsPlan

CHECKS = Path(__file__).parents[2] / "checks" / "sql"
DRAFTS = {
    "weasel.txt": "It could be said that the harbour has grown tired of its ferries.\n",
    "clean.txt": "The library will open on Monday, its director, Bettina Rask, said.\n",
}


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    folder = tmp_path / "drafts"
    folder.mkdir()
    for name, words in DRAFTS.items():
        (folder / name).write_text(words, "utf-8")
    return folder


@pytest.fixture
def plan_for(home: Path, drafts: Path) -> Callable[[], NewsPlan]:
    return lambda: plan_of(home, [str(drafts)]).model_copy(update={"workers": 1})


def test_a_check_is_added_by_one_file_in_a_folder_that_the_settings_name(
    home: Path, plan_for: Callable[[], NewsPlan], tmp_path: Path
) -> None:
    first = run_plainly(plan_for())
    own = tmp_path / "own"
    own.mkdir()
    ours = next(CHECKS.glob("AT08_*.sql"))
    (own / "ZZ01_nobody_says_so_here.sql").write_text(ours.read_text("utf-8"), "utf-8")
    (home / "copydesk.toml").write_text(f'checks = ["{own}"]\n', "utf-8")
    second = run_plainly(plan_for())
    assert second.checks_evaluated == first.checks_evaluated + 1
    con = open_published(home)
    flags = con.execute(
        "SELECT check_code, url FROM v1.open_flags WHERE check_code IN ('AT08', 'ZZ01') ORDER BY ALL"
    ).fetchall()
    con.close()
    assert [(code, url.rsplit("/", 1)[1]) for code, url in flags] == [("AT08", "weasel.txt"), ("ZZ01", "weasel.txt")]


def test_a_broken_check_of_ones_own_stops_the_run_before_it_begins(
    home: Path, plan_for: Callable[[], NewsPlan]
) -> None:
    (home / "checks").mkdir(parents=True)
    (home / "checks" / "ZZ01_broken.sql").write_text("SELECT 1", "utf-8")
    with pytest.raises(ValueError, match=r"ZZ01_broken\.sql"):
        named(plan_for())


def test_half_of_the_pages_failing_is_partial_and_says_which(
    home: Path, drafts: Path, plan_for: Callable[[], NewsPlan]
) -> None:
    for number in range(2):
        (drafts / f"damaged-{number}.docx").write_bytes(b"PK not a document")
    run = run_plainly(plan_for())
    assert (run.state, run.fetched, run.failed) == (RunState.COMPLETED_WITH_FAILURES, 2, 2)
    assert STATUSES[run.state] is Status.PARTIAL
    con = open_published(home)
    failed = con.execute("SELECT requested_url, reason, advice FROM v1.dead_letters ORDER BY ALL").fetchall()
    con.close()
    assert [url.rsplit("/", 1)[1] for url, _, _ in failed] == ["damaged-0.docx", "damaged-1.docx"]
    assert all(reason and advice for _, reason, advice in failed)


def test_a_broken_gate_ends_the_run_as_failed_and_publishes_nothing(
    home: Path, plan_for: Callable[[], NewsPlan]
) -> None:
    run_plainly(plan_for())
    before = published_path(home)
    con = db.connect(home)
    con.execute("UPDATE main.sentences SET text = 'other words' WHERE position = 0")
    con.execute("DELETE FROM main.screenings")
    con.close()
    run = run_plainly(plan_for())
    assert run.state is RunState.FAILED
    assert STATUSES[run.state] is Status.BROKEN
    assert "Nothing is published" in run.note
    assert run.published == ""
    assert published_path(home) == before


def test_decisions_are_imported_once(home: Path, plan_for: Callable[[], NewsPlan]) -> None:
    run_plainly(plan_for())
    store = open_reviews(home)
    store.append(Act(act="confirm", reviewer="Dana Whitlock", flag_id="f", claim_id="c", check_code="AT08"))
    store.close()
    for _ in range(2):
        run_plainly(plan_for())
    con = open_published(home)
    assert con.execute("SELECT count(*) FROM v1.decisions").fetchone() == (1,)
    con.close()


def test_nothing_to_read_is_refused(home: Path) -> None:
    with pytest.raises(Refusal, match="nothing to read"):
        plan_of(home)
