"""The gate before Prefect's server, and the secret that it stands on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from flows.gate import LARGEST, Gate
from flows.secret import PROOF, proof, secret

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

OWN = "http://127.0.0.1:4200"
SET_FOLDER = {"prefect.deployments.steps.set_working_directory": {"directory": "/srv"}}
RUN_SHELL = {"prefect.deployments.steps.run_shell_script": {"script": "id"}}


@pytest.fixture
def client() -> TestClient:
    async def echo(request: Request) -> Response:
        return JSONResponse(await request.json() if await request.body() else {})

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    routes = [
        Route("/api/{rest:path}", echo, methods=["GET", "POST", "PATCH", "DELETE"]),
        WebSocketRoute("/api/events/out", talk),
    ]
    return TestClient(Gate(Starlette(routes=routes), "copydesk:known"), base_url=OWN)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:4200", "127.0.0.1.evil.example", "127.0.0.1:4200@evil.example", "0.0.0.0:4200", ""],
)
def test_a_name_that_is_not_this_machines_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/api/health", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:4200", "localhost:4200", "localhost:9000"])
def test_this_machine_is_answered_under_its_own_origin(client: TestClient, host: str) -> None:
    assert client.get("/api/health", headers={"host": host, "origin": f"http://{host}"}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:8377", "https://127.0.0.1:4200"])
def test_another_sites_page_is_refused(client: TestClient, origin: str) -> None:
    for method in ("GET", "POST", "PATCH", "DELETE", "OPTIONS"):
        assert client.request(method, "/api/flows", headers={"origin": origin}).status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/api/events/out", headers={"origin": origin}):
        pass


def test_an_own_pages_socket_is_opened(client: TestClient) -> None:
    with client.websocket_connect("/api/events/out", headers={"origin": OWN, "host": "127.0.0.1:4200"}):
        pass


@pytest.mark.parametrize(
    "body",
    [
        {"pull_steps": [RUN_SHELL]},
        {"pull_steps": [SET_FOLDER, RUN_SHELL]},
        {"pull_steps": [{**SET_FOLDER, **RUN_SHELL}]},
        {"pull_steps": RUN_SHELL},
        {"pull_steps": "prefect.deployments.steps.set_working_directory"},
        {"entrypoint": "/tmp/evil.py:main"},  # noqa: S108 - not a file of ours
        {"entrypoint": "flows.news.check_news:x"},
        {"storage_document_id": "6d5a2f1e-0000-4000-8000-000000000000"},
    ],
)
def test_a_deployment_that_runs_what_is_not_ours_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    for method, path in (("POST", "/api/deployments/"), ("PATCH", "/api/deployments/1"), ("POST", "/api//deployments")):
        assert client.request(method, path, json=body).status_code == 403
    for code in ("utf-16", "utf-32-be", "utf-8-sig"):  # JSON that a reader of bytes would not see through
        sent = client.post("/api/deployments/", content=json.dumps(body).encode(code))
        assert sent.status_code == 403
    escaped = json.dumps(body).replace("p", "\\u0070").encode()
    assert client.post("/api/deployments/", content=escaped).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"name": "check-news", "entrypoint": "flows.news.check_news", "pull_steps": []},
        {"pull_steps": [SET_FOLDER]},
        {"pull_steps": None, "paused": True},
        {},
    ],
)
def test_our_own_deployment_is_handed_on_whole(client: TestClient, body: dict[str, Any]) -> None:
    assert client.post("/api/deployments/", json=body).json() == body


def test_too_much_about_a_deployment_is_refused_and_much_about_anything_else_is_not(client: TestClient) -> None:
    much = {"description": "a" * LARGEST}
    assert client.post("/api/deployments/", json=much).status_code == 403
    assert client.post("/api/logs/", json=much).json() == much


def test_a_server_shows_that_it_knows_the_secret_without_telling_it(client: TestClient) -> None:
    told = client.get(f"{PROOF}?once").text
    assert told == proof("copydesk:known", "once") != proof("copydesk:known", "twice")
    assert "known" not in told


def test_every_answer_says_that_no_page_may_frame_it(client: TestClient) -> None:
    assert "frame-ancestors 'none'" in client.get("/api/health").headers["content-security-policy"]


def test_the_secret_is_made_once_for_the_user_alone(home: Path) -> None:
    made = secret(home)
    path = home / "prefect" / "secret"
    assert (made, len(made) > 40) == (secret(home), True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]
    assert secret(home.with_name("another")) != made
