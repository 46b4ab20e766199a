"""What is imported is declared: a package that only comes with another may go with it."""

from __future__ import annotations

import ast
import graphlib
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES = {"warehouse", "webpage", "extract", "checks", "fetch", "flows", "review", "copydesk"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    """Return the distributions that pyproject.toml names, those of the extras among them."""
    lines = PROJECT["dependencies"] + [line for name in extras for line in PROJECT["optional-dependencies"][name]]
    return {normal(re.split(r"[\[=<>!~ ;]", line)[0]) for line in lines}


def imported(folder: str) -> dict[str, str]:
    """Return every top-level module that a folder's files import, with the first file that does."""
    files = sorted((HOUSE / folder).rglob("*.py"))
    found: dict[str, str] = {}
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], str(path.relative_to(HOUSE)))
    beside = [] if folder in PACKAGES else [*(HOUSE / "bench").rglob("*.py"), *(HOUSE / "tests").rglob("*.py")]
    own = PACKAGES | {path.stem for path in beside} | {path.parent.name for path in beside}
    return {name: where for name, where in found.items() if name not in own | sys.stdlib_module_names}


@pytest.mark.parametrize("folder", [*sorted(PACKAGES), "bench", "tests"])
def test_every_import_of_a_folder_is_declared(folder: str) -> None:
    names = packages_distributions()
    extras = ("postgresql", "dask") if folder in PACKAGES else ("dev",)
    known = declared(*extras)
    beyond = {
        module: where
        for module, where in imported(folder).items()
        if not {normal(name) for name in names.get(module, [module])} & known
    }
    assert beyond == {}


def asked_for(path: Path) -> set[str]:
    """Return the modules of this project that a file imports, wherever in it, types left out."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    typed = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
    left_out = {id(inner) for node in typed for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in left_out:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_no_module_leads_back_to_itself(package: str) -> None:
    modules = {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (HOUSE / package).rglob("*.py")
    }
    graph = {name: (asked_for(path) & set(modules)) - {name, package} for name, path in modules.items()}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle
