"""Bytes of a file -> Page: HTML, plain text, Markdown, DOCX, PDF and e-mail drafts."""

from __future__ import annotations

import email.policy
import io
import re
import unicodedata
import zipfile
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

from w3lib.encoding import html_to_unicode

from extract.page import read_html
from extract.pages.compose import NoArticle, Piece, compose, tidy
from extract.plain import read_text
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from email.message import EmailMessage

    from extract.reading import Page

UNPACKED = 200_000_000  # bytes: a draft never unpacks to more
MOST_MARKUP, MOST_ELEMENTS = 20_000_000, 200_000  # bytes and elements of a Word document: a book has fewer
PAGES = 500  # of a PDF
MOST_HEADER = 2_000  # characters of a mail's header
MOST_BOUNDARIES, MOST_PARTS = 50, 5_000  # of a mail: parts that hold others, and parts at all
BOUNDARY = re.compile(rb"\bboundary\s{0,9}=", re.IGNORECASE)
MARKUP = re.compile(rb"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)


def read_document(
    data: bytes,
    name: str,
    *,
    content_type: str = "",
    url: str = "",
    outlet: str = "",
    fetched_at: datetime | None = None,
    language: str = "",
) -> Page:
    """Return the article in a file; raises NoArticle when it is damaged, of another kind or holds no text."""
    kind = _kind(data, name, content_type)
    about: dict[str, Any] = {"url": url or name, "outlet": outlet, "fetched_at": fetched_at, "language": language}
    if kind == "html":
        _, html = html_to_unicode(content_type or None, data, auto_detect_fun=_detect)
        return read_html(html, **about)
    reader: Callable[..., Page] | None = READERS.get(kind)
    if reader is None:
        raise NoArticle(f"{name}: not a kind of file that is read (.html .txt .md .docx .pdf .eml)")
    return reader(data, **about)


def _kind(data: bytes, name: str, content_type: str) -> str:
    """Return the kind of file: by its name, else its declared type, else its first bytes."""
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    declared = content_type.split(";", maxsplit=1)[0].strip().lower()
    if declared in TYPES:
        return TYPES[declared]
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    return "html" if MARKUP.match(data[:2000]) else ""


SUFFIXES = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".text": "text", ".md": "markdown",
    ".markdown": "markdown", ".docx": "docx", ".pdf": "pdf", ".eml": "eml",
}  # fmt: skip
TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/pdf": "pdf",
    "message/rfc822": "eml",
}


