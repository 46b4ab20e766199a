"""HTML -> Page: trafilatura chooses the body, the page's own declarations give headline, time and author."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree
from trafilatura import bare_extraction

from extract.language import language_of
from extract.pages.as_shown import as_shown
from extract.pages.body import KEPT, letters_of, read_body
from extract.pages.bylines import is_byline, printed_byline
from extract.pages.compose import NoArticle, Piece, compose
from extract.pages.honesty import letters_in, losses, share_kept
from extract.pages.markup import key_of, stretches_of
from extract.pages.metadata import read_metadata
from extract.pages.published import day_in_address, is_dated, own_day, printed_time
from extract.pages.roles import notes_on, role_of_line
from extract.pages.standfirst import read_top
from extract.pages.surroundings import names_of
from extract.pages.teasers import homes_of, is_of_other
from extract.pages.undeclared import undeclared_day
from extract.plain import unread
from warehouse.terms import Role
from webpage.head import parse, read_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from lxml.html import HtmlElement

    from extract.pages.body import Body
    from extract.pages.markup import Stretch
    from extract.pages.metadata import Declared
    from extract.pages.standfirst import Top
    from extract.reading import Page

__all__ = ["NoArticle", "read_html"]

PARAGRAPHS = frozenset(("p", "head", "item", "cell", "td", "th", "quote", "ab"))  # trafilatura's; code outside is one
ABOVE, NEAR = 3, 12  # stretches above and below a headline that may print the date
HEADLINE = 12  # letters of one that does not stand in another by chance
LINE = 120  # letters of one
PARAGRAPH, SEVERAL, LINKED = 60, 4, 0.5  # letters and number of a story's paragraphs, and the share of links in one
DECLARED = 200  # letters that a declared text needs to be believed over trafilatura
MANY = (
    3_000  # stretches, above which trafilatura is not to try other readers too: justext's time grows with their square
)
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
    tree = parse(html)
    if tree is None:
        raise NoArticle("the page is empty")
    declared = read_metadata(tree, read_head(tree), url)
    struck = as_shown(tree)
    stretches = stretches_of(tree)
    texts, shown = _texts(tree, url, declared, stretches)
    body = read_body(stretches, texts, declared.headline, is_article=declared.is_article)
    top = read_top(stretches, body, declared)
    pieces = _pieces(stretches, body, top)
    found = letters_of(texts) - letters_of(_copies(texts))
    if letters_of(piece.text for piece in pieces) < KEPT * (found - body.astray):
        pieces = [Piece(role_of_line(line), line) for text in texts for line in text.split("\n")]
    prose = " ".join(piece.text for piece in pieces if piece.role not in OUTSIDE_TEXT)
    spoken = language_of(prose, declared.language or language)
    lines, others = _short_lines(stretches, homes_of(tree), top)
    printed, address = printed_time(lines), day_in_address(url)
    published_at = (
        declared.published_at
        or (address if address and printed and printed.date() != address.date() else printed or address)
        or undeclared_day(tree, url, stretches, declared, fetched_at)
    )
    return compose(
        [piece for piece in pieces if piece.role not in OUTSIDE_TEXT],
        url=declared.canonical or url,
        outlet=outlet,
        headline=_headline(stretches, top, declared),
        standfirst="\n".join(stretches[place].text for place in top.standfirst),
        byline=declared.byline or printed_byline(tree, lines, others) or declared.publisher,
        language=spoken,
        published_at=published_at,
        published_on=own_day(published_at, address or printed, None if address else declared.modified_at),
        modified_at=declared.modified_at,
        fetched_at=fetched_at,
        article_type=declared.article_type,
        text_share=share_kept(prose, body.left_out),
        section=declared.section,
        notes=(
            *notes_on([piece.role for piece in pieces]),
            *losses(prose, body.left_out, declared, shown),
            *((f"struck out: {struck}",) if struck else ()),
            *(() if published_at else ("date missing",)),
            *unread(spoken),
        ),
    )


def _texts(tree: HtmlElement, url: str, declared: Declared, stretches: Sequence[Stretch]) -> tuple[list[str], int]:
    """Return the article's paragraphs and how many letters were found, those outside of them too.

    The paragraphs are trafilatura's, or the declared ones where it found less than half as much.

    On a page that declares an article and in which trafilatura finds no paragraph, every one of prose is one.
    """
    document = bare_extraction(
        tree, url=url or None, include_comments=False, output_format="txt", fast=len(stretches) > MANY
    )  # "python" would write the text out once more
    texts, whole = list[str](), ""
    if document is not None and document.body is not None:
        texts, whole = list(_paragraphs(document.body)), "".join(document.body.itertext())
    if len(declared.article_body) > max(DECLARED, 2 * sum(map(len, texts))):
        return declared.article_body.splitlines(), letters_in(declared.article_body)
    if declared.is_article and all(len(text) < PARAGRAPH for text in texts):
        texts = _plain_paragraphs(stretches) or texts
    if not any(map(str.strip, texts)):
        scripts = sum(len(script.text or "") for script in tree.iter("script"))
        shell = scripts > len("".join(tree.itertext())) / 2 and next(tree.iter("p"), None) is None
        raise NoArticle(
            "the page is an empty shell that scripts fill in" if shell else "no article text was found on the page"
        )
    return texts, max(letters_in(whole), letters_in("".join(texts))) - letters_in("".join(_copies(texts)))


def _copies(texts: Sequence[str]) -> list[str]:
    """Return the paragraphs that were found before, as on a page that holds its story twice."""
    counted = Counter(text for text in texts if len(text) >= PARAGRAPH)
    return [text for text, count in counted.items() for _ in range(count - 1)]


def _paragraphs(body: etree._Element) -> Iterator[str]:
    """Yield the words of each paragraph that trafilatura chose, those beside paragraphs inside it too."""
    open_ones, words = list[object](), list[str]()
    for event, element in etree.iterwalk(body, events=("start", "end")):
        starts = event == "start"
        if starts and (element.tag in PARAGRAPHS or (element.tag == "code" and not open_ones)):
            open_ones.append(element)
            is_edge = True
        else:
            is_edge = not starts and bool(open_ones) and open_ones[-1] is element
        if is_edge and words:
            yield " ".join(words)
            words.clear()
        if is_edge and not starts:
            open_ones.pop()
        if open_ones and (said := element.text if starts else element.tail):
            words.append(said)


def _plain_paragraphs(stretches: Sequence[Stretch]) -> list[str]:
    """Return the sentences that stand in paragraphs of their own and are no links; none where they are few.

    Where there are no paragraphs, boxes of one name are: a live report sets each of its posts in one.
    """
    kinds: dict[str, list[str]] = {}
    for stretch in stretches:
        if stretch.linked < LINKED and len(stretch.text) >= PARAGRAPH:
            kind = "p" if stretch.element.tag == "p" else f"{stretch.element.tag} {names_of(stretch.element)}"
            kinds.setdefault(kind, []).append(stretch.text)
    found = kinds.get("p", [])
    found = found if len(found) >= SEVERAL else max(kinds.values(), key=letters_of, default=[])
    return found if len(found) >= SEVERAL else []


def _pieces(stretches: Sequence[Stretch], body: Body, top: Top) -> list[Piece]:
    """Return the text's pieces: the key points first, then the body without what the standfirst says already."""
    said = {key_of(stretches[place].text) for place in top.standfirst}
    points = [Piece(Role.KEY_POINT, stretches[place].text) for place in top.key_points]
    points += [Piece(Role.CAPTION, stretches[place].text) for place in top.captions]
    return points + [piece for piece in body.pieces if key_of(piece.text) not in said]


