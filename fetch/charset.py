"""Bytes -> text: BOM, HTTP header, meta, then a detector; what looks wrong is said, never hidden."""

from __future__ import annotations

import re
from typing import NamedTuple

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode

# UTF-8 read as Windows-1252: "â€™", "Ã©"; and the replacement character
MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u2122\u0153\u009d\u201c\u00a6\u2013\u201d]|\u00c3[\u00a9\u00a8\u00bc\u00b6\u00a4\u00a1\u00b3]"
)
CONTROLS = dict.fromkeys(c for c in range(32) if c not in (9, 10, 12, 13))
SAMPLE = 100_000  # bytes that the detector reads
SINGLE_BYTE = re.compile("^(?:iso-?8859-?1|latin-?1|cp125[0-9]|windows-?125[0-9])$", re.IGNORECASE)


class Decoded(NamedTuple):
    """A text, the encoding it was read by, and what may be damaged in it."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def detect(body: bytes) -> str | None:
    """Return the encoding that fits undeclared bytes: UTF-8 where they are valid, else what the detector finds."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        found = from_bytes(visible(body)[:SAMPLE]).best()
        return found.encoding if found else None
    return "utf-8"


def visible(body: bytes) -> bytes:
    """Return the bytes without tags, scripts and styles: ASCII markup drowns what a detector counts."""
    bare = re.sub(rb"(?is)<(script|style)\b.*?</\1>|<[^>]*>", b" ", body)
    return re.sub(rb"\s+", b" ", bare) or body


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of a page's bytes; `content_type` is the HTTP header with its charset, if any.

    A single-byte charset is overruled where the bytes are valid UTF-8 with letters beyond ASCII in it: that they could
    be both by chance is all but impossible, and servers that declare Latin-1 for UTF-8 pages are common.
    """
    if not body:
        return Decoded("", "utf-8", ())
    warnings: list[str] = []
    encoding, text = html_to_unicode(content_type or None, body, default_encoding="cp1252", auto_detect_fun=detect)
    if SINGLE_BYTE.match(encoding) and is_utf8(body):
        warnings.append(f"declared {encoding}, is utf-8")
        encoding, text = "utf-8", body.decode("utf-8", "replace")
    if "\0" in text:
        warnings.append("NUL characters removed")
    text = text.translate(CONTROLS)
    if "\ufffd" in text or MOJIBAKE.search(text):
        warnings.append("mojibake: some characters are damaged")
    return Decoded(text, encoding, tuple(warnings))


def is_utf8(body: bytes) -> bool:
    """Return whether the bytes hold letters beyond ASCII and are valid UTF-8."""
    if body.isascii():
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
