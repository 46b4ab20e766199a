"""How runs end: with a check of one's own, with failures, and with a broken gate."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.running import STATUSES, named, plan_of, told
from copydesk.status import Refusal, Status
from flows.plain import run_plainly
from flows.upkeep import alarms
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
    assert (first.checks_evaluated > 1, second.checks_evaluated) == (
        True,
        1,
    )  # the others have judged all that is there
    con = open_published(home)
    flags = con.execute(
        "SELECT check_code, url FROM v1.open_flags WHERE check_code IN ('AT08', 'ZZ01') ORDER BY ALL"
    ).fetchall()
    con.close()
    assert [(code, url.rsplit("/", 1)[1]) for code, url in flags] == [("AT08", "weasel.txt"), ("ZZ01", "weasel.txt")]


HEADER = next(CHECKS.glob("AT08_*.sql")).read_text("utf-8").partition("*/")[0] + "*/\n"
ALL_CLAIMS = "SELECT claim_id, 'Is it so?' AS message FROM claims"


@pytest.mark.parametrize(
    "broken",
    ["SELECT 1", f"{HEADER}SELECT claim_id, no_such_column AS message FROM claims", f"{HEADER}SELECT 'x' AS message"],
    ids=["no header", "a wrong column", "no claim"],
)
def test_a_broken_check_of_ones_own_is_skipped_loudly_and_its_flags_stand(
    home: Path, plan_for: Callable[[], NewsPlan], broken: str
) -> None:
    own = home / "checks" / "ZZ01_mine.sql"
    own.parent.mkdir(parents=True)
    own.write_text(f"{HEADER}{ALL_CLAIMS}", "utf-8")
    first = run_plainly(plan_for())
    before = flags_of(home, "ZZ01")
    assert (first.state, len(before) > 0) == (RunState.COMPLETED, True)
    own.write_text(broken, "utf-8")
    named(plan_for())
    second = run_plainly(plan_for())
    assert (second.state, second.published > first.published) == (RunState.COMPLETED_WITH_FAILURES, True)
    assert "ZZ01_mine.sql" in second.note
    assert "ZZ01_mine.sql" in told(second, home)
    assert flags_of(home, "ZZ01") == before
    assert flags_of(home, "AT08")
    assert [(alarm.kind, alarm.subject) for alarm in alarms(home, stale_hours=6)] == [("missed", "check ZZ01")]
    own.write_text(f"{HEADER}{ALL_CLAIMS}", "utf-8")
    third = run_plainly(plan_for())
    assert (third.state, third.flags_new, flags_of(home, "ZZ01")) == (RunState.COMPLETED, 0, before)


def flags_of(home: Path, code: str) -> list[tuple[str]]:
    con = open_published(home)
    try:
        return con.execute("SELECT flag_id FROM v1.open_flags WHERE check_code = ? ORDER BY ALL", [code]).fetchall()
    finally:
        con.close()


def test_a_store_of_decisions_that_is_down_does_not_stop_the_news(home: Path, plan_for: Callable[[], NewsPlan]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    down = f"postgresql+psycopg://desk:word@127.0.0.1:{port}/x"
    run = run_plainly(plan_for().model_copy(update={"reviews_url": down}))
    assert (run.state, run.articles, run.published) == (RunState.COMPLETED_WITH_FAILURES, 2, "warehouse-000002.duckdb")
    assert "Decisions were not fetched" in run.note
    assert "word" not in run.note
    assert [alarm.kind for alarm in alarms(home, stale_hours=6)] == ["missed"]
    assert run_plainly(plan_for()).state is RunState.COMPLETED
    assert alarms(home, stale_hours=6) == []


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
    con.execute("DELETE FROM main.judged")
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


def test_a_text_that_takes_too_long_is_not_advised_to_be_saved_as_text(
    home: Path, drafts: Path, plan_for: Callable[[], NewsPlan]
) -> None:
    for name in DRAFTS:
        (drafts / name).unlink()
    (drafts / "long.txt").write_text("The harbour cost 3 million crowns, said Ines Varga.\n" * 20000, "utf-8")
    run = run_plainly(plan_for().model_copy(update={"page_seconds": 0.1}))
    con = open_published(home)
    told = dict(con.execute("SELECT parse_filename(requested_url), advice FROM v1.dead_letters").fetchall())
    con.close()
    assert run.failed == 1
    assert "split it into its articles, or raise page_seconds" in told["long.txt"]
