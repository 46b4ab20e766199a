"""Drafts as their readers see them: Word documents, PDFs and mails, each made by hand."""

from __future__ import annotations

import io
import logging
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from extract.documents import read_document
from extract.pages.compose import NoArticle
from warehouse.terms import Role

if TYPE_CHECKING:
    from extract.reading import Page

LOOSE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = {
    LOOSE: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
}
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NOTES = '<w:footnote w:id="4"><w:p><w:r><w:t>Norvale Port Trust, yearly report.</w:t></w:r></w:p></w:footnote>'


def word(body: str, names: str = LOOSE, main: str = "word/document.xml", **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        target = f'<Relationships><Relationship Type="{OFFICE[names]}" Target="/{main}"/></Relationships>'
        made.writestr("_rels/.rels", target)
        for name, inside in {main: f"<w:body>{body}</w:body>", **parts}.items():
            made.writestr(name, f'<w:x xmlns:w="{names}" xmlns:mc="{COMPATIBLE}">{inside}</w:x>')
    return out.getvalue()


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def blocks(page: Page) -> list[tuple[Role, str]]:
    text = page.article.text
    return [(b.role, text[b.span_start : b.span_end]) for b in page.blocks if b.part == "text"]


def lines(data: bytes, name: str = "draft.docx") -> list[str]:
    return [words for _, words in blocks(read_document(data, name))]


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        (f"{run('It cost £')}<w:ins>{run('45')}</w:ins><w:del><w:r><w:delText>31</w:delText></w:r></w:del>", "£45"),
        (f"{run('It cost £45')}<w:del>{run('31')}</w:del>", "£45"),
        (f"<w:sdt><w:sdtContent>{run('Osk has 12 lifeboats.')}</w:sdtContent></w:sdt>", "Osk has 12 lifeboats."),
        (f'<w:fldSimple w:instr="REF x">{run("4,000")}</w:fldSimple>{run(" sheep")}', "4,000 sheep"),
        (f"<w:r><w:instrText>PAGE 9</w:instrText></w:r>{run('seven')}", "seven"),
        (f"<w:smartTag>{run('Merrin')}</w:smartTag>{run(' rose.')}", "Merrin rose."),
        (f"<w:hyperlink>{run('Lind Council')}</w:hyperlink>{run(' met.')}", "Lind Council met."),
        (f"<w:moveFrom>{run('late ')}</w:moveFrom>{run('Monday ')}<w:moveTo>{run('late')}</w:moveTo>", "Monday late"),
        ("<w:r><w:t>forty</w:t><w:noBreakHyphen/><w:t>five</w:t><w:tab/><w:t>hens</w:t></w:r>", "forty\u2011five hens"),
        (f"{run('seen ')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>{run('again')}", "seen again"),
        (f'{run("shown")}<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> too</w:t></w:r>', "shown too"),
        (f"{run('typed')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{run(' Type here')}</w:sdt>", "typed"),
    ],
)  # fmt: skip
def test_a_paragraph_is_read_as_it_will_be_printed(inside: str, read: str) -> None:
    (found,) = lines(word(f"<w:p>{inside}</w:p>"))
    assert found.endswith(read)


def test_an_inserted_paragraph_stands_and_a_deleted_end_joins_two() -> None:
    inserted = f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>{run('A whole new one.')}</w:ins></w:p>"
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('The mayor ')}</w:p><w:p>{run('resigned.')}</w:p>"
    gone = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{run('Never said.')}</w:del></w:p>"
    control = f"<w:sdt><w:sdtContent><w:p>{run('In a control.')}</w:p></w:sdtContent></w:sdt>"
    assert lines(word(inserted + joined + gone + control)) == [
        "A whole new one.",
        "The mayor resigned.",
        "In a control.",
    ]


def cell(*inside: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{''.join(inside)}</w:tc>"


def paragraph(words: str) -> str:
    return f"<w:p>{run(words)}</w:p>"


def test_equal_cells_stay_and_merged_ones_are_said_once_a_row() -> None:
    equal = f"<w:tr>{''.join(cell(paragraph(words)) for words in ('12', '12', '15'))}</w:tr>"
    first, across = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    top = f"<w:tr>{cell(paragraph('Osk'), settings=first)}{cell(paragraph('3'))}</w:tr>"
    below = f"<w:tr>{cell('<w:p/>', settings='<w:vMerge/>')}{cell(paragraph('4'))}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('9'))}</w:tr>"
    wide = f"<w:tr>{cell(paragraph('all'), settings=across)}</w:tr>"
    assert lines(word(f"<w:tbl>{equal}{top}{below}{gone}{wide}</w:tbl>")) == [
        "12 | 12 | 15",
        "Osk | 3",
        "Osk | 4",
        "all",
    ]


def test_a_table_in_a_cell_gives_its_own_rows() -> None:
    inner = f"<w:tbl><w:tr>{cell(paragraph('boats'))}{cell(paragraph('31'))}</w:tr></w:tbl>"
    data = word(f"<w:tbl><w:tr>{cell(paragraph('Norvale'), inner, '<w:p/>')}</w:tr></w:tbl>")
    assert blocks(read_document(data, "a.docx")) == [(Role.TABLE, "Norvale"), (Role.TABLE, "boats | 31")]


def test_text_boxes_and_notes_are_kept_once_each_behind_the_text() -> None:
    box = f"<w:txbxContent>{paragraph('Ferries: 1,200 a year.')}</w:txbxContent>"
    choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    noted = f'{run("Trade fell to 45")}<w:r><w:footnoteReference w:id="4"/></w:r>{run(" loads.")}'
    data = word(f"<w:p>{noted}{both}</w:p>{paragraph('The end.')}", **{"word/footnotes.xml": NOTES})
    assert blocks(read_document(data, "a.docx")) == [
        (Role.BODY, "Trade fell to 45 loads."),
        (Role.BODY, "Ferries: 1,200 a year."),
        (Role.BODY, "The end."),
        (Role.LIST_ITEM, "Norvale Port Trust, yearly report."),
    ]


def test_a_strict_document_and_one_of_another_name_are_read() -> None:
    styles = '<w:style w:styleId="T1"><w:name w:val="Title"/></w:style>'
    body = f'<w:p><w:pPr><w:pStyle w:val="T1"/></w:pPr>{run("Quay closed")}</w:p>{paragraph("By Monday.")}'
    page = read_document(word(body, STRICT, "word/document2.xml", **{"word/styles.xml": styles}), "a.docx")
    assert (page.article.headline, page.article.text) == ("Quay closed", "By Monday.")


def test_a_word_document_nested_as_deep_as_parsers_go_is_read_or_refused() -> None:
    deep = "<w:customXml>" * 240 + paragraph("Deep.") * 20_000 + "</w:customXml>" * 240
    try:
        assert lines(word(deep))[0] == "Deep."
    except NoArticle as refused:
        assert "Word document" in refused.reason  # noqa: PT017 - either will do


@pytest.mark.parametrize("name", ["mail.msg", "old.doc", "locked.docx"])
def test_outlooks_mail_and_old_documents_are_refused_with_their_name(name: str) -> None:
    with pytest.raises(NoArticle, match=rf"{name}.*save it as \.eml or \.docx"):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)


