"""The SQL in the documents runs on the demo newsroom, and answers."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.plain import run_plainly
from warehouse.publish import open_published
from warehouse.reviews import Act, open_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from copydesk.newsstand import Newsstand
    from flows.plan import NewsPlan

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^#{2,3} (?P<title>[^\n]+)$|^```sql\n(?P<sql>.*?)^```$", re.MULTILINE | re.DOTALL)
MAY_BE_EMPTY = {  # on the demo newsroom
    "Which articles hold digits that were not read as figures?",
    "Which flags stood a day ago and are gone now?",
    "Which outlets tell the same count differently?",
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


def test_there_are_twenty_questions() -> None:
    assert len(queries("analysts.md")) == 20


@pytest.mark.parametrize(("sql", "title"), queries("tour.md"))
def test_the_tours_sql_answers(published: duckdb.DuckDBPyConnection, sql: str, title: str) -> None:
    assert published.execute(sql).fetchall(), title


def test_all_of_them_answer_while_a_run_writes_and_the_desk_decides(
    published: duckdb.DuckDBPyConnection, plan: NewsPlan
) -> None:
    texts = [str(param.values[0]) for param in queries("analysts.md")]
    rounds = 0
    with ThreadPoolExecutor(max_workers=1) as aside:
        run = aside.submit(run_plainly, plan)
        while not run.done() or rounds == 0:
            decide(plan)
            con = open_published(plan.home)
            for text in texts:
                con.execute(text).fetchall()
            con.close()
            rounds += 1
        assert run.result().fetched == 20


def test_a_span_is_the_words(published: duckdb.DuckDBPyConnection) -> None:
    wrong = published.execute(
        "SELECT figures.text FROM v1.figures AS figures JOIN v1.articles AS articles USING (article_id) "
        "WHERE part = 'text' AND SPAN_TEXT(articles.text, span_start, span_end) <> figures.text"
    ).fetchall()
    assert wrong == []


def test_every_column_that_an_analyst_sees_is_explained(published: duckdb.DuckDBPyConnection) -> None:
    silent = published.execute("FROM v1.data_dictionary WHERE comment IS NULL OR LENGTH(comment) < 4").fetchall()
    assert [row[:3] for row in silent] == []
