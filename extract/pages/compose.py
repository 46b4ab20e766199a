"""Pieces of text with their roles -> a page with exact spans: the one place that lays out an article's text."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from extract.pages.bylines import byline_at_top, people_in
from extract.plain import blocks_of
from extract.reading import Block, Page
from warehouse.records import Article, ArticleId, stable_id
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x08\x0e-\x1b\x7f]")
JOINING = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")  # parts the digits of one number
SPACE = re.compile(rf"({JOINING.pattern})|\s+")


class NoArticle(Exception):  # noqa: N818 - a page without an article is an outcome, not an error
    """The page or document holds no article text; `reason` says in plain words what was there instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Piece(NamedTuple):
    """A paragraph of the body and what it is."""

    role: Role
    text: str


def tidy(text: str) -> str:
    """Return the text as one NFC line: nothing invisible, white space one space, digit groups joined by U+00A0."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    if not JOINING.search(text):
        return " ".join(text.split())
    return SPACE.sub(lambda space: "\u00a0" if space[1] else " ", text).strip()


def compose(
    pieces: Iterable[Piece],
    *,
    url: str = "",
    outlet: str = "",
    headline: str = "",
    standfirst: str = "",
    byline: str = "",
    language: str = "",
    published_at: datetime | None = None,  # in the zone of the place, whose day is the article's own
    published_on: date | None = None,
    modified_at: datetime | None = None,
    fetched_at: datetime | None = None,
    article_type: str = "unknown",
    text_share: float | None = None,
    section: str = "",
    notes: tuple[str, ...] = (),
) -> Page:
    """Return the page: paragraphs parted by one blank line, each a block whose span is its words."""
    headline, standfirst = tidy(headline), tidy(standfirst)
    lines, blocks, place = [], [], 0
    for role, raw in pieces:
        if not (words := tidy(raw)):
            continue
        lines.append(words)
        blocks.append(Block(role, Part.TEXT, place, place + len(words)))
        place += len(words) + 2
    if not blocks:
        raise NoArticle("no paragraph of text was found")
    text, byline = "\n\n".join(lines), tidy(byline) or byline_at_top(lines)
    article = Article(
        article_id=ArticleId(stable_id("article", url, headline, standfirst, text)),
        url=url,
        outlet=outlet,
        headline=headline,
        standfirst=standfirst,
        byline=byline,
        language=language,
        published_at=published_at and published_at.astimezone(UTC),
        modified_at=modified_at and modified_at.astimezone(UTC),
        fetched_at=fetched_at,
        text=text,
        article_type=article_type,
        text_share=text_share,
        notes=notes,
        published_on=published_on or (published_at and published_at.date()),
        section=tidy(section),
        authors=people_in(byline),
    )
    title = blocks_of(headline, Part.TITLE, Role.HEADLINE)
    stand = blocks_of(standfirst, Part.STANDFIRST, Role.STANDFIRST)
    return Page(article=article, blocks=(*title, *stand, *blocks))
