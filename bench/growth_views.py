"""What bench/growth.py asks the views, and how long they take for it at its sizes."""

from __future__ import annotations

import hashlib
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 1, 1, tzinfo=UTC)  # of desk_corpus.sql, which dates an article a minute
TRIES = 20  # of each question, for its 95th percentile
MONTH = 10_000  # articles, and minutes, of what a question calls a month: the same at any size
FLAGS = "SELECT count(*), max(message) FROM v1.open_flags WHERE outlet = $outlet"
SPAN = "published_at >= $since AND published_at < $until"
QUESTIONS = {
    "one article": "SELECT count(*), max(revision) FROM v1.articles INNER JOIN v1.claims USING (article_id) "
    "WHERE article_id = $article",
    "open flags of an outlet's month": f"{FLAGS} AND {SPAN}",
    "a month": f"SELECT outlet, count(*), avg(check_worthiness) FROM v1.claims WHERE {SPAN} GROUP BY outlet",
    "all open flags of an outlet": FLAGS,
}


def seconds(home: Path, articles: int) -> dict[str, float]:
    """Return the 95th percentile of seconds for each question, asked of the published copy."""
    from warehouse.publish import open_published  # noqa: PLC0415 - after the path is set

    found = {}
    with closing(open_published(home)) as con:
        for name, sql in QUESTIONS.items():
            times = []
            for number in range(TRIES):
                asked = {key: value for key, value in _asked(number, articles).items() if f"${key}" in sql}
                began = time.perf_counter()
                con.execute(sql, asked).fetchall()
                times.append(time.perf_counter() - began)
            found[name] = round(sorted(times)[int(0.95 * TRIES) - 1], 4)
    return found


def _asked(number: int, articles: int) -> dict[str, object]:
    """Return what the questions ask for at this turn: articles, outlets and months all over the corpus."""
    since = START + timedelta(minutes=number * max(0, articles - MONTH) // TRIES)
    article = hashlib.md5(f"article{number * articles // TRIES}".encode(), usedforsecurity=False).hexdigest()[:20]
    return {
        "article": article,
        "outlet": f"Outlet {number % 60}",
        "since": since,
        "until": since + timedelta(minutes=MONTH),
    }


def slower(runs: dict[int, dict[str, Any]]) -> dict[str, float]:
    """Return how many times as long as at 10,000 articles a question takes at the largest size, if both are there."""
    if MONTH not in runs or max(runs) == MONTH:
        return {}
    return {name: runs[max(runs)]["views"][name] / seconds for name, seconds in runs[MONTH]["views"].items()}
