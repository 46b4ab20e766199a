"""Print how often loud flags stand on untouched news, and how readers marked them: right, debatable or wrong.

python bench/unread.py [SET …] [--family FG|AT|QT] [--most N] [--list [--sample N --seed N]]

A set is a name below, or a file of JSON Lines (id, title, text; standfirst, published, outlet where known), packed or
not. Without arguments: the control articles, at most 100 of them. `--list` prints each flag for a reader who has not
seen the rules, `--sample` a draw of them. Marks lie in unread_marks.jsonl: a hash of page, check and words, the
verdict, why, and who read it. Scores that were taken before a set was read stand in unread.md with date and commit.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import Page
    from warehouse.records import Evidence, Flag, Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from beside import SHARED, need  # noqa: E402 - after the path is set

DATA = SHARED / "data"
MARKS = HERE / "unread_marks.jsonl"
LOUD = {"warning", "critical"}
ISO = re.compile(r"\d{4}-\d\d-\d\d")
AROUND = 220  # characters that a reader sees on each side
SETS = {
    "control_dev": "figures/control_dev.jsonl.gz",
    "newsdiscourse_dev": "attribution/newsdiscourse_dev.jsonl.gz",
    "polnear_train": "attribution/polnear_train.jsonl.gz",
    "read": "natural/read.jsonl.gz",
    **{f"unread_{n}": f"natural/unread_{n}.jsonl.gz" for n in (1, 2, 3, 4)},
}


class Found(NamedTuple):
    """One flag with the records of its article."""

    records: Records
    flag: Flag


def pages(name: str, most: int) -> Iterator[Page]:
    """Yield the articles of a set; a missing headline is the text's first line where the set keeps it there."""
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    file = DATA / SETS[name] if name in SETS else Path(name)
    packed = file.suffix == ".gz"
    with gzip.open(file, "rt", encoding="utf-8") if packed else file.open(encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            if number == most:
                return
            key, text, title = row.get("id") or row["case_id"], row.get("text") or row["body"], row.get("title") or ""
            day = str(row.get("published") or row.get("date") or "")
            if name == "polnear_train":
                title, _, text = text.partition("\n")
                day = key.split("_")[1]
            yield read_text(
                text.strip(),
                title=title.strip(),
                standfirst=row.get("standfirst") or "",
                url=f"unread:{file.name}:{key}",
                outlet=row.get("outlet") or "",
                published_at=datetime.fromisoformat(day[:10]).replace(tzinfo=UTC) if ISO.match(day) else None,
            )


def raised(name: str, family: str, most: int) -> tuple[int, list[Found]]:
    """Return how many articles the set has, and its loud flags of a family of checks."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.run import screen  # noqa: PLC0415 - after the path is set
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set

    read = {records.article.article_id: records for records in annotate(pages(name, most))}
    checks = [check for check in all_checks() if check.code.startswith(family)]
    flags = screen(read.values(), checks, across=False)
    return len(read), [Found(read[flag.article_id], flag) for flag in flags if flag.severity in LOUD]


def shown(found: Found) -> dict[str, Any]:
    """Return what a reader needs to mark a flag: the words, what is asked, and both passages."""
    flag = found.flag
    return {
        "key": key_of(found),
        "check": flag.check_code,
        "severity": flag.severity,
        "asked": flag.message,
        "headline": found.records.article.headline,
        "published": str(found.records.article.published_at or "")[:10],
        "words": _words(found.records, flag),
        "passage": _passage(found.records, flag),
        "other": [_passage(found.records, span) for span in flag.evidence],
    }


def _text(records: Records, part: str) -> str:
    article = records.article
    return {"text": article.text, "title": article.headline, "standfirst": article.standfirst}[part]


def _words(records: Records, span: Flag) -> str:
    return _text(records, span.part)[span.span_start : span.span_end]


def _passage(records: Records, span: Flag | Evidence) -> str:
    text = _text(records, span.part)
    before, after = text[max(0, span.span_start - AROUND) : span.span_start], text[span.span_end :][:AROUND]
    return f"{before}[[{text[span.span_start : span.span_end]}]]{after}"


def key_of(found: Found) -> str:
    """Return what a mark is kept by."""
    parts = (found.records.article.url, found.flag.check_code, _words(found.records, found.flag))
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def measure(articles: int, found: list[Found]) -> dict[str, Any]:
    """Return the articles with a loud flag per 1,000, and how the marked flags were judged, by check."""
    lines = MARKS.read_text("utf-8").splitlines() if MARKS.exists() else []
    known = {row["key"]: row["verdict"] for row in map(json.loads, lines)}
    flagged = {each.flag.article_id for each in found}
    wrong = {each.flag.article_id for each in found if known.get(key_of(each)) == "wrong"}
    verdicts = Counter(known.get(key_of(each), "unmarked") for each in found)
    checks = Counter(each.flag.check_code for each in found)
    faults = Counter(each.flag.check_code for each in found if known.get(key_of(each)) == "wrong")
    return {
        "articles": articles,
        "loud per 1,000": round(1000 * len(flagged) / max(1, articles), 1),
        "wrong per 1,000": round(1000 * len(wrong) / max(1, articles), 1),
        "marks": dict(verdicts),
        "by check (wrong)": {code: f"{count} ({faults[code]})" for code, count in sorted(checks.items())},
    }


def main() -> int:
    """Print the table, or the flags to read."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sets", nargs="*")
    asked.add_argument("--family", default="FG")
    asked.add_argument("--most", type=int)
    asked.add_argument("--list", action="store_true")
    asked.add_argument("--sample", type=int)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    if any(name in SETS for name in options.sets) or not options.sets:
        need(DATA)
    most = options.most or (100 if not options.sets else 10**9)
    for name in options.sets or ["control_dev"]:
        articles, found = raised(name, options.family, most)
        if options.list:
            drawn = found
            if options.sample and options.sample < len(found):
                drawn = random.Random(options.seed).sample(found, options.sample)  # noqa: S311 - a draw, no secret
            for each in drawn:
                print(json.dumps(shown(each), ensure_ascii=False))
        else:
            print(f"{name:20s}" + "  ".join(f"{key}: {value}" for key, value in measure(articles, found).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
