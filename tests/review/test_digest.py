"""A person's digest: what is urgent, what is theirs, what came; printed or sent, and nobody else's."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from copydesk.cli import app
from flows.digests import send_digests
from review.desk import Choice, Desk
from review.settings import Settings
from review.stories.digest import digest
from warehouse.reviews import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Visit

LATER = datetime(2026, 3, 5, 6, tzinfo=UTC)


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook on loopback, and what it was told."""
    told: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_address[1]}/digest", told
    server.shutdown()
    server.server_close()


def hand_over(home: Path) -> None:
    desk = Desk(home, Settings(reviewer="Ada"), serving=False)
    copy = desk.copy()
    assert copy
    flag = copy.board.flag_id(0)
    desk.decide(copy, flag, "Ada", Choice(act="assign", assignee="Berit"))
    desk.decide(copy, flag, "Berit", Choice(act="asked", comment="The harbour office"))
    desk.decide(copy, flag, "Ada", Choice(act="answered", comment="They say 12"))
    desk.record(
        Act(
            act="hand_over", reviewer="Ada", url="https://courier.example/budget", outlet="Valley Courier",
            scope="article", assignee="Berit", due_at=LATER - timedelta(days=1), comment="call the council",
            sentence="Council keeps its\nlibraries open",
        )
    )  # fmt: skip
    desk.close()


def test_a_digest_tells_what_is_urgent_and_what_is_in_ones_hands(newsroom: Path) -> None:
    hand_over(newsroom)
    words = digest(newsroom, "Berit", Settings(), LATER)
    assert "Look at these first" in words
    assert "The headline's figure is not in the text: Ferry fire leaves 14 people injured" in words
    assert "Council keeps its libraries open, from Ada, due 4 March 2026, overdue: call the council" in words
    assert "Ada answered: They say 12" in words
    assert "http://127.0.0.1:8377/flags/" in words
    others = digest(newsroom, "Cleo", Settings(), LATER)
    assert "Council keeps" not in others
    assert "They say 12" not in others


def test_a_digest_counts_what_came_since_the_last_look(newsroom: Path, visit: Visit) -> None:
    visit.get("/")
    assert "new article" not in digest(newsroom, "Ada", Settings())


def test_controls_in_news_do_not_reach_a_mail(newsroom: Path, publisher: Callable, hostile: object) -> None:
    publisher(newsroom, (hostile,))
    words = digest(newsroom, "Ada", Settings(), LATER)
    assert "⟨U+202E⟩" in words
    assert not any(letter in words for letter in "\u202e\u2066\r")


def test_the_command_prints_a_digest_and_sends_each_to_its_person(
    newsroom: Path, hook: tuple[str, list[dict[str, str]]]
) -> None:
    hand_over(newsroom)
    address, told = hook
    runner = CliRunner()
    printed = runner.invoke(app, ["digest", "Berit", "--home", str(newsroom)])
    assert printed.exit_code == 0
    assert "call the council" in printed.output
    (newsroom / "copydesk.toml").write_text(f'[digests]\nBerit = "{address}"\nAda = ["{address}"]\n', "utf-8")
    sent = runner.invoke(app, ["digest", "--send", "--home", str(newsroom)])
    assert sent.exit_code == 0
    assert [one["title"] for one in told] == ["Copydesk: digest for Berit", "Copydesk: digest for Ada"]
    assert "call the council" in told[0]["message"]
    assert "call the council" not in told[1]["message"]
    shown = runner.invoke(app, ["config", "--home", str(newsroom)]).output
    assert "digests" in shown
    assert "/digest" not in shown  # an address may hold a password


def test_the_deployment_sends_digests_and_says_what_was_not_sent(
    newsroom: Path, hook: tuple[str, list[dict[str, str]]]
) -> None:
    address, told = hook
    (newsroom / "copydesk.toml").write_text(f'[digests]\nAda = "{address}"\n', "utf-8")
    assert send_digests(newsroom) == (True, "Every digest was sent.")
    assert len(told) == 1
    (newsroom / "copydesk.toml").write_text('[digests]\nAda = "json://127.0.0.1:9/closed"\n', "utf-8")
    fine, words = send_digests(newsroom)
    assert not fine
    assert "Ada: the digest could not be sent to every address." in words


def test_a_name_without_addresses_is_refused_with_the_mend(newsroom: Path) -> None:
    answer = CliRunner().invoke(app, ["digest", "Cleo", "--send", "--home", str(newsroom)])
    assert "add them" in str(answer.exception)
