from __future__ import annotations

import gzip
import hashlib
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from fetch.archive import Archive, hashes
from fetch.fetched import Attempt, Fetched
from fetch.sources import Source

if TYPE_CHECKING:
    from pathlib import Path


def page(body: bytes, url: str = "https://a.example/1") -> Fetched:
    source = Source(name="s", urls=("https://a.example/",))
    attempt = Attempt(run_id="r", source=source, requested_url=url, outlet="A")
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "caf\xe9"), ("Set-Cookie", "a=b"))
    return attempt.ended(status=200, body=body, headers=headers)


def test_a_page_comes_back_as_it_was_and_is_found_by_its_hash(tmp_path: Path) -> None:
    fetched = page("<p>Brücke\0\r\n".encode())
    with Archive(tmp_path) as archive:
        place = archive.write(fetched)
    again = Archive(tmp_path)
    kept = again.read(place)
    assert (kept.body, kept.url, kept.content_type) == (fetched.body, fetched.final_url, "text/html")
    assert again.find(hashlib.sha256(fetched.body).hexdigest()) == place
    assert [name for name, _ in kept.headers] == ["Content-Type", "X-Odd"]
    assert kept.fetched_at[:19] == fetched.fetched_at.isoformat()[:19]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first, second = archive.write(page(b"one")), archive.write(page(b"one", "https://b.example/1"))
    assert first == second
    assert archive.write(page(b"two")) != first
    assert archive.write(replace(page(b"three"), body=b"")) == ""


def test_segments_are_filled_in_turn_and_any_reader_reads_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path, segment_bytes=1500)
    places = [archive.write(page(f"page {number}".encode() * 50)) for number in range(8)]
    segments = sorted(tmp_path.glob("*.warc.gz"))
    assert len(segments) > 1
    assert [archive.read(place).body for place in places] == [f"page {number}".encode() * 50 for number in range(8)]
    urls = []
    for segment in segments:
        with segment.open("rb") as stream:
            urls += [record.rec_headers.get_header("WARC-Target-URI") for record in ArchiveIterator(stream)]
    assert urls == ["https://a.example/1"] * 8


def test_a_writer_that_was_stopped_half_way_costs_nothing_that_was_kept(tmp_path: Path) -> None:
    place = Archive(tmp_path).write(page(b"kept"))
    segment = next(tmp_path.glob("*.warc.gz"))
    with segment.open("ab") as stream:
        stream.write(gzip.compress(b"half a record" * 100)[:30])
    again = Archive(tmp_path)
    later = again.write(page(b"later"))
    assert later.partition(":")[0] != segment.name
    assert again.read(place).body == b"kept"
    assert Archive(tmp_path).read(later).body == b"later"


@pytest.mark.parametrize(
    "place", ["", "nothing", "copydesk-000001.warc.gz:999999", "../secret.warc.gz:0", "x:-1", ":0"]
)
def test_a_place_that_is_none_is_said(tmp_path: Path, place: str) -> None:
    Archive(tmp_path / "archive").write(page(b"kept"))
    (tmp_path / "secret.warc.gz").write_bytes(b"secret")
    with pytest.raises(LookupError):
        Archive(tmp_path / "archive").read(place)


def test_a_damaged_segment_is_read_without_a_word_on_stderr(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with Archive(tmp_path) as archive:
        archive.write(page(os.urandom(60_000)))
    (segment,) = tmp_path.glob("*.warc.gz")
    damaged = bytearray(segment.read_bytes())
    damaged[-8:-4] = b"oops"  # the checksum of the member
    segment.write_bytes(damaged)
    list(hashes(segment))
    assert capfd.readouterr().err == ""


def test_a_record_whose_bytes_were_damaged_is_not_taken_for_the_page(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        place = archive.write(page(os.urandom(60_000)))
    segment = next(tmp_path.glob("*.warc.gz"))
    damaged = bytearray(segment.read_bytes())
    damaged[40_000:40_400] = bytes(400)
    segment.write_bytes(damaged)
    with pytest.raises(LookupError, match="cannot be read"):
        Archive(tmp_path).read(place)
