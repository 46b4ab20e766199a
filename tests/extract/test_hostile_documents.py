"""Drafts, mails and pages that were made to take minutes are read, or refused in words, in a moment."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress

import pytest

from extract.documents import read_document
from extract.page import NoArticle

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
WORDS = "<w:p><w:r><w:t>The bridge at Osk is closed.</w:t></w:r></w:p>"
ROW = "<w:tr><w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>"
SPAN, MERGED = '<w:gridSpan w:val="9999999"/>', ROW.format("<w:vMerge/>")
ATTRIBUTES = "".join(f"a{number}=1 " for number in range(30_000))
SECONDS = 5.0  # of processor time


def word_document(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{RELATIONS}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        made.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{WORDS}{body}</w:body></w:document>')
    return out.getvalue()


def mail(head: str, body: str = "The bridge at Osk is closed.") -> bytes:
    return f"{head}\n\n{body}".encode()


NESTED = "\n".join(f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}" for number in range(2_000))
DOCUMENTS = {
    "comments": ("a", "<!---->" * 24 + "x"),
    "words of a subject in a charset": ("a.eml", mail("Subject: " + "=?utf-8?q?a?= " * 40_000)),
    "a hundred thousand senders": ("a.eml", mail("From: " + "a@b.example, " * 100_000)),
    "parameters of a type": ("a.eml", mail("Content-Type: text/plain; " + ATTRIBUTES.replace(" ", "; "))),
    "parts in parts": ("a.eml", mail("Subject: a\n" + NESTED)),
    "parts": ("a.eml", mail("Content-Type: multipart/mixed; boundary=b", "--b\nContent-Type: text/x\n\na\n" * 40_000)),
    "attributes in mail": ("a.eml", mail("Content-Type: text/html", f"<body {ATTRIBUTES}><p>The bridge is closed.")),
    "attributes": ("a.html", f"<html><body {ATTRIBUTES}><p>The bridge at Osk is closed."),
    "empty paragraphs": ("a.docx", word_document("<w:p/>" * 500_000)),
    "a cell that spans millions": ("a.docx", word_document(f"<w:tbl>{ROW.format(SPAN)}</w:tbl>")),
    "rows of one cell": ("a.docx", word_document(f"<w:tbl>{ROW.format('')}{MERGED * 5_000}</w:tbl>")),
    "a list of words": ("a.html", "<html><body>" + "<li>a" * 15_000),
    "lines of words": ("a.html", "<html><body>" + "<br>a" * 20_000),
    "a set line again and again": ("a.html", "<html><body>" + "<blockquote>The bridge is closed to lorries." * 4_000),
    "times that are none": ("a.html", "<html><body><article>" + "<time datetime=2021-99-99>" * 9_000),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_knotted_document_is_read_or_refused_in_time(name: str) -> None:
    place, data = DOCUMENTS[name]
    began = time.process_time()
    with suppress(NoArticle):
        assert read_document(data if isinstance(data, bytes) else data.encode(), place).blocks
    assert time.process_time() - began < SECONDS


def test_a_merged_cell_is_read_once_a_row_down_and_across() -> None:
    across = ROW.format('<w:gridSpan w:val="3"/>')
    down = ROW.format('<w:vMerge w:val="restart"/>') + ROW.format("<w:vMerge/>").replace("<w:t>a</w:t>", "<w:t/>")
    page = read_document(word_document(f"<w:tbl>{across}{down}</w:tbl>"), "a.docx")
    text = page.article.text
    assert [text[block.span_start : block.span_end] for block in page.blocks][1:] == ["a", "a", "a"]
