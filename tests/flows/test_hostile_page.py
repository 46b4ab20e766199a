"""A page that means harm, in a browser on the machine of `copydesk serve`; and a guest who has the secret."""

from __future__ import annotations

import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import expect, sync_playwright
from served import DEPLOYMENTS, PATIENCE, Operator, serving

from warehouse.publish import open_published

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.prefect, pytest.mark.timeout(2 * PATIENCE)]
FOREIGN = {"Origin": "http://evil.example", "Host": "evil.example"}
OPEN = {"/api/health", "/api/ready"}  # say "true" to anybody on this machine, as Prefect has it
DRAFT = "The toll was raised from 2 to 3 crowns, Lind Osk said. Profits rose by 15 per cent, from 640 to 720.\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    """A desk that reads one draft, keeps its archive, and has a schedule that does not begin meanwhile."""
    home = tmp_path_factory.mktemp("served")
    (home / "draft.txt").write_text(DRAFT, "utf-8")
    (home / "sources.toml").write_text(f'[[source]]\nname = "drafts"\nfiles = ["{home}/draft.txt"]\n', "utf-8")
    (home / "copydesk.toml").write_text("workers = 1\n", "utf-8")
    (home / "archive").mkdir()
    (home / "archive" / "old.warc.gz").write_bytes(b"evidence")
    (home / "private.txt").write_text(DRAFT.replace("toll", "secret levy"), "utf-8")
    with serving(home, "--every", "0 0 1 1 *") as (_, operator):
        operator.wait("deployments", count=len(DEPLOYMENTS))
        yield operator


@pytest.fixture(scope="module")
def page(served: Operator) -> Iterator[httpx.Client]:
    """What a page elsewhere can send: no secret."""
    with httpx.Client(base_url=served.address.removesuffix("/api"), trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
def verbs(page: httpx.Client) -> list[tuple[str, str]]:
    """Every verb and path of Prefect's API."""
    paths = page.get("/openapi.json").json()["paths"]
    found = [(verb.upper(), f"/api{path}") for path, offered in paths.items() for verb in offered]
    assert len(found) > 150
    return found


def attacks(served: Operator) -> list[tuple[str, str, dict[str, Any]]]:
    """The five attacks: a shell, a local file, a Python file, evidence deleted, and secrets sent elsewhere."""
    home = served.home
    (evil := home / "evil").mkdir(exist_ok=True)
    (evil / "evil.py").write_text(f"open({str(home / 'ran')!r}, 'w')\n", "utf-8")
    ids = {one["name"]: one for one in served.ask("deployments")}
    news, retention = ids["check-news"], ids["retention"]
    shell = {"prefect.deployments.steps.run_shell_script": {"script": f"touch {home / 'ran'}"}}
    told = {key: news[key] for key in ("name", "flow_id", "entrypoint")}
    runs = {name: f"deployments/{one['id']}/create_flow_run" for name, one in ids.items()}
    started: list[tuple[str, dict[str, Any]]] = [
        ("check-news", {"plan": {"home": str(home), "places": [str(home / "private.txt")]}}),
        ("check-news", {"plan": {"home": str(home), "check_folders": [str(evil)]}}),
        ("retention", {"keep_days": 2}),
        ("watchdog", {"alerts": ["json://evil.example"], "reviews_url": f"sqlite:///{home / 'x'}"}),
    ]
    return [
        ("POST", "deployments/", {**told, "pull_steps": [shell]}),
        ("PATCH", f"deployments/{retention['id']}", {"pull_steps": [shell]}),
        *(
            ("POST", runs[name], {"parameters": parameters, "state": {"type": "SCHEDULED"}})
            for name, parameters in started
        ),
    ]


def left_behind(served: Operator) -> list[str]:
    """Return what an attack did."""
    found = [name for name in ("ran", "x") if (served.home / name).exists()]
    if not (served.home / "archive" / "old.warc.gz").exists():
        found.append("evidence deleted")
    listed = served.ask("deployments")
    found += [one["name"] for one in listed if one["pull_steps"] or one["parameters"] or one["name"] not in DEPLOYMENTS]
    if (served.home / "published").exists():
        con = open_published(served.home)
        found += [row[0] for row in con.execute("SELECT text FROM v1.articles WHERE text LIKE '%levy%'").fetchall()]
        con.close()
    return found


def test_every_verb_is_refused_to_a_foreign_page(page: httpx.Client, verbs: list[tuple[str, str]]) -> None:
    for headers in (FOREIGN, {"Origin": "http://evil.example"}, {"Host": "evil.example"}, {"Origin": "null"}):
        answered = {page.request(verb, path, headers=headers).status_code for verb, path in verbs}
        assert answered == {403}, headers


