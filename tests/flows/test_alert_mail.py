"""An alert comes by e-mail: a mailbox on this machine takes it, in the words of SMTP (RFC 5321)."""

from __future__ import annotations

import email
import socketserver
from email import policy
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from flows.alerts import tell
from flows.plan import NewsPlan
from flows.upkeep import Alarm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Mailbox(socketserver.StreamRequestHandler):
    """Takes every letter."""

    letters: list[bytes] = []  # noqa: RUF012 - emptied for each test

    def handle(self) -> None:
        self.say("220 mail.example")
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                Mailbox.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            if word == b"QUIT":
                self.say("221 bye")
                return
            self.say("250 fine")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mailbox() -> Iterator[str]:
    Mailbox.letters = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        yield f"mailto://127.0.0.1:{port}?smtp=127.0.0.1&mode=insecure&from=desk@post.example&to=night@post.example"
        server.shutdown()


def test_an_alert_comes_by_e_mail(home: Path, mailbox: str) -> None:
    plan = NewsPlan(home=home, alerts=(mailbox,), desk_url="http://desk.example")
    assert tell(plan, [Alarm("text share", "The Gazette: 45% of the prose was kept", "The Gazette")], whole=True)
    [letter] = [email.message_from_bytes(one, policy=policy.default) for one in Mailbox.letters]
    assert (letter["To"], letter["Subject"]) == ("night@post.example", "Copydesk needs you")
    body = letter.get_body(("html", "plain"))
    assert body is not None
    assert "The Gazette: 45% of the prose was kept" in body.get_content()
    assert "http://desk.example/runs" in body.get_content()
