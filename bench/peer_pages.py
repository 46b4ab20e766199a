"""Peers' pages with the text that they want: trafilatura's evaluation, readability's and newspaper4k's test pages.

trafilatura: of each page some passages have to be in the text and some may not; F1 over all of them. A by-line is right
when it has a name that the gold has, with or without a title; only pages whose gold has a name count. A page is short
where it keeps under 60 % of trafilatura's letters and no note says so; a page that is refused as no article has its
reason in a row of its own, and counts as said.
readability and newspaper4k: F1 of 4-word shingles against the text that they keep, averaged over the pages.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extraction import shingles
from peer_row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = {
    "trafilatura": "trafilatura/tests",
    "readability": "readability/test/test-pages",
    "newspaper4k": "newspaper4k/tests/data",
}
SAID = ("dropped", "cut", "kept")  # notes that say that text is missing
SHARE = 0.6
UNSEEN = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
PARTS = re.compile(r"[,;&|/\n]|\b(?:and|und|et|y|by|von)\b", re.IGNORECASE)
# of readability's pages those of newspapers, magazines and blogs; others are made-up, or of wikis, books and forums
NEWS = re.compile(
    r"00[12]|aclu|aktualne|ars-1|bbc-1|blogger|breitbart|bug-1255978|buzzfeed-1|citylab-1|cnet|cnet-svg-classes|cnn|"
    r"daringfireball-1|dev418|dropbox-blog|ebb-org|engadget|firefox-nightly-blog|folha|gitlab-blog|gmw|guardian-1|heise|"
    r"herald-sun-1|iab-1|la-nacion|lemonde-1|liberation-1|lifehacker-(?:post-comment-load|working)|lwn-1|"
    r"medicalnewstoday|medium-[123]|msn|nytimes-[1-5]|pixnet|qq|quanta-1|salon-1|seattletimes-1|telegraph|theverge|"
    r"tmz-1|topicseed-1|tumblr|v8-blog|wapo-[12]|wordpress|yahoo-[1-4]|youth"
)
WHOLE = 60  # code points of a paragraph that is one, and no cell
WARM = 10  # pages read by both before the clock runs: tables that are loaded once are no page's


@dataclass(frozen=True)
class Reading:
    """What a reader found on a page, and the processor time that it took."""

    text: str = ""
    authors: frozenset[frozenset[str]] = frozenset()
    notes: tuple[str, ...] = ()
    is_article: bool = True
    seconds: float = 0.0


def names(byline: object) -> frozenset[frozenset[str]]:
    """Return the names of a by-line, each as its words."""
    words = "; ".join(map(str, byline)) if isinstance(byline, list) else str(byline or "")
    parts = (frozenset(re.findall(r"[^\W_]+", part.casefold())) for part in PARTS.split(words))
    return frozenset(part for part in parts if part)


def ours(body: bytes, url: str) -> Reading:
    """Return what Copydesk reads of a page's bytes."""
    from extract.page import NoArticle, read_html  # noqa: PLC0415 - after the path is set
    from webpage.charset import decode  # noqa: PLC0415

    began = time.process_time()
    try:
        article = read_html(decode(body).text, url=url).article
    except NoArticle:
        return Reading(is_article=False, seconds=time.process_time() - began)
    took = time.process_time() - began
    return Reading(f"{article.standfirst}\n{article.text}", names(article.byline), article.notes, seconds=took)


def theirs(body: bytes) -> Reading:
    """Return what trafilatura's default reads, its metadata too."""
    from trafilatura import bare_extraction  # noqa: PLC0415

    began = time.process_time()
    found = bare_extraction(body, include_comments=False, include_tables=True, with_metadata=True)
    took = time.process_time() - began
    return Reading(found.text or "", names(found.author), seconds=took) if found else Reading(seconds=took)


def _by_turns(number: int, body: bytes, url: str) -> tuple[Reading, Reading]:
    """Read a page with both, the other one first each time: who comes second finds the caches warm."""
    if number % 2:
        other = theirs(body)
        return ours(body, url), other
    return ours(body, url), theirs(body)


def is_in(half: str, number: int) -> bool:
    """Say whether a page belongs to the half that is asked for."""
    return not half or number % 2 == (half == "odd")


def rows(suite: str, folder: Path, half: str) -> Iterator[Row]:
    """Return the lines of a suite."""
    return {"trafilatura": _trafilatura, "readability": _readability, "newspaper4k": _newspaper}[suite](folder, half)


