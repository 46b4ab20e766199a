"""Web archives in: the pages of WARC, ARC and WACZ files, packed or not, as entries read at their offsets.

What is damaged is passed over and said: reading goes on at the next member of a packed file, or at the next record.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from fetch.archive import Records
from fetch.dates import read_date
from fetch.entries import Entry, Listing
from fetch.exchange import GZIP, GZIP_MAGIC
from fetch.gates import HTML_TYPES
from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 65_536  # bytes of a record that its headers must lie in
CHUNK = 16_384
NEXT = b"\r\n\r\nWARC/1."  # where a record of a file that is not packed begins
BEGINNINGS = (b"WARC/", b"http")  # of a record: WARC's, and ARC's
MOST_TRIES = 100  # to find a member behind a damaged one: its first bytes stand in 16 million others by chance
MOST_PLACES = 1_000  # damaged ones, after which a file is given up
TRAILER = 8  # bytes, at the least, that stand between one record of a member and a second one
LENGTH, LAST = re.compile(rb"\ncontent-length:\s*(\d{1,15})", re.IGNORECASE), re.compile(rb" (\d{1,15})\r?$")
LOCAL_HEADER = struct.Struct("<26xHH")  # of a zip: where its lengths of name and extra field lie


class Span:
    """A file up to an offset of it."""

    def __init__(self, stream: BinaryIO, end: int) -> None:
        self._stream, self._end, self.tell = stream, end, stream.tell

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none behind the end."""
        left = max(self._end - self._stream.tell(), 0)
        return self._stream.read(left if size < 0 else min(size, left))


class Found(NamedTuple):
    """A record with its offset, or a place that cannot be read (`record` is None), and what is wrong with it."""

    offset: int
    record: object | None
    wrong: str = ""


def warc_entries(path: Path, root: Path | None, limit: int) -> Listing:
    """Return the web pages that an archive holds, at most `limit`; `broken` says what of it could not be read.

    Raises Fault where the file cannot be opened or holds no page.
    """
    check_inside(path, root)
    pages: list[Entry] = []
    wrong: list[Found] = []
    records, cut = 0, False
    with path.open("rb") as stream:
        for found in found_in(stream):
            wrong += [found] * bool(found.wrong)
            records += found.record is not None
            if found.record is None or not is_page(found.record):
                continue
            if cut := len(pages) >= limit:
                break
            pages.append(page_entry(found.record, path, root, found.offset))
    broken = said(wrong)
    if not pages:
        what = f"{path.name}: none of {records} records is a web page" if records else f"{path.name}: no record"
        raise Fault(Reason.ARCHIVE, f"{what}; {broken}" if broken else what)
    notes = (f"{path.name}: longer than the limit; {len(pages)} pages kept",) if cut else ()
    return Listing(entries=tuple(pages), notes=notes, cut=cut, broken=broken and f"{path.name}: {broken}")


def said(wrong: list[Found]) -> str:
    """Return what is wrong with an archive in words, each kind once with its first place."""
    kinds = {found.wrong: found.offset for found in reversed(wrong)}
    number = f" ({len(wrong)} places)" if len(wrong) > 1 else ""
    return (
        "; ".join(f"{kind} at byte {offset}" for kind, offset in sorted(kinds.items(), key=lambda one: one[1])) + number
    )


def check_inside(path: Path, root: Path | None) -> None:
    """Raise Fault where there is no such file, or a link leads out of the folder."""
    if not path.is_file():
        raise Fault(Reason.FILE_MISSING, path.name)
    if root is not None and not path.resolve().is_relative_to(root.resolve()):
        raise Fault(Reason.OUTSIDE, path.name)


def found_in(stream: BinaryIO) -> Iterator[Found]:
    """Yield the records of an archive, of a WACZ's archives too, and the places that cannot be read."""
    end = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    places = 0
    for found in packages(stream, end) if stream.read(4) == b"PK\x03\x04" else spanned(stream, 0, end):
        places += found.record is None
        if places > MOST_PLACES:
            yield Found(found.offset, None, "given up")
            return
        yield found


def packages(stream: BinaryIO, end: int) -> Iterator[Found]:
    """Yield the records of a WACZ: its archives lie in it as they are, so that they are read where they stand."""
    try:
        parts = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield Found(0, None, "a damaged package")
        return
    for part in parts:
        if not part.filename.startswith("archive/") or not part.file_size:
            continue
        if part.compress_type != zipfile.ZIP_STORED:
            yield Found(part.header_offset, None, "packed twice (unzip it and run the archives in it)")
            continue
        stream.seek(part.header_offset)
        name, extra = LOCAL_HEADER.unpack(stream.read(LOCAL_HEADER.size).ljust(LOCAL_HEADER.size, b"\0"))
        start = part.header_offset + LOCAL_HEADER.size + name + extra
        yield from spanned(stream, start, min(start + part.file_size, end))


