"""HTML -> Page: trafilatura chooses the body, the page's own declarations give headline, time and author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction

from extract.compose import NoArticle, Piece, compose, tidy
from extract.metadata import Declared, read_metadata
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

    from extract.reading import Page

__all__ = ["NoArticle", "read_html"]

ROLES = {"head": Role.SUBHEAD, "item": Role.LIST_ITEM, "cell": Role.TABLE}
LEAVES = ("p", "head", "item", "cell", "quote", "ab", "code")


def read_html(
    html: str,
    *,
    url: str,
    outlet: str = "",
    fetched_at: datetime | None = None,
    language: str = "",
) -> Page:
    """Return the article of an HTML page; raises NoArticle when it has none."""
    tree = _parse(html)
    declared = read_metadata(tree, url)
    document = bare_extraction(tree, url=url or None, include_comments=False, with_metadata=False)
    if document is None or document.body is None:
        raise NoArticle("no article text was found on the page")
    headline, standfirst = declared.headline, _standfirst(declared)
    pieces = [piece for piece in _pieces(document.body) if tidy(piece.text) not in {tidy(headline), tidy(standfirst)}]
    return compose(
        pieces,
        url=declared.canonical or url,
        outlet=outlet,
        headline=headline,
        standfirst=standfirst,
        byline=declared.byline,
        language=declared.language or language,
        published_at=declared.published_at,
        modified_at=declared.modified_at,
        fetched_at=fetched_at,
        article_type=declared.article_type,
        notes=() if declared.published_at else ("date missing",),
    )


def _parse(html: str) -> HtmlElement:
    try:
        tree = lxml_html.fromstring(html.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise NoArticle("the page is empty") from error
    return tree


def _pieces(body: HtmlElement) -> Iterator[Piece]:
    for element in body.iter(*LEAVES):
        if any(child.tag in LEAVES for child in element.iterdescendants()):
            continue
        yield Piece(ROLES.get(element.tag, Role.BODY), " ".join(element.itertext()))


def _standfirst(declared: Declared) -> str:
    return next((words for words in declared.descriptions if not words.endswith(("...", "…"))), "")
