"""Sitemaps, news sitemaps and their indexes -> entries, read element by element and never held whole."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from fetch.dates import clamp, latest, read_date
from fetch.entries import Entry, Listing
from fetch.exchange import GZIP_MAGIC, gunzip
from fetch.feeds import ROOTS as FEEDS
from fetch.feeds import WEB_ADDRESS, absolute, read_feed
from fetch.reasons import Fault, Reason
from fetch.xmlguard import local_name, refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_BYTES = 10_000_000  # decoded; a list of a thousand stories has some 300 kB
UNDATED = datetime.min.replace(tzinfo=UTC)
ROOTS = frozenset({"urlset", "sitemapindex"})
GUARDED: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip


def read_sitemap(body: bytes, url: str, limit: int, now: datetime | None = None) -> Listing:
    """Return the pages, or the further sitemaps, that a sitemap lists, newest notation or old, gzip'd or plain.

    What was read before a break is kept (`cut` says so). Raises Fault where the bytes are no sitemap.
    """
    if body.startswith(GZIP_MAGIC):
        body = gunzip(body, LIMIT_BYTES)
    if not body.strip():
        raise Fault(Reason.EMPTY, "the sitemap has no bytes")
    now = now or datetime.now(UTC)
    if b"<" not in body[:1000]:
        return read_lines(body, url, limit)
    refuse_entities(body)
    if root_of(body) in FEEDS:
        return read_feed(body, url, limit, now)
    entries: dict[str, Entry] = {}
    sitemaps: dict[str, datetime] = {}
    clamped, cut = 0, False
    try:
        for kind, found in elements(body):
            if len(entries) + len(sitemaps) >= limit:
                cut = True
                break
            place = absolute(found.get("loc", ""), url)
            if kind == "sitemap" and place:
                sitemaps.setdefault(place, read_date(found.get("lastmod")) or UNDATED)
            elif place:
                entry, late = page_entry(place, found, url, now)
                entries.setdefault(place, entry)
                clamped += late
    except etree.XMLSyntaxError as error:
        if not entries and not sitemaps:
            raise Fault(Reason.NOT_A_FEED, str(error)[:100]) from None
        cut = True
    newest = tuple(sorted(sitemaps, key=sitemaps.__getitem__, reverse=True))
    notes = (f"{clamped} dates in the future clamped",) if clamped else ()
    return Listing(entries=tuple(entries.values()), sitemaps=newest, notes=notes, cut=cut)


def read_lines(body: bytes, url: str, limit: int) -> Listing:
    """Return the pages of a sitemap that is a text, an address a line (sitemaps.org, "Text file")."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    places = list(dict.fromkeys(line for line in lines if WEB_ADDRESS.match(line) and absolute(line, url)))
    if not lines or lines[0] != next(iter(places), ""):
        raise Fault(Reason.NOT_A_FEED, "neither markup nor a list of addresses")
    notes = (
        (f"{number} lines that are no address, or are there twice, left out",)
        if (number := len(lines) - len(places))
        else ()
    )
    entries = tuple(Entry(url=place, listed_in=url) for place in places[:limit])
    return Listing(entries=entries, notes=notes, cut=len(places) > limit)


def page_entry(place: str, found: dict[str, str], url: str, now: datetime) -> tuple[Entry, bool]:
    """Return the entry of a `<url>`, and whether its date lay in the future."""
    dates = read_date(found.get("publication_date")), read_date(found.get("lastmod"))
    published, late = clamp(dates[0] or dates[1], now)
    updated = latest(now, *dates)
    title = found.get("title", "")[:500]
    return Entry(url=place, title=title, published_at=published, updated_at=updated, listed_in=url), late


def elements(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ("url" | "sitemap", its leaves by local name); every element is dropped once it is read."""
    if (root := root_of(body)) not in ROOTS:
        raise Fault(Reason.NOT_A_FEED, f"its root is <{root[:40]}>")
    leaves: dict[str, str] = {}
    for _, element in etree.iterparse(io.BytesIO(body), events=("end",), **GUARDED):
        name = local_name(element)
        if name in {"url", "sitemap"}:
            yield name, leaves
            leaves = {}
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif element.text and len(element) == 0 and in_scope(element):
            leaves.setdefault(name, " ".join(element.text.split())[:2000])


def root_of(body: bytes) -> str:
    """Return the name of the first element, empty where there is none."""
    try:
        _, element = next(etree.iterparse(io.BytesIO(body), events=("start",), **GUARDED))
    except (etree.XMLSyntaxError, StopIteration):
        return ""
    return local_name(element)


def in_scope(element: etree._Element) -> bool:
    """Return whether a leaf belongs to the page itself or its news, not to one of its images or videos."""
    parent = element.getparent()
    return parent is not None and local_name(parent) in {"url", "sitemap", "news", "publication"}
