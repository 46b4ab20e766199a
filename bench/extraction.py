"""Print how well pages are read, on the real ones of ../shared/data/web, and fail below a floor of floors.toml.

python bench/extraction.py [--json] [--baseline] [--nameless] [--web FOLDER] [--split NAME]

--baseline: trafilatura's default. --nameless: every class, id and data- name is taken from the pages first, as on sites
that hash theirs; it has no floor, and says how much rests on names that another site may not use.

The measure is that of `baseline.dev.json`, so that the two compare. For each of the 128 pages (of a page crawled
twice, the later one) the text is what a reader would call the article: standfirst, subheads, paragraphs, lists and
tables; no headline, captions, related links or furniture. Precision and recall count 4-word shingles (case counts, as
multisets) against the gold text and are averaged over the pages; F1 is that of the two averages. A sentence is
verbatim when the gold sentence stands in the text, white space, soft hyphens and the make of quotation marks aside;
one of less than ten characters does not count. On trafilatura's default this gives F1 .9536, or .9491 before both
texts are brought to NFC without soft hyphens, as here (the baseline file has .9489), 1.6 % not verbatim (1.55 %) and
59.0 % of standfirsts (58.6 %).

A page has related-story text inside the body when a passage of the text that gold has not is, for most of its words,
the text of one link on the page. The time of publication is right when it is the gold's to the minute, of the pages
whose gold has one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from beside import SHARED, need

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
WEB = SHARED / "data" / "web"
NOT_PROSE = {"caption", "furniture", "related_link"}
SENTENCES = re.compile(
    r"(?<=[.!?…。\uff01\uff1f])\s+(?=[\"“„«\u2018(\[]?[A-ZÀ-Þ0-9])|(?<=[.!?…][\"”\u2019»)])\s+(?=[\"“„«\u2018(\[]?[A-ZÀ-Þ0-9])"
)
ELEMENT = re.compile(r"<(?!meta|script|link)[a-zA-Z][^<>]*>")
NAME = re.compile(r"\s(?:class|id|data-[\w-]+|aria-label)=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
TELLING = re.compile(r"\d|[\"“”„«»「」『』]")
SHORTEST = 10
SHINGLE = 4


@dataclass
class Extracted:
    """What was read of one page."""

    passages: list[str] = field(default_factory=list)
    headline: str = ""
    published_at: datetime | None = None

    @property
    def text(self) -> str:
        """Return the article's text."""
        return "\n".join(self.passages)


def ours(html: str, url: str) -> Extracted:
    """Return what extract/page.py reads."""
    from extract.page import NoArticle, read_html  # noqa: PLC0415 - after the path is set

    try:
        page = read_html(html, url=url)
    except NoArticle:
        return Extracted()
    article = page.article
    shown = [
        article.text[b.span_start : b.span_end] for b in page.blocks if b.part == "text" and b.role not in NOT_PROSE
    ]
    return Extracted([*article.standfirst.split("\n"), *shown], article.headline, article.published_at)


def trafilaturas(html: str, url: str) -> Extracted:
    """Return what trafilatura's default mode reads."""
    import trafilatura  # noqa: PLC0415 - only for the baseline

    text = trafilatura.extract(html, url=url, include_comments=False) or ""
    return Extracted(text.split("\n"))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the text's 4-word shingles."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text.replace("\u00ad", "")))
    if 0 < len(words) < SHINGLE:
        return Counter([tuple(words)])
    return Counter(tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1))


def plain(text: str) -> str:
    """Return the text without what a verbatim sentence may differ in."""
    marks = re.sub("[“”„«»\u2018\u2019'`]", '"', unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s\u00ad\u200b]", "", marks)


def sentences(text: str) -> list[str]:
    """Return the sentences of gold text, line by line."""
    found = (sentence.strip() for line in text.split("\n") for sentence in SENTENCES.split(line))
    return [sentence for sentence in found if len(sentence) >= SHORTEST]