def _short_lines(stretches: Sequence[Stretch], homes: set[HtmlElement], top: Top) -> tuple[list[str], list[str]]:
    """Return the lines that may print the date, and the by-lines, that are no sentences and in no other story's box.

    The first are those around the headline, then those that begin with a word for the date.
    """
    near = range(top.headline - ABOVE, top.headline + NEAR) if top.headline is not None else range(0)
    around, dated, signed = list[str](), list[str](), list[str]()
    for place, stretch in enumerate(stretches):
        if len(stretch.text) >= LINE:
            continue
        says_day, says_name = is_dated(stretch.text), is_byline(stretch.text)
        is_ours = says_day or (
            (place in near or says_name) and not (stretch.text.endswith(".") or is_of_other(stretch.element, homes))
        )
        around += [stretch.text] * (is_ours and place in near)
        dated += [stretch.text] * says_day
        signed += [stretch.text] * (is_ours and says_name)
    return around + dated, signed


def _headline(stretches: Sequence[Stretch], top: Top, declared: Declared) -> str:
    """Return the printed headline where a declared one holds its words, site's name or not; else the declared."""
    printed = stretches[top.headline].text if top.headline is not None else ""
    key = key_of(printed)
    if not declared.headlines or (len(key) >= HEADLINE and any(key in key_of(words) for words in declared.headlines)):
        return printed
    return declared.headline
