"""The operators' and analysts' commands on a home folder with the demo newsroom in it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from flows.plain import run_plainly

if TYPE_CHECKING:
    from collections.abc import Callable

    from copydesk.newsstand import Newsstand
    from flows.plan import NewsPlan

    Command = Callable[..., subprocess.CompletedProcess[str]]

CHECKS = Path(__file__).parents[2] / "checks" / "sql"


@pytest.fixture(scope="module")
def home(plan: NewsPlan) -> Path:
    run_plainly(plan)
    options = plan.fetch
    ports, pace = options["allowed_ports"], options["pace_seconds"]
    (plan.home / "copydesk.toml").write_text(
        f'workers = 1\n[fetch]\nallowed_networks = ["127.0.0.0/8"]\nallowed_ports = {ports}\npace_seconds = {pace}\n',
        "utf-8",
    )
    shutil.copy(plan.home / "demo-sources.toml", plan.home / "sources.toml")
    return plan.home


@pytest.fixture(scope="module")
def copydesk(home: Path) -> Command:
    def call(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "COPYDESK_HOME": str(home)}
        command = [sys.executable, "-m", "copydesk.cli", *words]
        return subprocess.run(command, input=given, capture_output=True, text=True, check=False, env=environment)

    return call


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_dead_letters_are_listed_shown_and_put_aside(copydesk: Command, stand: Newsstand) -> None:
    listed = copydesk("dead", "list", "--json")
    assert listed.returncode == 3
    assert sorted(letter["outcome"] for letter in lines(listed)) == ["gone", "robots_denied"]
    gone = next(letter["requested_url"] for letter in lines(listed) if letter["outcome"] == "gone")
    shown = lines(copydesk("dead", "show", gone, "--json"))
    assert [letter["status_code"] for letter in shown] == [404]
    assert copydesk("dead", "drop", gone).returncode == 0
    assert [letter["outcome"] for letter in lines(copydesk("dead", "list", "--json"))] == ["robots_denied"]


def test_hopeless_letters_are_not_tried_again(copydesk: Command) -> None:
    done = copydesk("dead", "retry")
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "Nothing to try again")


def test_a_letter_that_is_none_is_refused(copydesk: Command) -> None:
    assert copydesk("dead", "drop", "http://127.0.0.1/none").returncode == 2


def test_every_view_is_exported_with_its_hash_and_columns(copydesk: Command, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exported"
    assert copydesk("export", "--to", str(folder)).returncode == 0
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        written = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(written).hexdigest()}"
        assert all(
            field["description"] for field in resource.get("schema", {"fields": []})["fields"]
        )  # an empty file has none
    parquet = f"SELECT count(*) FROM read_parquet('{folder}/parquet/articles/**/*.parquet')"
    assert duckdb.sql(parquet).fetchone() == (21,)
    assert duckdb.sql(f"SELECT count(*) FROM read_json('{folder}/jsonl/articles.jsonl')").fetchone() == (21,)
    assert copydesk("export", "--to", str(folder)).returncode == 2


def test_flags_are_printed_in_an_open_format(copydesk: Command) -> None:
    sarif = json.loads(copydesk("export", "--flags", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"]


def test_a_check_that_did_not_change_changes_nothing(copydesk: Command) -> None:
    file = next(CHECKS.glob("FG03_*.sql"))
    assert "0 gained, 0 lost (none), 1 stay" in copydesk("checks", "try", str(file)).stdout


def test_a_changed_check_says_what_it_loses_and_how_people_had_decided(copydesk: Command, tmp_path: Path) -> None:
    ours = next(CHECKS.glob("FG03_*.sql"))
    changed = tmp_path / ours.name
    header, _, select = ours.read_text("utf-8").partition("*/")
    changed.write_text(f"{header}*/\nSELECT * FROM ({select.rstrip().rstrip(';')}) AS raised WHERE FALSE", "utf-8")
    assert "0 gained, 1 lost (1 open), 0 stay" in copydesk("checks", "try", str(changed)).stdout


def test_a_check_that_is_new_says_what_it_gains(copydesk: Command, tmp_path: Path) -> None:
    ours = next(CHECKS.glob("FG03_*.sql"))
    new = tmp_path / "ZZ09_conversion_again.sql"
    shutil.copy(ours, new)
    assert "1 gained, 0 lost" in copydesk("checks", "try", str(new)).stdout


def test_what_is_archived_can_be_read_again_and_gives_the_same(copydesk: Command, home: Path) -> None:
    before = contents(home)
    done = copydesk("reextract")
    assert done.stdout.startswith("21 pages read again, 0 could not be")
    assert contents(home) == before


def test_the_archived_page_is_written_as_it_came(copydesk: Command) -> None:
    query = "SELECT article_id, url FROM v1.articles ORDER BY url LIMIT 1"
    (row,) = lines(copydesk("sql", "--json", "-c", query))
    done = copydesk("page", "--archived", row["article_id"])
    assert done.returncode == 0
    assert done.stdout.lstrip().lower().startswith("<!doctype html>")
    assert "Content-Security-Policy" not in done.stdout
    assert copydesk("page", "--archived", "nosuch").returncode == 2


def contents(home: Path) -> list[tuple[Any, ...]]:
    con = duckdb.connect(str(home / "warehouse.duckdb"), read_only=True)
    try:
        return con.execute("SELECT * EXCLUDE (run_seq) FROM main.claims ORDER BY ALL").fetchall()
    finally:
        con.close()


def test_a_backfill_names_the_pages_of_its_days_oldest_first(copydesk: Command) -> None:
    done = copydesk("backfill", "--since", "2026-11-17", "--until", "2026-11-17", "--dry-run")
    days = [line.split()[0] for line in done.stdout.splitlines()[:-1]]
    times = [line[:16] for line in done.stdout.splitlines()[:-1]]
    assert set(days) == {"2026-11-17"}
    assert times == sorted(times)
    assert len(times) == 6


def test_a_backfill_wants_days(copydesk: Command) -> None:
    assert copydesk("backfill").returncode == 2


def test_the_sources_are_asked_what_they_list(copydesk: Command) -> None:
    done = copydesk("sources", "check")
    assert done.returncode == 0
    assert "ok    The Ellery Gazette: 6 pages" in done.stdout


def test_the_chain_of_decisions_is_audited(copydesk: Command) -> None:
    assert copydesk("audit").stdout.startswith("0 acts, every hash holds")


def test_an_account_needs_a_long_password(copydesk: Command) -> None:
    assert copydesk("account", "add", "dana", given="short\n").returncode == 2
    assert copydesk("account", "add", "dana", given="a rather long one\n").returncode == 0


def test_a_flag_is_explained(copydesk: Command) -> None:
    flag = lines(
        copydesk("sql", "--json", "-c", "SELECT flag_id FROM v1.open_flags WHERE check_code = 'FG03' LIMIT 1")
    )[0]
    assert "FG03" in copydesk("explain", flag["flag_id"]).stdout


def test_an_article_is_printed_as_one_page(copydesk: Command) -> None:
    article = lines(copydesk("sql", "--json", "-c", "SELECT article_id FROM v1.open_flags WHERE check_code = 'FG03'"))[
        0
    ]
    page = copydesk("page", article["article_id"]).stdout
    assert "42-kilometre" in page
    assert "<script" not in page
    assert copydesk("page", "none").returncode == 2


def test_settings_are_told_with_their_origin(copydesk: Command) -> None:
    told = json.loads(copydesk("config", "--json").stdout)
    assert told["workers"] == {"value": 1, "from": "copydesk.toml"}
