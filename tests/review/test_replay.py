"""A flag is made anew from the archived pages, byte for byte, or it is said what is missing or has changed."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from checks.check import all_checks
from copydesk.desk import explain_flag
from copydesk.status import Refusal, Status
from fetch.archive import Archive
from fetch.fetched import Fetched
from review.exports.explain import explain
from review.exports.replay import ChangedError, ReplayError, replay
from warehouse import publish
from warehouse.db import connect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Flags = dict[str, list[str]]

ACROSS = ("FG19", "FG20", "QT07")


@pytest.fixture(scope="module")
def told_twice(
    tmp_path_factory: pytest.TempPathFactory, printed: Callable[..., Any], publish_archived: Callable[..., Flags]
) -> tuple[Path, Flags]:
    """Two outlets on one collapse, of which one changes its toll and a quotation without a note."""
    home = tmp_path_factory.mktemp("across") / "home"
    quoted = "“{} had been closed to traffic for three weeks because of the cracks,” said Ida Brandt, the mayor."
    first = printed(
        url="https://harbour.example/collapse",
        outlet="Harbour Post",
        headline="Footbridge collapse kills people at Sundhavn harbour",
        paragraphs=(
            "The collapse of a footbridge at the harbour of Sundhavn killed 12 people on Wednesday, the police said.",
            quoted.format("The bridge on the northern side"),
            "Divers searched the water until dark, and the harbour stays closed for the rest of the week.",
        ),
    )
    changed = printed(
        url=first.url,
        outlet=first.outlet,
        headline=first.headline,
        paragraphs=(
            first.paragraphs[0].replace("12 people", "21 people"),
            quoted.format("The bridge on the southern side"),
            first.paragraphs[2],
        ),
        at=first.at + timedelta(hours=2),
    )
    other = printed(
        url="https://courier.example/footbridge",
        outlet="Valley Courier",
        headline="Footbridge collapse at Sundhavn: what is known",
        paragraphs=(
            "The footbridge that fell into the harbour of Sundhavn killed 17 people on Wednesday, the police said.",
            "The bridge was built in 1961 and was last inspected in the autumn, according to the county.",
            "Schools in the town are closed on Thursday, and the ferry to the islands will not run before Friday.",
        ),
        at=first.at + timedelta(hours=1),
    )
    return home, publish_archived(home, first, other, changed)


def test_a_replay_gives_the_same_bytes(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    assert len(flags) > 1
    for flag in flags:
        assert replay(home, flag) == explain(home, flag)


@pytest.mark.parametrize("code", ACROSS)
def test_a_check_across_articles_is_replayed_from_the_pages_its_evidence_names(
    told_twice: tuple[Path, Flags], code: str
) -> None:
    home, flags = told_twice
    flag = flags[code][-1]
    again = replay(home, flag)
    assert again == explain(home, flag)
    assert replay(home, flag, whole=True) == again
    assert all(span["words"] for span in json.loads(again)["evidence"])


def test_every_check_across_articles_is_replayed_here() -> None:
    assert tuple(check.code for check in all_checks() if check.across) == ACROSS


def test_a_check_that_counts_the_corpus_needs_the_corpus(told_twice: tuple[Path, Flags]) -> None:
    home, flags = told_twice
    many = "WHERE (SELECT count(*) FROM revisions.articles) > 2"
    crowded = tuple(check.model_copy(update={"sql": f"SELECT * FROM ({check.sql}) {many}"}) for check in all_checks())
    flag = flags["FG20"][0]
    assert replay(home, flag, checks=crowded, whole=True) == explain(home, flag)
    with pytest.raises(ChangedError, match="try the whole corpus of that day"):
        replay(home, flag, checks=crowded)


def test_a_replay_says_when_the_check_would_stay_silent_now(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    muted = tuple(check.model_copy(update={"sql": f"SELECT * FROM ({check.sql}) LIMIT 0"}) for check in all_checks())
    with pytest.raises(ChangedError, match="no longer raises"):
        replay(home, flags[0], checks=muted)


def test_a_replay_says_when_the_check_has_changed(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    newer = tuple(check.model_copy(update={"version": "f" * 16}) for check in all_checks())
    with pytest.raises(ChangedError, match="has changed since"):
        replay(home, flags[0], checks=newer)
    with pytest.raises(ReplayError, match="not installed"):
        replay(home, flags[0], checks=())


def test_a_page_that_is_not_archived_cannot_be_replayed(told_twice: tuple[Path, Flags], home: Path) -> None:
    made, flags = told_twice
    shutil.copytree(made, home)
    con = connect(home)
    con.execute("UPDATE main.fetches SET warc = '' WHERE outlet = 'Valley Courier'")
    publish.publish(con, home)
    con.close()
    with pytest.raises(ReplayError, match=r"courier\.example/footbridge \(Valley Courier\) is not in the archive"):
        replay(home, flags["FG19"][-1])
    assert replay(home, flags["FG20"][0])  # whose evidence is in the archive


def test_a_page_that_takes_too_long_ends_its_replay_in_words(archived: tuple[Path, list[str]], home: Path) -> None:
    made, flags = archived
    shutil.copytree(made, home)
    (home / "copydesk.toml").write_text("page_seconds = 3\n", "utf-8")
    con = connect(home)
    found = con.execute("SELECT * EXCLUDE (run_seq) FROM main.fetches")
    row = dict(zip([name for name, *_ in found.description], found.fetchone(), strict=True))
    knot = b"<p>The bridge at Osk, he said, closes in 1 of 2 " * 100_000
    with Archive(home / "archive") as archive:
        place = archive.write(
            Fetched(**row | {"body_hash": "another"}, body=knot, headers=(("Content-Type", "text/html"),))
        )
    con.execute("UPDATE main.fetches SET warc = ?", [place])
    publish.publish(con, home)
    con.close()
    with pytest.raises(Refusal, match="cannot be read: reading the page took longer than 3 seconds") as refused:
        explain_flag(home, flags[0], again=True)
    assert refused.value.status == Status.PARTIAL


def older_version(home: Path) -> None:
    con = connect(home)
    con.execute("UPDATE main.flags SET check_version = 'older'")
    publish.publish(con, home)
    con.close()


def no_archive(home: Path) -> None:
    shutil.rmtree(home / "archive")


@pytest.mark.parametrize(
    ("spoil", "status"), [(older_version, Status.FINDINGS), (no_archive, Status.PARTIAL)], ids=["changed", "missing"]
)
def test_the_exit_status_tells_whether_it_was_replayed(
    told_twice: tuple[Path, Flags], home: Path, spoil: Callable[[Path], None], status: Status
) -> None:
    made, flags = told_twice
    shutil.copytree(made, home)
    flag = flags["FG20"][0]
    assert explain_flag(home, flag, again=True) == Status.FINE
    spoil(home)
    assert explain_flag(home, flag) == Status.FINE
    with pytest.raises(Refusal) as refused:
        explain_flag(home, flag, again=True)
    assert refused.value.status == status
