"""The alerts as an Atom feed (RFC 4287), `alerts.atom` in the home folder: any feed reader can watch a desk."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from warehouse.ledger import Alert

FEED_FILE = "alerts.atom"
NAMESPACE = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BEFORE_ALL = "1970-01-01T00:00:00Z"  # a feed has to say when it changed, also when it never did


def write_feed(home: Path, alerts: Sequence[Alert], desk_url: str) -> Path:
    """Write the feed in one step, so that a reader never sees half of it, and return its path."""
    path, arriving = home / FEED_FILE, home / f"{FEED_FILE}.{os.getpid()}"
    arriving.write_text(alert_feed(alerts, desk_url), encoding="utf-8")
    arriving.replace(path)
    return path


def alert_feed(alerts: Sequence[Alert], desk_url: str) -> str:
    """Return the feed; an alert that is over keeps its entry, whose title says so."""
    root = Element("feed", xmlns=NAMESPACE)
    _words(root, "id", f"{desk_url}/alerts")
    _words(root, "title", "Copydesk: alerts")
    SubElement(root, "link", href=f"{desk_url}/runs")
    _words(SubElement(root, "author"), "name", "Copydesk")
    entries = [_entry(alert, desk_url) for alert in alerts]
    _words(root, "updated", max((entry.findtext("updated") or "" for entry in entries), default=BEFORE_ALL))
    root.extend(entries)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(alert: Alert, desk_url: str) -> Element:
    entry = Element("entry")
    _words(entry, "id", f"urn:copydesk:alert:{alert.alert_id}")
    _words(entry, "title", ("over: " if alert.ended_at else "") + ": ".join(filter(None, [alert.kind, alert.subject])))
    SubElement(entry, "link", href=f"{desk_url}/runs")
    _words(entry, "published", _time(alert.raised_at))
    _words(entry, "updated", _time(alert.ended_at or alert.raised_at))
    SubElement(entry, "category", term=alert.kind)
    _words(entry, "summary", alert.words)
    return entry


def _words(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = NOT_XML.sub("\ufffd", words)


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
