"""The SQL in the documents runs on the demo newsroom, and answers."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from flows.plain import run_plainly
from warehouse.publish import open_published
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from copydesk.newsstand import Newsstand
    from flows.plan import NewsPlan

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^#{2,3} (?P<title>[^\n]+)$|^```sql\n(?P<sql>.*?)^```$", re.MULTILINE | re.DOTALL)
MAY_BE_EMPTY = {  # on the demo newsroom
    "Which articles hold digits that were not read as figures?",
    "Which flags stood a day ago and are gone now?",
    "Which outlets tell the same count differently?",
    "What is the dearest thing that was told of, in dollars?",  # it speaks of no money
}


def queries(document: str) -> list[Any]:
    """Return every SQL block with its heading; a second one under the same heading is numbered."""
    found: list[Any] = []
    title = ""
    for block in BLOCK.finditer((DOCS / document).read_text("utf-8")):
        title = block["title"] or title
        if block["sql"]:
            found.append(pytest.param(block["sql"], title, id=f"{len(found) + 1} {title}"))
    return found


@pytest.fixture(scope="module")
def published(plan: NewsPlan, stand: Newsstand) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two editions read, a few flags decided, and a third run that imports the decisions."""
    run_plainly(plan)
    decide(plan)
    stand.edition = 2
    run_plainly(plan)
    con = open_published(plan.home)
    yield con
    con.close()


def decide(plan: NewsPlan) -> None:
    con = open_published(plan.home)
    columns = "flag_id, claim_id, check_code, url, outlet"
    flags = con.execute(f"SELECT {columns} FROM v1.open_flags ORDER BY flag_id LIMIT 4").fetchall()
    con.close()
    store = open_reviews(plan.home)
    for number, row in enumerate(flags):
        names = dict(zip(("flag_id", "claim_id", "check_code", "url", "outlet"), row, strict=True))
        act, reason = ("confirm", "") if number % 2 else ("dismiss", "common knowledge")
        store.append(Act(act=act, reviewer="Dana Whitlock", reason=reason, **names))
    store.close()


@pytest.mark.parametrize(("sql", "title"), queries("analysts.md"))
def test_an_analysts_query_answers(published: duckdb.DuckDBPyConnection, sql: str, title: str) -> None:
    rows = published.execute(sql).fetchall()
    assert rows or title in MAY_BE_EMPTY


def test_there_are_twenty_eight_questions() -> None:
    assert len(queries("analysts.md")) == 28


@pytest.mark.parametrize(("sql", "title"), queries("tour.md"))
def test_the_tours_sql_answers(published: duckdb.DuckDBPyConnection, sql: str, title: str) -> None:
    assert published.execute(sql).fetchall(), title


@pytest.mark.timeout(600)
def test_all_of_them_answer_while_a_run_writes_and_the_desk_decides(
    published: duckdb.DuckDBPyConnection, plan: NewsPlan, tmp_path: Path
) -> None:
    texts = [str(param.values[0]) for param in queries("analysts.md")]
    (tmp_path / "queries.json").write_text(json.dumps(texts), "utf-8")
    analyst = [sys.executable, "-c", ANALYST, str(plan.home), str(tmp_path / "queries.json"), str(tmp_path / "over")]
    with subprocess.Popen(analyst, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        asking.stdout.readline()  # it has begun
        try:
            with (
                desk(plan.home) as post,
                subprocess.Popen([sys.executable, "-c", RUNS, plan.model_dump_json()]) as runs,
            ):
                decided = [post(f"note {number}") for number in count_while(runs)]
        finally:
            (tmp_path / "over").touch()
        times = json.loads(asking.stdout.read())  # a query that was refused ends the analyst: then there is no answer
    assert (runs.returncode, asking.returncode) == (0, 0)
    assert set(decided) == {200}
    con = open_published(plan.home)
    began_and_ended = "SELECT epoch(started_at), epoch(finished_at) FROM v1.runs ORDER BY started_at DESC LIMIT 2"
    spans = con.execute(began_and_ended).fetchall()
    kept = con.execute("SELECT count(*) FROM v1.decisions WHERE comment LIKE 'note %'").fetchall()
    con.close()
    while_writing = {number for number, at in times if any(began < at < ended for began, ended in spans)}
    assert while_writing == set(range(len(texts)))
    assert 0 < kept[0][0] <= len(decided)


ANALYST = """
import json, pathlib, sys, time
from warehouse.publish import open_published
home, texts = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text())
print("begun", flush=True)
times = []
while not pathlib.Path(sys.argv[3]).exists():
    for number, text in enumerate(texts):
        con = open_published(home)
        con.execute(text).fetchall()
        con.close()
        times.append((number, time.time()))
print(json.dumps(times))
"""
RUNS = """
import sys
from flows.plain import run_plainly
from flows.plan import NewsPlan
for _ in range(2):
    assert run_plainly(NewsPlan.model_validate_json(sys.argv[1])).fetched == 21
"""


def count_while(process: subprocess.Popen[bytes]) -> Iterator[int]:
    number = 0
    while process.poll() is None:
        yield number
        number += 1
        time.sleep(0.1)


@contextmanager
def desk(home: Path) -> Iterator[Callable[[str], int]]:
    """Serve the desk in a process of its own, and note words on its first flag."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "copydesk.cli", "review", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command) as process, httpx.Client(trust_env=False, timeout=120) as client:
        address = f"http://127.0.0.1:{port}"
        try:
            page = first_page(client, f"{address}/queue")
            token, flag = re.findall(r'data-csrf="(\w+)"', page)[0], re.findall(r'data-flag="(\w+)"', page)[0]
            fields = {"csrf": token, "act": "note"}
            headers = {"Origin": address, "Accept": "application/json"}
            where = f"{address}/flags/{flag}/decide"
            yield lambda words: client.post(where, data={**fields, "comment": words}, headers=headers).status_code
        finally:
            process.terminate()


def first_page(client: httpx.Client, address: str) -> str:
    give_up_at = time.monotonic() + 120
    while time.monotonic() < give_up_at:
        with suppress(httpx.ConnectError):
            return client.get(address).raise_for_status().text
        time.sleep(0.2)
    raise TimeoutError("the desk does not answer")


def test_a_span_is_the_words(published: duckdb.DuckDBPyConnection) -> None:
    wrong = published.execute(
        "SELECT figures.text FROM v1.figures AS figures JOIN v1.articles AS articles USING (article_id) "
        "WHERE part = 'text' AND SPAN_TEXT(articles.text, span_start, span_end) <> figures.text"
    ).fetchall()
    assert wrong == []


def test_every_column_that_an_analyst_sees_is_explained(published: duckdb.DuckDBPyConnection) -> None:
    silent = published.execute("FROM v1.data_dictionary WHERE comment IS NULL OR LENGTH(comment) < 4").fetchall()
    assert [row[:3] for row in silent] == []
