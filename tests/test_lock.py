"""What is installed is what was locked: every package with its version and hashes, and no place to have it from."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
LISTS = ("constraints.txt", "constraints-dev.txt")
LINE = re.compile(r"#.*|([a-z0-9][\w.-]*)==([\w.!+]+)(?: ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def locked(name: str) -> dict[str, str]:
    """Return the packages of a list with their versions; each must be followed by a hash."""
    lines = (HOUSE / name).read_text("utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    heads = [number for number, line in enumerate(lines) if "==" in line]
    assert [lines[number] for number in heads if "--hash=" not in lines[number + 1]] == []
    found = [LINE.fullmatch(lines[number]) for number in heads]
    return {canonicalize_name(match[1]): match[2] for match in found if match}


def test_every_package_of_both_lists_has_its_version_and_hashes_and_stands_in_one() -> None:
    ours, besides = (locked(name) for name in LISTS)
    assert len(ours) > 140
    assert set(ours) & set(besides) == set()
    assert {"pip", "setuptools"} <= set(ours)


def test_the_lists_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    for name, asked in (("constraints.txt", project["dependencies"]), ("", project["optional-dependencies"]["dev"])):
        pins = locked(name) if name else locked(LISTS[0]) | locked(LISTS[1])
        wanted = [Requirement(line) for line in asked]
        assert [str(one) for one in wanted if str(one.specifier) != f"=={pins.get(canonicalize_name(one.name))}"] == []


def test_the_lists_are_whole() -> None:
    """Whatever an installed package of the lists asks for on this machine is in them, too."""
    pins = locked(LISTS[0]) | locked(LISTS[1])
    missing = []
    for name in set(pins) - {"async-timeout", "whenever"}:  # of another Python than this, it may be
        for line in importlib.metadata.requires(name) or ():
            asked = Requirement(line)
            if (asked.marker is None or asked.marker.evaluate({"extra": ""})) and canonicalize_name(
                asked.name
            ) not in pins:
                missing.append(f"{name}: {asked}")
    assert missing == []


def test_nothing_is_installed_without_its_hash() -> None:
    for recipe in ("Makefile", "Containerfile"):
        commands = re.findall(r"pip install ([^&\n]*)", (HOUSE / recipe).read_text("utf-8"))
        assert len(commands) == 2
        assert "--require-hashes" in commands[0]
        assert "--no-deps --no-build-isolation" in commands[1]
