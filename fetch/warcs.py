"""Web archives in: the pages of a WARC file, plain or gzip'd (CC-NEWS too), as entries read at their offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fetch.archive import Records
from fetch.dates import read_date
from fetch.entries import Entry, Listing
from fetch.gates import HTML_TYPES
from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from pathlib import Path


def warc_entries(path: Path, root: Path | None, limit: int) -> Listing:
    """Return the web pages that a WARC file holds, at most `limit`; what stands before a break is kept.

    Raises Fault where the file cannot be opened or holds no WARC record at all.
    """
    check_inside(path, root)
    found: list[Entry] = []
    records, cut = 0, False
    try:
        with path.open("rb") as stream:
            reader = Records(stream)
            for record in reader:
                records += 1
                if len(found) >= limit:
                    cut = True
                    break
                if record.rec_type == "response" and is_page(record):
                    found.append(page_entry(record, path, root, reader.get_record_offset()))
    except Exception as error:  # noqa: BLE001 - warcio raises what its pieces raise; a broken archive is one finding
        if not records:
            raise Fault(Reason.FILE_UNREADABLE, f"no web archive: {error}"[:150]) from None
        cut = True
    notes = (f"{path.name}: broke off or was longer than the limit; {len(found)} pages kept",) if cut else ()
    return Listing(entries=tuple(found), notes=notes, cut=cut)


def check_inside(path: Path, root: Path | None) -> None:
    """Raise Fault where there is no such file, or a link leads out of the folder."""
    if not path.is_file():
        raise Fault(Reason.FILE_MISSING, path.name)
    if root is not None and not path.resolve().is_relative_to(root.resolve()):
        raise Fault(Reason.OUTSIDE, path.name)


def is_page(record: object) -> bool:
    """Return whether a response record holds a web page that came well."""
    http = getattr(record, "http_headers", None)
    if http is None or str(http.get_statuscode()) != "200":
        return False
    kind = str(http.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in HTML_TYPES


def page_entry(record: object, path: Path, root: Path | None, offset: int) -> Entry:
    """Return the entry of a response record."""
    get = record.rec_headers.get_header  # type: ignore[attr-defined]  # warcio ships no types
    return Entry(
        url=str(get("WARC-Target-URI") or "").strip("<>"),
        published_at=None,
        listed_in=path.name,
        path=path,
        offset=offset,
        root=root,
        fetched_at=read_date(get("WARC-Date")),
    )
