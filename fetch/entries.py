"""What a feed, sitemap, folder or archive names: an entry to be fetched or read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page to have: `path` is set where its bytes lie on this machine, `offset` where they lie in a WARC there."""

    url: str
    title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None  # the later of its dates; none where that lies in the future
    guid: str = ""
    listed_in: str = ""  # the feed, sitemap, folder or archive that names it
    path: Path | None = None
    offset: int | None = None
    root: Path | None = None  # the folder that the file must lie in
    fetched_at: datetime | None = None  # when an archived page was fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The entries of one document, with what has to be said about it ("2 dates in the future clamped")."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    broken: str = ""  # what of it could not be read, though the rest was
    cut: bool = False  # the document broke off, or was longer than the limit
