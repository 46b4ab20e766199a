"""Entity declarations in XML are refused before any parser sees them: ten lines can grow to gigabytes."""

from __future__ import annotations

import re

from fetch.reasons import Fault, Reason

DECLARATION = re.compile(rb"<!ENTITY", re.IGNORECASE)


def refuse_entities(body: bytes) -> None:
    """Raise Fault where the document declares entities; wide encodings are read as ASCII by dropping their NULs."""
    if DECLARATION.search(body) or (b"\0" in body[:100] and DECLARATION.search(body.replace(b"\0", b""))):
        raise Fault(Reason.ENTITIES, "the document declares XML entities")
