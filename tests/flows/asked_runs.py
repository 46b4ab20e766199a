"""Two runs over a web, from its feeds to flags, by the command itself and with Prefect, asked while they go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from warehouse import db

if TYPE_CHECKING:
    from pathlib import Path

COPYDESK = [sys.executable, "-m", "copydesk.cli"]
TABLES = (
    "articles",
    "sentences",
    "figures",
    "attributions",
    "quotations",
    "claims",
    "features",
    "figure_pairs",
    "flags",
)
SETTINGS = """
page_seconds = 240
[fetch]
allowed_networks = ["127.0.0.0/8"]
allowed_ports = {ports}
pace_seconds = 0
read_timeout = 120
total_deadline = 240
"""
PATIENCE = 280  # seconds that a run may take on a busy machine


class WebRuns(NamedTuple):
    first: dict[str, Any]
    second: dict[str, Any]
    statuses: tuple[int, int]
    answers: list[subprocess.CompletedProcess[str]]
    before: dict[str, object]
    after: dict[str, object]
    home: Path
    pages: set[str]


def runs_over(home: Path, feeds: dict[str, str], ports: set[int], pages: set[str]) -> WebRuns:
    """Run twice over these outlets' feeds in a home folder of its own."""
    sources = (f'[[source]]\nname = "{name}"\noutlet = "{name}"\nfeeds = ["{feed}"]\n' for name, feed in feeds.items())
    (home / "sources.toml").write_text("\n".join(sources), "utf-8")
    (home / "copydesk.toml").write_text(SETTINGS.format(ports=sorted(ports)), "utf-8")
    first, status, answers = run_while_asking(home)
    before = contents(home)
    second, again, more = run_while_asking(home)
    return WebRuns(first, second, (status, again), [*answers, *more], before, contents(home), home, pages)


def run_while_asking(home: Path) -> tuple[dict[str, Any], int, list[subprocess.CompletedProcess[str]]]:
    """Run the command, and ask the published copy from other processes until it ends."""
    environment = {**os.environ, "COPYDESK_DEBUG": "1"}
    answers = []
    with subprocess.Popen(
        [*COPYDESK, "run", "--json", "--home", str(home)], stdout=subprocess.PIPE, text=True, env=environment
    ) as run:
        while run.poll() is None:
            if (home / "published" / "current").is_file():
                query = "SELECT count(*) AS articles FROM v1.articles"
                ask = [*COPYDESK, "sql", "--json", "-c", query, "--home", str(home)]
                answers.append(subprocess.run(ask, capture_output=True, text=True, check=False))
            time.sleep(1)
        assert run.stdout
        told = run.stdout.read()
    return json.loads(told), run.returncode, answers


def contents(home: Path) -> dict[str, object]:
    con = db.connect(home)
    try:
        return {
            table: con.execute(f"SELECT count(*), bit_xor(hash(t)) FROM main.{table} AS t").fetchone()
            for table in TABLES
        }
    finally:
        con.close()


@pytest.mark.prefect
@pytest.mark.timeout(2 * PATIENCE)
class AskedRuns:
    """The tests of such runs; the fixture `web_runs` of a subclass's module says over which web."""

    def test_every_page_is_an_article_or_a_row_with_a_reason(self, web_runs: WebRuns) -> None:
        con = db.connect(web_runs.home)
        columns = "SPLIT_PART(requested_url, '?', 1), outcome, reason, advice, article_id"
        query = f"SELECT {columns} FROM fetches WHERE run_id = ?"
        told = {row[0]: row[1:] for row in con.execute(query, [web_runs.first["run_id"]]).fetchall()}
        con.close()
        assert web_runs.pages <= set(told)
        silent = [url for url, (_, reason, advice, article) in told.items() if not article and not (reason and advice)]
        assert silent == []
        read = [url for url in web_runs.pages if told[url][3]]
        assert len(read) >= 0.95 * len(web_runs.pages)

    def test_the_exit_status_says_whether_all_of_it_was_read(self, web_runs: WebRuns) -> None:
        states = (web_runs.first["state"], web_runs.second["state"])
        assert web_runs.statuses == tuple({"Completed": 0, "CompletedWithFailures": 3}[state] for state in states)

    def test_sql_answers_from_another_process_while_the_run_is_writing(self, web_runs: WebRuns) -> None:
        assert len(web_runs.answers) >= 3
        assert [answer.stderr for answer in web_runs.answers if answer.returncode] == []
        assert all("articles" in json.loads(answer.stdout) for answer in web_runs.answers)

    def test_a_second_run_changes_nothing(self, web_runs: WebRuns) -> None:
        assert web_runs.after == web_runs.before
        assert web_runs.second["articles"] == web_runs.second["revised"] == web_runs.second["flags_new"] == 0
        assert web_runs.second["unchanged"] == web_runs.second["fetched"] == web_runs.first["fetched"]
