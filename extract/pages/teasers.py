"""What stands beside other stories on a page: in their boxes, or in an article without the page's headline."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from extract.pages.bylines import is_astray

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADLINES = 10  # of a page that are looked at


def homes_of(tree: HtmlElement) -> set[HtmlElement]:
    """Return the articles that hold a headline of the page."""
    return {home for headline in islice(tree.iter("h1"), HEADLINES) for home in headline.iterancestors("article")}


def is_of_other(element: HtmlElement, homes: set[HtmlElement]) -> bool:
    """Say whether an element belongs to another story than the page's."""
    article = element if element.tag == "article" else next(element.iterancestors("article"), None)
    return is_astray(element) or bool(homes and article is not None and article not in homes)
