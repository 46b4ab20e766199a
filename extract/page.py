"""HTML -> Page: trafilatura chooses the body, the page's own declarations give headline, time and author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction

from extract.body import TELLING, read_body
from extract.compose import NoArticle, Piece, compose
from extract.language import language_of
from extract.markup import key_of, passages_of
from extract.metadata import read_metadata
from extract.plain import unread
from extract.roles import notes_on
from extract.standfirst import read_top
from warehouse.terms import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from extract.body import Body
    from extract.markup import Passage
    from extract.metadata import Declared
    from extract.reading import Page
    from extract.standfirst import Top

__all__ = ["NoArticle", "read_html"]

LEAVES = ("p", "head", "item", "cell", "quote", "ab", "code")
CUT, CUT_WORDS = 1.5, 100  # a text is cut when the page declares half as many words again, and a hundred more
LETTERS = (
    0.7,
    1.5,
)  # times the text's length: a declared "word" count in this range is one of letters, as some sites give
OUTSIDE_TEXT = frozenset((Role.RELATED_LINK,))


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
    passages = passages_of(tree)
    body = read_body(passages, _chosen_texts(tree, url), declared.headline, is_article=declared.is_article)
    top = read_top(passages, body, declared)
    pieces = _pieces(passages, body, top)
    prose = " ".join(piece.text for piece in pieces)
    spoken = language_of(prose, declared.language or language)
    return compose(
        [piece for piece in pieces if piece.role not in OUTSIDE_TEXT],
        url=declared.canonical or url,
        outlet=outlet,
        headline=_headline(passages, top, declared),
        standfirst="\n".join(passages[place].text for place in top.standfirst),
        byline=declared.byline,
        language=spoken,
        published_at=declared.published_at,
        modified_at=declared.modified_at,
        fetched_at=fetched_at,
        article_type=declared.article_type,
        text_share=_share(prose, body),
        notes=_notes(pieces, prose, body, declared, spoken),
    )


def _parse(html: str) -> HtmlElement:
    try:
        return lxml_html.fromstring(html.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise NoArticle("the page is empty") from error


def _chosen_texts(tree: HtmlElement, url: str) -> list[str]:
    """Return the paragraphs that trafilatura takes for the article's."""
    document = bare_extraction(tree, url=url or None, include_comments=False, with_metadata=False)
    if document is None or document.body is None:
        raise NoArticle("no article text was found on the page")
    leaves = [
        element for element in document.body.iter(*LEAVES) if next(element.iterdescendants(*LEAVES), None) is None
    ]
    return [" ".join(element.itertext()) for element in leaves]


def _pieces(passages: Sequence[Passage], body: Body, top: Top) -> list[Piece]:
    """Return the text's pieces: the key points first, then the body without what the standfirst says already."""
    said = {key_of(passages[place].text) for place in top.standfirst}
    points = [Piece(Role.KEY_POINT, passages[place].text) for place in top.key_points]
    return points + [piece for piece in body.pieces if key_of(piece.text) not in said]


def _headline(passages: Sequence[Passage], top: Top, declared: Declared) -> str:
    """Return the printed headline where it is one of those declared, in other letters or marks; else the declared."""
    printed = passages[top.headline].text if top.headline is not None else ""
    if printed and (not declared.headline or key_of(printed) in {key_of(headline) for headline in declared.headlines}):
        return printed
    return declared.headline or printed


def _share(prose: str, body: Body) -> float | None:
    """Return the share of the article element's prose that was kept."""
    left_out = sum(len(text) for text in body.left_out)
    return round(len(prose) / (len(prose) + left_out), 3) if prose else None


def _notes(pieces: Sequence[Piece], prose: str, body: Body, declared: Declared, spoken: str) -> tuple[str, ...]:
    """Return what a reader of the flags should know about the extraction."""
    told = [text for text in body.left_out if TELLING.search(text)]
    notes = list(notes_on([piece.role for piece in pieces]))
    if told:
        notes.append(f"dropped: {len(told)} blocks with figures or quotations")
    words = len(prose.split())
    in_letters = LETTERS[0] * len(prose) < declared.words < LETTERS[1] * len(prose)
    if declared.words > max(CUT * words, words + CUT_WORDS) and not in_letters:
        notes.append(f"cut: {words} of {declared.words} declared words")
    if declared.published_at is None:
        notes.append("date missing")
    notes.extend(unread(spoken))
    if declared.is_free is False:
        notes.append("paid access declared")
    return tuple(notes)
