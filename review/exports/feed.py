"""Atom feeds (RFC 4287): a saved view's new flags, or what happens in an event, in any feed reader."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from review.wording import plain_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One entry of a feed; its address is its id."""

    address: str
    title: str
    updated: datetime
    words: str
    categories: tuple[str, ...] = ()


def feed(flags: Iterator[dict[str, Any]], about: dict[str, Any]) -> str:
    """Return the view's first flags as a feed; an entry's id is the flag's own address.

    A saved view brings its own `title` and the path of its `feed`.
    """
    return atom(
        [_entry(flag, about) for flag in flags],
        title=about.get("title", "Copydesk: flags to look at"),
        address=f"{about['address']}{about.get('feed', '/export/atom?' + about['view'])}",
        page=f"{about['address']}/queue?{about['view']}",
        made_at=about["made_at"],
    )


def atom(entries: Iterable[Entry], *, title: str, address: str, page: str, made_at: datetime) -> str:
    """Return entries as a feed at an address, for what a page of the desk shows."""
    root = Element("feed", xmlns=NAMESPACE)
    _words(root, "id", address)
    _words(root, "title", title)
    SubElement(root, "link", rel="self", href=address)
    SubElement(root, "link", href=page)
    _words(SubElement(root, "author"), "name", "Copydesk")
    told = list(entries)
    _words(root, "updated", max((_time(entry.updated) for entry in told), default=_time(made_at)))
    for entry in told:
        made = SubElement(root, "entry")
        _words(made, "id", entry.address)
        _words(made, "title", entry.title)
        SubElement(made, "link", href=entry.address)
        _words(made, "updated", _time(entry.updated))
        for category in entry.categories:
            SubElement(made, "category", term=category)
        _words(made, "summary", entry.words)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(flag: dict[str, Any], about: dict[str, Any]) -> Entry:
    return Entry(
        f"{about['address']}/flags/{flag['flag_id']}",
        f"{flag['title'] or flag['check_code']}: {flag['headline'] or flag['url']}",
        flag["dated"] or about["made_at"],
        f"{flag['message']} “{flag['sentence']}” {flag['outlet']}",
        (flag["check_code"], flag["severity"]),
    )


def _words(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = NOT_XML.sub("\ufffd", str(plain_signs(words)))


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
