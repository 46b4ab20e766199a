"""Plain text -> Page: paragraphs are lines, and the text is NFC-normalised once and never touched again."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from extract.lexicon import has_pack
from extract.pages.bylines import byline_at_top, people_in
from extract.pages.roles import notes_on, roles_of_lines
from extract.reading import Block, Page
from warehouse.records import Article, ArticleId, stable_id
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from datetime import datetime

LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def blocks_of(words: str, part: Part, role: Role) -> list[Block]:
    """Return a block for every line that holds a word, its edges trimmed of white space."""
    found = []
    for line in LINE.finditer(words):
        start, end = line.start() + len(line[0]) - len(line[0].lstrip()), line.start() + len(line[0].rstrip())
        if start < end:
            found.append(Block(role, part, start, end))
    return found


def _with_roles(text: str) -> list[Block]:
    """Return the text's blocks, captions, credits and other furniture told from the story."""
    blocks = blocks_of(text, Part.TEXT, Role.BODY)
    roles = roles_of_lines([text[block.span_start : block.span_end] for block in blocks])
    return [block._replace(role=role) for block, role in zip(blocks, roles, strict=True)]


def unread(language: str) -> tuple[str, ...]:
    """Return the note on an article whose language cannot be read."""
    return () if has_pack(language) else (f"language unread: {language}",)


def read_text(
    text: str,
    *,
    url: str = "",
    title: str = "",
    standfirst: str = "",
    outlet: str = "",
    byline: str = "",
    language: str = "en",
    published_at: datetime | None = None,
    fetched_at: datetime | None = None,
    normalise: bool = True,
) -> Page:
    """Return the page of a plain text.

    With `normalise=False` the text is taken as it is, so that a caller's own offsets (the annotate contract) stay true.
    """
    if normalise:
        text, title, standfirst = (unicodedata.normalize("NFC", words) for words in (text, title, standfirst))
    body = _with_roles(text)
    byline = byline or byline_at_top(text[block.span_start : block.span_end] for block in body)
    article = Article(
        article_id=ArticleId(stable_id("article", url, title, standfirst, text)),
        url=url,
        outlet=outlet,
        headline=title,
        standfirst=standfirst,
        byline=byline,
        language=language,
        published_at=published_at,
        modified_at=None,
        fetched_at=fetched_at,
        text=text,
        article_type="unknown",
        text_share=None,
        notes=(*notes_on([block.role for block in body]), *unread(language)),
        published_on=published_at and published_at.date(),
        authors=people_in(byline),
    )
    blocks = (
        *blocks_of(title, Part.TITLE, Role.HEADLINE),
        *blocks_of(standfirst, Part.STANDFIRST, Role.STANDFIRST),
        *body,
    )
    return Page(article=article, blocks=blocks)
