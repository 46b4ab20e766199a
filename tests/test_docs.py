"""The documents are true: links lead somewhere, the site builds offline, what is made from code is up to date."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from copydesk.cli import app
from copydesk.manual import manual

HOUSE = Path(__file__).parents[1]
NAMED = re.compile(r"(?:^|`|\$ |bin/)(copydesk (?!-)[^`\n]+)", re.MULTILINE)  # where a page shows a command
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_link_of_a_page_leads_to_a_file(page: str) -> None:
    targets = LINK.findall((HOUSE / page).read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (HOUSE / target).exists()] == []


def test_the_site_builds_strictly_and_asks_for_nothing_outside(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outside = re.compile(r'<(?:script|link|img)[^>]+(?:src|href)="https?://(?!www\.mkdocs\.org)[^"]+"')
    assert [page.name for page in tmp_path.glob("*.html") if outside.search(page.read_text("utf-8"))] == []


def test_the_page_of_commands_is_as_the_code_makes_it() -> None:
    assert (HOUSE / "docs" / "commands.md").read_text("utf-8") == manual()


def test_every_command_that_a_page_names_is_one_that_there_is() -> None:
    pages = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted((HOUSE / "docs").rglob("*.md"))]
    named = {line for page in pages for line in NAMED.findall(page.read_text("utf-8"))}
    assert len(named) > 40
    assert sorted(line for line in named if not is_known(line)) == []


def test_every_module_that_a_page_runs_is_there() -> None:
    pages = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted((HOUSE / "docs").rglob("*.md"))]
    named = {name for page in pages for name in re.findall(r"python -m ([a-z_.]+[a-z])", page.read_text("utf-8"))}
    assert "copydesk.prove" in named
    assert [name for name in sorted(named) if importlib.util.find_spec(name) is None] == []


def is_known(line: str) -> bool:
    """Say whether a line's command is one of ours, and each of its options one of that command's."""
    command = get_command(app)
    words = line.split("#", maxsplit=1)[0].split("|", maxsplit=1)[0].split()[1:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    asked = {word.split("=")[0] for word in words if re.fullmatch(r"--?[a-z][\w=-]*", word)}
    return (not getattr(command, "commands", None) and asked <= options | {"--help"}) or line.strip() == "copydesk"