def test_every_verb_is_refused_to_who_does_not_know_the_secret(
    page: httpx.Client, verbs: list[tuple[str, str]]
) -> None:
    wrong = ("copydesk", "guess")
    for auth in (None, wrong):
        answered = [(path, page.request(verb, path, auth=auth).status_code) for verb, path in verbs]
        assert [path for path, code in answered if code not in {401, 403} and path not in OPEN] == []


def test_no_answer_lets_a_foreign_page_read_it(page: httpx.Client) -> None:
    for method in ("GET", "OPTIONS", "POST"):
        asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        assert "access-control-allow-origin" not in page.request(method, "/api/flows/filter", headers=asked).headers


def asked_for(served: Operator) -> set[str]:
    """The runs that somebody asked for: those of the clock come by themselves meanwhile."""
    return {run["id"] for run in served.ask("flow_runs") if not run["auto_scheduled"]}


def test_the_attacks_of_a_page_leave_nothing_behind(served: Operator, page: httpx.Client) -> None:
    runs = asked_for(served)
    for verb, path, body in attacks(served):
        for headers in (FOREIGN, {"Origin": "http://evil.example"}, {}):
            assert page.request(verb, f"/api/{path}", json=body, headers=headers).status_code in {401, 403}
    assert asked_for(served) == runs
    assert left_behind(served) == []


def test_a_csrf_token_is_asked_of_who_knows_the_secret(served: Operator, page: httpx.Client) -> None:
    name, password = (served.home / "prefect" / "secret").read_text("utf-8").strip().split(":")
    told = page.post("/api/flows/filter", json={}, auth=(name, password))
    assert (told.status_code, told.json()) == (403, {"detail": "Missing CSRF token."})


def test_the_attacks_of_a_guest_with_the_secret_leave_nothing_behind(served: Operator) -> None:
    answers = [served.call(verb, path, body) for verb, path, body in attacks(served)]
    assert [answer.status_code for answer in answers] == [403, 403, 201, 201, 201, 201]
    made = [answer.json()["id"] for answer in answers[2:]]
    failed = {"id": {"any_": made}, "state": {"type": {"any_": ["FAILED", "CRASHED"]}}}
    assert len(served.wait("flow_runs", count=len(made), flow_runs=failed)) == len(made)
    assert left_behind(served) == []


def test_a_run_by_hand_ends_well_beside_it_and_keeps_to_the_settings(served: Operator) -> None:
    run_id = served.start_run()
    served.wait("flow_runs", flow_runs={"id": {"any_": [run_id]}, "state": {"type": {"any_": ["COMPLETED"]}}})
    command = [sys.executable, "-m", "copydesk.cli", "run", "--json", "--home", str(served.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, '"state": "Completed"' in done.stdout) == (0, True), done.stderr
    told = served.ask("flow_runs", flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}})
    assert [run["parameters"] for run in told if any(run["parameters"].values())] == []
    assert left_behind(served) == []


@pytest.mark.browser
def test_prefects_page_opens_with_the_secret_and_a_page_elsewhere_does_nothing(served: Operator, chromium: str) -> None:
    own = served.address.removesuffix("/api")
    with elsewhere() as evil, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        context = browser.new_context()
        page = context.new_page()
        page.goto(own)
        page.locator("input").first.fill((served.home / "prefect" / "secret").read_text("utf-8").strip())
        page.keyboard.press("Enter")
        expect(page.get_by_text("Dashboard").first).to_be_visible(timeout=60_000)
        page.goto(f"{own}/v2/deployments")
        expect(page.get_by_role("link", name="retention").first).to_be_visible(timeout=60_000)
        page.goto(evil)
        for verb, path, body in attacks(served):
            page.evaluate(SEND, [f"{served.address}/{path}", verb, body])
        page.evaluate(FRAME, own)
        framed = [frame.url for frame in page.frames if frame.parent_frame]
        browser.close()
    assert [url for url in framed if not url.startswith("chrome-error:")] == []
    assert len(framed) == 1
    assert left_behind(served) == []


SEND = """async ([url, method, body]) => {
    for (const mode of ["cors", "no-cors"]) for (const credentials of ["include", "omit"])
        await fetch(url, {method, mode, credentials, body: JSON.stringify(body)}).catch(() => 0);
}"""
FRAME = """async (url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    await new Promise((done) => { frame.onload = frame.onerror = done; });
}"""


def elsewhere() -> Any:  # noqa: ANN401 - a server as a context
    return _Elsewhere()


class _Elsewhere:
    """Another origin on this machine, whose page is empty."""

    def __enter__(self) -> str:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Empty)
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        time.sleep(0)
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><body>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""
