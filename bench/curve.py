"""Print how many altered figures FG01 and FG04 find, and how many untouched articles they err on, at each threshold.

python bench/curve.py [--most N]   N articles of each set, 120 without it; 0 for all

Altered figures are those of figures/inconsistency_dev (headline over body, lead over body), untouched articles its
clean twins and figures/control_dev. Each check's SQL runs with its thresholds taken away.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checks.check import Check
    from warehouse.records import Flag, Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from beside import SHARED, need  # noqa: E402 - after the path is set

FIGURES = SHARED / "data" / "figures"
POINTS = re.compile(r": (-?[\d.]+), asked from")
KINDS = {"FG01": "title_body", "FG04": "lead_body"}
THRESHOLD = re.compile(r"(\bpoints >= )[\d.]+")
PER_THOUSAND = (1, 2, 5, 10, 20)


def rows(name: str, most: int) -> list[dict[str, Any]]:
    """Return the lines of a set."""
    with gzip.open(FIGURES / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return found[:most] if most else found


def read(cases: Iterable[dict[str, Any]]) -> dict[str, Records]:
    """Return the records of each case by its name."""
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    cases = list(cases)
    names = [f"{case['case_id']}:{case['variant']}" for case in cases]
    pages = (
        read_text(case["body"], title=case["title"], url=name, normalise=False)
        for case, name in zip(cases, names, strict=True)
    )
    return dict(zip(names, annotate(pages), strict=True))


def scores(check: Check, found: dict[str, Records]) -> dict[str, list[tuple[float, Flag]]]:
    """Return the points of every pair that the check weighs, by case."""
    from checks.run import screen  # noqa: PLC0415 - after the path is set

    open_check = check.model_copy(update={"sql": THRESHOLD.sub(r"\g<1>-99", check.sql)})
    names = {records.article.article_id: name for name, records in found.items()}
    weighed: dict[str, list[tuple[float, Flag]]] = {name: [] for name in found}
    for flag in screen(found.values(), [open_check]):
        if points := POINTS.search(flag.reading or ""):
            weighed[names[flag.article_id]].append((float(points[1]), flag))
    return weighed


def touches(case: dict[str, Any], flag: Flag) -> bool:
    """Whether a flag, or its evidence, stands on the altered mention."""
    places = {("title" if mention["where"] == "title" else "text", mention["start"]) for mention in case["mentions"]}
    spans = [(flag.part, flag.span_start, flag.span_end)]
    spans += [(span.part, span.span_start, span.span_end) for span in flag.evidence]
    return any(part == where and start <= at < end for part, start, end in spans for where, at in places)


def main() -> int:
    """Print a row for each check."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--most", type=int, default=120)
    options = asked.parse_args()
    need(FIGURES)
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set

    cases = {f"{case['case_id']}:{case['variant']}": case for case in rows("inconsistency_dev", options.most)}
    found = read([*cases.values(), *rows("control_dev", options.most)])
    untouched = [name for name in found if cases.get(name, {}).get("variant") != "error"]
    for check in (check for check in all_checks() if check.code in KINDS):
        weighed = scores(check, found)
        errors = [
            name for name, case in cases.items() if case["variant"] == "error" and case["check"] == KINDS[check.code]
        ]
        alarms = sorted((max((p for p, _ in weighed[name]), default=-99.0) for name in untouched), reverse=True)
        hits = [max((p for p, f in weighed[name] if touches(cases[name], f)), default=-99.0) for name in errors]
        print(f"{check.code}: {len(errors)} altered, {len(untouched)} untouched articles")
        for per in PER_THOUSAND:
            limit = alarms[min(len(alarms) - 1, len(alarms) * per // 1000)]
            share = 100 * sum(hit > limit for hit in hits) / max(1, len(hits))
            print(f"  at {per:2d} per 1,000: above {limit:5.1f} points, {share:4.1f} % found")
    return 0


if __name__ == "__main__":
    sys.exit(main())