def _detect(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    text = data.decode(_detect(data) or "utf-8", "replace")
    return text.removeprefix("\ufeff")


def _read_plain(data: bytes, *, url: str, outlet: str, fetched_at: datetime | None, language: str) -> Page:
    text = unicodedata.normalize("NFC", _decode(data))
    if not text.strip():
        raise NoArticle("the file holds no text")
    return read_text(text, url=url, outlet=outlet, language=language or "en", fetched_at=fetched_at)


def _read_markdown(data: bytes, **about: Any) -> Page:  # noqa: ANN401 - the page's own fields, handed on
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 50 ms, only for Markdown

    title, pieces = "", list[Piece]()
    for role, words in _markdown_blocks(MarkdownIt("commonmark").enable("table").parse(_decode(data))):
        if role is Role.HEADLINE and not title and not pieces:
            title = words
        else:
            pieces.append(Piece(Role.SUBHEAD if role is Role.HEADLINE else role, words))
    return compose(pieces, headline=title, **about)


def _markdown_blocks(tokens: list[Any]) -> Iterator[tuple[Role, str]]:
    """Yield each paragraph, heading, list item and table row."""
    heading, depth, row = "", 0, None
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.tag if token.type == "heading_open" else ""
        elif token.type in {"list_item_open", "list_item_close"}:
            depth += token.nesting
        elif token.type == "tr_open":
            row = list[str]()
        elif token.type == "tr_close":
            yield Role.TABLE, " | ".join(row or [])
            row = None
        elif token.type == "inline":
            words = "".join("\n" if part.type.endswith("break") else part.content for part in token.children or [])
            if row is not None:
                row.append(words)
            elif heading:
                yield Role.HEADLINE if heading == "h1" else Role.SUBHEAD, words
            else:
                yield Role.LIST_ITEM if depth else Role.BODY, words


def _read_docx(data: bytes, **about: Any) -> Page:  # noqa: ANN401 - the page's own fields, handed on
    import docx  # noqa: PLC0415 - 100 ms, only for DOCX

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
        markup = sum(part.file_size for part in parts if part.filename.endswith(".xml"))
        if sum(part.file_size for part in parts) > UNPACKED or markup > MOST_MARKUP:
            raise NoArticle("the document unpacks to more than 200 MB, or to 20 MB of markup")  # noqa: TRY301 - below
        document = docx.Document(io.BytesIO(data))
        if sum(1 for _ in document.element.iter()) > MOST_ELEMENTS:
            raise NoArticle(f"the document has more than {MOST_ELEMENTS:,} pieces")  # noqa: TRY301 - the same
        blocks = list(_docx_blocks(document))
    except NoArticle:
        raise
    except Exception as error:  # a damaged file raises a dozen classes of zipfile's, zlib's, lxml's and python-docx's
        raise NoArticle("the file is not a readable Word document") from error
    title = blocks.pop(0)[1] if blocks and blocks[0][0] is Role.HEADLINE else ""
    pieces = [Piece(Role.SUBHEAD if role is Role.HEADLINE else role, words) for role, words in blocks]
    return compose(pieces, headline=title, **about)


def _docx_blocks(document: Any) -> Iterator[tuple[Role, str]]:  # noqa: ANN401 - python-docx ships no types
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in _docx_rows(block):
                yield Role.TABLE, row
        elif (words := block.text).strip():
            yield _docx_role(styles.get(block._p.style, "")), words  # noqa: SLF001 - `block.style` reads all styles


def _docx_rows(table: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    """Yield the rows; python-docx gives a cell once for each column that it says it spans, be it a million."""
    from docx.table import _Cell  # noqa: PLC0415 - only for DOCX

    above: dict[int, str] = {}
    for row in table._tbl.tr_lst:  # noqa: SLF001 - the rows' own cells
        column, here = 0, dict[int, str]()
        for cell in row.tc_lst:
            here[column] = above.get(column, "") if cell.vMerge == "continue" else _Cell(cell, table).text
            column += cell.grid_span
        yield " | ".join(dict.fromkeys(here.values()))
        above = here


def _docx_role(style: str) -> Role:
    if style in {"title", "heading 1"}:
        return Role.HEADLINE
    if style.startswith("heading"):
        return Role.SUBHEAD
    if style.startswith("list"):
        return Role.LIST_ITEM
    return Role.CAPTION if style.startswith("caption") else Role.BODY


def _read_pdf(data: bytes, **about: Any) -> Page:  # noqa: ANN401 - the page's own fields, handed on
    import pypdf  # noqa: PLC0415 - 200 ms, only for PDF

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        texts = [] if locked else [page.extract_text() or "" for page in reader.pages[:PAGES]]
    except Exception as error:  # a damaged PDF raises anything: pypdf promises no one class
        raise NoArticle("the file is not a readable PDF") from error
    if locked:
        raise NoArticle("the PDF is locked by a password")
    return compose([Piece(Role.BODY, words) for words in _pdf_paragraphs("\n".join(texts))], **about)


def _pdf_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of printed lines: line-end hyphens closed; a short or blank line ends a paragraph."""
    lines = [line.strip() for line in text.splitlines()]
    width = sorted(len(line) for line in lines if line)[-max(1, len(lines) // 4) :][:1]
    paragraphs, current = [], ""
    for line in lines:
        current = (
            f"{current[:-1]}{line}"
            if re.search(r"[a-z]-$", current) and re.match(r"[a-z]", line)
            else f"{current} {line}"
        )
        if not line or (width and len(line) < 0.7 * width[0] and re.search(r"[.!?…][”’\"')\]]*$", line)):
            paragraphs.append(tidy(current))
            current = ""
    return [words for words in [*paragraphs, tidy(current)] if words]


class _Brief(email.policy.EmailPolicy):
    """Reads the beginning of each header: the parser of long ones takes the square of their length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


def _read_eml(data: bytes, **about: Any) -> Page:  # noqa: ANN401 - the page's own fields, handed on
    if sum(1 for _ in BOUNDARY.finditer(data)) > MOST_BOUNDARIES or data.count(b"\n--") > MOST_PARTS:
        raise NoArticle("the mail has too many parts")
    try:
        message = cast("EmailMessage", BytesParser(policy=_Brief()).parsebytes(data))
        part = message.get_body(preferencelist=("plain", "html"))
        words = str(part.get_content()) if part is not None else ""
        subject, sender = str(message["subject"] or ""), str(message["from"] or "")
        sent = parsedate_to_datetime(str(message["date"])) if message["date"] else None
    except Exception as error:  # the standard library's parser raises a dozen classes on damaged mail
        raise NoArticle("the file is not a readable e-mail") from error
    if part is not None and part.get_content_type() == "text/html":
        page = read_html(words, **about)
        pieces = [Piece(b.role, page.article.text[b.span_start : b.span_end]) for b in page.blocks if b.part == "text"]
    else:
        pieces = [Piece(Role.BODY, chunk) for chunk in re.split(r"\n\s*\n", words)]
    return compose(pieces, headline=subject, byline=sender, published_at=sent, **about)


READERS: dict[str, Callable[..., Page]] = {
    "text": _read_plain,
    "markdown": _read_markdown,
    "docx": _read_docx,
    "pdf": _read_pdf,
    "eml": _read_eml,
}
