"""Bytes of a file -> Page: HTML, plain text, Markdown, DOCX, PDF and e-mail drafts."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from extract.drafts.mail import read_mail
from extract.drafts.pdf import read_pdf
from extract.drafts.word import read_word
from extract.page import read_html
from extract.pages.compose import NoArticle, Piece, compose
from extract.plain import read_text
from warehouse.terms import Role
from webpage.charset import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from extract.reading import Page

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the older formats of Word and Outlook, and what a password locks
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
        return read_html(decode(data, content_type).text, **about)
    if data.startswith(OLE):
        raise NoArticle(
            f"{name}: a mail of Outlook's, an old Word document or one with a password: save it as .eml or .docx"
        )
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
    blocks = read_word(data)
    title = blocks.pop(0).words if blocks and blocks[0].role is Role.HEADLINE else ""
    pieces = [Piece(Role.SUBHEAD if role is Role.HEADLINE else role, words) for role, words in blocks]
    return compose(pieces, headline=title, **about)


def _read_pdf(data: bytes, **about: Any) -> Page:  # noqa: ANN401 - the page's own fields, handed on
    return compose([Piece(Role.BODY, words) for words in read_pdf(data)], **about)


def _read_eml(data: bytes, **about: Any) -> Page:  # noqa: ANN401 - the page's own fields, handed on
    mail = read_mail(data)
    pieces = list(mail.pieces)
    if mail.html:
        page = read_html(mail.html, **about)
        pieces = [Piece(b.role, page.article.text[b.span_start : b.span_end]) for b in page.blocks if b.part == "text"]
    return compose(pieces, headline=mail.subject, byline=mail.sender, published_at=mail.sent_at, **about)


READERS: dict[str, Callable[..., Page]] = {
    "text": _read_plain,
    "markdown": _read_markdown,
    "docx": _read_docx,
    "pdf": _read_pdf,
    "eml": _read_eml,
}
