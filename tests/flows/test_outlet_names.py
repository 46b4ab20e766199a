"""Whose pages they are, through the whole intake: a feed that names another source's host does not rename its pages."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from flows.plain import recheck_plainly, run_plainly
from flows.plan import NewsPlan
from warehouse import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROSE = "".join(
    f"<p>The harbour council of Norvale will vote on the {number}th bridge on Monday, its chair Lind Osk said.</p>"
    for number in range(4, 12)
)
FEED = "<rss version='2.0'><channel><title>f</title>{}</channel></rss>"


class Site(ThreadingHTTPServer):
    """One server under two names: localhost is the herald's, 127.0.0.1 has the other's feed and an imitation."""


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        port = self.server.server_address[1]
        listed = [f"http://ada:hidden@localhost:{port}/taken", f"http://127.0.0.1:{port}/imitation"]
        body = FEED.format("".join(f"<item><link>{url}</link></item>" for url in listed))
        if not self.path.endswith(".xml"):
            name = "<meta property='og:site_name' content='Harbour Herald'>" if self.path == "/imitation" else ""
            head = f"<title>Bridge {self.path}</title>{name}"
            body = f"<html><head>{head}</head><body><article><h1>{self.path}</h1>{PROSE}</article></body></html>"
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "application/rss+xml" if self.path.endswith(".xml") else "text/html")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def plan(home: Path) -> Iterator[NewsPlan]:
    with Site(("127.0.0.1", 0), Answer) as site:
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        port = site.server_address[1]
        home.mkdir()
        (home / "sources.toml").write_text(
            f'[[source]]\nname = "herald"\noutlet = "Harbour Herald"\nurls = ["http://localhost:{port}/own"]\n'
            f'[[source]]\nname = "other"\nfeeds = ["http://127.0.0.1:{port}/other.xml"]\n',
            "utf-8",
        )
        fetch = {"allowed_networks": ["127.0.0.0/8", "::1/128"], "allowed_ports": [port], "pace_seconds": 0}
        yield NewsPlan(home=home, sources=home / "sources.toml", fetch=fetch, workers=1, page_seconds=240)
        site.shutdown()


def outlets(home: Path) -> dict[str, str]:
    con = db.connect(home)
    rows = con.execute("SELECT requested_url, outlet FROM main.fetches WHERE article_id IS NOT NULL").fetchall()
    rows += con.execute("SELECT url, outlet FROM main.articles").fetchall()
    con.close()
    return {url.rpartition("/")[2]: outlet for url, outlet in rows}


def test_a_page_keeps_the_name_of_who_owns_its_host(plan: NewsPlan) -> None:
    assert run_plainly(plan).state == "Completed"
    whose = {"own": "Harbour Herald", "taken": "Harbour Herald", "imitation": "127.0.0.1"}
    assert outlets(plan.home) == whose
    con = db.connect(plan.home)
    con.execute("UPDATE main.fetches SET fetched_at = fetched_at - INTERVAL 4 HOUR")
    con.close()
    assert recheck_plainly(plan).fetched == 3
    assert outlets(plan.home) == whose


def test_a_password_in_a_feeds_address_is_kept_nowhere(plan: NewsPlan) -> None:
    run_plainly(plan)
    con = db.connect(plan.home)
    tables = [row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    told = {name: str(con.execute(f"SELECT * FROM main.{name}").fetchall()) for name in tables}
    con.close()
    assert "taken" in told["fetches"]
    assert [name for name, rows in told.items() if "hidden" in rows] == []
    assert [path for path in plan.home.rglob("*") if path.is_file() and b"hidden" in path.read_bytes()] == []
