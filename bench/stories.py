"""Print how well articles are grouped into stories, and what FG19, FG20 and QT07 find in them, against the floors.

python bench/stories.py [--json] [--flags]   --flags prints every warning between two outlets

Grouping: stories_dev and cross_dev among newsdiscourse_dev and control_dev as background, by pairs of
labelled articles and B-cubed (Bagga and Baldwin, 1998). Tolls: cross_dev, by event, as shared/score/cross.py counts;
500 background articles besides. Warned pairs were read one by one (story_marks.jsonl, only "right" counts as right).
Edits: revisions_dev. Quotations: tests/checks/quotation_pairs.toml.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

    from extract.reading import Page
    from warehouse.records import Flag

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from beside import SHARED, need  # noqa: E402 - after the path is set

DATA = SHARED / "data"
SETS = {
    "cross": DATA / "figures" / "cross_dev.jsonl.gz",
    "stories": DATA / "stories" / "stories_dev.jsonl.gz",
    "news": DATA / "attribution" / "newsdiscourse_dev.jsonl.gz",
    "control": DATA / "figures" / "control_dev.jsonl.gz",
    "revisions": DATA / "figures" / "revisions_dev.jsonl.gz",
}
MARKS = HERE / "story_marks.jsonl"
BACKGROUND = 500  # articles among which no two outlets tell of one toll, as good as never
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
Labels = dict[str, set[str]]


def rows(name: str) -> list[dict[str, Any]]:
    """Return the lines of a set."""
    with gzip.open(SETS[name], "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def day(text: str | None) -> datetime | None:
    """Return a moment; a date without an hour is midnight."""
    if not text:
        return None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def page(key: str, outlet: str, title: str | None, text: str, published: str | None) -> Page:
    """Return an article of a set at an address that bears its key."""
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    url = f"https://{key}.example/"
    return read_text(text, title=title or "", url=url, outlet=outlet, published_at=day(published))


def labelled() -> tuple[list[Page], Labels, list[dict[str, Any]]]:
    """Return the articles of the events, the events of each by its address, and the events with their labels."""
    cases = rows("cross")
    pages: dict[str, Page] = {}
    labels: Labels = defaultdict(set)
    for case in cases:
        for one in case["articles"]:
            made = page(one["aid"], one["outlet"], one["title"], one["text"], one["published"])
            pages.setdefault(made.article.url, made)
            if case["label"] != "background":
                labels[made.article.url].add(case["id"])
    return list(pages.values()), labels, cases


def told_by_three() -> tuple[list[Page], Labels]:
    """Return the articles of stories_dev with their events."""
    pages = [page(f"s{n}", r["outlet"], r["title"], r["text"], r["published"]) for n, r in enumerate(rows("stories"))]
    events = [row["event"] for row in rows("stories")]
    return pages, {made.article.url: {event} for made, event in zip(pages, events, strict=True)}


def background() -> list[Page]:
    """Return articles of the same years that belong to no labelled event."""
    news = [
        page(f"n{n}", r["id"].split("/")[-1], r["title"], r["text"], r["published"]) for n, r in enumerate(rows("news"))
    ]
    control = [page(f"c{n}", r["outlet"], r["title"], r["body"], r["date"]) for n, r in enumerate(rows("control"))]
    half = BACKGROUND // 2
    return [*news[:half], *control[:half], *news[half:], *control[half:]]


def bare(pages: Iterable[Page]) -> Iterator[Any]:
    """Yield articles without anything read in them: grouping looks at headlines and texts."""
    from warehouse.records import Records  # noqa: PLC0415 - after the path is set

    return (Records(article=made.article) for made in pages)


def grouping() -> dict[str, float]:
    """Return how well the labelled articles are grouped, with all the others around them."""
    from flows.grouping import note_stories  # noqa: PLC0415 - after the path is set
    from warehouse import db  # noqa: PLC0415 - after the path is set

    crossed, labels, _ = labelled()
    threes, events = told_by_three()
    con = db.memory()
    db.load(con, bare([*crossed, *threes, *background()]))
    note_stories(con, NOON)
    story = dict(con.execute("SELECT url, story_id FROM v1.story_articles").fetchall())
    con.close()
    return scored(story, {**labels, **events})


def scored(story: dict[str, str], labels: Labels) -> dict[str, float]:
    """Return F of pairs of labelled articles, and of B-cubed."""
    urls = sorted(url for url, events in labels.items() if events)
    same = {(a, b): bool(labels[a] & labels[b]) for a, b in itertools.product(urls, urls)}
    found = {pair: story[pair[0]] == story[pair[1]] for pair in same}
    apart = [pair for pair in same if pair[0] < pair[1]]
    hits = sum(same[pair] and found[pair] for pair in apart)
    pair_f = 2 * hits / (sum(same[pair] for pair in apart) + sum(found[pair] for pair in apart))
    both = {url: sum(same[url, other] and found[url, other] for other in urls) for url in urls}
    precision = sum(both[url] / sum(found[url, other] for other in urls) for url in urls) / len(urls)
    recall = sum(both[url] / sum(same[url, other] for other in urls) for url in urls) / len(urls)
    return {"pair F": pair_f, "B-cubed F": 2 * precision * recall / (precision + recall)}


def screened(con: duckdb.DuckDBPyConnection, *codes: str) -> list[Flag]:
    """Return the flags of some checks on all current articles of a warehouse, its relations stored first."""
    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from checks.run import flags_of  # noqa: PLC0415 - after the path is set
    from flows.grouping import relate  # noqa: PLC0415 - after the path is set

    relate(con)
    con.execute("INSERT INTO main.due SELECT article_id FROM main.pages")
    return [flag for check in all_checks() if check.code in codes for flag in flags_of(con, check)]


def tolls(*, shown: bool) -> dict[str, float]:
    """Return of how many events FG19 warns, by label, and how many warnings stand on background articles."""
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set
    from warehouse import db  # noqa: PLC0415 - after the path is set

    crossed, events, cases = labelled()
    con = db.memory()
    db.load(con, annotate([*crossed, *background()[:BACKGROUND]]))
    flags = [flag for flag in screened(con, "FG19") if flag.severity != "info"]
    url = dict(con.execute("SELECT article_id, url FROM main.articles").fetchall())
    con.close()
    figure = {
        (case["id"], f"https://{one['aid']}.example/"): [w.lower() for w in one["figure"].split("|") if w]
        for case in cases
        for one in case["articles"]
    }
    warned: set[str] = set()
    right: set[str] = set()
    pairs: dict[tuple[str, str], bool] = {}
    label = {case["id"]: case["label"] for case in cases}
    noise = 0
    for flag in flags:
        mine, theirs = url[flag.article_id], url[flag.evidence[0].article_id]
        both = events.get(mine, set()) & events.get(theirs, set())
        noise += re.match(r"https://[nc]\d+\.", mine) is not None
        pairs[min(mine, theirs), max(mine, theirs)] = any(label[i] in {"conflict", "update"} for i in both)
        warned |= both
        quoted = [words.lower() for words in re.findall(r'"([^"]*)"', flag.reading or "")]
        right |= {i for i in both if said(figure[i, mine], quoted[0]) and said(figure[i, theirs], quoted[1])}
        if shown:
            print(f"  {sorted(both) or 'no event'}: {flag.reading}")
    ids = {
        kind: [i for i, one in label.items() if one == kind] for kind in ("conflict", "update", "scope", "consistent")
    }
    return {
        "conflict and update by the right figures": sum(i in right for i in ids["conflict"] + ids["update"]),
        "scope warned of": sum(i in warned for i in ids["scope"]),
        "consistent warned of": sum(i in warned for i in ids["consistent"]),
        "warned pairs right by label, %": 100 * sum(pairs.values()) / max(1, len(pairs)),
        **by_reading(pairs),
        "warnings on background": noise,
    }


def by_reading(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return how many of these warned pairs are right, of those that were read, and how many nobody has read."""
    marks = [json.loads(line) for line in MARKS.read_text("utf-8").splitlines()]
    verdicts = {tuple(f"https://{key}.example/" for key in mark["pair"]): mark["verdict"] for mark in marks}
    read = [verdicts[pair] for pair in pairs if pair in verdicts]
    return {
        "warned pairs right by reading, %": 100 * read.count("right") / max(1, len(read)),
        "warned pairs not read": sum(pair not in verdicts for pair in pairs),
    }


