from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from flows.plan import NewsPlan
from flows.running import running
from review.app import create_app
from warehouse import db
from warehouse.records import Article, ArticleId

if TYPE_CHECKING:
    from pathlib import Path


def read(home: Path, outlet: str, share: float, days_ago: int) -> None:
    con = db.connect(home)
    page = ArticleId(f"{outlet}{days_ago}")
    words = {"headline": "", "standfirst": "", "byline": "", "language": "en", "text": "Rain.", "article_type": "news"}
    times = {"published_at": None, "modified_at": None, "fetched_at": datetime.now(UTC) - timedelta(days=days_ago)}
    db.save(con, [Article(article_id=page, url=page, outlet=outlet, text_share=share, notes=(), **words, **times)])
    con.close()


def page_of_a_run(home: Path, measures: dict[tuple[str, str], float]) -> str:
    read(home, "The Gazette", 0.9, 2)
    read(home, "The Gazette", 0.45, 0)
    with running(NewsPlan(home=home), "check_news") as run:
        run.tally.measures.update(measures)
        run.publish()
    with TestClient(create_app(home), base_url="http://127.0.0.1:8377") as browser:
        answer = browser.get(f"/runs/{run.run_id}")
    assert answer.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", "|", answer.text))


def test_a_runs_page_tells_what_stood_out_and_what_each_outlet_kept(home: Path) -> None:
    page = page_of_a_run(home, {("host_seconds", "The Gazette"): 9.0, ("flags_new", "AT01"): 12})
    assert "|New flags by check||AT01||12|" in page
    assert "|Slowest outlets||The Gazette||9.00 s|" in page
    assert "|Prose kept, the greatest fall first||The Gazette||45% (usual 90%)|" in page
