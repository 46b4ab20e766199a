"""A saved view as an Atom feed (RFC 4287): new flags in any feed reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

NAMESPACE = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(flags: Iterator[dict[str, Any]], about: dict[str, Any]) -> str:
    """Return the view's first flags as a feed; an entry's id is the flag's own address.

    A saved view brings its own `title` and the path of its `feed`.
    """
    root = Element("feed", xmlns=NAMESPACE)
    here = f"{about['address']}{about.get('feed', '/export/atom?' + about['view'])}"
    _words(root, "id", here)
    _words(root, "title", about.get("title", "Copydesk: flags to look at"))
    SubElement(root, "link", rel="self", href=here)
    SubElement(root, "link", href=f"{about['address']}/?{about['view']}")
    _words(SubElement(root, "author"), "name", "Copydesk")
    entries = [_entry(flag, about) for flag in flags]
    newest = max((entry.findtext("updated") or "" for entry in entries), default=_time(about["made_at"]))
    _words(root, "updated", newest)
    root.extend(entries)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(flag: dict[str, Any], about: dict[str, Any]) -> Element:
    entry = Element("entry")
    address = f"{about['address']}/flags/{flag['flag_id']}"
    _words(entry, "id", address)
    _words(entry, "title", f"{flag['title'] or flag['check_code']}: {flag['headline'] or flag['url']}")
    SubElement(entry, "link", href=address)
    _words(entry, "updated", _time(flag["dated"] or about["made_at"]))
    SubElement(entry, "category", term=flag["check_code"])
    SubElement(entry, "category", term=flag["severity"])
    _words(entry, "summary", f"{flag['message']} “{flag['sentence']}” {flag['outlet']}")
    return entry


def _words(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = NOT_XML.sub("\ufffd", words)


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
