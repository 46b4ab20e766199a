"""OPML subscription lists -> feed addresses."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

from lxml import etree

from fetch.reasons import Fault, Reason
from fetch.xmlguard import refuse_entities

MAX_FEEDS = 5000


def read_opml(body: bytes) -> tuple[str, ...]:
    """Return the feeds of an OPML list in order, each once; raise Fault where the bytes are no OPML."""
    refuse_entities(body)
    found: dict[str, None] = {}
    root = ""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(body), events=("start",), resolve_entities=False, no_network=True, load_dtd=False, recover=True
        ):
            root = root or str(element.tag).lower()
            url = (element.get("xmlUrl") or element.get("xmlurl") or "").strip()
            if urlsplit_scheme(url) in {"http", "https"} and len(found) < MAX_FEEDS:
                found[url] = None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault(Reason.NOT_A_FEED, str(error)[:100]) from None
    if root != "opml":
        raise Fault(Reason.NOT_A_FEED, f"its root is <{root[:40]}>")
    return tuple(found)


def urlsplit_scheme(url: str) -> str:
    """Return the scheme of an address, empty where it is none."""
    try:
        return urlsplit(url).scheme if urlsplit(url).netloc and " " not in url else ""
    except ValueError:
        return ""
