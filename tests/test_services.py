"""What runs Copydesk by itself: systemd's units and the container's recipe name commands and folders that are there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
UNITS = sorted((HOUSE / "systemd").iterdir())
COMMAND = "/opt/copydesk/.venv/bin/copydesk"
OURS = Path(sys.executable).with_name("copydesk")
RECIPE = (HOUSE / "Containerfile").read_text("utf-8")


def knows(words: list[str]) -> bool:
    """Say whether the command takes these words; --help makes it parse them and do nothing."""
    return subprocess.run([OURS, *words, "--help"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text("utf-8").replace(COMMAND, str(OURS)), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *[str(tmp_path / unit.name) for unit in UNITS]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    named = [line for line in done.stderr.splitlines() if "copydesk" in line]  # the machine's own units may have faults
    assert named == []


def test_every_service_starts_a_command_that_there_is() -> None:
    services = [unit for unit in UNITS if unit.suffix == ".service"]
    texts = [unit.read_text("utf-8") for unit in services]
    started = [shlex.split(line) for text in texts for line in re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)]
    assert len(started) == len(services) == 3
    assert {words[0] for words in started} == {COMMAND}
    assert [words for words in started if not knows(words[1:])] == []


def test_every_service_keeps_its_data_in_the_folder_that_systemd_makes() -> None:
    for unit in (unit for unit in UNITS if unit.suffix == ".service"):
        settings = dict(re.findall(r"^(\w+)=(.*)$", unit.read_text("utf-8"), re.MULTILINE))
        assert settings["Environment"] == f"COPYDESK_HOME=/var/lib/{settings['StateDirectory']}"
        assert (settings["ProtectSystem"], settings["NoNewPrivileges"]) == ("strict", "true")
        assert (settings["StateDirectoryMode"], settings["UMask"]) == ("0700", "0077")


def test_every_timer_has_its_service() -> None:
    timers = [unit.stem for unit in UNITS if unit.suffix == ".timer"]
    assert timers == ["copydesk-alerts"]
    assert all((HOUSE / "systemd" / f"{name}.service").is_file() for name in timers)


def test_the_operators_page_names_every_unit() -> None:
    page = (HOUSE / "docs" / "operators.md").read_text("utf-8")
    assert [unit.name for unit in UNITS if unit.name not in page] == []


def test_the_container_starts_a_command_that_there_is_on_a_python_that_will_do() -> None:
    words = json.loads(re.findall(r"^CMD (.*)$", RECIPE, re.MULTILINE)[0])
    assert words[0] == "copydesk"
    assert knows(words[1:])
    image = re.findall(r"^FROM .*python:([\d.]+)", RECIPE, re.MULTILINE)[0]
    asked = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert asked == ">=3.11,<3.14"
    assert image in {"3.11", "3.12", "3.13"}


def test_what_the_container_builds_from_is_not_kept_out_of_it() -> None:
    kept_out = (HOUSE / ".dockerignore").read_text("utf-8").split()
    packages = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    needed = {name.split(".")[0] for name in packages} | {"pyproject.toml", "constraints.txt", "README.md", "LICENSE"}
    assert needed & set(kept_out) == set()
    assert {".git", ".venv", "copydesk-data"} <= set(kept_out)
