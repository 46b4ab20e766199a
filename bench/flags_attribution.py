"""Print how often attribution checks speak on real pages, and how often a reader agreed with them.

python bench/flags_attribution.py [--json] [--draw N]   --draw prints N flags chosen by the seed, to be read and marked

The pages are the English ones of ../shared/data/web; the sample to be read is filled from every other article of
../shared/data/stories, since a hundred flags at warning or above do not stand on the pages. The marks lie beside this
file, each kept by a hash of its flag's page, check and words: it holds while the flag stands. No article text is kept.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import statistics
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beside import SHARED, need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.reading import Page
    from warehouse.records import Flag, Records

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
DATA = SHARED / "data"
WEB = DATA / "web"
EVERY = 2  # stories: one of them
MARKS = HERE / "flags_attribution.jsonl"
SEED = "copydesk"
SAMPLE = 100
LOUD = {"warning", "critical"}


def pages() -> Iterator[Page]:
    """Yield the English pages, read from their HTML."""
    from extract.page import read_html  # noqa: PLC0415 - after the path is set

    manifest = json.loads((WEB / "manifest.dev.json").read_text("utf-8"))
    for row in manifest["articles"]:
        if row["lang"] == "en":
            html = gzip.decompress((WEB / row["html"]).read_bytes()).decode("utf-8", "replace")
            yield read_html(html, url=row["url"], outlet=row["outlet"])


def stories() -> Iterator[Page]:
    """Yield every other political story, from plain text."""
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    with gzip.open(DATA / "stories" / "stories_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in list(map(json.loads, lines))[::EVERY]:
            yield read_text(row["text"], title=row["title"], url=row["url"], outlet=row["outlet"])


def flags(read: Iterator[Page]) -> list[tuple[Records, list[Flag]]]:
    """Return each page's records and its attribution flags; pages that cannot be read are left out."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.run import screen  # noqa: PLC0415 - after the path is set
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set

    ours = [check for check in all_checks() if check.code[:2] in {"AT", "QT"}]
    everything = list({records.article.article_id: records for records in annotate(read)}.values())
    raised = screen(everything, ours)
    by_article: dict[str, list[Flag]] = {}
    for flag in raised:
        by_article.setdefault(flag.article_id, []).append(flag)
    return [(records, by_article.get(records.article.article_id, [])) for records in everything]


def words_of(records: Records, flag: Flag) -> str:
    """Return the words that a flag stands on."""
    article = records.article
    text = {"text": article.text, "title": article.headline, "standfirst": article.standfirst}[flag.part]
    return text[flag.span_start : flag.span_end]


def key_of(records: Records, flag: Flag) -> str:
    """Return what a mark is kept by."""
    parts = (records.article.url, flag.check_code, words_of(records, flag))
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def drawn(found: list[tuple[Records, list[Flag]]], number: int) -> list[tuple[Records, Flag]]:
    """Return flags at warning or above in an order that the seed fixes, the first `number` of them."""
    loud = [(records, flag) for records, raised in found for flag in raised if flag.severity in LOUD]
    loud.sort(key=lambda pair: hashlib.blake2b(f"{SEED}{key_of(*pair)}".encode()).hexdigest())
    return loud[:number]


def marks() -> dict[str, dict[str, Any]]:
    """Return the reader's marks by their key."""
    lines = MARKS.read_text("utf-8").splitlines() if MARKS.exists() else []
    return {row["key"]: row for row in map(json.loads, lines)}


def measure(found: list[tuple[Records, list[Flag]]], also: list[tuple[Records, list[Flag]]]) -> dict[str, Any]:
    """Return the median of warnings a page, and the precision of the marked flags that still stand."""
    known = marks()
    loud = [[flag for flag in raised if flag.severity in LOUD] for _, raised in found]
    read = [
        (flag, known[key_of(records, flag)])
        for records, raised in [*found, *also]
        for flag in raised
        if flag.severity in LOUD and key_of(records, flag) in known
    ]
    figures = [mark for flag, mark in read if flag.check_code == "AT01"]
    wrong = Counter(f"{flag.check_code} {mark['kind']}" for flag, mark in read if not mark["right"])
    return {
        "pages": len(found),
        "median_warnings": statistics.median(map(len, loud)),
        "mean_warnings": round(statistics.mean(map(len, loud)), 2),
        "flags_read": len(read),
        "precision": round(sum(mark["right"] for _, mark in read) / max(1, len(read)), 3),
        "precision_figure_without_source": round(sum(mark["right"] for mark in figures) / max(1, len(figures)), 3),
        "figure_flags_read": len(figures),
        "by_check": dict(sorted(Counter(flag.check_code for raised in loud for flag in raised).items())),
        "wrong": dict(sorted(wrong.items())),
    }


def main() -> int:
    """Print the figures, or flags to read; 1 below a floor."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--draw", type=int, default=0)
    options = asked.parse_args()
    need(WEB, DATA / "stories")
    found = flags(pages())
    also = flags(stories())
    if options.draw:
        for records, flag in drawn([*found, *also], options.draw):
            place = {"key": key_of(records, flag), "check": flag.check_code, "severity": flag.severity}
            print(json.dumps({**place, "outlet": records.article.outlet, "words": words_of(records, flag)}))
        return 0
    figures = measure(found, also)
    missed = [
        name
        for name, bar in tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("flags_attribution", {}).items()
        if not bar.get("least", figures[name]) <= figures[name] <= bar.get("most", figures[name])
    ]
    if options.json:
        print(json.dumps({"scores": figures, "missed": missed}, indent=1))
    else:
        print("\n".join(f"{name}: {value}{'   MISSED' if name in missed else ''}" for name, value in figures.items()))
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
