"""The desk over a lake: its pages, the queries of its SQL page, and a changed check tried on what is stored."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from newsroom import Machine, told, write_articles
from typer.testing import CliRunner

from copydesk.cli import app
from review.app import create_app
from review.pages.sql_page import ask, examples
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CHECKS = Path(__file__).parents[2] / "checks" / "sql"
ADDRESSES = {
    "sqlite": 'warehouse = "ducklake:sqlite:lake.sqlite"\n',
    "postgres": 'warehouse = "ducklake:postgres:host=127.0.0.1 port={port} user=desk password=hidden dbname=desk"\n'
    'data = "{home}/lake"\n',
}
SHOWING = ("FROM duckdb_databases()", "SELECT path FROM duckdb_databases", "FROM pragma_database_list()")


@pytest.fixture(params=list(ADDRESSES))
def newsroom(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    port = 0
    if request.param == "postgres":
        port = request.getfixturevalue("postgres_port")
        psycopg = pytest.importorskip("psycopg")
        with psycopg.connect(f"host=127.0.0.1 port={port} user=desk dbname=postgres", autocommit=True) as con:
            con.execute("CREATE DATABASE desk")
    (home / "copydesk.toml").write_text(ADDRESSES[request.param].format(port=port, home=home))
    assert told(Machine(home, "").run(write_articles(tmp_path / "texts", 0, 4))).rstrip().endswith("Completed")
    return home


async def pages(home: Path, paths: Iterable[str], following: Callable[[str], list[str]]) -> dict[str, int]:
    """Ask a desk for pages, and for those that the first of them names; return how each answered."""
    transport = httpx.ASGITransport(create_app(home, settings=Settings(reviewer="Ada")))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8377", timeout=60) as visitor:
        answers = {path: await visitor.get(path) for path in paths}
        more = following(answers["/queue"].text)
        answers |= {path: await visitor.get(path) for path in more}
    return {path: answer.status_code for path, answer in answers.items()}


@pytest.mark.timeout(600)
def test_the_desk_stands_over_a_lake_as_over_a_file(newsroom: Path, tmp_path: Path) -> None:
    def articles(page: str) -> list[str]:
        return sorted(set(re.findall(r'href="(/articles/\w+)', page)))[:2]

    found = asyncio.run(pages(newsroom, ("/", "/queue", "/sql", "/runs", "/checks", "/search?q=boats"), articles))
    assert set(found.values()) == {200}, found
    assert len(found) == 8
    for _, sql in examples():
        assert "error" not in ask(newsroom, sql)
    for sql in SHOWING:
        assert "nothing beside them" in ask(newsroom, sql)["error"]
    changed = tmp_path / "FG07_share_of_base.sql"
    shutil.copy(next(CHECKS.glob("FG07_*.sql")), changed)
    tried = CliRunner().invoke(app, ["checks", "try", str(changed)], env={"COPYDESK_HOME": str(newsroom)})
    assert "FG07 on 4 articles" in tried.output
