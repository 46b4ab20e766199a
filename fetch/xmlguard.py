"""What every reader of XML keeps to: no declared entities (ten lines grow to gigabytes), names without a prefix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from lxml import etree

DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)


def refuse_entities(body: bytes) -> None:
    """Raise Fault where the document declares entities; wide encodings are read as ASCII by dropping their NULs."""
    if DECLARATION.search(body) or (b"\0" in body[:100] and DECLARATION.search(body.replace(b"\0", b""))):
        raise Fault(Reason.ENTITIES, "the document declares XML entities")


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()