def said(words: list[str], quoted: str) -> bool:
    """Whether a reading quotes one of these figures."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", quoted) for word in words)


def edits() -> dict[str, float]:
    """Return of how many unmarked changes FG20 or QT07 asks, and on how many pages with a note or without a change."""
    from extract.pipeline import annotate  # noqa: PLC0415 - after the path is set
    from warehouse import db  # noqa: PLC0415 - after the path is set

    cases = rows("revisions")
    con = db.memory()
    for number, version in enumerate(("v1", "v2")):
        pages = [page(case["id"], "Courier", case[version]["title"], case[version]["text"], None) for case in cases]
        at = NOON + timedelta(hours=number)
        dated = [replace(made, article=replace(made.article, fetched_at=at)) for made in pages]
        db.load(con, annotate(dated))
    flags = [flag for flag in screened(con, "FG20", "QT07") if flag.severity != "info"]
    url = dict(con.execute("SELECT article_id, url FROM main.articles").fetchall())
    con.close()
    hit = {url[flag.article_id] for flag in flags}
    asked = [(f"https://{case['id']}.example/" in hit, bool(case["expect"])) for case in cases]
    return {
        "unmarked changes asked about": sum(found for found, expected in asked if expected),
        "marked or harmless asked about": sum(found for found, expected in asked if not expected),
    }


def quotations() -> dict[str, float]:
    """Return how many of our pairs of house style, and of meaning, count as another meaning."""
    from warehouse import db  # noqa: PLC0415 - after the path is set

    pairs = tomllib.loads((HERE.parent / "tests" / "checks" / "quotation_pairs.toml").read_text("utf-8"))
    query = (
        "WITH folded AS MATERIALIZED (SELECT FOLDED_QUOTATION(pair[1], kinds.standards) AS one, "
        "FOLDED_QUOTATION(pair[2], kinds.standards) AS other "
        "FROM (SELECT UNNEST($1::VARCHAR[][]) AS pair), main.word_kinds AS kinds) "
        "SELECT count(*) FILTER (QUOTATIONS_APART(one, other, WORDS_ALONE(one, other), kinds) = 'meaning') "
        "FROM folded, main.word_kinds AS kinds"
    )
    con = db.memory()
    found = {kind: float(con.execute(query, [pairs[kind]]).fetchall()[0][0]) for kind in ("style", "meaning")}
    con.close()
    return {"pairs of house style flagged": found["style"], "pairs of meaning flagged": found["meaning"]}


def main() -> int:
    """Print every figure with its floor; 1 when one is below."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--flags", action="store_true")
    options = parser.parse_args()
    need(*SETS.values())
    found = {**grouping(), **tolls(shown=options.flags), **edits(), **quotations()}
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["stories"]
    if options.json:
        print(json.dumps(found, indent=1))
    bad = 0
    for name, value in found.items():
        limit = floors[name]
        good = limit.get("least", value) <= value <= limit.get("most", value)
        bad += not good
        if not options.json:
            print(f"{name:45s} {value:8.3f}   {'' if good else 'not '}as {limit}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
