"""Which addresses are the same page: tracking parameters cut, and the page's own canonical where it can be believed."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from courlan import normalize_url

from webpage.canonical import canonical_of


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


def canonical_address(final_url: str, declared: str) -> str:
    """Return the address that joins the revisions of a page: the declared one where it can be believed, in one form."""
    here = clean_address(final_url)
    there = canonical_of(here, declared)
    return clean_address(there) if there else here
