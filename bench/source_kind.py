"""Print how often the kind of a source is right, on the statements of the sourcing set that the reader finds.

python bench/source_kind.py [--json] [--wrong]

A statement is found when a speech or document attribution shares words with it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beside import SHARED, need

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.attributions import read_attributions
from extract.parse import read_pages
from extract.plain import read_text
from warehouse.terms import AttributionClass, SourceKind

if TYPE_CHECKING:
    from warehouse.records import Attribution

GOLD = SHARED / "data/attribution/sourcing_dev.jsonl.gz"
SOURCED = {AttributionClass.SPEECH, AttributionClass.DOCUMENT}
# The set spells its five kinds in several ways; what is vague or anonymous here is unnamed there.
KINDS = {
    SourceKind.NAMED_PERSON: "named individual",
    SourceKind.NAMED_ORGANISATION: "named organization",
    SourceKind.UNNAMED_ORGANISATION: "unnamed organization",
    SourceKind.UNNAMED_PERSON: "unnamed individual",
    SourceKind.ANONYMOUS: "unnamed individual",
    SourceKind.UNNAMED_GROUP: "unnamed group",
    SourceKind.VAGUE: "unnamed group",
    SourceKind.DOCUMENT: "document",
}


def gold_kind(words: str) -> str:
    """Return the set's kind in one spelling."""
    return words.lower().replace("unamed", "unnamed").replace(" of people", "").strip()


def shared(attribution: Attribution, content: list[list[int]]) -> int:
    """Return how many characters an attribution's content shares with a statement."""
    return sum(
        max(0, min(end, span.span_end) - max(start, span.span_start))
        for start, end in content
        for span in attribution.content
    )


def measure() -> tuple[Counter[str], list[tuple[str, ...]]]:
    """Return the counts and the statements whose kind or name is wrong."""
    lines = gzip.decompress(GOLD.read_bytes()).decode("utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    counts: Counter[str] = Counter()
    wrong: list[tuple[str, ...]] = []
    for row, reading in zip(rows, read_pages(read_text(row["text"], normalise=False) for row in rows), strict=True):
        found = [a for a in read_attributions(reading)[0] if a.attribution_class in SOURCED]
        for statement in row["gold"][min(row["gold"])]:
            kind = gold_kind(statement["type"])
            best = max(found, key=lambda a: shared(a, statement["content"]), default=None)
            counts["statements"] += bool(kind)
            if not kind or best is None or not shared(best, statement["content"]):
                continue
            right = KINDS[best.source_kind] == kind
            counts["found"] += 1
            counts["kind right"] += right
            named = statement["name"].strip(" ,") if kind == "named individual" else ""
            counts["named people"] += bool(named)
            counts["name right"] += bool(named) and best.canonical_source == named
            if not right or (named and best.canonical_source != named):
                wrong.append(
                    (kind, statement["name"], str(best.source_kind), str(best.canonical_source), best.source_text)
                )
    return counts, wrong


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    need(GOLD)
    counts, wrong = measure()
    scores = {
        "statements found %": round(100 * counts["found"] / counts["statements"], 1),
        "source kind right %": round(100 * counts["kind right"] / counts["found"], 1),
        "full name right %": round(100 * counts["name right"] / counts["named people"], 1),
    }
    print(json.dumps(scores) if options.json else "\n".join(f"{name:24}{value:6}" for name, value in scores.items()))
    for line in wrong if options.wrong else []:
        print(" | ".join(line))


if __name__ == "__main__":
    main()
