"""Files on this machine: documents and drafts are read as they lie, never from outside the folder that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fetch.entries import Entry
from fetch.reasons import Fault, Reason
from fetch.sources import DOCUMENTS, UNREAD, WARCS

if TYPE_CHECKING:
    from pathlib import Path

TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".eml": "message/rfc822",
}


def file_type(path: Path) -> str:
    """Return the media type that a file's extension stands for, empty where it is none of ours."""
    return TYPES.get(path.suffix.lower(), "")


def file_entries(folder: Path, limit: int) -> list[Entry]:
    """Return the documents and archives under a folder in the order of their paths; hidden ones are left out."""
    found: list[Entry] = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.name.lower().endswith((*DOCUMENTS, *UNREAD, *WARCS)) or path.is_dir():
            continue
        if len(found) >= limit:
            break
        found.append(Entry(url=file_url(path), path=path, root=folder, listed_in=str(folder)))
    return found


def file_url(path: Path) -> str:
    """Return the file: address of a path."""
    return path.absolute().as_uri()


def is_warc(path: Path) -> bool:
    """Return whether a file is a web archive by its name."""
    return path.name.lower().endswith(WARCS)


def read_file(path: Path, root: Path | None, limit: int) -> bytes:
    """Return a file's bytes; raise Fault where it lies outside its folder, is too large or cannot be read."""
    try:
        real = path.resolve(strict=True)
        if root is not None and not real.is_relative_to(root.resolve()):
            raise Fault(Reason.OUTSIDE, path.name)
        if not real.is_file():
            raise Fault(Reason.FILE_UNREADABLE, "not a regular file")
        if (size := real.stat().st_size) > limit:
            raise Fault(Reason.TOO_LARGE, f"{size} bytes")
        return real.read_bytes()
    except FileNotFoundError:
        raise Fault(Reason.FILE_MISSING, path.name) from None
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a circle of links
        raise Fault(Reason.FILE_UNREADABLE, str(getattr(error, "strerror", None) or error)[:100]) from None
