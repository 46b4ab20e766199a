"""Change each number of the readers and of the checks' SQL, one at a time, and show which passages notice.

python bench/constants.py [--only PREFIX …] [--most N]   PREFIX of a module or check; N constants, 40 without it, 0: all

The passages are the examples of every check and tests/passages. Their parse is kept; a number of a reader is replaced
in every module that bears it, the readers run again, and what they say is compared. A constant that nothing notices is
printed: it goes, or gets an example.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import random
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checks.check import Check
    from extract.reading import Reading
    from warehouse.records import Records

HERE = Path(__file__).resolve().parent
PASSAGES = HERE.parent / "tests" / "passages"
sys.path[:0] = [str(HERE.parent), str(PASSAGES)]

NUMBER = re.compile(r"(?<![\w.'])\d+(?:\.\d+)?(?![\w.'])")
SEED = 7


class Constant(NamedTuple):
    """A number of a module, or the n-th of a check's SELECT."""

    home: str
    name: str
    value: int | float | Decimal


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


def constants_of_checks(checks: Sequence[Check]) -> Iterator[Constant]:
    """Yield every number of each check's SELECT."""
    for check in checks:
        for number, match in enumerate(NUMBER.finditer(check.sql)):
            yield Constant(f"{check.code}_{check.name}", str(number), float(match[0]))


def readings() -> list[Reading]:
    """Return the parsed passages."""
    from scoring import passages  # noqa: PLC0415 - after the path is set

    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from copydesk.prove import page_of  # noqa: PLC0415 - after the path is set
    from extract.parse import read_pages  # noqa: PLC0415 - after the path is set
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    examples = (example for check in all_checks() for example in check.header.examples)
    pages = [page_of(passage, n) for n, example in enumerate(examples) for passage in example.passages()]
    pages += [
        read_text(one["text"], title=one.get("title", ""), url=f"passage:{n}") for n, one in enumerate(passages())
    ]
    return list(read_pages(page for page in pages if page.article.language == "en"))


def said(found: Sequence[Records], checks: Sequence[Check]) -> set[tuple[Any, ...]]:
    """Return what the passages come to: figures as read, who says what, and every flag."""
    from checks.run import screen  # noqa: PLC0415 - after the path is set

    rows: set[tuple[Any, ...]] = set()
    for records in found:
        rows |= {(f.figure_id, f.value, f.low, f.high, f.unit, f.bound, f.counted) for f in records.figures}
        rows |= {(a.attribution_id, a.source, a.content) for a in records.attributions}
        rows |= {(c.claim_id, c.check_worthiness, c.exemption) for c in records.claims}
    return rows | {(f.flag_id, f.severity, f.message) for f in screen(found, checks, across=False)}


def changed(constant: Constant) -> Iterator[int | float | Decimal]:
    """Yield other values: half and double, and one more."""
    kind = type(constant.value)
    for value in (constant.value * 2, constant.value / 2, constant.value + 1):
        if kind(value) != constant.value:
            yield kind(value)


def notices_reader(constant: Constant, parsed: Sequence[Reading], before: set[tuple[Any, ...]], checks: Any) -> int:  # noqa: ANN401 - a list of checks
    """Return how many rows differ under the value that changes most."""
    from extract.pipeline import records_of  # noqa: PLC0415 - after the path is set

    bearers = [m for name, m in sys.modules.items() if name.startswith("extract") and hasattr(m, constant.name)]
    bearers = [m for m in bearers if getattr(m, constant.name) is getattr(sys.modules[constant.home], constant.name)]
    most = 0
    for value in changed(constant):
        for module in bearers:
            setattr(module, constant.name, value)
        try:
            most = max(most, len(before ^ said([records_of(reading) for reading in parsed], checks)))
        except Exception as fault:  # noqa: BLE001 - a reader that breaks has noticed
            print(f"    {constant.home}.{constant.name} = {value}: {type(fault).__name__}")
            most = max(most, 1)
        finally:
            for module in bearers:
                setattr(module, constant.name, constant.value)
        if most:
            break
    return most


def notices_check(constant: Constant, found: Sequence[Records], checks: Sequence[Check]) -> int:
    """Return how many flags of the check differ."""
    from checks.check import CheckError  # noqa: PLC0415 - after the path is set
    from checks.run import screen  # noqa: PLC0415 - after the path is set

    (check,) = [check for check in checks if constant.home.startswith(check.code)]
    before = {(flag.flag_id, flag.severity, flag.message) for flag in screen(found, [check], across=False)}
    match = list(NUMBER.finditer(check.sql))[int(constant.name)]
    for value in changed(constant):
        sql = f"{check.sql[: match.start()]}{value:g}{check.sql[match.end() :]}"
        try:
            after = {
                (flag.flag_id, flag.severity, flag.message)
                for flag in screen(found, [check.model_copy(update={"sql": sql})], across=False)
            }
        except CheckError:
            return 1
        if before != after:
            return len(before ^ after)
    return 0


def main() -> int:
    """Print each constant with how many rows notice it, those that nothing notices last."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--only", nargs="+", default=[""])
    asked.add_argument("--most", type=int, default=40)
    options = asked.parse_args()
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from extract.pipeline import records_of  # noqa: PLC0415 - after the path is set

    checks = [check for check in all_checks() if not check.across]
    parsed = readings()
    found = [records_of(reading) for reading in parsed]
    before = said(found, checks)
    every = [*constants_of_readers(), *constants_of_checks([check for check in checks if check.code.startswith("FG")])]
    chosen = [constant for constant in every if constant.home.startswith(tuple(options.only))]
    if options.most and len(chosen) > options.most:
        chosen = random.Random(SEED).sample(chosen, options.most)  # noqa: S311 - a draw, no secret
    unnoticed = []
    for constant in chosen:
        in_reader = constant.home.startswith("extract.")
        rows = notices_reader(constant, parsed, before, checks) if in_reader else notices_check(constant, found, checks)
        print(f"{constant.home}.{constant.name} = {constant.value}: {rows} rows notice", flush=True)
        unnoticed += [] if rows else [constant]
    print(f"{len(chosen)} of {len(every)} constants were changed; nothing notices {len(unnoticed)}:")
    for constant in unnoticed:
        print(f"  {constant.home}.{constant.name} = {constant.value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
