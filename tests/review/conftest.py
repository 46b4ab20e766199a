"""What the desk's tests stand on: a published newsroom, a desk on a real port, visitors and a browser."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from review.app import create_app
from review.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from starlette.applications import Starlette

sys.path.insert(0, str(Path(__file__).parent))
stories = importlib.import_module("desk_stories")
archive = importlib.import_module("desk_archive")
told_events = importlib.import_module("desk_event")
told_people = importlib.import_module("desk_people")


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("newsroom") / "home"
    stories.publish_stories(made)
    return made


@pytest.fixture(scope="session")
def events_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose published copy holds events."""
    made = tmp_path_factory.mktemp("events") / "home"
    told_events.publish_events(made)
    return made


@pytest.fixture(scope="session")
def people_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose published copy holds people who are quoted."""
    made = tmp_path_factory.mktemp("people") / "home"
    told_people.publish_people(made)
    return made


@pytest.fixture(scope="session")
def printed() -> Any:  # noqa: ANN401 - the class of desk_archive, which type checkers do not see
    return archive.Printed


@pytest.fixture(scope="session")
def publish_archived() -> Callable[..., dict[str, list[str]]]:
    return archive.publish_archived


@pytest.fixture(scope="session")
def archived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A home with one archived page, and the ids of its flags."""
    made = tmp_path_factory.mktemp("archived") / "home"
    flags = archive.publish_archived(made, archive.BRIDGE)
    return made, [flag for some in flags.values() for flag in some]


@pytest.fixture
def newsroom(published_once: Path, home: Path) -> Path:
    shutil.copytree(published_once, home)
    return home


@pytest.fixture
def publisher() -> Callable[..., str]:
    return stories.publish_stories


@pytest.fixture
def story() -> Any:  # noqa: ANN401 - the class of desk_stories, which type checkers do not see
    return stories.Story


@pytest.fixture
def ferry() -> Any:  # noqa: ANN401 - a story of desk_stories
    return stories.FERRY


@pytest.fixture
def hostile() -> Any:  # noqa: ANN401 - a story of desk_stories
    return stories.hostile_story()


@dataclass
class Served:
    """A desk on a real port."""

    address: str
    app: Starlette
    home: Path

    def acts(self, count: int) -> list[str]:
        """The acts that are stored, once there are so many: a page shows an act before the desk has answered."""
        store = self.app.state.desk.store
        until = time.monotonic() + 30
        while len(store.events()) < count and time.monotonic() < until:
            time.sleep(0.05)
        return [event.act for event in store.events()]


@pytest.fixture
def serve_home() -> Iterator[Callable[..., Served]]:
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(home: Path, **settings: Any) -> Served:  # noqa: ANN401 - the settings' own types
        made = create_app(home, settings=Settings(**{"reviewer": "Ada"} | settings))
        server = uvicorn.Server(uvicorn.Config(made, host="127.0.0.1", port=0, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        running.append((server, thread))
        return Served(f"http://127.0.0.1:{port}", made, home)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


class Visit:
    """A visitor without a browser: keeps its cookie, sends the Origin and the CSRF token as the pages do."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address, trust_env=False, timeout=60)
        self.origin = address

    def get(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own arguments
        return self.client.get(path, **more)

    def csrf(self, path: str = "/") -> str:
        found = re.search(r'data-csrf="([0-9a-f]+)"', self.get(path).text)
        assert found
        return found[1]

    def post(self, path: str, *, json: bool = True, **fields: str) -> httpx.Response:
        headers = {"Origin": self.origin} | ({"Accept": "application/json"} if json else {})
        return self.client.post(path, data={"csrf": self.csrf()} | fields, headers=headers)

    def flags(self, path: str = "/queue") -> list[str]:
        return re.findall(r'data-flag="(\w+)"', self.get(path).text)


@pytest.fixture
def served(newsroom: Path, serve_home: Callable[..., Served]) -> Served:
    return serve_home(newsroom)


@pytest.fixture
def visitor_to() -> Iterator[Callable[[str], Visit]]:
    made: list[Visit] = []

    def make(address: str) -> Visit:
        made.append(Visit(address))
        return made[-1]

    yield make
    for visit in made:
        visit.client.close()


@pytest.fixture
def visit(served: Served, visitor_to: Callable[[str], Visit]) -> Visit:
    return visitor_to(served.address)


@pytest.fixture(scope="session")
def postgresql(postgres_port: int) -> str:
    return f"postgresql+psycopg://desk@127.0.0.1:{postgres_port}/postgres"


@pytest.fixture(scope="module")  # its event loop must be gone before another file wants one
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium)
        yield opened
        opened.close()


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page whose console must stay clean: every message and error of it fails the test."""
    contexts, complaints = [], []

    def open_page(address: str, **settings: Any) -> Page:  # noqa: ANN401 - Playwright's own settings
        context = browser.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 850}} | settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            with suppress(PlaywrightError):
                page.wait_for_load_state()  # a page that is still on its way may hold up the closing for ever
        context.close()
    refused = ("409 (Conflict)", "404 (Not Found)")  # what a test asked for on purpose
    assert [words for words in complaints if not words.endswith(refused)] == []


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Write a screenshot to tests/screenshots/, and to docs/images/ when PICTURES is set."""
    root = request.config.rootpath

    def take(page: Page, name: str) -> None:
        folders = [root / "tests" / "screenshots"]
        if os.environ.get("PICTURES"):
            folders.append(root / "docs" / "images")
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", animations="disabled")

    return take


@pytest.fixture
def no_axe_violation() -> Callable[..., None]:
    def look(page: Page, *rules: str) -> None:
        """Fail where axe finds anything; with rules named, only these are looked at."""
        found = Axe().run(page, options={"runOnly": list(rules)} if rules else None)
        assert found.violations_count == 0, found.generate_report()

    return look
