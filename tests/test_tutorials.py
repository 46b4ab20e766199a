"""The tutorials are true: every command is run, every step is taken in a browser, and what comes is what they print."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

TUTORIALS = Path(__file__).parents[1] / "docs" / "tutorials"
NAMES = sorted(path.stem for path in TUTORIALS.glob("*.md"))
PIECE = re.compile(
    r"^```console\n(?P<console>.*?)^```$|^\| do \| and see \|\n\|[-|]+\|\n(?P<steps>(?:^\|[^\n]*\|\n)+)",
    re.MULTILINE | re.DOTALL,
)
STEP = re.compile(r"^\| (?P<act>open|press) [<`](?P<what>[^>`]+)[>`] \| (?P<see>.+?) \|$", re.MULTILINE)
STAYS = ("copydesk review", "copydesk serve")  # commands that go on until they are stopped
DESK = "127.0.0.1:8377"
PATIENCE = 120  # seconds until a command that stays has said what it says, on a busy machine


@dataclass
class Command:
    """What is typed, and what the page says that it prints: … is any words, or any lines where it stands alone."""

    words: str
    prints: list[str] = field(default_factory=list)

    def pattern(self) -> str:
        lines = "\n".join(self.prints).strip("\n").split("\n") if self.prints else []
        return "".join(r"(?:.*\n)*" if line.strip() == "…" else f"{_line(line.rstrip())}\\n" for line in lines)


def _line(line: str) -> str:
    """Return a line's pattern: … is any words, and the gap between two columns is as wide as it happens to be."""
    margin = len(line) - len(line.lstrip())
    words = re.sub(r"(?:\\ ){2,}", " {2,}", re.escape(re.sub(" +…$", "…", line[margin:])))
    return line[:margin] + words.replace("…", ".*")


def pieces(text: str) -> Iterator[list[Command] | list[re.Match[str]]]:
    for piece in PIECE.finditer(text):
        yield commands(piece["console"]) if piece["console"] else list(STEP.finditer(piece["steps"]))


def commands(block: str) -> list[Command]:
    found: list[Command] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:]))
        elif line.startswith(">") and not found[-1].prints:
            found[-1].words += "\n" + line[1:].removeprefix(" ")
        else:
            found[-1].prints.append(line)
    return found


@dataclass
class Reader:
    """Somebody who follows a tutorial in an empty folder."""

    folder: Path
    port: int
    status: int = 0
    staying: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COPYDESK_", "PREFECT_"))}
        return kept | {"PATH": f"{Path(sys.executable).parent}:{kept['PATH']}", "HOME": str(self.folder)}

    def follow(self, block: list[Command]) -> None:
        for command, after in zip(block, [*block[1:], None], strict=True):
            asks = after is not None and after.words == "echo $?"
            said = self._stay(command) if command.words.startswith(STAYS) else self._run(command, status_is_shown=asks)
            assert re.fullmatch(command.pattern(), said), f"$ {command.words}\n{said}"

    def _run(self, command: Command, *, status_is_shown: bool) -> str:
        script = f"(exit {self.status}); {command.words}" if command.words == "echo $?" else command.words
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, stdout=-1, stderr=-2, text=True, check=False
        )
        self.status = done.returncode
        assert status_is_shown or done.returncode == 0, f"$ {command.words}\n{done.stdout}(status {done.returncode})"
        return tidy(done.stdout)

    def _stay(self, command: Command) -> str:
        said, give_up_at = self.folder / f"said-{len(self.staying)}", time.monotonic() + PATIENCE
        words = command.words + (f" --port {self.port}" if command.words.startswith("copydesk review") else "")
        with said.open("wb") as log:
            process = subprocess.Popen(
                ["bash", "-c", f"exec {words}"], cwd=self.folder, env=self.environment, stdout=log, stderr=log
            )
        self.staying.append(process)
        while not answers(self.port) and process.poll() is None and time.monotonic() < give_up_at:
            time.sleep(0.2)
        return tidy(said.read_text("utf-8"))

    def leave(self) -> None:
        for process in self.staying:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def tidy(said: str) -> str:
    text = "\n".join(line.rstrip() for line in said.splitlines()).strip("\n")
    return text + "\n" if text else ""


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def take(steps: list[re.Match[str]], chromium: str) -> None:
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - for the tutorials with a browser alone

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(60_000)
        for step in steps:
            page.goto(step["what"]) if step["act"] == "open" else page.keyboard.press(step["what"])
            expect(page.locator("body")).to_contain_text(step["see"], timeout=60_000)
        browser.close()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    someone = Reader(tmp_path, port)
    yield someone
    someone.leave()


@pytest.mark.browser
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_a_tutorial_can_be_followed_to_its_end(reader: Reader, chromium: str, name: str) -> None:
    text = (TUTORIALS / f"{name}.md").read_text("utf-8").replace(DESK, f"127.0.0.1:{reader.port}")
    followed = 0
    for piece in pieces(text):
        followed += len(piece)
        if isinstance(piece[0], Command):
            reader.follow(piece)  # type: ignore[arg-type]  # a piece is all commands or all steps
        else:
            take(piece, chromium)  # type: ignore[arg-type]  # a piece is all commands or all steps
    assert followed == len(re.findall(r"^\$ |^\| (?:open|press) ", text, re.MULTILINE)) > 8


def test_there_is_a_tutorial_for_each_of_the_three_users() -> None:
    assert NAMES == ["analyst", "fact-checker", "operator"]


@pytest.mark.parametrize(
    ("prints", "said", "fits"),
    [
        (["one … three"], "one two three\n", True),
        (["one"], "one\ntwo\n", False),
        (["one", "…"], "one\ntwo\nthree\n", True),
        (["…", "three"], "one\nthree\ntwo\n", False),
        (["a.b"], "axb\n", False),
        ([], "", True),
        ([], "a word\n", False),
    ],
)
def test_what_is_printed_fits_or_does_not(prints: list[str], said: str, fits: bool) -> None:
    assert bool(re.fullmatch(Command("", prints).pattern(), said)) is fits
