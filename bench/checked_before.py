"""Print how well published fact-checks are found for claims, against the floors.

python bench/checked_before.py [FOLDER] [--json]

Without a folder on the invented claims of bench/checked_before.toml. A FOLDER holds what others own: feed.json
(fact-checks as a data feed), claims.jsonl (`claim`, and in `checks` the addresses of those that labels give it) and
marks.jsonl (pairs of `claim` and `check` that a person read cold, with `same`). Labels know only some of the right
pairs, so precision is that of the marked pairs that are suggested.
"""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from fetch.claimreviews import read_reviews  # noqa: E402 - after the path is set
from flows.checked_before import note_checked_before, store_checks  # noqa: E402
from warehouse import db  # noqa: E402
from warehouse.ledger import Run  # noqa: E402
from warehouse.records import RunId  # noqa: E402
from warehouse.terms import RunState  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
COUNTS = (
    *("fetched", "unchanged", "revised", "failed", "articles", "claims", "figures", "attributions"),
    *("flags_new", "flags_gone", "flags_back", "checks_evaluated"),
)
STORED = """
INSERT INTO main.claims BY NAME
SELECT
    'bench' AS article_id, claim AS sentence_id, claim AS claim_id, 'text' AS part, 0 AS span_start,
    LENGTH(claim) AS span_end, claim AS text, 1.0 AS check_worthiness, FALSE AS quoted, 1 AS run_seq
FROM (SELECT DISTINCT UNNEST(?) AS claim);
"""
PAGE = """
INSERT INTO main.pages BY NAME
SELECT
    'bench' AS article_id, 'https://bench.example/' AS url, now() AS first_seen_at, now() AS last_seen_at, 1 AS run_seq
"""


class Pair(NamedTuple):
    """A claim as printed, and the address of a fact-check that is suggested for it."""

    claim: str
    check: str


def suggested(feed: bytes, claims: Iterable[str]) -> tuple[int, list[Pair]]:
    """Return how many fact-checks a feed has, and which pairs are suggested."""
    con = db.memory()
    run = Run(
        run_id=RunId("bench"), flow="bench", started_at=NOON, finished_at=None, state=RunState.RUNNING, note="",
        published="", **dict.fromkeys(COUNTS, 0),
    )  # fmt: skip
    db.save(con, [run])
    checks = read_reviews(feed, "", "https://bench.example/feed.json", 200_000, NOON).checks
    store_checks(con, checks)
    con.execute(STORED, [list(claims)])
    con.execute(PAGE)
    note_checked_before(con)
    pairs = _pairs(con)
    con.close()
    return len(checks), pairs


def _pairs(con: duckdb.DuckDBPyConnection) -> list[Pair]:
    query = "SELECT sentence_id, check_url FROM v1.checked_before ORDER BY ALL"
    return [Pair(*row) for row in con.execute(query).fetchall()]


def invented() -> dict[str, float]:
    """Return the figures on the invented claims."""
    told = tomllib.loads((HERE / "checked_before.toml").read_text("utf-8"))
    address = "https://checks.example/{}".format
    items = [
        {
            "@type": "ClaimReview",
            "url": address(number),
            "claimReviewed": claim,
            "reviewRating": {"alternateName": "False"},
        }
        for number, claim in enumerate(told["checks"], 1)
    ]
    _, pairs = suggested(json.dumps(items).encode(), [one["text"] for one in told["claims"]])
    wanted = {Pair(one["text"], address(one["same"])) for one in told["claims"] if one["same"]}
    right = len(wanted & set(pairs))
    return {"precision": right / max(len(pairs), 1), "recall": right / len(wanted), "claims": len(told["claims"])}


def measured(folder: Path) -> dict[str, float]:
    """Return the figures on the claims, labels and marks of a folder."""
    claims, marks = (lines(folder / name) for name in ("claims.jsonl", "marks.jsonl"))
    labels = {one["claim"]: set(one["checks"]) for one in claims}
    checks, pairs = suggested((folder / "feed.json").read_bytes(), labels)
    marked = {Pair(one["claim"], one["check"]): one["same"] for one in marks}
    read = [marked[pair] for pair in pairs if pair in marked]
    labelled = [pair for pair in pairs if labels[pair.claim]]
    right = sum(pair.check in labels[pair.claim] for pair in labelled)
    return {
        "fact-checks": checks,
        "claims": len(labels),
        "suggested": len(pairs),
        "marked": len(read),
        "precision": sum(read) / max(len(read), 1),
        "precision of labelled claims": right / max(len(labelled), 1),
        "recall of labels": right / max(sum(map(len, labels.values())), 1),
    }


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> int:
    """Print the figures; 1 where one is below its floor."""
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    told = measured(folders[0]) if folders else invented()
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["checked_before"]
    below = [name for name, bound in floors.items() if name in told and told[name] < bound["least"]]
    if "--json" in sys.argv:
        print(json.dumps(told))
    else:
        for name, value in told.items():
            floor = f"  (at least {floors[name]['least']})" if name in floors else ""
            print(f"{name:<30} {value:>10,.3f}{floor}")
    if below:
        print(f"Below the floor: {', '.join(below)}.")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