def links_of(html: str) -> set[str]:
    """Return the texts of the page's links of four words or more."""
    from lxml import html as lxml_html  # noqa: PLC0415

    tree = lxml_html.fromstring(html.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    texts = (" ".join(" ".join(link.itertext()).split()) for link in tree.iter("a"))
    return {plain(text) for text in texts if len(text.split()) >= SHINGLE}


def is_related(passage: str, gold: str, links: set[str]) -> bool:
    """Say whether a passage that gold has not is mostly one link's text."""
    words = plain(passage)
    return bool(words) and words not in gold and any(link in words and 2 * len(link) > len(words) for link in links)


def score(row: dict[str, Any], html: str, gold: dict[str, Any], read: Extracted) -> dict[str, Any]:
    """Return the counts of one page."""
    said, wanted, got = plain(read.text), shingles(gold["text"]), shingles(read.text)
    hits, links = (wanted & got).total(), links_of(html)
    telling = [sentence for sentence in sentences(gold["text"]) if TELLING.search(sentence)]
    stands = [sentence for words in gold["standfirst"] for sentence in SENTENCES.split(words) if sentence.strip()]
    return {
        "precision": hits / got.total() if got else 1.0,
        "recall": hits / wanted.total() if wanted else 1.0,
        "telling": len(telling),
        "lost": sum(plain(sentence) not in said for sentence in telling),
        "stands": len(stands),
        "found": sum(plain(sentence) in said for sentence in stands),
        "related": any(is_related(passage, plain(gold["text"]), links) for passage in read.passages),
        "timed": timed(row, gold, read),
        "headline": None if not gold["title"] else plain(gold["title"]).lower() == plain(read.headline).lower(),
    }


def timed(row: dict[str, Any], gold: dict[str, Any], read: Extracted) -> bool | None:
    """Say whether the time of publication is right to the minute; None where gold has none, or a wrong one."""
    if not gold["published"] or "date" in str(row["gold_notes"]):
        return None
    when = datetime.fromisoformat(gold["published"])
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return read.published_at is not None and abs((read.published_at - when).total_seconds()) < 60


def percent(part: float, whole: float) -> float:
    """Return a share in per cent, to two decimals."""
    return round(100 * part / whole, 2) if whole else 0.0


def summary(pages: list[dict[str, Any]], seconds: float) -> dict[str, float]:
    """Return the figures, named as in baseline.dev.json where it has them."""
    count, stands = len(pages), sum(page["stands"] for page in pages)
    precision, recall = (sum(page[key] for page in pages) / count for key in ("precision", "recall"))
    timed_pages, titled = ([p[key] for p in pages if p[key] is not None] for key in ("timed", "headline"))
    return {
        "n": count,
        "f1": round(2 * precision * recall / (precision + recall), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "digit_or_quote_sentences": sum(page["telling"] for page in pages),
        "not_verbatim_pct": percent(sum(page["lost"] for page in pages), sum(page["telling"] for page in pages)),
        "docs_with_any_pct": percent(sum(page["lost"] > 0 for page in pages), count),
        "docs_losing_over_10pct": percent(sum(10 * page["lost"] > page["telling"] for page in pages), count),
        "standfirst_sentences_found_pct": percent(sum(page["found"] for page in pages), stands),
        "related_text_pages_pct": percent(sum(page["related"] for page in pages), count),
        "published_to_the_minute_pct": percent(sum(timed_pages), len(timed_pages)),
        "headline_exact_pct": percent(sum(titled), len(titled)),
        "ms_a_page": round(1000 * seconds / count, 1),
    }


def without_names(html: str) -> str:
    """Return the page without the names that the site gives its parts."""
    return ELEMENT.sub(lambda tag: NAME.sub("", tag[0]), html)


def measure(web: Path, split: str, *, baseline: bool, nameless: bool = False) -> dict[str, float]:
    """Return the figures of one way of reading."""
    pages, seconds, reader = [], 0.0, trafilaturas if baseline else ours
    for row in json.loads((web / f"manifest.{split}.json").read_text("utf-8"))["articles"]:
        if row.get("revision", {}).get("version") == 0:
            continue
        html = gzip.decompress((web / row["html"]).read_bytes()).decode("utf-8", "replace")
        html = without_names(html) if nameless else html
        began = time.process_time()
        read = reader(html, row["url"])
        seconds += time.process_time() - began
        pages.append(score(row, html, json.loads((web / row["gold"]).read_text("utf-8")), read))
    return summary(pages, seconds)


def holds(value: float, bar: dict[str, float]) -> bool:
    """Say whether a figure keeps its floor and ceiling."""
    return bar.get("least", value) <= value <= bar.get("most", value)


def main() -> int:
    """Print every figure with its floor; 1 when one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--baseline", action="store_true")
    parser.add_argument("--nameless", action="store_true")
    parser.add_argument("--web", type=Path, default=WEB)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    need(options.web)
    scores = measure(options.web, options.split, baseline=options.baseline, nameless=options.nameless)
    floors = (
        {}
        if options.baseline or options.nameless
        else tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("extraction", {})
    )
    missed = [
        key
        for key, bar in floors.items()
        if not bar.get("least", scores[key]) <= scores[key] <= bar.get("most", scores[key])
    ]
    if options.json:
        print(json.dumps({"scores": scores, "missed": missed}, indent=1))
    else:
        for key, value in scores.items():
            bar = " ".join(f"{'≥' if name == 'least' else '≤'} {limit}" for name, limit in floors.get(key, {}).items())
            print(f"{key:32s} {value:10.4g}   {bar}{'   MISSED' if key in missed else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
