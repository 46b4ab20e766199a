"""RSS, Atom, RDF and JSON Feed -> entries, by one forgiving walk through the markup."""

from __future__ import annotations

import itertools
import json
import re
from datetime import UTC, datetime
from html.entities import html5
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

from fetch.dates import clamp, latest, read_date
from fetch.entries import Entry, Listing
from fetch.gates import HTML_TYPES
from fetch.reasons import Fault, Reason
from fetch.xmlguard import local_name, refuse_entities
from webpage.bounds import without_monsters
from webpage.charset import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HTML_STARTS = ("<!doctype html", "<html")
MAX_URL = 2000
LONGEST = 500  # characters of a title or id
ROOTS = frozenset({"rss", "rdf", "feed", "channel", "entry"})
FIELDS = {
    "title": "title", "guid": "guid", "id": "guid", "pubdate": "published", "published": "published",
    "issued": "published", "date": "published", "dc:date": "published", "created": "published", "updated": "updated",
    "modified": "updated",
}  # fmt: skip
PLAIN = frozenset({"title", "link", "guid", "id"})  # which other vocabularies give their pictures and people too
NOT_ITS_OWN = frozenset({"source", "author", "image", "item", "entry"})  # what is inside them is of something else
XML_BASE, MOST_BASES = "{http://www.w3.org/XML/1998/namespace}base", 8  # of an element and those around it
ATOM = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
RELATIONS = "http://www.iana.org/assignments/relation/"  # RFC 4287 4.2.7.2: the long form of the same words
PAGE, OTHER_FORM, ID = range(3)  # the ranks of what may be a story's address
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+$", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|/)[^\s<>\"]+$", re.IGNORECASE)
HEAD = re.compile(r"\s*<\?xml[^<>]*\?>", re.IGNORECASE)
# what is marked as text stays; elsewhere an ampersand begins a reference, or is part of an address
AMPERSAND = re.compile(r"<!\[CDATA\[(?:(?!\]\]>).)*+|&(?:(#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,31});)?", re.DOTALL)
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
LOST = "entries without an address left out"


class Item(NamedTuple):
    """What a feed says of one story, as it stands there."""

    link: str = ""
    title: str = ""
    guid: str = ""
    published: str = ""
    updated: str = ""


def read_feed(body: bytes, url: str, limit: int, now: datetime | None = None) -> Listing:
    """Return the entries of a feed, at most `limit`; raise Fault where the bytes are no feed or declare entities."""
    text = decode(body, "application/xml").text.lstrip("\ufeff \t\r\n")
    if not text:
        raise Fault(Reason.EMPTY, "the feed has no bytes")
    if text[:100].lower().startswith(HTML_STARTS):
        raise Fault(Reason.NOT_A_FEED, "a web page")
    items = json_items(text) if text.startswith("{") else xml_items(text, url)
    return listing(items, url, limit, now or datetime.now(UTC))


def json_items(text: str) -> Iterator[Item]:
    """Yield the items of a JSON Feed."""
    try:
        told: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fault(Reason.NOT_A_FEED, str(error)[:100]) from None
    if not isinstance(told, dict) or not isinstance(told.get("items"), list):
        raise Fault(Reason.NOT_A_FEED, "JSON, but no JSON Feed")
    for one in told["items"]:
        said = {name: value for name, value in one.items() if isinstance(value, str)} if isinstance(one, dict) else {}
        guid = said.get("id", "")
        link = said.get("url") or said.get("external_url") or address_in(guid)
        yield Item(link, said.get("title", ""), guid, said.get("date_published", ""), said.get("date_modified", ""))


