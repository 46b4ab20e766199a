from __future__ import annotations

import asyncio
import gzip
import io
from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fetch.client import Fetcher, Settings
from fetch.discover import Found, entries
from fetch.entry_fetch import fetch_entry
from fetch.sources import Source
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.fetched import Fetched

STORY = (
    b"<title>Bridge</title>" + b"<p>The council voted on Tuesday to close the harbour bridge for a whole year.</p>" * 9
)


def read(source: Source, **changes: object) -> tuple[Found, list[Fetched]]:
    async def run() -> tuple[Found, list[Fetched]]:
        async with Fetcher(Settings.model_validate(changes), run_id="r1") as fetcher:
            found = await entries(fetcher, source)
            return found, [await fetch_entry(fetcher, entry, source=source) for entry in found]

    return asyncio.run(run())


def archive_of(*records: tuple[str, bytes, str], packed: bool) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url, body, status in records:
        headers = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        date = {"WARC-Date": "2026-05-01T10:00:00Z"}
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), http_headers=headers, warc_headers_dict=date
        )
        writer.write_record(record)
    return stream.getvalue()


def test_every_kind_of_document_is_read_with_its_type(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "c.txt", "d.md", "e.docx", "f.pdf", "g.eml", "deep/h.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"words of " + name.encode())
    (tmp_path / "i.exe").write_bytes(b"MZ")
    (tmp_path / ".hidden.txt").write_bytes(b"no")
    _, taken = read(Source(name="s", outlet="Our desk", folders=(tmp_path,)))
    assert [one.outcome for one in taken] == [Outcome.OK] * 8
    assert {one.path.rpartition("/")[2]: one.content_type for one in taken} == {
        "a.html": "text/html",
        "b.htm": "text/html",
        "c.txt": "text/plain",
        "d.md": "text/markdown",
        "e.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "f.pdf": "application/pdf",
        "g.eml": "message/rfc822",
        "h.TXT": "text/plain",
    }
    assert {one.outlet for one in taken} == {"Our desk"}
    assert all(one.url.startswith("file://") and one.body_hash for one in taken)


def test_a_document_that_is_not_read_is_a_row_with_its_name_and_what_to_do(tmp_path: Path) -> None:
    for name in ("reply.msg", "old.doc", "note.rtf", "sheet.xls"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    _, fetched = read(Source(name="drafts", folders=(tmp_path,)))
    assert [(one.outcome, one.reason) for one in fetched] == [
        (Outcome.UNSUPPORTED_TYPE, f"format: {name}") for name in ("note.rtf", "old.doc", "reply.msg")
    ]
    assert all(".eml" in one.advice for one in fetched)


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="Osk Courier">', "Osk Courier"),
        ('<link rel="canonical" href="https://www.merrin.example/quay">', "merrin.example"),
        ('<link rel="canonical" href="https://osk.example/quay">', "The Osk Courier"),
        ("", ""),
    ],
)
def test_a_saved_page_is_of_the_outlet_that_it_declares(tmp_path: Path, head: str, outlet: str) -> None:
    (tmp_path / "quay.html").write_text(f"<html><head>{head}</head><body>{STORY.decode()}</body></html>", "utf-8")
    listed = Source(name="osk", outlet="The Osk Courier", feeds=("https://osk.example/feed",))
    saved = Source(name="saved", folders=(tmp_path,))

    async def run() -> Fetched:
        async with Fetcher(Settings(), run_id="r1", sources=(listed, saved)) as fetcher:
            (entry,) = await entries(fetcher, saved)
            return await fetch_entry(fetcher, entry, source=saved)

    fetched = asyncio.run(run())
    assert (fetched.outlet, fetched.url) == (outlet, (tmp_path / "quay.html").as_uri())


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "inside.txt").write_bytes(b"a draft")
    (folder / "twin.txt").symlink_to(folder / "inside.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    _, taken = read(Source(name="s", folders=(folder,)))
    ended = {one.path.rpartition("/")[2]: one.reason.partition(":")[0] for one in taken}
    assert ended["link.txt"] == "outside"
    assert ended["twin.txt"] == ended["inside.txt"] == "ok"
    assert ended["circle.txt"] == "file_unreadable"
    assert b"secret" not in b"".join(one.body for one in taken)


def test_files_that_cannot_be_read_are_rows(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x" * 2000)
    (tmp_path / "empty.txt").write_bytes(b"\n")
    files = (tmp_path / "large.txt", tmp_path / "empty.txt", tmp_path / "gone.txt")
    found, taken = read(Source(name="s", files=files, folders=(tmp_path / "nowhere",)), max_bytes=1000)
    assert [one.outcome for one in taken] == [Outcome.TOO_LARGE, Outcome.EMPTY, Outcome.GONE]
    assert [one.reason for one in found.fetches] == ["file_missing: nowhere"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages_as_they_were(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(
        archive_of(
            ("https://a.example/1", STORY, "200 OK"),
            ("https://a.example/gone", b"", "404 Not Found"),
            ("https://a.example/2?utm_source=x", STORY + b"<p>More.</p>", "200 OK"),
            packed=packed,
        )
    )
    _, taken = read(Source(name="s", files=(path,)))
    assert [one.url for one in taken] == ["https://a.example/1", "https://a.example/2"]
    assert [one.body for one in taken] == [STORY, STORY + b"<p>More.</p>"]
    assert {one.fetched_at.isoformat() for one in taken} == {"2026-05-01T10:00:00+00:00"}


def test_an_address_that_was_archived_twice_is_two_fetches(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    later = STORY + b"<p>Corrected.</p>"
    url = "https://a.example/1"
    path.write_bytes(archive_of((url, STORY, "200 OK"), (url, later, "200 OK"), packed=True))
    _, taken = read(Source(name="s", files=(path,)))
    assert [one.body for one in taken] == [STORY, later]
    assert len({one.fetch_id for one in taken}) == 2
    assert {one.url for one in taken} == {url}


def test_a_broken_archive_keeps_what_stands_before_the_break(tmp_path: Path) -> None:
    whole = archive_of(("https://a.example/1", STORY, "200 OK"), ("https://a.example/2", STORY, "200 OK"), packed=True)
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) - 200])
    (tmp_path / "no.warc").write_bytes(b"this is no archive\r\n\r\n")
    (tmp_path / "no.warc.gz").write_bytes(gzip.compress(b"nor this"))
    found, taken = read(Source(name="s", folders=(tmp_path,)))
    assert taken[0].url == "https://a.example/1"
    assert taken[0].ok
    assert {one.reason.partition(":")[0] for one in found.fetches} == {"archive"}
    assert len(found.fetches) == 3
