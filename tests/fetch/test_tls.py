from __future__ import annotations

import asyncio
import http.server
import shutil
import ssl
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from fetch.client import Fetcher, Settings
from fetch.sources import Source
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fetch.fetched import Fetched

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate of this test")
STORY = (
    b"<title>Bridge</title>" + b"<p>The council voted on Tuesday to close the harbour bridge for a whole year.</p>" * 9
)


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else STORY
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that do not trust us."""


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[int, Path, list[str]]]:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=secure.example", "-addext", "subjectAltName=DNS:secure.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    names: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    server = QuietServer(("127.0.0.1", 0), Quiet)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server.server_address[1], certificate, names
    server.shutdown()
    server.server_close()


def get(host: str, port: int, monkeypatch: pytest.MonkeyPatch, **changes: object) -> Fetched:
    async def at_home(self: object, host: str, port: int, **kind: object) -> list[object]:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    async def run() -> Fetched:
        given = {"allowed_networks": ["127.0.0.0/8"], "allowed_ports": [port]} | changes
        async with Fetcher(Settings.model_validate(given), run_id="r1") as fetcher:
            url = f"https://{host}:{port}/story"
            return await fetcher.get(url, source=Source(name="s", urls=(url,)))

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", at_home)
    return asyncio.run(run())


def test_the_name_is_verified_though_the_address_is_pinned(
    secure: tuple[int, Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate, names = secure
    assert get("secure.example", port, monkeypatch, ca_file=certificate).ok
    assert set(names) == {"secure.example"}
    other = get("other.example", port, monkeypatch, ca_file=certificate)
    assert other.outcome is Outcome.TLS
    assert "other.example" in other.reason


def test_a_certificate_that_nobody_vouches_for_is_a_tls_failure(
    secure: tuple[int, Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = get("secure.example", secure[0], monkeypatch)
    assert (found.outcome, found.next_attempt_at is None) == (Outcome.TLS, False)
    assert found.body == b""
