"""The feeds of feedparser's and the W3C validator's tests: the addresses that each entry leads to.

The right answer is feedparser's own, by the version that lies in FOLDER; a feed in which it finds no web address asks
nothing. Of an entry that has only an id which is no address ("1", "tag:…") feedparser makes one; Copydesk asks for no
page that nobody named, and its note on the entries left out counts as right. The note says how many are right without.
"""

from __future__ import annotations

import importlib
import io
import sys
import time
import warnings
from typing import TYPE_CHECKING, Any

from peer_pages import is_in
from peer_row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = {"feedparser": "feedparser/tests", "feedvalidator": "feedvalidator/testcases"}
LEAST = {"feedparser": 85, "feedvalidator": 905}
HERE = "http://127.0.0.1/feeds/feed.xml"
MOST = 10_000  # entries


def rows(suite: str, folder: Path, half: str) -> Iterator[Row]:
    """Return the line of one suite, and what reading it took."""
    feedparser = _feedparser(folder)
    bodies = [path.read_bytes() for path in sorted(folder.rglob("*.xml"))]
    began = time.process_time()
    wanted = [theirs(feedparser, body) for body in bodies]
    between = time.process_time()
    found = [ours(body) for body in bodies]
    took, peer_took = time.process_time() - between, between - began
    pairs = [pair for pair in zip(wanted, found, strict=True) if pair[0]]
    pairs = [pair for number, pair in enumerate(pairs) if is_in(half, number)]
    alike = sum(want == got for want, (got, _) in pairs)
    said = sum(lost > 0 and len(want) == len(got) + lost and set(got) < set(want) for want, (got, lost) in pairs)
    bar = None if half else LEAST[suite]
    asked = f"of {len(pairs)} feeds with links; {alike} with feedparser's very addresses"
    yield Row(
        suite=suite, measure="feeds right", ours=alike + said, peers={"feedparser": len(pairs)}, least=bar, note=asked
    )
    yield Row(suite=suite, measure="seconds of processor", ours=took, peers={"feedparser": peer_took})


def _feedparser(folder: Path) -> Any:  # noqa: ANN401 - it ships no types
    """Return the feedparser of the suite, which may be newer than the one that is installed."""
    beside = folder.parents[1] / "feedparser"
    if beside.is_dir():
        sys.path.insert(0, str(beside))
    return importlib.import_module("feedparser")


def theirs(feedparser: Any, body: bytes) -> list[str]:  # noqa: ANN401 - the same
    """Return the web addresses that feedparser gives the entries, each once."""
    from fetch.feeds import absolute  # noqa: PLC0415 - after the path is set

    headers = {"content-location": HERE, "content-type": "application/xml"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    places = (absolute(str(entry.get("link") or ""), HERE) for entry in told.entries)
    return list(dict.fromkeys(place for place in places if place))


def ours(body: bytes) -> tuple[list[str], int]:
    """Return the addresses that Copydesk gives the entries, and how many entries it says it left out."""
    from fetch.feeds import LOST, read_feed  # noqa: PLC0415 - after the path is set
    from fetch.reasons import Fault  # noqa: PLC0415 - the same

    try:
        listing = read_feed(body, HERE, MOST)
    except Fault:
        return [], 0
    lost = sum(int(note.split()[0]) for note in listing.notes if note.endswith(LOST))
    return [entry.url for entry in listing.entries], lost
