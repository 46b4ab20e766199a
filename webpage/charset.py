"""Bytes -> text: BOM, HTTP header, meta, then a detector; what looks wrong is said, never hidden."""

from __future__ import annotations

import re
from typing import NamedTuple

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, html_to_unicode

# UTF-8 read as Windows-1252: "â€™", "Ã©"; and the replacement character
MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u2122\u0153\u009d\u201c\u00a6\u2013\u201d]|\u00c3[\u00a9\u00a8\u00bc\u00b6\u00a4\u00a1\u00b3]"
)
CONTROL_BYTES = bytes(code for code in range(32) if code not in b"\t\n\x0c\r")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")  # str.translate is 100 times slower on long pages
LANGUAGE = re.compile(rb"""<html\b[^>]{0,500}?\blang\s{0,9}=\s{0,9}["']?([A-Za-z]{2,3})""", re.IGNORECASE)
# what undeclared pages of a language are written in: the WHATWG Encoding and HTML standards' locale defaults
LOCALES = {
    "cp1250": "cs hr hu pl ro sk sl",
    "cp1251": "be bg mk ru sr uk",
    "cp1252": "da de en es et fi fr ga is it nl no nb nn pt sv",
    "cp1253": "el",
    "cp1254": "tr az",
    "cp1255": "he",
    "cp1256": "ar fa",
    "cp1257": "lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "cp949": "ko",
    "gb18030": "zh",
}
DEFAULTS = {language: encoding for encoding, languages in LOCALES.items() for language in languages.split()}
SCRIPT = re.compile(rb"<(script|style)\b")
TAG = re.compile(rb"<[^<>]*>")
LONGEST = 3_000_000  # bytes in which the detector's sample is looked for
SAMPLE = 100_000  # bytes that the detector reads
SINGLE_BYTE = re.compile(r"^(?:iso-?8859-?\d+|latin-?\d|cp125\d|windows-?125\d|mac-\w+|cp[1-8]\d\d)$", re.IGNORECASE)

HEAD = 4096  # bytes in which w3lib looks for a meta
LATE = re.compile(rb"<meta\s[^<>]{0,200}charset", re.IGNORECASE)
WIDE = re.compile(r"utf-?(?:16|32)", re.IGNORECASE)


class Decoded(NamedTuple):
    """A text, the encoding it was read by, and what may be damaged in it."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def detect(body: bytes) -> str | None:
    """Return the encoding that fits undeclared bytes.

    UTF-8 where they are valid, else what a late meta says, at which a browser turns to it, else the detector's
    multi-byte find, else what the page's language is written in: detectors cannot tell the single-byte charsets apart
    by a few accents.
    """
    if fits(body, "utf-8"):
        return "utf-8"
    late = LATE.search(body, HEAD)
    if late and (named := html_body_declared_encoding(body[late.start() : late.start() + HEAD])):
        return str(named)
    best = from_bytes(visible(body)[:SAMPLE]).best()
    found = best.encoding if best else None
    usual = usual_of(body)
    if usual and (found is None or SINGLE_BYTE.match(found.replace("_", "-"))) and fits(body, usual):
        return usual
    return found


def usual_of(body: bytes) -> str | None:
    """Return what undeclared pages of the page's language are written in, None where it names no such language."""
    language = LANGUAGE.search(body[:4000])
    return DEFAULTS.get(language[1].decode("ascii").lower()) if language else None


def fits(body: bytes, encoding: str) -> bool:
    """Return whether all bytes are valid in the encoding."""
    try:
        body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def visible(body: bytes) -> bytes:
    """Return the bytes without tags, scripts and styles: ASCII markup drowns what a detector counts."""
    lower = body[:LONGEST].lower()
    kept, at = [], 0
    for match in SCRIPT.finditer(lower):
        if match.start() >= at:
            kept.append(body[at : match.start()])
            at = lower.find(b"</" + match[1], match.end())
            if at < 0:  # never closed: what follows is script
                at = len(lower)
                break
    kept.append(body[at : len(lower)])
    bare = TAG.sub(b" ", b" ".join(kept))
    return b" ".join(bare.split()) or body


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return the text of a page's bytes; `content_type` is the HTTP header with its charset, if any.

    A single-byte charset, or one that a page's words do not fit, is overruled where the bytes are valid UTF-8 with
    letters beyond ASCII in it: that they could be both by chance is all but impossible, and servers that declare
    Latin-1 for UTF-8 pages are common.
    """
    if not body:
        return Decoded("", "utf-8", ())
    warnings: list[str] = []
    encoding, text = html_to_unicode(content_type or None, body, default_encoding="cp1252", auto_detect_fun=detect)
    if WIDE.match(encoding) and b"\0" not in body[:1000]:  # a meta that can be read is in none (HTML 13.2.3.2)
        encoding, text = html_to_unicode("text/html; charset=utf-8", body)
    if encoding == "utf-8" and "\ufffd" in text and text.replace("\ufffd", "").isascii():
        encoding = usual_of(body) or "cp1252"  # not one letter beyond ASCII is UTF-8
        text = body.decode(encoding, "replace")
        warnings.append(f"declared utf-8, is {encoding}")
    damaged = encoding != "utf-8" and "\ufffd" in text and not visible(body).isascii()
    if (damaged or SINGLE_BYTE.match(encoding)) and is_utf8(body):
        warnings.append(f"declared {encoding}, is utf-8")
        encoding, text = "utf-8", body.decode("utf-8", "replace")
    if "\0" in text:
        warnings.append("NUL characters removed")
    if len(body.translate(None, CONTROL_BYTES)) != len(body):
        text = CONTROLS.sub("", text)
    if "\ufffd" in text or (("\u00e2\u20ac" in text or "\u00c3" in text) and MOJIBAKE.search(text)):
        warnings.append("mojibake: some characters are damaged")
    return Decoded(text, encoding, tuple(warnings))


def is_utf8(body: bytes) -> bool:
    """Return whether the bytes hold letters beyond ASCII and are valid UTF-8."""
    return not body.isascii() and fits(body, "utf-8")
