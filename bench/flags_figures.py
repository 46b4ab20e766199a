"""Print how often figure checks speak on real pages and stories, and how often a reader agreed with them.

python bench/flags_figures.py [--json] [--list]   --list prints every flag at warning or above, to be read and marked

The pages are the English ones of ../shared/data/web, the stories the 60 events of ../shared/data/stories, each told by
three outlets. The marks lie beside this file: a hash of page, check and words, the few words, and the verdict.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import Page
    from warehouse.records import Flag, Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
DATA = HERE.parent.parent / "shared" / "data"
MARKS = HERE / "flags_figures.jsonl"
LOUD = {"warning", "critical"}


def pages() -> Iterator[Page]:
    """Yield the English pages from their HTML, then the stories from plain text."""
    from extract.page import read_html  # noqa: PLC0415 - after the path is set
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    web = DATA / "web"
    for row in json.loads((web / "manifest.dev.json").read_text("utf-8"))["articles"]:
        if row["lang"] == "en":
            html = gzip.decompress((web / row["html"]).read_bytes()).decode("utf-8", "replace")
            yield read_html(html, url=row["url"], outlet=row["outlet"])
    with gzip.open(DATA / "stories" / "stories_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            day = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC) if row.get("published") else None
            yield read_text(row["text"], title=row["title"], url=row["url"], outlet=row["outlet"], published_at=day)


def raised() -> list[tuple[Records, Flag]]:
    """Return every figure flag at warning or above, checks across outlets included."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.run import screen  # noqa: PLC0415 - after the path is set
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set

    read = {records.article.article_id: records for records in annotate(pages())}
    ours = [check for check in all_checks() if check.code.startswith("FG")]
    return [(read[flag.article_id], flag) for flag in screen(read.values(), ours) if flag.severity in LOUD]


def words_of(records: Records, flag: Flag) -> str:
    """Return the words that a flag stands on."""
    article = records.article
    text = {"text": article.text, "title": article.headline, "standfirst": article.standfirst}[flag.part]
    return text[flag.span_start : flag.span_end]


def key_of(records: Records, flag: Flag) -> str:
    """Return what a mark is kept by."""
    parts = (records.article.url, flag.check_code, words_of(records, flag))
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def measure(found: list[tuple[Records, Flag]]) -> dict[str, Any]:
    """Return how many flags were raised and read, and the share that a reader agreed with, by check."""
    lines = MARKS.read_text("utf-8").splitlines() if MARKS.exists() else []
    known = {row["key"]: row for row in map(json.loads, lines)}
    read = [(flag, known[key]) for records, flag in found if (key := key_of(records, flag)) in known]
    right = Counter(flag.check_code for flag, mark in read if mark["right"])
    return {
        "flags": len(found),
        "flags read": len(read),
        "precision": round(sum(right.values()) / len(read), 3) if read else None,  # nothing stands to be agreed with
        "by check": {
            code: f"{right[code]} of {number}"
            for code, number in sorted(Counter(f.check_code for f, _ in read).items())
        },
    }


def main() -> int:
    """Print the figures, or the flags to read."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--list", action="store_true")
    options = asked.parse_args()
    found = raised()
    if options.list:
        for records, flag in found:
            place = {"key": key_of(records, flag), "check": flag.check_code, "words": words_of(records, flag)}
            print(json.dumps({**place, "url": records.article.url, "reading": flag.reading}, ensure_ascii=False))
        return 0
    figures = measure(found)
    print(json.dumps(figures) if options.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