def _trafilatura(folder: Path, half: str) -> Iterator[Row]:
    cases = json.loads((folder / "evaldata.json").read_text("utf-8"))
    pages: list[tuple[dict[str, Any], str, bytes]] = []
    for number, (url, case) in enumerate(sorted(cases.items())):
        path = next((path for place in ("cache", "eval") if (path := folder / place / case["file"]).exists()), None)
        if path is not None and is_in(half, number):
            pages.append((case, url, path.read_bytes()))
    for _, url, body in pages[:WARM]:
        ours(body, url), theirs(body)
    both = [(case, *_by_turns(number, body, url)) for number, (case, url, body) in enumerate(pages)]
    scores = [_passages([(case, pair[side]) for case, *pair in both]) for side in (0, 1)]
    note = f"{len(both)} pages"
    for place, measure in enumerate(("text F1", "text precision", "text recall")):
        least = 0.940 if measure == "text F1" else None
        yield Row(
            suite="trafilatura",
            measure=measure,
            ours=scores[0][place],
            peers={"trafilatura": scores[1][place]},
            least=least,
            note=note,
        )
    signed = [(names(case["author"]), *pair) for case, *pair in both if case.get("author")]
    for measure, bar in (("right", {"least": 66.0}), ("wrong", {"most": 12.0}), ("empty", {})):
        shares = [_share([_fits(gold, pair[side].authors) for gold, *pair in signed], measure) for side in (0, 1)]
        yield Row(
            suite="trafilatura",
            measure=f"by-lines {measure}, %",
            ours=shares[0],
            peers={"trafilatura": shares[1]},
            note=f"{len(signed)} signed",
            **bar,
        )
    short = [case for case, mine, other in both if _is_short(mine, other)]
    yield Row(suite="trafilatura", measure="pages under 60 % without a note", ours=len(short), most=0)
    refused = sum(not mine.is_article for _, mine, _ in both)
    yield Row(suite="trafilatura", measure="pages refused as no article", ours=refused)
    took = [sum(pair[side].seconds for _, *pair in both) for side in (0, 1)]
    yield Row(
        suite="trafilatura",
        measure="time, trafilatura's = 1",
        ours=took[0] / took[1],
        most=1.1,
        note=f"{took[0]:.0f} s",
    )


def _passages(read: list[tuple[dict[str, Any], Reading]]) -> tuple[float, float, float]:
    found = wrong = wanted = 0
    for case, reading in read:
        text = _plain(reading.text)
        found += sum(_plain(passage) in text for passage in case["with"])
        wrong += sum(_plain(passage) in text for passage in case["without"])
        wanted += len(case["with"])
    return 2 * found / (found + wrong + wanted), found / (found + wrong), found / wanted


def _plain(text: str) -> str:
    """Return the text as one line without what nobody sees: a passage may have the soft hyphens of its page."""
    return " ".join(UNSEEN.sub("", text).split())


def _fits(gold: frozenset[frozenset[str]], authors: frozenset[frozenset[str]]) -> str:
    """Return how the names of a by-line fit the gold's: one has to be one of the other's, titles beside it aside."""
    if not authors:
        return "empty"
    return "right" if any(name <= other or other <= name for name in gold for other in authors) else "wrong"


def _share(found: list[str], kind: str) -> float:
    return 100 * found.count(kind) / max(1, len(found))


def _is_short(mine: Reading, other: Reading) -> bool:
    said = not mine.is_article or any(note.startswith(SAID) for note in mine.notes)
    return _letters(mine.text) < SHARE * _letters(other.text) and not said


def _letters(text: str) -> int:
    """Return how many letters a text has, less paragraphs that come again: rows of tables are padded."""
    lines = text.split("\n")
    copies = [line for place, line in enumerate(lines) if len(line) >= WHOLE and line in lines[:place]]
    return len("".join(text.split())) - len("".join("".join(copies).split()))


def _readability(folder: Path, half: str) -> Iterator[Row]:
    from lxml import html  # noqa: PLC0415

    scores: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for number, page in enumerate(sorted(path for path in folder.iterdir() if path.is_dir())):
        if not is_in(half, number):
            continue
        gold = html.fromstring((page / "expected.html").read_text("utf-8"))
        text = "\n".join(gold.itertext())
        body = (page / "source.html").read_bytes()
        pair = _f1(text, ours(body, f"http://fakehost/test/{page.name}.html").text), _f1(text, theirs(body).text)
        scores[bool(NEWS.fullmatch(page.name))].append(pair)
    for is_news, measure in ((True, "news and blogs, F1"), (False, "other pages, F1")):
        yield _mean("readability", measure, scores[is_news], 0.93 if is_news else None)


def _newspaper(folder: Path, half: str) -> Iterator[Row]:
    scores = []
    for number, path in enumerate(sorted((folder / "txt").glob("*.txt"))):
        source = folder / "html" / f"{path.stem}.html"
        if source.exists() and is_in(half, number):
            body, text = source.read_bytes(), path.read_text("utf-8")
            scores.append((_f1(text, ours(body, "").text), _f1(text, theirs(body).text)))
    yield _mean("newspaper4k", "text F1", scores, None)


def _mean(suite: str, measure: str, scores: list[tuple[float, float]], least: float | None) -> Row:
    mine, other = (sum(pair[side] for pair in scores) / max(1, len(scores)) for side in (0, 1))
    return Row(
        suite=suite, measure=measure, ours=mine, peers={"trafilatura": other}, least=least, note=f"{len(scores)} pages"
    )


def _f1(gold: str, text: str) -> float:
    wanted, got = shingles(gold), shingles(text)
    both = (wanted & got).total()
    return 2 * both / (wanted.total() + got.total()) if wanted or got else 1.0