def spanned(stream: BinaryIO, start: int, end: int) -> Iterator[Found]:
    """Yield the records between two offsets."""
    stream.seek(start)
    packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    yield from members(stream, start, end) if packed else records(stream, start, end)


def members(stream: BinaryIO, start: int, end: int) -> Iterator[Found]:
    """Yield the first record of each gzip member; after a damaged one, go on where the next begins."""
    at = start
    while at < end:
        head, length, size = unpacked(stream, at, end)
        if not size:
            after, tries = at, 0
            while (after := next_place(stream, GZIP_MAGIC, after + 1, end)) < end and tries < MOST_TRIES:
                if unpacked(stream, after, min(end, after + CHUNK))[0].startswith(BEGINNINGS):
                    break
                tries += 1
            yield Found(at, None, "damaged")
            at = after if tries < MOST_TRIES else end
            continue
        for found in records(io.BytesIO(head), 0, len(head)):
            many = found.record is not None and holds_more(head, length)
            wrong = "packed as one piece (unpack it with gunzip and run what comes out)" if many else found.wrong
            yield found._replace(offset=at, wrong=wrong)
            break
        at += size


def unpacked(stream: BinaryIO, at: int, end: int) -> tuple[bytes, int, int]:
    """Return the beginning of a gzip member, its length unpacked and its size packed, 0 where it is damaged or cut."""
    stream.seek(at)
    decoder = zlib.decompressobj(GZIP)
    head, length, read = b"", 0, 0
    while not decoder.eof and (chunk := stream.read(min(CHUNK, end - at - read))):
        read += len(chunk)
        while chunk and not decoder.eof:
            try:
                piece = decoder.decompress(chunk, HEAD)
            except zlib.error:
                return head, length, 0
            length += len(piece)
            head += piece[: HEAD - len(head)]
            chunk = decoder.unconsumed_tail
    return head, length, read - len(decoder.unused_data) if decoder.eof else 0


def holds_more(head: bytes, length: int) -> bool:
    """Return whether a member holds more than one record, as a file has that was packed whole."""
    if head.startswith(b"WARC/"):
        headers, mark, _ = head.partition(b"\r\n\r\n")
        size = LENGTH.search(headers)
    else:  # ARC: one line, the length at its end
        headers, mark, _ = head.partition(b"\n")
        size = LAST.search(headers)
    return size is not None and length > len(headers) + len(mark) + int(size[1]) + TRAILER


def records(stream: BinaryIO, start: int, end: int) -> Iterator[Found]:
    """Yield the records of a file that is not packed; after a damaged one, go on where the next begins."""
    at = start
    while at < end:
        stream.seek(at)
        last = at
        try:
            reader = Records(cast("BinaryIO", Span(stream, end)))
            for record in reader:
                last = reader.get_record_offset()
                yield Found(last, record)
        except Exception:  # noqa: BLE001 - warcio raises what its pieces raise
            yield Found(last, None, "damaged")
            at = next_place(stream, NEXT, last + 1, end - 4) + 4
            continue
        return


def next_place(stream: BinaryIO, mark: bytes, at: int, end: int) -> int:
    """Return where a mark stands next, `end` where it does not."""
    before = b""
    stream.seek(at)
    while at < end and (chunk := stream.read(CHUNK)):
        place = (before + chunk).find(mark)
        if place >= 0:
            return min(at - len(before) + place, end)
        at += len(chunk)
        before = chunk[1 - len(mark) :]
    return end


def is_page(record: object) -> bool:
    """Return whether a record holds a web page that came well, or was put there as a file."""
    http, kind = getattr(record, "http_headers", None), str(getattr(record, "rec_type", ""))
    if kind == "resource":
        declared = record.rec_headers.get_header("Content-Type")  # type: ignore[attr-defined]  # warcio ships no types
    elif kind != "response" or http is None or str(http.get_statuscode()) != "200":
        return False
    else:
        declared = http.get_header("Content-Type")
    return str(declared or "").partition(";")[0].strip().lower() in HTML_TYPES


def page_entry(record: object, path: Path, root: Path | None, offset: int) -> Entry:
    """Return the entry of a record."""
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