def pdf(*pages: list[str], picture: bool = False) -> bytes:
    """Return a PDF with these lines on its pages, written by hand: no library of ours makes PDFs."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /fi /ff] >> >>"
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n0\nendstream"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font, image]
    kids = []
    for page in pages:
        shown = " T* ".join(f"({line}) Tj" for line in page)
        stream = f"BT /F1 10 Tf 12 TL 50 750 Td {shown} ET".encode("latin-1")
        objects.append(b"<< /Length %d >> stream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        inside = b"/XObject << /I 4 0 R >>" if picture else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (len(objects), inside)
        )
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    )
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


STORY = [
    "The harbour board of Osk said on Monday that it would raise",
    "its dues by 4 per cent, to 312 crowns a metre, from the first",
    "of May.",
    "Ida Lind, who chairs it, said that the quay had cost 45 mil-",
    "lion crowns and that nobody else would pay for it in the end",
    "of the day.",
]


def test_running_heads_and_page_numbers_are_no_text() -> None:
    pages = [
        ["Osk Harbour Board", *STORY[:2], "Page 1 of 3"],
        ["Osk Harbour Board", *STORY[2:4], "Page 2 of 3"],
        ["Osk Harbour Board", *STORY[4:], "Page 3 of 3"],
    ]
    assert lines(pdf(*pages), "a.pdf") == lines(pdf(STORY), "a.pdf")


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_are_no_text(step: int) -> None:
    plain = STORY * 5
    numbered = [f"{at} {line}" if at % step == 0 else line for at, line in enumerate(plain, start=1)]
    assert lines(pdf(numbered), "a.pdf") == lines(pdf(plain), "a.pdf")


def test_lines_that_begin_with_figures_keep_them() -> None:
    counted = ["2024 was the worst year for the boats of Osk since the war,", "1999 saw 31 of them", "12 boats sank."]
    assert " ".join(lines(pdf(counted), "a.pdf")) == " ".join(counted)


def test_a_ligature_is_its_letters() -> None:
    (words,) = lines(pdf(["The \\001re at the mill was put out o\\002 the road."]), "a.pdf")
    assert words == "The fire at the mill was put out off the road."


def test_a_scan_is_named_as_one_and_the_library_is_silent(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(NoArticle, match="scan"):
        read_document(pdf([""], [""], picture=True), "scan.pdf")
    assert lines(pdf(STORY).replace(b"startxref\n", b"startxref\n9"), "a.pdf") == lines(pdf(STORY), "a.pdf")
    assert (caplog.records, capfd.readouterr().err) == ([], "")


def mail(text: str, html: str = "") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Dues", "Ida Lind <ida@osk.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_mail_with_an_empty_plain_part_is_read_in_html() -> None:
    html = f"<html><body><p>{' '.join(STORY[:3])}</p><p>Nobody knew.</p></body></html>"
    assert " ".join(STORY[:3]) in lines(mail(" \n\n", html), "a.eml")


def test_quoted_words_and_a_signature_are_told_from_the_mails_own() -> None:
    text = (
        "The dues rise by 4 per cent.\nNot more.\nOn Monday Desk wrote:\n> Is it true that they rise by 9?\n>\n"
        "> Regards\n\nNot by 9.\n\nDesk asked:\n\n> And when?\n\nIn May.\n-- \nIda Lind\nTel. 0118 999\n"
    )
    page = read_document(mail(text), "a.eml")
    assert [words for role, words in blocks(page) if role is Role.BODY] == [
        "The dues rise by 4 per cent. Not more.",
        "Not by 9.",
        "In May.",
    ]
    assert [words for role, words in blocks(page) if role is Role.FURNITURE] == [
        "On Monday Desk wrote:",
        "Is it true that they rise by 9?",
        "Regards",
        "Desk asked:",
        "And when?",
        "Ida Lind",
        "Tel. 0118 999",
    ]


def test_a_mail_that_only_quotes_hands_on_a_story() -> None:
    page = read_document(mail("> The dues rise by 4 per cent.\n>\n> Not more.\n"), "a.eml")
    assert [role for role, _ in blocks(page)] == [Role.BODY, Role.BODY]
