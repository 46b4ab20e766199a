"""Change each number of the readers and of the checks' SQL, one at a time, and show who notices.

python bench/constants.py [--only PREFIX …] [--most N] [--part K/N] [--beside N] [--ask passages beside tests]

PREFIX of a module or check, with the constant's name or without; N constants, 40 without it, 0: all; the K-th of N
parts; N articles of each set beside the project. A number is replaced in every module that bears it; those passages
are read anew that ran a function which names it, until one says something else. Where none does, the articles beside
the project are asked, then the tests of the module. A constant that nothing notices is printed: it goes, or gets an
example. Limits on hostile text stand in bench/bounds.toml, each with the test that holds it; what is read only while
its module is imported, no later change reaches: both are said, and not counted.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import re
import sys
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

from noticing import Witnesses, bears, names_in, tests_notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checks.check import Check

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests" / "passages")]

NUMBER = re.compile(r"--[^\n]*|'[^']*'|(?<![\w.'])(\d+(?:\.\d+)?)(?![\w.'])")
SEED = 7


class Constant(NamedTuple):
    """A number of a module, or of a check's SELECT: the name is then where it stands."""

    home: str
    name: str
    value: int | float | Decimal

    def changed(self) -> Iterator[int | float | Decimal]:
        """Yield other values: double, half, and one more or less."""
        kind = type(self.value)
        tried = {self.value}
        for value in (self.value * 2, self.value / 2, self.value + 1, self.value - 1):
            if kind(value) not in tried:
                tried.add(kind(value))
                yield kind(value)


def constants_of_readers() -> Iterator[Constant]:
    """Yield every number that a module of extract/ names in capitals."""
    import extract  # noqa: PLC0415 - after the path is set

    for module in pkgutil.walk_packages(extract.__path__, "extract."):
        loaded = importlib.import_module(module.name)
        for name, value in sorted(vars(loaded).items()):
            plain = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
            if plain and name.isupper() and _is_at_home(module.name, name):
                yield Constant(module.name, name, value)


def _is_at_home(module: str, name: str) -> bool:
    """Whether the module itself gives the name its value: others only import it."""
    file = importlib.import_module(module).__file__
    return bool(file and re.search(rf"^(?:\w+, )*{name}\b[^=\n]*=", Path(file).read_text("utf-8"), re.MULTILINE))


def only_imported(constant: Constant) -> str:
    """Say that no function names the constant: a table or pattern made while importing has it, which stays as it is."""
    if not constant.home.startswith("extract."):
        return ""
    modules = [module for name, module in sys.modules.items() if name.startswith("extract.")]
    bearers = [module for module in modules if bears(module, constant.home, constant.name)]
    codes = [compile(Path(module.__file__ or "").read_text("utf-8"), "", "exec") for module in bearers]
    inner = [const for code in codes for const in code.co_consts if isinstance(const, CodeType)]
    functions = [code for code in inner if code.co_name[0] != "<" or code.co_name == "<lambda>"]
    return "" if any(constant.name in names_in(code) for code in functions) else "read while importing"


def bounds_told(names: set[str]) -> dict[str, str]:
    """Return the limits on hostile text with the test that holds each; stops where a limit or a test is not there."""
    told: dict[str, str] = tomllib.loads((HERE / "bounds.toml").read_text("utf-8"))
    for name, test in told.items():
        if name not in names or not (HERE.parent / test).is_file():
            sys.exit(f"bench/bounds.toml: {name} or its test {test} is not there.")
    return told


def constants_of_checks(checks: Sequence[Check]) -> Iterator[Constant]:
    """Yield every number of each check's SELECT, by line and place in it."""
    for check in checks:
        for match in NUMBER.finditer(check.sql):
            if match[1]:
                yield Constant(check.code, str(match.start(1)), float(match[1]))


@cache
def _passages() -> Callable[[Constant], str]:
    import rows  # noqa: PLC0415 - after the path is set

    return Witnesses("passages", rows.passages()).notices


@cache
def _beside(most: int) -> Callable[[Constant], str]:
    import rows  # noqa: PLC0415 - after the path is set

    return Witnesses("beside", list(rows.articles(most))).notices


def main() -> int:
    """Print each constant with who notices it, those that nothing notices last."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--only", nargs="+", default=[""])
    asked.add_argument("--most", type=int, default=40)
    asked.add_argument("--part", default="1/1")
    asked.add_argument("--beside", type=int, default=60)
    asked.add_argument("--ask", nargs="+", default=["passages", "beside", "tests"])
    options = asked.parse_args()
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set

    figures = [check for check in all_checks() if not check.across and check.code.startswith("FG")]
    every = [*constants_of_readers(), *constants_of_checks(figures)]
    chosen = [constant for constant in every if f"{constant.home}.{constant.name}".startswith(tuple(options.only))]
    if options.most and len(chosen) > options.most:
        chosen = random.Random(SEED).sample(chosen, options.most)  # noqa: S311 - a draw, no secret
    part, parts = map(int, options.part.split("/"))
    chosen = chosen[part - 1 :: parts]
    witnesses = {"passages": _passages, "beside": lambda: _beside(options.beside), "tests": lambda: tests_notice}
    bounds = bounds_told({f"{constant.home}.{constant.name}" for constant in every})
    unnoticed = []
    for constant in chosen:
        name = f"{constant.home}.{constant.name}"
        told = f"a bound: {bounds[name]}" if name in bounds else only_imported(constant)
        who = told or next(filter(None, (witnesses[tier]()(constant) for tier in options.ask)), "")
        print(f"{constant.home}.{constant.name} = {constant.value}: {who or 'NOTHING'}", flush=True)
        unnoticed += [] if who else [constant]
    print(f"{len(chosen)} of {len(every)} constants were changed; nothing notices {len(unnoticed)}:")
    for constant in unnoticed:
        print(f"  {constant.home}.{constant.name} = {constant.value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
