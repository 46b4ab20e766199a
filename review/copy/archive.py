"""The page as it was fetched, from the archive beside the warehouse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fetch.archive import Archived, read_record

if TYPE_CHECKING:
    from pathlib import Path


def archived(home: Path, fetches: list[dict[str, Any]]) -> tuple[dict[str, Any], Archived] | None:
    """Return the newest fetch whose page is in the archive, with the page; None where none is."""
    for fetched in fetches:
        segment, _, offset = str(fetched["warc"]).rpartition(":")
        path = home / "archive" / segment
        if not segment or path.parent != home / "archive" or not offset.isdecimal() or not path.is_file():
            continue
        try:
            return fetched, read_record(path, int(offset))
        except LookupError:
            continue
    return None


def archived_page(home: Path, fetches: list[dict[str, Any]]) -> dict[str, bytes]:
    """Return the archived page and its headers as files of a bundle; a note where there is none."""
    found = archived(home, fetches)
    if found is None:
        return {"archived.txt": b"The page as fetched is not in the archive.\n"}
    fetched, page = found
    about = {
        "url": page.url,
        "fetched_at": page.fetched_at,
        "content_type": page.content_type,
        "headers": list(page.headers),
        "place": fetched["warc"],
        "sha256": fetched["body_hash"],
    }
    return {"archived.bin": page.body, "archived.json": json.dumps(about, indent=1, sort_keys=True).encode()}
