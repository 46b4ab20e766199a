"""Who publishes a page: who owns its host, else the source that lists it, else the site's own name, else its host."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from webpage.canonical import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fetch.sources import Source


def host_of(url: str) -> str:
    """Return the host of an address without its www., empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


class Owners:
    """Which source owns which host: those of its feeds, sitemaps, pages and `hosts`; www. and m. are the same host."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._holders: dict[str, dict[str, str]] = {}  # host -> the sources that have it, and their outlets
        self._names: set[str] = set()
        for source in sources:
            listed = (host_of(url) for url in (*source.feeds, *source.sitemaps, *source.urls))
            for host in (*listed, *source.hosts):
                self._holders.setdefault(site_of(host), {})[source.name] = source.outlet
            self._names.add(_plain(source.outlet))

    def outlet(self, url: str, source: Source, said: str = "") -> str:
        """Return the outlet of a page at an address that a source lists and that says so of its site.

        A source names what it lists, and not the pages of another one's host; no page takes a name that a source has.
        """
        host = host_of(url)
        holders = self._holders.get(site_of(host), {})
        if source.outlet and (not holders or source.name in holders):
            return source.outlet
        owners = {outlet for outlet in holders.values() if outlet}
        if source.name not in holders and len(owners) == 1:
            return owners.pop()
        return said if said and _plain(said) not in self._names else host


def _plain(name: str) -> str:
    """Return a name without case, spaces and signs."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())
