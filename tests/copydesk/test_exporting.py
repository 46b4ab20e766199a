from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from warehouse import db
from warehouse.ledger import Run, Validation
from warehouse.publish import publish
from warehouse.records import Article, ArticleId, RunId
from warehouse.terms import RunState, Severity

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]

COUNTS = ("fetched", "unchanged", "revised", "failed", "articles", "claims", "figures", "attributions")
FLAGS = ("flags_new", "flags_gone", "flags_back", "checks_evaluated")


def article(number: int, day: int | None) -> Article:
    words = {"standfirst": "", "byline": "", "language": "en", "text": "Rain.", "article_type": "news"}
    return Article(
        article_id=ArticleId(str(number)),
        url=f"http://gazette.example/{number}",
        outlet="The Gazette",
        headline="It’s “raining”, again",
        published_at=datetime(2031, 5, day, 23, 59, tzinfo=UTC) if day else None,
        modified_at=None,
        fetched_at=None,
        text_share=None,
        notes=(),
        **words,
    )


@pytest.fixture
def filled(home: Path) -> Path:
    noon = datetime(2031, 5, 2, 12, tzinfo=UTC)
    run = Run(
        run_id=RunId("r1"),
        flow="check_news",
        started_at=noon,
        finished_at=noon,
        state=RunState.COMPLETED,
        note="",
        published="",
        **dict.fromkeys((*COUNTS, *FLAGS), 0),
    )
    asked = {"suite": "findings.figures", "expectation": "FG03_bracketed_conversion", "kind": "finding"}
    found = Validation(
        run_id=run.run_id, severity=Severity.WARNING, success=False, observed=3, message="A conversion", **asked
    )
    con = db.connect(home)
    db.save(con, [article(1, 1), article(2, 1), article(3, 2), article(4, None)])
    db.save(con, [run])
    db.save(con, [found])
    publish(con, home)
    con.close()
    return home


def test_parquet_is_parted_by_the_day_of_publication_and_every_file_has_its_hash(
    copydesk: Command, filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "exported"
    assert copydesk("export", "--to", str(folder), "--home", str(filled)).returncode == 0
    days = {path.name for path in (folder / "parquet" / "articles").iterdir()}
    assert days == {"day=2031-05-01", "day=2031-05-02", "day=undated"}
    rows = f"SELECT day::VARCHAR, count(*) FROM read_parquet('{folder}/parquet/articles/**/*.parquet') GROUP BY 1"
    assert dict(duckdb.sql(rows).fetchall()) == {"2031-05-01": 2, "2031-05-02": 1, "undated": 1}
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    told = {one["path"]: one["hash"] for one in package["resources"]}
    there = [path for path in folder.rglob("*") if path.is_file() and path.name != "datapackage.json"]
    made = {str(path.relative_to(folder)): f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in there}
    assert told == made
    codecs = "SELECT DISTINCT compression FROM parquet_metadata('{}/parquet/articles/**/*.parquet')"
    assert duckdb.sql(codecs.format(folder)).fetchall() == [("ZSTD",)]


def full(home: Path) -> None:
    """Publish articles with every kind of record, one of them undated."""
    text = "Ida Lind said on Monday that 45 boats, worth £3.5 million (4m euros), sank off Osk.\n\nIt cost 31 crowns."
    days = (datetime(2031, 5, 1, 12, 30, 1, 123456, tzinfo=UTC), datetime(2031, 5, 3, tzinfo=UTC), None)
    pages = [
        read_text(text, url=f"https://osk.example/{number}", title='A quay, "closed"', published_at=day)
        for number, day in enumerate(days)
    ]
    con = db.connect(home)
    db.load(con, list(annotate(pages)), [])
    publish(con, home)
    con.close()


def test_what_is_exported_stands_up_to_its_own_description(copydesk: Command, home: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed (make install)")
    full(home)
    assert copydesk("export", "--to", str(tmp_path / "out"), "--home", str(home)).returncode == 0
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert report.valid
    assert {task.type for task in report.tasks if task.stats.get("rows")} == {"table"}


def test_pandas_reads_what_is_exported_zoned_times_with_gaps_too(copydesk: Command, home: Path, tmp_path: Path) -> None:
    full(home)
    assert copydesk("export", "--to", str(tmp_path / "out"), "--home", str(home)).returncode == 0
    read = {path.name: pd.read_parquet(path) for path in (tmp_path / "out" / "parquet").iterdir()}
    articles = read["articles"].sort_values("url")
    assert str(articles["published_at"].dtype) == "datetime64[us, UTC]"
    assert articles["published_at"].isna().tolist() == [False, False, True]
    assert articles["published_at"].iloc[0] == pd.Timestamp("2031-05-01T12:30:01.123456Z")
    assert articles["day"].tolist() == ["2031-05-01", "2031-05-03", "undated"]
    assert len(read["figures"]) > 0


def test_the_data_docs_of_the_last_runs_are_written(copydesk: Command, filled: Path, tmp_path: Path) -> None:
    done = copydesk("export", "--data-docs", str(tmp_path / "docs"), "--home", str(filled))
    assert done.stdout.startswith("3 pages about 1 runs: open ")
    assert "FG03_bracketed_conversion: A conversion" in (tmp_path / "docs" / "r1.findings.figures.html").read_text()
    again = copydesk("export", "--data-docs", str(tmp_path / "docs"), "--home", str(filled))
    assert (again.returncode, "not empty" in again.stderr) == (2, True)


def test_a_home_in_which_nothing_was_validated_says_what_to_run(
    copydesk: Command, published: Path, tmp_path: Path
) -> None:
    done = copydesk("export", "--data-docs", str(tmp_path / "docs"), "--home", str(published))
    assert (done.returncode, "copydesk run" in done.stderr) == (2, True)


def test_an_export_wants_exactly_one_form(copydesk: Command, published: Path, tmp_path: Path) -> None:
    folder = str(tmp_path / "out")
    for words in (
        [],
        ["--to", folder, "--flags", "csv"],
        ["--to", folder, "--data-docs", folder],
        ["--event", "x", "--as", "odt"],
    ):
        assert copydesk("export", *words, "--home", str(published)).returncode == 2
