"""The SQL page: a query goes to a process that can only read the published copy; its answer comes back as a table."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.pages import desk_of, posting, render, word
from review.queries import query

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

TIMEOUT_SECONDS = 12.0
LONGEST = 20_000


def examples() -> list[tuple[str, str]]:
    """Return the example queries with their questions: review/sql/examples.sql, parted by blank lines."""
    blocks = re.split(r"\n\s*\n", query("examples").strip())
    return [(block.splitlines()[0].removeprefix("--").strip(), block.partition("\n")[2]) for block in blocks]


def ask(home: Path, sql: str) -> dict[str, Any]:
    """Return what the worker answers: columns, rows and more, or an error in words."""
    root = str(Path(__file__).parents[1])
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": root, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "review.sql_worker", str(home.resolve())]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the query goes in by stdin
            command, input=sql, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return {"error": "The query took too long and was stopped."}
    if done.returncode != 0:
        return {"error": "The query took more than this page allows and was stopped."}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def show_sql(request: Request) -> Response:
    """GET /sql."""
    return render(
        request, "sql.html", sql=request.query_params.get("q", "")[:LONGEST], answer=None, examples=examples()
    )


@posting("reader")
def run_sql(request: Request, form: FormData) -> Response:
    """POST /sql."""
    sql = word(form, "sql", LONGEST)
    return render(request, "sql.html", sql=sql, answer=ask(desk_of(request).home, sql), examples=examples())
