"""Print how often figure checks speak on real pages and stories, and how often a reader agreed with them.

python bench/flags_figures.py [--json] [--list] [--only SET …]   --list prints every flag at warning or above

The sets are the English pages of ../shared/data/web, the stories of 60 events told by three outlets each, 400 articles
of which nothing was altered, and PolNeAR's training articles: a third of them was read while the checks were mended,
the rest only when they stood. The marks lie beside this file: a hash of page, check and words, the few words, and the
verdict.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beside import SHARED, need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from extract.reading import Page
    from warehouse.records import Flag, Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
DATA = SHARED / "data"
MARKS = HERE / "flags_figures.jsonl"
LOUD = {"warning", "critical"}
ISO = re.compile(r"\d{4}-\d\d-\d\d")
BAR = 0.6  # of the flags read, as many are right


def web() -> Iterator[Page]:
    """Yield the English pages from their HTML."""
    from extract.page import read_html  # noqa: PLC0415 - after the path is set

    folder = DATA / "web"
    for row in json.loads((folder / "manifest.dev.json").read_text("utf-8"))["articles"]:
        if row["lang"] == "en":
            html = gzip.decompress((folder / row["html"]).read_bytes()).decode("utf-8", "replace")
            yield read_html(html, url=row["url"], outlet=row["outlet"])


def stories() -> Iterator[Page]:
    """Yield the stories from plain text."""
    for row in rows("stories/stories_dev"):
        yield page(row["text"], title=row["title"], url=row["url"], outlet=row["outlet"], day=row.get("published"))


def controls() -> Iterator[Page]:
    """Yield the articles of which nothing was altered."""
    for row in rows("figures/control_dev"):
        yield page(row["body"], title=row["title"], url=row["case_id"], outlet=row["outlet"], day=row.get("date"))


def polnear(kept: set[int]) -> Iterator[Page]:
    """Yield the articles whose number leaves one of `kept` when divided by three; the first line is the headline."""
    for number, row in enumerate(rows("attribution/polnear_train")):
        if number % 3 in kept:
            outlet, day, _ = row["id"].split("_", 2)
            title, _, text = row["text"].partition("\n")
            title = title.strip().removesuffix(".")
            yield page(text.strip(), title=title, url=row["id"], outlet=outlet, day=day)


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the lines of a gold file."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def page(text: str, *, title: str, url: str, outlet: str, day: str | None) -> Page:
    """Return the page of a plain text, dated where its day is written as ISO 8601."""
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    dated = datetime.fromisoformat(day[:10]).replace(tzinfo=UTC) if day and ISO.match(day) else None
    return read_text(text, title=title, url=url, outlet=outlet, published_at=dated)


SETS: dict[str, Callable[[], Iterator[Page]]] = {
    "web": web,
    "stories": stories,
    "controls": controls,
    "polnear, first third": lambda: polnear({0}),
    "polnear, the rest": lambda: polnear({1, 2}),
}


def raised(name: str) -> list[tuple[Records, Flag]]:
    """Return every figure flag of a set at warning or above, checks across outlets included."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.run import screen  # noqa: PLC0415 - after the path is set
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set

    read = {records.article.article_id: records for records in annotate(SETS[name]())}
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
        "read": len(read),
        "right": sum(right.values()),
        "precision": round(sum(right.values()) / len(read), 3) if read else None,  # nothing stands to be agreed with
        "by check": {
            code: f"{right[code]} of {number}"
            for code, number in sorted(Counter(f.check_code for f, _ in read).items())
        },
    }


def main() -> int:
    """Print the figures, or the flags to read."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--list", action="store_true")
    asked.add_argument("--only", nargs="+", choices=SETS, default=list(SETS))
    options = asked.parse_args()
    need(DATA)
    found = {name: raised(name) for name in options.only}
    if options.list:
        for records, flag in (pair for pairs in found.values() for pair in pairs):
            place = {"key": key_of(records, flag), "check": flag.check_code, "words": words_of(records, flag)}
            print(json.dumps({**place, "url": records.article.url, "reading": flag.reading}, ensure_ascii=False))
        return 0
    figures = {name: measure(pairs) for name, pairs in found.items()}
    figures["all"] = measure([pair for pairs in found.values() for pair in pairs])
    if options.json:
        print(json.dumps(figures))
    else:
        for name, scores in figures.items():
            print(f"{name:24s}" + "  ".join(f"{key}: {value}" for key, value in scores.items()))
    print(f"bar: precision {BAR}", file=sys.stderr)
    return 0 if figures["all"]["precision"] is None or figures["all"]["precision"] >= BAR else 1


if __name__ == "__main__":
    raise SystemExit(main())
