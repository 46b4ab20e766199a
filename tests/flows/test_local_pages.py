"""Pages of web archives and saved files take the path of pages of the web: the same words come out."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.workers import read_item
from fetch.client import Fetcher, Settings
from fetch.discover import entries
from fetch.entry_fetch import fetch_entry
from fetch.sources import Source
from flows.intake import item_of

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.fetched import Fetched

WORDS = "The café on Osk’s quay cost £45 million, the mayor of Merrin said on Monday, and nobody knew who would pay."
HTML = f"<html lang='en'><head><title>Quay</title></head><body><article><h1>Quay</h1>{f'<p>{WORDS}</p>' * 6}</article>"


def archived(body: bytes, media: str) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
    address = "https://osk.example/quay"
    writer.write_record(
        writer.create_warc_record(address, "response", payload=io.BytesIO(body), length=len(body), http_headers=headers)
    )
    return stream.getvalue()


def read(path: Path) -> str:
    source = Source(name="s", files=(path,))

    async def run() -> Fetched:
        async with Fetcher(Settings(), run_id="r1") as fetcher:
            (entry,) = await entries(fetcher, source)
            return await fetch_entry(fetcher, entry, source=source)

    return read_item(item_of(asyncio.run(run()), source)).article.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc.gz", archived(HTML.encode(), "text/html; charset=iso-8859-1")),
        ("a.warc.gz", archived(HTML.encode("cp1252"), "text/html; charset=utf-8")),
        ("a.html", HTML.replace("<head>", "<head><meta charset='UTF-16'>").encode()),
        ("a.html", HTML.replace("<head>", "<head><meta charset='iso-8859-1'>").encode()),
        ("a.html", HTML.encode("cp1252")),
        ("a.txt", WORDS.encode("cp1252")),
        ("a.md", WORDS.encode("utf-16")),
    ],
)
def test_a_local_pages_letters_are_what_its_bytes_say(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert WORDS in read(tmp_path / name)
