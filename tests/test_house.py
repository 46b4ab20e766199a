"""The rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from warehouse import db

HOUSE = Path(__file__).parents[1]
PACKAGES = ("warehouse", "webpage", "extract", "checks", "fetch", "flows", "review", "copydesk")
LONGEST = 300  # lines of a file
FORBIDDEN = {"utils", "common", "core", "helpers", "manager", "misc"}


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (HOUSE / folder).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_bears_the_name_of_a_top_level_package(package: str) -> None:
    # a command's file has its name; nobody starts Python in that folder, where it would shadow the package
    clashes = [path for path in sources(package) if path.stem in PACKAGES and path.parent.name != "commands"]
    assert clashes == []


def test_no_module_is_named_for_nothing() -> None:
    assert [path for path in sources(*PACKAGES) if path.stem in FORBIDDEN] == []


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(HOUSE)): n for path in sources(*PACKAGES, "tests", "bench") if (n := lines(path)) > LONGEST
    }
    assert long == {}


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_every_table_and_column_says_what_it_means() -> None:
    con = db.memory(commented=True)
    silent = con.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal "
        "AND schema_name IN ('main', 'v1') AND comment IS NULL"
    ).fetchall()
    con.close()
    assert silent == []


def test_every_suppression_gives_its_reason() -> None:
    bare = re.compile(r"#\s*noqa(?::\s*[A-Z0-9, ]+)?\s*$|#\s*type:\s*ignore(?:\[[\w-]+(?:,\s*[\w-]+)*\])?\s*$")
    silent = [
        f"{path.relative_to(HOUSE)}:{number}"
        for path in sources(*PACKAGES)
        for number, line, before in numbered(path)
        if (found := bare.search(line)) and "PLC0415" not in found[0] and before != line
    ]
    assert silent == []


def numbered(path: Path) -> list[tuple[int, str, str]]:
    text = path.read_text("utf-8").splitlines()
    return [(number, line, text[number - 2] if number > 1 else "") for number, line in enumerate(text, start=1)]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_data_file_of_a_package_is_shipped(package: str) -> None:
    shipped = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    patterns = shipped.get(package, [])
    found = {path for pattern in patterns for path in (HOUSE / package).glob(pattern)}
    data = {
        path
        for path in (HOUSE / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and path.name != "README.md"
    }
    assert sorted(str(path.relative_to(HOUSE)) for path in data - found) == []


def test_help_imports_nothing_that_costs_seconds() -> None:
    heavy = ("prefect", "great_expectations", "spacy", "duckdb", "pandas", "trafilatura", "httpx", "pydantic")
    code = f"import sys, copydesk.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
