"""What each feed and sitemap listed when it was last sent, so that an unchanged one is neither sent nor read."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from fetch.entries import Entry, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.fetched import Fetched

LIFE = 86_400.0  # seconds; a server that says "unchanged" by mistake is believed for a day


class Kept(NamedTuple):
    """A listing as it was, and the validators that came with it."""

    etag: str
    last_modified: str
    listing: Listing


class KeptListings:
    """A file for each feed and sitemap in a folder, kept between runs; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, url: str, limit: int) -> Kept | None:
        """Return what was kept of a listing read with this limit, None where there is nothing to go by."""
        path = self._path(url)
        try:
            kept: dict[str, Any] = json.loads(path.read_text("utf-8")) if path else {}
            if not kept or kept["limit"] != limit or kept["kept_at"] < time.time() - LIFE:
                return None
            told = kept["listing"]
            listing = Listing(
                entries=tuple(map(_entry, told["entries"])),
                sitemaps=tuple(told["sitemaps"]),
                notes=tuple(told["notes"]),
                cut=told["cut"],
            )
            return Kept(kept["etag"], kept["last_modified"], listing)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, fetched: Fetched, listing: Listing, limit: int) -> None:
        """Keep a listing that was sent and read; one without validators is forgotten, for it cannot be asked after."""
        path = self._path(fetched.requested_url)
        if path is None:
            return
        if not (fetched.etag or fetched.last_modified):
            path.unlink(missing_ok=True)
            return
        kept = {
            "url": fetched.requested_url,
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
            "kept_at": fetched.fetched_at.timestamp(),
            "limit": limit,
            "listing": asdict(listing),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps(kept, default=datetime.isoformat), "utf-8")
        new.replace(path)

    def _path(self, url: str) -> Path | None:
        return self._folder and self._folder / f"{hashlib.blake2b(url.encode(), digest_size=16).hexdigest()}.json"


def _entry(told: dict[str, Any]) -> Entry:
    dates = {name: datetime.fromisoformat(told[name]) for name in ("published_at", "updated_at") if told[name]}
    return Entry(**{**told, **dates})
