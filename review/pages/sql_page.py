"""The SQL page: a query goes to a process that can only read the published copy; its answer comes back as a table."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.copy.queries import query
from review.pages.rendering import desk_of, posting, render, visitor_of, word
from warehouse.lake import surroundings

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

TIMEOUT_SECONDS = (
    30.0  # of a worker's whole life, its start on a busy machine too; its query and its processor end sooner
)
LONGEST = 20_000  # characters of a query
AT_ONCE = 2  # queries of the whole desk, one a person
BUSY = 429


def examples() -> list[tuple[str, str]]:
    """Return the example queries with their questions: review/sql/examples.sql, parted by blank lines."""
    blocks = re.split(r"\n\s*\n", query("examples").strip())
    return [(block.splitlines()[0].removeprefix("--").strip(), block.partition("\n")[2]) for block in blocks]


def ask(home: Path, sql: str) -> dict[str, Any]:
    """Return what the worker answers: columns, rows and more, or an error in words."""
    root = str(Path(__file__).parents[2])
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": root, "PYTHONUTF8": "1", **surroundings()}
    command = [sys.executable, "-P", "-m", "review.pages.sql_worker", str(home.resolve())]
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
    return _page(request, request.query_params.get("q", "")[:LONGEST], None)


@posting("reader")
async def run_sql(request: Request, form: FormData) -> Response:
    """POST /sql: few queries at once, on threads of their own, so that no other page waits for one."""
    sql, name = word(form, "sql", LONGEST), visitor_of(request).name
    running: set[str] = request.app.state.querying
    if name in running:
        return _page(request, sql, {"error": "Your last query is still running: wait for its answer."}, BUSY)
    if len(running) >= AT_ONCE:
        return _page(request, sql, {"error": "Others are asking: run the query again in some seconds."}, BUSY)
    running.add(name)
    try:
        return await asyncio.to_thread(lambda: _page(request, sql, ask(desk_of(request).home, sql)))
    finally:
        running.discard(name)


def _page(request: Request, sql: str, answer: dict[str, Any] | None, status: int = 200) -> Response:
    return render(request, "sql.html", status=status, sql=sql, answer=answer, examples=examples())
