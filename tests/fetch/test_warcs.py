"""Web archives of every make, whole and damaged: what can be read is, and what cannot is said."""

from __future__ import annotations

import asyncio
import gzip
import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fetch.client import Fetcher, Settings
from fetch.discover import Found, entries
from fetch.entry_fetch import fetch_entry
from fetch.reasons import Fault
from fetch.sources import Source
from fetch.warcs import warc_entries

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.fetched import Fetched

STORY = "<title>Quay</title>" + "<p>The harbour board of Osk voted on Tuesday to close the old quay for a year.</p>" * 9


def page(number: int) -> bytes:
    noise = random.Random(number).randbytes(3000).hex()  # noqa: S311 - a page that packs to some kilobytes
    return f"{STORY}<p>Story {number}.</p><!-- {noise} -->".encode()


def record(number: int, kind: str = "response", media: str = "text/html", body: bytes | None = None) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1") if kind == "response" else None
    body = page(number) if body is None else body
    made = writer.create_warc_record(
        f"https://a.example/{number}", kind, payload=io.BytesIO(body), length=len(body), http_headers=headers,
        warc_content_type=media, warc_headers_dict={"WARC-Date": "2026-05-01T10:00:00Z"},
    )  # fmt: skip
    writer.write_record(made)
    return stream.getvalue()


def arc(number: int) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number)
    return b"https://a.example/%d 192.0.2.1 20260501100000 text/html %d\n%s\n" % (number, len(http), http)


ARC_FIELDS = b"1 0 Osk\nURL IP-address Archive-date Content-type Archive-length\n"
ARC_HEAD = b"filedesc://a.arc 0.0.0.0 20260501100000 text/plain %d\n%s\n" % (len(ARC_FIELDS), ARC_FIELDS)


def read(path: Path) -> tuple[list[int], list[str]]:
    """Return the numbers of the stories that were read, and the reasons of the archive's rows."""

    async def run() -> tuple[Found, list[Fetched]]:
        source = Source(name="s", files=(path,))
        async with Fetcher(Settings(), run_id="r1") as fetcher:
            found = await entries(fetcher, source)
            return found, [await fetch_entry(fetcher, entry, source=source) for entry in found]

    found, fetched = asyncio.run(run())
    assert [one.body for one in fetched if one.ok] == [
        page(int(one.url.rpartition("/")[2])) for one in fetched if one.ok
    ]
    return [int(one.url.rpartition("/")[2]) for one in fetched if one.ok], [one.reason for one in found.fetches]


def packed(numbers: range) -> list[bytes]:
    return [gzip.compress(record(number), mtime=0) for number in numbers]


def test_a_damaged_member_loses_its_own_story_and_no_other(tmp_path: Path) -> None:
    parts = packed(range(5))
    parts[2] = parts[2][:500] + bytes(40) + parts[2][540:]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(parts))
    place = len(parts[0]) + len(parts[1])
    assert read(tmp_path / "a.warc.gz") == ([0, 1, 3, 4], [f"archive: a.warc.gz: damaged at byte {place}"])


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("is_packed", [True, False])
def test_a_flipped_byte_anywhere_is_said_or_harms_nothing(tmp_path: Path, seed: int, is_packed: bool) -> None:
    parts = packed(range(6)) if is_packed else [record(number) for number in range(6)]
    path, chance = tmp_path / ("a.warc.gz" if is_packed else "a.warc"), random.Random(seed)  # noqa: S311 - places
    which = chance.randrange(1, 5)
    damaged = bytearray(parts[which])
    damaged[chance.randrange(len(damaged) if is_packed else 300)] ^= 0xFF
    path.write_bytes(b"".join([*parts[:which], bytes(damaged), *parts[which + 1 :]]))
    listing = warc_entries(path, None, 100)
    kept = [int(one.url.rpartition("/")[2]) for one in listing.entries if one.url.startswith("https://a.example/")]
    untouched = {0, 1, 2, 3, 4, 5} - {which, which + 1}  # a record that says a wrong length takes the next one along
    assert untouched <= set(kept)
    assert listing.broken or len(listing.entries) == 6 or not is_packed


def test_an_archive_packed_as_one_piece_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"".join(map(record, range(3)))))
    numbers, reasons = read(tmp_path / "a.warc.gz")
    assert numbers == [0]
    assert len(reasons) == 1
    assert "a.warc.gz: packed as one piece (unpack it with gunzip" in reasons[0]
    (tmp_path / "a.warc").write_bytes(b"".join(map(record, range(3))))
    assert read(tmp_path / "a.warc") == ([0, 1, 2], [])


@pytest.mark.parametrize("is_packed", [True, False])
def test_arc_files_are_read(tmp_path: Path, is_packed: bool) -> None:
    parts = [ARC_HEAD, arc(0), arc(1)]
    path = tmp_path / ("a.arc.gz" if is_packed else "a.arc")
    path.write_bytes(b"".join(gzip.compress(part) for part in parts) if is_packed else b"".join(parts))
    assert read(path) == ([0, 1], [])


def package(tmp_path: Path, method: int) -> Path:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as made:
        made.writestr("datapackage.json", "{}")
        made.writestr("archive/one.warc.gz", b"".join(packed(range(2))), method)
        made.writestr("pages/pages.jsonl", "{}")
        made.writestr("archive/two.warc", b"".join(map(record, range(2, 4))), method)
    return tmp_path / "a.wacz"


def test_a_wacz_gives_the_pages_of_its_archives(tmp_path: Path) -> None:
    assert read(package(tmp_path, zipfile.ZIP_STORED)) == ([0, 1, 2, 3], [])


def test_a_wacz_whose_archives_are_packed_again_says_so(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"a\.wacz: no record; packed twice"):
        warc_entries(package(tmp_path, zipfile.ZIP_DEFLATED), None, 10)


def test_a_resource_that_is_a_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(record(0, "resource") + record(1, "resource", "image/png", b"png"))
    assert read(tmp_path / "a.warc") == ([0], [])


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.warc", "no record"),
        (gzip.compress(b"", mtime=0), "a.warc.gz", "no record"),
        (record(0, "resource", "image/png", b"png") + record(1, "warcinfo"), "a.warc", "none of 2 records is a web"),
        (record(0, media="application/pdf"), "a.warc", "none of 1 records is a web page"),
        (b"PK\x03\x04 torn", "a.wacz", "a damaged package"),
        (b"no archive", "a.arc", "no record"),
    ],
)  # fmt: skip
def test_an_archive_without_a_page_is_a_row_that_says_why(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    numbers, reasons = read(tmp_path / name)
    assert numbers == []
    assert len(reasons) == 1
    assert reasons[0].startswith(f"archive: {name}: ")
    assert reason in reasons[0]


def test_a_member_that_unpacks_to_gigabytes_is_not_held(tmp_path: Path) -> None:
    bomb = gzip.compress(b"WARC/1.0\r\n" + bytes(100_000_000), 6)
    (tmp_path / "a.warc.gz").write_bytes(packed(range(1))[0] + bomb + packed(range(1, 2))[0])
    numbers, _ = read(tmp_path / "a.warc.gz")
    assert numbers == [0, 1]


def test_a_file_of_nothing_but_beginnings_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b\x08" * 300_000)
    numbers, reasons = read(tmp_path / "a.warc.gz")
    assert (numbers, len(reasons)) == ([], 1)