def xml_items(text: str, url: str) -> Iterator[Item]:
    """Yield the items of an RSS, RDF or Atom feed, of broken markup too."""
    refuse_entities(text.encode("utf-8", "replace"))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    whole = AMPERSAND.sub(_as_xml, HEAD.sub("", without_monsters(text), count=1))
    try:
        root = etree.fromstring(whole.encode("utf-8", "replace"), parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault(Reason.NOT_A_FEED, str(error)[:100]) from None
    if root is None or local_name(root) not in ROOTS:
        raise Fault(Reason.NOT_A_FEED, "no markup" if root is None else f"its root is <{local_name(root)[:40]}>")
    for element in root.iter("{*}item", "{*}entry", "{*}ITEM"):
        item = _item(element, list(element), url)
        # a tag that was never closed holds what should stand beside it
        yield item if item.link else _item(element, _inside(element), url)


def _as_xml(found: re.Match[str]) -> str:
    """Return a reference of HTML's as a number, and an ampersand that begins none as XML writes it."""
    name = found[1]
    if found[0].startswith("<") or (name and (name.startswith("#") or name in XML_NAMES)):
        return found[0]
    known = html5.get(f"{name};") if name else None
    return "".join(f"&#{ord(sign)};" for sign in known) if known else f"&amp;{found[0][1:]}"


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what an item holds at any depth, but for what is about something else, and for further items."""
    waiting = [element]
    while waiting:
        leaves = [leaf for leaf in waiting.pop() if local_name(leaf) not in NOT_ITS_OWN]
        yield from leaves
        waiting.extend(reversed(leaves))


def _item(element: etree._Element, leaves: Iterable[etree._Element], url: str) -> Item:
    """Return what the leaves of an item say, each thing by the first that says it."""
    said: dict[str, str] = {}
    said_here = element.get("HREF", "")  # CDF, the first kind of feed
    places: dict[int, str] = {PAGE: said_here and _joined(_base(element, url), said_here)}
    for leaf in leaves:
        name = local_name(leaf)
        if name in PLAIN and not _is_own(leaf, element):
            continue
        rank, place = None, ""
        if name == "link":
            rank, place = _rank(leaf), (leaf.get("href") or leaf.text or "").strip()
        elif (field := FIELDS.get(name)) and not said.get(field):
            said[field] = words = " ".join("".join(map(str, leaf.itertext())).split())[:MAX_URL]
            if field == "guid":
                rank, place = ID, address_in(words, said=leaf.get("isPermaLink", "").strip().lower())
        if rank is not None and not places.get(rank):
            places[rank] = place and (place if WEB_ADDRESS.match(place) else _joined(_base(leaf, url), place))
    return Item(link=next((places[rank] for rank in sorted(places) if places[rank]), ""), **said)


def _base(element: etree._Element, url: str) -> str:
    """Return the address that an element's own are relative to; libxml2 joins it anew for each, be it of 200 pieces."""
    around = itertools.islice(itertools.chain([element], element.iterancestors()), MOST_BASES)
    for base in reversed([one.get(XML_BASE, "") for one in around]):
        url = _joined(url, base[:MAX_URL]) or url
    return url


def _is_own(leaf: etree._Element, element: etree._Element) -> bool:
    """Return whether a leaf is of its item's own vocabulary, or of Atom's, and not of a picture's or a podcast's."""
    name = str(leaf.tag)
    return name.startswith(ATOM) or name.rpartition("}")[0] == str(element.tag).rpartition("}")[0]


def _rank(link: etree._Element) -> int | None:
    """Return which rank a link's address has, RSS's or Atom's alternate; none for replies, enclosures and the like."""
    if link.get("rel", "alternate").strip().removeprefix(RELATIONS) != "alternate":
        return None
    kind = link.get("type", "text/html").partition(";")[0].strip().lower()
    return PAGE if kind in HTML_TYPES else OTHER_FORM


def address_in(guid: str, said: str = "") -> str:
    """Return an id that is an address, or is said to be one ("true"); empty where it is only a name."""
    return guid if said == "true" or (said != "false" and ADDRESS.match(guid)) else ""


def listing(items: Iterable[Item], url: str, limit: int, now: datetime) -> Listing:
    """Return the entries of parsed items: absolute links, dates not in the future, each link once."""
    entries: dict[str, Entry] = {}
    links: dict[str, str] = {}
    clamped = reused = lost = seen = 0
    for item in items:
        seen += 1
        if seen > limit:
            break
        link = absolute(item.link, url)
        lost += not link
        if not link or link in entries:
            continue
        dates = read_date(item.published), read_date(item.updated)
        published, late = clamp(dates[0] or dates[1], now)
        guid = item.guid[:LONGEST]
        reused += bool(guid) and links.setdefault(guid, link) != link
        clamped += late
        entries[link] = Entry(
            url=link, title=" ".join(item.title.split())[:LONGEST], published_at=published, guid=guid,
            updated_at=latest(now, *dates), listed_in=url,
        )  # fmt: skip
    said = {"dates in the future clamped": clamped, "ids used again": reused, LOST: lost}
    notes = tuple(f"{number} {words}" for words, number in said.items() if number)
    return Listing(entries=tuple(entries.values()), notes=notes, cut=seen > limit)


def absolute(link: str, base: str) -> str:
    """Return the web address that a link leads to, empty where it is none."""
    found = _joined(base, link.strip()) if link.strip() else ""
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    return found if parts.scheme in {"http", "https"} and parts.netloc and len(found) <= MAX_URL else ""


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""
