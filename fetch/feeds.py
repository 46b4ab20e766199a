"""RSS, Atom, RDF and JSON Feed -> entries: fastfeedparser first (100 times as fast), feedparser where it fails."""

from __future__ import annotations

import io
import re
import warnings
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import fastfeedparser

from fetch.charset import decode
from fetch.dates import clamp, latest, read_date
from fetch.entries import Entry, Listing
from fetch.reasons import Fault, Reason
from fetch.xmlguard import refuse_entities
from warehouse.bounds import without_monsters

if TYPE_CHECKING:
    from collections.abc import Iterable

HTML_STARTS = (b"<!doctype html", b"<html")
MAX_URL = 2000
PATIENCE = 1_000_000  # bytes: feedparser takes three seconds for each megabyte
ITEM = re.compile(rb"<(?:item|entry)[\s>]")
ITEM_TEXT = re.compile("<(?:item|entry)[\\s>]")
LEAF = re.compile(
    r"<(title|link|guid|id|pubDate|published|updated)\b[^<>]*>\s*(?:<!\[CDATA\[)?([^<\]]*)", re.IGNORECASE
)
HREF = re.compile(r"""<link\b[^<>]*?\bhref\s*=\s*["']([^"'<>]+)""", re.IGNORECASE)


def read_feed(body: bytes, url: str, limit: int, now: datetime | None = None) -> Listing:
    """Return the entries of a feed, at most `limit`; raise Fault where the bytes are no feed or declare entities."""
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Fault(Reason.EMPTY, "the feed has no bytes")
    if start.startswith(HTML_STARTS):
        raise Fault(Reason.NOT_A_FEED, "a web page")
    if not start.startswith(b"{"):
        refuse_entities(body)
        body = without_monsters(body.decode("latin-1")).encode("latin-1")  # a letter a byte, whatever the charset
    items = quick_items(body)
    if items is None or (b"xml:base" in body and any(is_relative(item) for item in items)):
        items = patient_items(body, url)
    if linked(items) < min(len(ITEM.findall(body)), limit):  # broken markup may have hidden some
        items = max(items, rough_items(body), key=linked)
    return listing(items, url, limit, now or datetime.now(UTC))


def quick_items(body: bytes) -> list[dict[str, Any]] | None:
    """Return fastfeedparser's items, None where it fails; it knows nothing of xml:base."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a reader's doubt about a date is no warning to our caller
            # bytes only: it would fetch a str that looks like an address
            found = fastfeedparser.parse(
                bytes(body), include_content=False, include_tags=False, include_media=False, include_enclosures=False
            )
        return [dict(item) for item in found.get("entries", [])]
    except Exception:  # noqa: BLE001 - whatever it stumbles over, feedparser has a try
        return None


def patient_items(body: bytes, url: str) -> list[dict[str, Any]]:
    """Return feedparser's items; raise Fault where it knows no feed in the bytes."""
    import feedparser  # noqa: PLC0415 - 0.1 s, for the few feeds that need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = feedparser.parse(
                io.BytesIO(body[:PATIENCE]), response_headers={"content-location": url}, sanitize_html=False
            )
    except Exception as error:  # noqa: BLE001 - a parser that stumbles means that this is no feed
        raise Fault(Reason.NOT_A_FEED, type(error).__name__) from None
    items = [dict(item) for item in found.entries]
    if not found.version and not items:
        raise Fault(Reason.NOT_A_FEED, str(found.get("bozo_exception", "unknown format"))[:100])
    return items


def is_relative(item: dict[str, Any]) -> bool:
    """Return whether an item's link is not a whole address."""
    return not re.match(r"https?:", str(item.get("link") or "http:"), re.IGNORECASE)


def linked(items: Iterable[dict[str, Any]]) -> int:
    """Return how many items lead somewhere."""
    return sum(1 for item in items if item.get("link") or item.get("url"))


def rough_items(body: bytes) -> list[dict[str, Any]]:
    """Return the links, titles and dates that a broken feed shows between one item's beginning and the next."""
    text = decode(body[:PATIENCE], "application/xml").text
    found = []
    for piece in ITEM_TEXT.split(text)[1:]:
        leaf = {name.lower(): unescape(value).strip() for name, value in LEAF.findall(piece[:20_000])}
        link = HREF.search(piece[:20_000])
        date = leaf.get("pubdate") or leaf.get("published") or leaf.get("updated")
        place = leaf.get("link") or (unescape(link[1]) if link else "")
        found.append({"link": place, "title": leaf.get("title"), "id": leaf.get("guid"), "published": date})
    return found


def listing(items: Iterable[dict[str, Any]], url: str, limit: int, now: datetime) -> Listing:
    """Return the entries of parsed items: absolute links, dates not in the future, each link once."""
    entries: dict[str, Entry] = {}
    links: dict[str, str] = {}
    clamped = reused = seen = 0
    for item in items:
        seen += 1
        if seen > limit:
            break
        link = absolute(str(item.get("link") or item.get("url") or ""), url)
        if not link or link in entries:
            continue
        dates = read_date(item.get("published")), read_date(item.get("updated"))
        published, late = clamp(dates[0] or dates[1], now)
        guid = str(item.get("id") or item.get("guid") or "")[:500]
        reused += bool(guid) and links.setdefault(guid, link) != link
        clamped += late
        entries[link] = Entry(
            url=link, title=" ".join(str(item.get("title") or "").split())[:500], published_at=published, guid=guid,
            updated_at=latest(now, *dates), listed_in=url,
        )  # fmt: skip
    notes = [f"{clamped} dates in the future clamped"] * bool(clamped) + [f"{reused} ids used again"] * bool(reused)
    return Listing(entries=tuple(entries.values()), notes=tuple(notes), cut=seen > limit)


def absolute(link: str, base: str) -> str:
    """Return the web address that a link leads to, empty where it is none."""
    if not link.strip():
        return ""
    try:
        found = urljoin(base, link.strip())
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in {"http", "https"} and parts.netloc and len(found) <= MAX_URL else ""
