"""Sitemaps, news sitemaps and their indexes -> entries, read element by element and never held whole."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lxml import etree

from fetch.dates import clamp, latest, read_date
from fetch.entries import Entry, Listing
from fetch.exchange import GZIP_MAGIC, gunzip
from fetch.feeds import absolute
from fetch.reasons import Fault, Reason
from fetch.xmlguard import refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT_BYTES = 10_000_000  # decoded; a list of a thousand stories has some 300 kB
UNDATED = datetime.min.replace(tzinfo=UTC)
ROOTS = frozenset({"urlset", "sitemapindex"})


def read_sitemap(body: bytes, url: str, limit: int, now: datetime | None = None) -> Listing:
    """Return the pages, or the further sitemaps, that a sitemap lists, newest notation or old, gzip'd or plain.

    What was read before a break is kept (`cut` says so). Raises Fault where the bytes are no sitemap.
    """
    if body.startswith(GZIP_MAGIC):
        body = gunzip(body, LIMIT_BYTES)
    if not body.strip():
        raise Fault(Reason.EMPTY, "the sitemap has no bytes")
    refuse_entities(body)
    now = now or datetime.now(UTC)
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


def page_entry(place: str, found: dict[str, str], url: str, now: datetime) -> tuple[Entry, bool]:
    """Return the entry of a `<url>`, and whether its date lay in the future."""
    dates = read_date(found.get("publication_date")), read_date(found.get("lastmod"))
    published, late = clamp(dates[0] or dates[1], now)
    updated = latest(now, *dates)
    title = found.get("title", "")[:500]
    return Entry(url=place, title=title, published_at=published, updated_at=updated, listed_in=url), late


def elements(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ("url" | "sitemap", its leaves by local name); every element is dropped once it is read."""
    root = ""
    leaves: dict[str, str] = {}
    reader = etree.iterparse(
        io.BytesIO(body), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for event, element in reader:
        name = local_name(element)
        if event == "start":
            if not root:
                root = name
                if root not in ROOTS:
                    raise Fault(Reason.NOT_A_FEED, f"its root is <{root[:40]}>")
            continue
        if name in {"url", "sitemap"}:
            yield name, leaves
            leaves = {}
        elif element.text and len(element) == 0 and in_scope(element):
            leaves.setdefault(name, " ".join(element.text.split())[:2000])
        if name in {"url", "sitemap"}:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def in_scope(element: etree._Element) -> bool:
    """Return whether a leaf belongs to the page itself or its news, not to one of its images or videos."""
    parent = element.getparent()
    return parent is not None and local_name(parent) in {"url", "sitemap", "news", "publication"}
