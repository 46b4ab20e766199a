"""The evidence: raw bytes, headers and time of each fetch, kept in WARC segments and found again by hash."""

from __future__ import annotations

import io
import json
import logging
import os
import zlib
from typing import TYPE_CHECKING, NamedTuple, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fetch.exchange import GZIP, PIECE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from fetch.fetched import Fetched

SEGMENT_BYTES = 256 * 1024 * 1024
LEVEL = 4
INDEX = "index.jsonl"


logging.getLogger("warcio").setLevel(logging.ERROR)  # what an archive has wrong is said by its row


class Records(ArchiveIterator):  # type: ignore[misc]  # warcio ships no types
    """The records of a WARC file, read without a word on stderr: warcio prints what stands between broken records."""

    INC_RECORD = ""


class Archived(NamedTuple):
    """A page as it was kept: its address, type, headers and decoded bytes; `fetched_at` is ISO 8601 in UTC."""

    url: str
    content_type: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: str


class Archive:
    """WARC segments in a folder with one writer; `index.jsonl` says where each hash lies."""

    def __init__(self, folder: Path, segment_bytes: int = SEGMENT_BYTES) -> None:
        self._folder, self._segment_bytes = folder, segment_bytes
        folder.mkdir(parents=True, exist_ok=True)
        self._places = dict(self._indexed())
        self._unsynced: set[Path] = set()
        self._current: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Make sure that everything written is on the disk."""
        self.sync()

    def _indexed(self) -> Iterator[tuple[str, str]]:
        try:
            lines = (self._folder / INDEX).read_text("utf-8").splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            try:
                known = json.loads(line)
                yield known["hash"], known["warc"]
            except (ValueError, KeyError, TypeError):
                continue  # a line half written when the machine stopped

    def find(self, body_hash: str) -> str:
        """Return the place of the bytes with this SHA-256 as "segment:offset", empty where they are not kept."""
        return self._places.get(body_hash, "")

    def write(self, fetched: Fetched) -> str:
        """Keep a fetch and return its place as "segment:offset"; bytes that are kept already are not kept twice."""
        if not fetched.body:
            return ""
        if known := self.find(fetched.body_hash):
            return known
        segment = self._segment()
        record = response_record(fetched)
        with segment.open("ab") as stream:
            offset = stream.tell()
            stream.write(record)
        self._unsynced.add(segment)
        place = f"{segment.name}:{offset}"
        with (self._folder / INDEX).open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"hash": fetched.body_hash, "warc": place, "url": fetched.final_url}) + "\n")
        self._places[fetched.body_hash] = place
        return place

    def sync(self) -> None:
        """Force what was written to the disk: call it before the rows that name it are committed."""
        for path in (*self._unsynced, self._folder / INDEX) if self._unsynced else ():
            with path.open("ab") as stream:
                os.fsync(stream.fileno())
        self._unsynced.clear()

    def _segment(self) -> Path:
        """Return the segment to write to: the last one until it is full, or until a stopped writer has damaged it."""
        if self._current is None or self._current.stat().st_size >= self._segment_bytes:
            last = max(self._folder.glob("copydesk-*.warc.gz"), default=None)
            number = int(last.name[9:15]) if last else 1
            usable = last is None or (last.stat().st_size < self._segment_bytes and ends_whole(last))
            self._current = self._folder / f"copydesk-{number if usable else number + 1:06d}.warc.gz"
            self._current.touch()
        return self._current

    def read(self, place: str) -> Archived:
        """Return the page kept at "segment:offset"; raise LookupError where there is none."""
        name, _, offset = place.rpartition(":")
        path = self._folder / name
        if not name or path.parent != self._folder or not offset.isdecimal() or not path.is_file():
            raise LookupError(f"{place!r} is no place in the archive {self._folder}")
        return read_record(path, int(offset))


def ends_whole(segment: Path) -> bool:
    """Return whether a segment's last gzip member is complete, so that other programs can read past it."""
    decoder = None
    with segment.open("rb") as stream:
        while piece := stream.read(PIECE):
            while piece:
                decoder = decoder or zlib.decompressobj(GZIP)
                try:
                    decoder.decompress(piece)
                except zlib.error:
                    return False
                piece = decoder.unused_data
                if decoder.eof:
                    decoder = None
    return decoder is None


def response_record(fetched: Fetched) -> bytes:
    """Return one gzip member holding a WARC response record of the fetch.

    Packed here, because warcio packs at level 9: two and a half times the time for 6 % less.
    """
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False, warc_version="1.1")  # 1.0 has no fractions of a second
    kept = [(name, value) for name, value in fetched.headers if name.lower() not in HOP_HEADERS]
    status = StatusAndHeaders(f"{fetched.status_code or 200} OK", kept, protocol="HTTP/1.1")
    record = writer.create_warc_record(
        fetched.final_url,
        "response",
        payload=io.BytesIO(fetched.body),
        length=len(fetched.body),
        http_headers=status,
        warc_headers_dict={"WARC-Date": fetched.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")},
    )
    writer.write_record(record)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    return packer.compress(stream.getvalue()) + packer.flush()


# the body is kept decoded and whole, so that headers about its transport would be untrue
HOP_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})


def read_record(path: Path, offset: int, limit: int = 100_000_000) -> Archived:
    """Return the response at an offset of a WARC file; raise LookupError where there is none or it is broken."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            for record in Records(stream):
                return archived(record, limit)
    except Exception as error:  # noqa: BLE001 - warcio raises what its pieces raise; a broken record is one finding
        raise LookupError(f"{path.name}:{offset} cannot be read: {error}") from None
    raise LookupError(f"{path.name}:{offset} holds no record")


def archived(record: object, limit: int) -> Archived:
    """Return what a warcio record holds, its body cut at `limit` + 1 bytes."""
    headers = tuple(getattr(getattr(record, "http_headers", None), "headers", None) or ())
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    get = record.rec_headers.get_header  # type: ignore[attr-defined]  # warcio ships no types
    return Archived(
        url=str(get("WARC-Target-URI") or ""),
        content_type=content_type,
        headers=headers,
        body=record.content_stream().read(limit + 1),  # type: ignore[attr-defined]
        fetched_at=str(get("WARC-Date") or ""),
    )
