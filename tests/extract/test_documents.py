"""Drafts and saved pages: the bytes of a file become a page, or say why not."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.documents import read_document
from extract.pages.compose import NoArticle
from warehouse.terms import Role

if TYPE_CHECKING:
    from extract.reading import Page

STORY = "The council of Eastmere voted on Monday to close the baths, which 4,100 people had signed a petition to keep."


def words(page: Page, role: Role) -> list[str]:
    return [page.article.text[b.span_start : b.span_end] for b in page.blocks if b.part == "text" and b.role is role]


def draft() -> bytes:
    document = docx.Document()
    document.add_heading("Baths to close", level=1)
    document.add_paragraph(STORY)
    document.add_heading("A roof of iron", level=2)
    document.add_paragraph("Adults paid 4 dollars.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Roof", "2 million"
    document.add_paragraph("The baths in 2019.", style="Caption")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed(*lines: str) -> bytes:
    """Return a PDF of one page with these lines, written by hand: no library of ours makes PDFs."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 50 750 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /MediaBox [0 0 9 9] >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def test_plain_text_in_any_common_coding_keeps_its_letters() -> None:
    for coding in ("utf-8", "utf-8-sig", "utf-16", "windows-1252"):
        page = read_document("Café – 4 €\n\nThe baths close.".encode(coding), "note.txt")
        assert page.article.text.startswith("Café – 4 €")


def test_markdown_headings_lists_and_tables_get_their_roles() -> None:
    text = "# Baths to close\n\nThe *council* voted\non Monday.\n\n## A roof\n\n- one thing\n- another\n\n"
    text += "| a | b |\n|---|---|\n| 1 | 2 |\n"
    page = read_document(text.encode(), "draft.md")
    assert page.article.headline == "Baths to close"
    assert words(page, Role.BODY) == ["The council voted on Monday."]
    assert words(page, Role.SUBHEAD) == ["A roof"]
    assert words(page, Role.LIST_ITEM) == ["one thing", "another"]
    assert words(page, Role.TABLE) == ["a | b", "1 | 2"]


def test_a_word_document_gives_headline_paragraphs_and_tables() -> None:
    page = read_document(draft(), "draft.docx", outlet="Eastmere Herald")
    assert page.article.headline == "Baths to close"
    assert words(page, Role.BODY) == [STORY]
    assert words(page, Role.SUBHEAD) == ["A roof of iron"]
    assert words(page, Role.LIST_ITEM) == ["Adults paid 4 dollars."]
    assert words(page, Role.TABLE) == ["Roof | 2 million"]
    assert words(page, Role.CAPTION) == ["The baths in 2019."]


def test_a_pdf_gives_paragraphs_with_line_end_hyphens_closed() -> None:
    data = printed(
        "The council of Eastmere voted on Monday to close the ba-",
        "ths, which 4,100 people had signed a petition to keep in",
        "the town.",
        "Ada Finch, who leads it, said that the roof would cost 2",
        "million dollars.",
    )
    first, second = words(read_document(data, "draft.pdf"), Role.BODY)
    assert first.startswith("The council of Eastmere voted on Monday to close the baths, which 4,100 people had signed")
    assert first.endswith("to keep in the town.")
    assert second == "Ada Finch, who leads it, said that the roof would cost 2 million dollars."


def test_an_email_gives_subject_sender_time_and_text() -> None:
    mail = (
        "From: Ada Finch <ada@eastmere.example>\r\nSubject: =?utf-8?q?Baths_=E2=80=93_closed?=\r\n"
        "Date: Mon, 02 Mar 2026 09:30:00 +0200\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"{STORY[:50]}\r\n{STORY[50:]}\r\n\r\nRegards\r\n"
    )
    article = read_document(mail.encode(), "release.eml").article
    assert article.headline == "Baths – closed"
    assert "Ada Finch" in article.byline
    assert article.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert article.text.split("\n\n")[1] == "Regards"


def test_html_bytes_are_decoded_by_header_mark_or_content() -> None:
    html = f"<html><body><article><h1>Café</h1><p>{STORY} Café.</p><p>{STORY}</p></article></body></html>"
    for coding, header in (("utf-8", ""), ("windows-1252", ""), ("iso-8859-15", "text/html; charset=iso-8859-15")):
        page = read_document(html.encode(coding), "page", content_type=header or "text/html", url="https://h.example/1")
        assert "Café." in page.article.text


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "empty.txt", "no text"),
        (b"  \n ", "blank.md", "no paragraph"),
        (b"PK\x03\x04 not a zip", "draft.docx", "not a readable Word document"),
        (b"%PDF-1.7 broken", "draft.pdf", "not a readable PDF"),
        (b"MZ\x90", "setup.exe", "not a kind of file"),
        (b"Subject: x\r\n\r\n", "empty.eml", "no paragraph"),
    ],
)
def test_a_file_without_an_article_says_why(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(NoArticle) as raised:
        read_document(data, name)
    assert reason in raised.value.reason


def test_a_locked_pdf_says_that_it_is_locked() -> None:
    writer, file = pypdf.PdfWriter(clone_from=io.BytesIO(printed("Secret"))), io.BytesIO()
    writer.encrypt("password", algorithm="RC4-128")
    writer.write(file)
    with pytest.raises(NoArticle, match="password"):
        read_document(file.getvalue(), "draft.pdf")


def test_a_word_document_that_would_unpack_to_gigabytes_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 201_000_000)
    with pytest.raises(NoArticle, match="200 MB"):
        read_document(file.getvalue(), "bomb.docx")


@given(st.sampled_from(["x.html", "x.txt", "x.md", "x.docx", "x.pdf", "x.eml", "x"]), st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_page_or_no_article(name: str, data: bytes) -> None:
    with contextlib.suppress(NoArticle):
        assert read_document(data, name).article.text.strip()


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8), st.sampled_from(["x.docx", "x.pdf"]))
@settings(max_examples=60, deadline=None)
def test_a_damaged_document_gives_a_page_or_no_article(place: int, noise: bytes, name: str) -> None:
    whole = draft() if name.endswith("docx") else printed(STORY)
    place %= len(whole)
    with contextlib.suppress(NoArticle):
        assert read_document(whole[:place] + noise + whole[place + len(noise) :], name).article.text


def test_a_page_that_says_utf_8_and_is_windows_1252_keeps_its_signs() -> None:
    words = "The quay cost £1,950 more than the “harbour board” of Osk had planned, the clerk said on Monday."
    html = f"<html><head><meta charset=utf-8><title>Quay</title></head><body><article><p>{words}</p></article></body>"
    assert words in read_document(html.encode("cp1252"), "quay.html", content_type="text/html").article.text
