"""Which addresses are the same page: tracking parameters cut, and the page's own canonical where it can be believed."""

from __future__ import annotations

import html as html_entities
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from courlan import normalize_url

LINK = re.compile(rb"<link\b[^<>]{1,4000}+>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\b([a-zA-Z-]{1,40}+)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
HEAD = 200_000  # bytes in which a canonical link is looked for
MIRROR = re.compile(r"^(?:www|m|mobile|amp|edition)\.")
HOME = re.compile(r"^/?(?:index\.\w+|home|amp)?/?$")
MAX_LENGTH = 2000


def clean_address(url: str) -> str:
    """Return the address in one form: lower-case host, no fragment, no default port, no tracking parameters."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in {"http", "https"}:
            return url
        cleaned = str(normalize_url(url.strip()) or url)
        parts = urlsplit(cleaned)
        return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
    except (ValueError, TypeError):
        return url


def without_password(url: str) -> str:
    """Return an address without the name and password that it may bear: they are neither sent nor kept."""
    try:
        parts = urlsplit(url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url
    except ValueError:
        return url


def declared_canonical(body: bytes) -> str:
    """Return the address in `<link rel="canonical">`, empty where there is none."""
    for match in LINK.finditer(body[:HEAD]):
        tag = match[0].decode("utf-8", "replace")
        found = {name.lower(): a or b or c for name, a, b, c in ATTRIBUTE.findall(tag)}
        if "canonical" in found.get("rel", "").lower().split():
            return html_entities.unescape(found.get("href", "")).strip()
    return ""


def canonical_address(final_url: str, body: bytes) -> str:
    """Return the address that joins the revisions of a page.

    The declared canonical is ignored where it is the home page, another site (www., m. and amp. are the same site) or
    no web address: such declarations are mistakes that would merge a whole site into one article.
    """
    here = clean_address(final_url)
    declared = declared_canonical(body)
    if not declared or len(declared) > MAX_LENGTH:
        return here
    try:
        there = clean_address(urljoin(final_url, declared))
        mine, theirs = urlsplit(here), urlsplit(there)
        same_site = site_of(mine.netloc) == site_of(theirs.netloc)
    except ValueError:
        return here
    if theirs.scheme not in {"http", "https"} or not same_site:
        return here
    is_home = HOME.match(theirs.path) and not theirs.query
    return here if is_home and not HOME.match(mine.path) else there


def site_of(netloc: str) -> str:
    """Return the host without the labels that outlets give the same pages again."""
    return MIRROR.sub("", netloc.lower())
