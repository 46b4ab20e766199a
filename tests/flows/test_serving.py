"""A Prefect server that was already there: what it is told, and what is said of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from copydesk.doctor import look
from flows.keeping import TRIES, Kept, serve_on
from flows.secret import secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Stranger(ThreadingHTTPServer):
    """A server of somebody else: it answers everybody, or asks for a password, and remembers what it was told."""

    def __init__(self, *, open_to_all: bool) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.open_to_all, self.told = open_to_all, []
        self.address = f"http://127.0.0.1:{self.server_address[1]}/api"


class Answer(BaseHTTPRequestHandler):
    server: Stranger

    def do_GET(self) -> None:
        self.server.told.append(str(self.headers))
        fine = self.server.open_to_all or self.path == "/api/health"
        self.send_response(200 if fine else 401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"true" if fine else b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(params=[True, False], ids=["open", "with a password"])
def stranger(request: pytest.FixtureRequest) -> Iterator[Stranger]:
    with Stranger(open_to_all=request.param) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


def copydesk(home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    home.mkdir(exist_ok=True)
    (home / "sources.toml").write_text('[[source]]\nname = "a"\nfeeds = ["http://127.0.0.1:9/feed"]\n', "utf-8")
    command = [sys.executable, "-m", "copydesk.cli", *words, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env}, timeout=240)


def finding(home: Path) -> tuple[str, str]:
    (found,) = [one for one in look(home) if one.subject == "prefect"]
    return found.state, found.found


def test_whoever_listens_where_our_server_was_is_not_told_the_secret(home: Path, stranger: Stranger) -> None:
    known = secret(home)
    (home / "prefect" / "server.url").write_text(stranger.address, "utf-8")
    done = copydesk(home, "serve")
    assert (done.returncode, "does not know this home's secret" in done.stderr) == (4, True), done.stderr
    assert finding(home)[0] == "fail"
    assert stranger.told
    assert [line for line in stranger.told if "Authorization" in line or known in line] == []


def test_a_named_server_without_a_password_serves_nothing(
    home: Path, stranger: Stranger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", stranger.address)
    assert finding(home)[0] == ("fail" if stranger.open_to_all else "ok")
    if stranger.open_to_all:
        done = copydesk(home, "serve")
        assert (done.returncode, "answers without a password" in done.stderr) == (4, True), done.stderr
        assert [line for line in stranger.told if "Authorization" in line] == []


def test_a_named_server_keeps_the_password_that_it_was_named_with(home: Path, stranger: Stranger) -> None:
    asked = (
        "import os, json, sys; from pathlib import Path; from flows.server import settle;"
        "print(json.dumps([settle(Path(sys.argv[1])), os.environ.get('PREFECT_API_AUTH_STRING')]))"
    )
    for given in ({}, {"PREFECT_API_AUTH_STRING": "theirs:own"}):
        env = {**os.environ, "PREFECT_API_URL": stranger.address, **given}
        command = [sys.executable, "-c", asked, str(home)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        assert json.loads(done.stdout) == [stranger.address, given.get("PREFECT_API_AUTH_STRING")]
    assert not (home / "prefect" / "secret").exists()


def test_a_server_that_ends_at_once_again_and_again_is_given_up_with_where_its_log_is(tmp_path: Path) -> None:
    log, told = tmp_path / "server.log", Event()
    before = signal.signal(signal.SIGTERM, lambda *_: told.set())  # by which `serve` is ended in good order
    kept = Kept("http://127.0.0.1:1/api", [sys.executable, "-c", "raise SystemExit('no port')"], log)
    try:
        kept._open()
        kept._watch.start()
        assert told.wait(120)
        kept._watch.join(120)
    finally:
        kept.end()
        signal.signal(signal.SIGTERM, before)
    assert kept.fault == (
        f"Prefect's server ended with status 1: its log is {log}. It was started {TRIES} times in a row."
    )
    assert log.read_text("utf-8").splitlines() == ["no port"] * TRIES


def test_a_runner_that_fails_because_its_server_ended_starts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "import http.server; http.server.HTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler)"
    kept, begun = (
        Kept("http://127.0.0.1:9/api", [sys.executable, "-c", f"{page}.serve_forever()"], tmp_path / "log"),
        [],
    )
    monkeypatch.setattr("flows.keeping.proves", lambda *_: True)
    monkeypatch.setattr("flows.keeping.answers", lambda *_: True)
    monkeypatch.setattr("signal.signal", lambda *_: None)

    def serve(*_: object, **__: object) -> None:
        begun.append(kept.starts)
        if len(begun) == 1:
            os.kill(kept._process.pid, signal.SIGKILL)
            while kept.starts == 1:
                time.sleep(0.01)
            raise RuntimeError("Runner failed to start: event_emitter")
        if len(begun) == 2:
            raise ValueError("no fault of the server's")

    monkeypatch.setattr("prefect.serve", serve)
    kept.start("secret")
    try:
        with pytest.raises(ValueError, match="no fault"):
            serve_on(kept, "0 * * * *")
    finally:
        kept.end()
    assert begun == [1, 2]
