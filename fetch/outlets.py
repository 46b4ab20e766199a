"""Who publishes a page, where the source does not say: the site's own name, else its host."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

META = re.compile(r"<meta\b[^<>]{1,4000}+>", re.IGNORECASE)
CONTENT = re.compile(r"""\bcontent\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
HEAD = 200_000  # characters in which the name is looked for
LONGEST = 60  # a longer one is a slogan


def host_of(url: str) -> str:
    """Return the host of an address without its www., empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def outlet_of(text: str, url: str) -> str:
    """Return the name that a page gives its site, else its host."""
    tags = (tag[0] for tag in META.finditer(text[:HEAD]) if "og:site_name" in tag[0])
    found = CONTENT.search(next(tags, ""))
    name = " ".join(unescape(found[1] or found[2] or "").split()) if found else ""
    return name if 0 < len(name) <= LONGEST else host_of(url)
