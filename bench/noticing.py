"""Who notices that a constant changed: pages read anew, checks asked anew, the tests of a module."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import CodeType, FrameType, ModuleType

    from constants import Constant

    from checks.check import Check
    from extract.reading import Page, Reading
    from warehouse.records import Records

HOUSE = Path(__file__).resolve().parents[1]
EXTRACT = str(HOUSE / "extract")
TEST_SECONDS = 240
Rows = set[Any]


class Witnesses:
    """Pages with what is said of them, and which of them each function of extract/ reads."""

    def __init__(self, name: str, pages: Sequence[Page]) -> None:
        """Read the pages once, watching which functions run on which."""
        import rows  # noqa: PLC0415 - the script's own path

        from checks.check import all_checks  # noqa: PLC0415 - after the path is set
        from warehouse import db  # noqa: PLC0415 - after the path is set

        self.name, self.pages = name, pages
        self.readings = rows.parsed(name, pages)
        self.touched: dict[CodeType, list[int]] = defaultdict(list)
        self.found = [self._watched(number, reading) for number, reading in enumerate(self.readings)]
        self.checks = {check.code: check for check in all_checks() if not check.across}
        self.con = db.memory()
        db.load(self.con, self.found)
        self.con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
        self.flags: dict[str, Rows] = {}

    def _watched(self, number: int, reading: Reading) -> Records:
        from extract.pipeline import records_of  # noqa: PLC0415 - after the path is set

        ran: set[CodeType] = set()

        def see(frame: FrameType, event: str, _: object) -> None:
            if event == "call" and frame.f_code.co_filename.startswith(EXTRACT):
                ran.add(frame.f_code)

        _forget()
        sys.setprofile(see)
        try:
            found = records_of(reading)
        finally:
            sys.setprofile(None)
        for code in ran:
            self.touched[code].append(number)
        return found

    def notices(self, constant: Constant) -> str:
        """Return who says something else under another value, or nothing."""
        return self._reader(constant) if constant.home.startswith("extract.") else self._check(constant)

    def _reader(self, constant: Constant) -> str:
        numbers = sorted({n for code, ran in self.touched.items() if constant.name in names_in(code) for n in ran})
        for value in constant.changed():
            paired: list[tuple[Records, Records]] = []
            with _set(constant, value):
                for number in numbers:
                    before = self.found[number]
                    try:
                        after = _again(self.readings[number], before, constant.home)
                    except Exception as fault:  # noqa: BLE001 - a reader that breaks has noticed
                        return f"{self.name}: {type(fault).__name__}"
                    if _said(after) != _said(before):
                        return f"{self.name}: {before.article.text[:50]!r}"
                    if after.figure_pairs != before.figure_pairs:
                        paired.append((before, after))
            differ = self._screened([one for one, _ in paired]) ^ self._screened([other for _, other in paired])
            if differ:
                return f"{self.name}: {len(differ)} flags"
        return ""

    def _screened(self, found: Sequence[Records]) -> Rows:
        from checks.run import screen  # noqa: PLC0415 - after the path is set

        figures = [check for code, check in self.checks.items() if code.startswith("FG")]
        flags = screen(found, figures, across=False) if found else []
        return {(flag.flag_id, flag.severity, flag.message) for flag in flags}

    def _check(self, constant: Constant) -> str:
        from checks.check import CheckError  # noqa: PLC0415 - after the path is set

        check = self.checks[constant.home]
        if check.code not in self.flags:
            self.flags[check.code] = self._raised(check)
        start = int(constant.name)
        end = start + len(f"{constant.value:g}")
        while check.sql[start:end] and end < len(check.sql) and check.sql[end] in ".0123456789":
            end += 1
        for value in constant.changed():
            sql = f"{check.sql[:start]}{value:g}{check.sql[end:]}"
            try:
                differ = self.flags[check.code] ^ self._raised(check.model_copy(update={"sql": sql}))
            except CheckError:
                return f"{self.name}: CheckError"
            if differ:
                return f"{self.name}: {len(differ)} flags"
        return ""

    def _raised(self, check: Check) -> Rows:
        from checks.run import flags_of  # noqa: PLC0415 - after the path is set

        return {(flag.flag_id, flag.severity, flag.message) for flag in flags_of(self.con, check)}


def names_in(code: CodeType) -> set[str]:
    """Return the names that a function and those inside it look up."""
    inner = (const for const in code.co_consts if hasattr(const, "co_names"))
    return set(code.co_names).union(*map(names_in, inner))


def _said(records: Records) -> Rows:
    """Return what is said of one page but for its pairs: figures, who says what, claims with their signs."""
    rows: Rows = set(records.figures) | set(records.attributions) | set(records.quotations) | set(records.signs)
    return rows | {(c.claim_id, c.check_worthiness, c.exemption) for c in records.claims}


def _again(reading: Reading, before: Records, home: str) -> Records:
    """Return what a page comes to now; where only figures can have changed, the rest stays."""
    from extract.binding import bind_figures  # noqa: PLC0415 - after the path is set
    from extract.figure_pairs import read_pairs  # noqa: PLC0415 - after the path is set
    from extract.figures import read_figures  # noqa: PLC0415 - after the path is set
    from extract.pipeline import records_of  # noqa: PLC0415 - after the path is set

    if not home.startswith(("extract.figure", "extract.comparison", "extract.binding", "extract.intervals")):
        return records_of(reading)
    figures = bind_figures(reading, read_figures(reading))
    credited = {figure.figure_id: figure.attribution_id for figure in before.figures}
    figures = tuple(replace(figure, attribution_id=credited.get(figure.figure_id)) for figure in figures)
    return replace(before, figures=figures, figure_pairs=read_pairs(reading, figures, before.claims))


@contextmanager
def _set(constant: Constant, value: object) -> Iterator[None]:
    """Give a constant another value in every module that bears it; what was worked out before is forgotten."""
    own = getattr(sys.modules[constant.home], constant.name)
    modules = [module for name, module in sys.modules.items() if name.startswith("extract.")]
    bearers = [module for module in modules if bears(module, constant.home, constant.name)]
    for module in bearers:
        setattr(module, constant.name, value)
    _forget()
    try:
        yield
    finally:
        for module in bearers:
            setattr(module, constant.name, own)
        _forget()


def bears(module: ModuleType, home: str, name: str) -> bool:
    """Whether a module gives the constant its value, or imports it from there."""
    if module.__name__ == home:
        return True
    text = Path(module.__file__ or os.devnull).read_text("utf-8") if hasattr(module, name) else ""
    return bool(re.search(rf"^from {re.escape(home)} import (?:\([^)]*|[^\n(]*)\b{name}\b", text, re.MULTILINE))


def _forget() -> None:
    """Empty what the readers remember, but for the model and its memory of words."""
    for name, module in list(sys.modules.items()):
        if name.startswith("extract.") and name not in {"extract.parse", "extract.lexicon", "extract.tagging"}:
            for thing in vars(module).values():
                with suppress(AttributeError):
                    thing.cache_clear()


def tests_notice(constant: Constant) -> str:
    """Return which tests of the module fail under another value, or nothing; only readers have tests of a module."""
    if not constant.home.startswith("extract."):
        return ""
    path = constant.home.split(".")[1:]
    folder = HOUSE / "tests" / "extract"
    stems = {path[-1], path[0], f"{path[0]}s"}
    files = {file for stem in stems for file in folder.rglob(f"test_*{stem}*.py")}
    files |= set(folder.glob(f"{'/'.join(path[:-1])}/**/test_*.py")) if len(path) > 1 else set()
    for value in constant.changed():
        told = {"CONSTANT": f"{constant.home} {constant.name} {value!r}", "PYTHONPATH": str(HOUSE / "bench")}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "patched", "-p", "no:cacheprovider"]
        with suppress(subprocess.TimeoutExpired):
            done = subprocess.run(
                [*command, *map(str, sorted(files))],
                cwd=HOUSE,
                env={**os.environ, **told},
                check=False,
                capture_output=True,
                text=True,
                timeout=TEST_SECONDS,
            )
            if done.returncode == 1:
                return next(line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR")))[:120]
    return ""
