"""Measure the figure reader against Recognizers-Text's English specs.

Run `python bench/specs.py [--json] [--show MODEL]`. The specs (microsoft/Recognizers-Text, MIT) lie in
../shared/data/figures/specs. A case counts when every expected result is found at an overlapping span with the same
value, unit or dates, and nothing else of that model is. Conventions that a news desk must not share are refused
(spec_refusals.toml): they are counted apart and named with the reason.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from beside import SHARED, need

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from spec_rules import JUDGES, refused  # noqa: E402 - the path is set first

from extract.figures import read_figures  # noqa: E402 - as above
from extract.parse import read_pages  # noqa: E402 - as above
from extract.plain import read_text  # noqa: E402 - as above

SPECS = SHARED / "data" / "figures" / "specs"
MODELS = ["Number", "Percent", "NumberRange", "Ordinal", "Currency", "Dimension", "Age", "Temperature", "DateTime"]


def cases(model: str) -> list[dict[str, Any]]:
    """Return a model's cases; of DateTime those whose every result resolves to a date, range or duration."""
    rows = json.loads((SPECS / f"{model}Model.json").read_text(encoding="utf-8-sig"))
    return rows if model != "DateTime" else [row for row in rows if _resolves(row)]


def _resolves(row: dict[str, Any]) -> bool:
    kinds = {result.get("TypeName", "").split(".")[-1] for result in row["Results"]}
    resolved = "not resolved" not in json.dumps(row["Results"])
    return bool(kinds) and kinds <= {"date", "daterange", "duration"} and resolved and "Context" in row


def measure(model: str) -> dict[str, Any]:
    """Return how many of a model's cases agree, which are refused and why, and which fail."""
    rows = cases(model)
    pages = [read_text(row["Input"], published_at=_day(row), normalise=False) for row in rows]
    passed, failed, reasons = 0, [], {}
    for row, reading in zip(rows, read_pages(pages), strict=True):
        figures = read_figures(reading)
        if JUDGES[model](row, figures):
            passed += 1
            continue
        reason = refused(model, row)
        if reason:
            reasons[reason] = reasons.get(reason, 0) + 1
        else:
            failed.append((row["Input"], _expected(row), [_found(figure) for figure in figures]))
    counted = len(rows) - sum(reasons.values())
    return {
        "model": model,
        "cases": len(rows),
        "agree": passed,
        "refused": reasons,
        "share": round(100 * passed / counted, 1),
        "share_of_all": round(100 * passed / len(rows), 1),
        "failed": failed,
    }


def _day(row: dict[str, Any]) -> datetime | None:
    day = row.get("Context", {}).get("ReferenceDateTime")
    return datetime.fromisoformat(day[:19]) if day else None


def _expected(row: dict[str, Any]) -> list[Any]:
    return [(result["Text"], result.get("Resolution")) for result in row["Results"]]


def _found(figure: Any) -> str:  # noqa: ANN401 - any record with a figure's fields
    ends = f"{figure.range_low}..{figure.range_high}" if figure.range_low is not None else figure.value
    times = f" {figure.time_start}..{figure.time_end}" if figure.time_start or figure.time_end else ""
    return f"{figure.text!r} {figure.dimension} {ends} {figure.unit} {figure.bound}{times}"


def bar(model: str) -> int:
    """Return the share of a model's cases, in %, that is asked of the reader."""
    return 80 if model == "DateTime" else 85


def _mark(row: dict[str, Any]) -> str:
    if row["share"] < bar(row["model"]):
        return "   MISSED"
    return "" if row["share_of_all"] >= bar(row["model"]) else "   by its refusals"


def main() -> int:
    """Print the table, or JSON; return 1 where a model is below its bar even without the refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", metavar="MODEL", help="print the cases of this model that fail")
    options = parser.parse_args()
    need(SPECS)
    found = [measure(model) for model in ([options.show] if options.show else MODELS)]
    if options.json:
        print(json.dumps([{key: value for key, value in row.items() if key != "failed"} for row in found], indent=1))
        return int(any(row["share"] < bar(row["model"]) for row in found))
    for row in found:
        print(
            f"{row['model']:12s} {row['agree']:4d} of {row['cases']:4d}  {row['share_of_all']:5.1f} %  "
            f"bar {bar(row['model'])} %  without the refused {row['share']:5.1f} %{_mark(row)}"
        )
        for reason, count in sorted(row["refused"].items()):
            print(f"             refused {count:3d}: {reason}")
        for failure in row["failed"] if options.show else ():
            print("   ", *failure, sep="\n      ")
    return int(any(row["share"] < bar(row["model"]) for row in found))


if __name__ == "__main__":
    sys.exit(main())
