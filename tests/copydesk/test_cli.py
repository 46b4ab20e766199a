from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from copydesk.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., subprocess.CompletedProcess[str]]

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


def test_help_answers_at_once() -> None:
    costs = []
    for _ in range(3):  # seconds of processor time: other processes may keep the clock waiting
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "copydesk.cli", "--help"], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(costs) < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_says_what_it_does(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert command.help
    silent = [option.name for option in command.params if not getattr(option, "help", None)]
    assert silent == []


def test_the_version_is_printed(copydesk: Command) -> None:
    assert copydesk("--version").stdout == "copydesk 0.2.0\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("sql", "-c", "SELECT 1"), "Nothing is published"),
        (("run",), "There is nothing to read"),
        (("run", "no-such-file.txt"), "there is no such file"),
        (("run", "--sources", "no-such-file.toml"), "cannot be read"),
        (("check", "no-such-file.txt"), "there is no such file"),
    ],
)
def test_wrong_use_is_one_line_that_says_what_to_do(
    copydesk: Command, home: Path, words: tuple[str, ...], says: str
) -> None:
    done = copydesk(*words, "--home", str(home))
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_settings_file_is_one_line(copydesk: Command, home: Path) -> None:
    home.mkdir()
    (home / "copydesk.toml").write_text("btach = 1\n", "utf-8")
    done = copydesk("run", "x.txt", "--home", str(home))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "did you mean batch?" in done.stderr


def test_an_unknown_command_is_wrong_use(copydesk: Command) -> None:
    assert copydesk("chekc").returncode == 2


def test_a_reader_that_has_gone_is_no_fault(published: Path) -> None:
    query = "SELECT range FROM range(200000)"
    command = f"{sys.executable} -m copydesk.cli sql --json -c '{query}' --home {published} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == '{"range": 0}\n'
    assert done.stderr == ""
