"""The canonical address that a page declares, where it can be believed."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

MIRROR = re.compile(r"^(?:www|m|mobile|amp|edition)\.")
HOME = re.compile(r"^/?(?:index\.\w+|home|amp)?/?$")
LONGEST = 2000  # code points of an address


def canonical_of(url: str, declared: str) -> str:
    """Return the whole address that the page at `url` declares, empty where it is ignored.

    It is where it is the home page, another site (www., m. and amp. are the same site) or no web address: such
    declarations are mistakes that would merge a whole site into one article.
    """
    if not declared or len(declared) > LONGEST:
        return ""
    try:
        found = urljoin(url, declared)
        mine, theirs = urlsplit(url), urlsplit(found)
    except ValueError:
        return ""
    is_same = not mine.netloc or site_of(mine.netloc) == site_of(theirs.netloc)
    if theirs.scheme not in {"http", "https"} or not is_same:
        return ""
    is_home = HOME.match(theirs.path) and not theirs.query
    return "" if is_home and not (mine.netloc and HOME.match(mine.path)) else found


def site_of(netloc: str) -> str:
    """Return the host without the labels that outlets give the same pages again."""
    return MIRROR.sub("", netloc.lower())
