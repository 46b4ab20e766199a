"""A clone with nothing beside it is whole: no test needs what does not lie in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
TESTS = HOUSE / "tests"
GIVEN = TESTS / "beside" / "given.py"  # the one file that may look beside the repository
WITH_HOUSE = {**os.environ, "PYTHONPATH": str(HOUSE)}


def climbs(path: Path) -> bool:
    """Say whether a file's own path is followed beyond the repository."""
    text = path.read_text("utf-8")
    depth = len(path.relative_to(HOUSE).parents)
    steps = [int(number) for number in re.findall(r"__file__\)(?:\.resolve\(\))?\.parents\[(\d+)\]", text)]
    return any(step >= depth for step in steps) or bool(
        re.search(r"parents\[\d+\]\.parent|HOUSE\.parent|ROOT\.parent|rootpath\.parent", text)
    )


def test_no_test_but_the_extra_ones_looks_beside_the_repository() -> None:
    looking = {path for path in TESTS.rglob("*.py") if climbs(path)}
    naming = {
        path for path in TESTS.rglob("*.py") if re.search(r"[\"']shared[\"']|shared/(?:data|score)", path.read_text())
    }
    assert looking | naming <= {GIVEN, Path(__file__)}
    assert GIVEN in looking & naming


def test_no_bench_script_looks_beside_but_through_the_one_that_says_what_is_missing() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in (HOUSE / "bench").rglob("*.py")}
    assert {name for name, text in scripts.items() if re.search(r"[\"']shared[\"'/]", text)} == {"beside.py"}
    looking = {name for name, text in scripts.items() if "import SHARED" in text}
    asking = {name for name, text in scripts.items() if "    need(" in text or "is_dir()" in text}
    assert looking - asking == set()


def scripts_on_given_data() -> list[str]:
    return sorted(path.name for path in (HOUSE / "bench").glob("*.py") if "    need(" in path.read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in scripts_on_given_data() if name != "beside.py"])
def test_a_bench_script_says_what_is_missing_where_nothing_lies_beside(tmp_path: Path, name: str) -> None:
    shutil.copytree(HOUSE / "bench", tmp_path / "clone" / "bench", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, str(tmp_path / "clone" / "bench" / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=WITH_HOUSE)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"shared\S* does not lie beside the project: nothing was measured\.\n", done.stdout)


def test_the_extra_tests_skip_and_say_what_is_missing_where_nothing_lies_beside(tmp_path: Path) -> None:
    alone = tmp_path / "clone"
    shutil.copytree(TESTS, alone / "tests", ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
    shutil.copy(HOUSE / "pyproject.toml", alone)
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "tests/beside"]
    done = subprocess.run(command, cwd=alone, capture_output=True, text=True, check=False, env=WITH_HOUSE)
    closing = done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stdout
    assert re.fullmatch(r"\d+ skipped in .*", closing)
    reasons = re.findall(r"^SKIPPED \[\d+\] .*?: (.*)$", done.stdout, re.MULTILINE)
    assert reasons
    assert all(re.fullmatch(r"shared/data/\w+ does not lie beside the repository", reason) for reason in reasons)
