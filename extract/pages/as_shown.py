"""A page's tree as its reader sees it: marks round quotations, no struck-out or hidden words, note marks taken off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.pages.quoted import mark_quotations

if TYPE_CHECKING:
    from lxml.html import HtmlElement

STRUCK = frozenset(("del", "s", "strike"))
INLINE = frozenset(("a", "b", "em", "font", "i", "small", "span", "strong", "u"))
UNSEEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
STRIKE = re.compile(r"text-decoration(?:-line)?\s{0,9}:[^;]{0,99}\bline-through", re.IGNORECASE)
NOWHERE = frozenset(("", "#", None))  # where an anchor that is no link leads
PARAGRAPHS = frozenset(("p", "h2", "h3", "h4", "h5", "h6"))
NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z])[\])]?")  # a raised link to a note
BRACKETED = re.compile(r"\[\d{1,3}\]|\(\d{1,3}\)|[*†‡§¶]{1,3}")
EXPONENT = re.compile(r"[-−–]?\d{1,3}")
TEN = re.compile(r"(?<![\d.,])10$")
PRICE = re.compile(r"[$£€]\s?\d{1,3}$")
CENTS = 2  # digits
MARKED = re.compile(r"(?:[\d.,;:!?…)\]”’\"']|[^\W\d_]{3})$")  # what a raised figure is a note to: no unit is so long
OVER = "/⁄"  # parts a fraction
NEAR = 20  # characters before a raised figure that are looked at
LEVELS = 3  # elements that may stand closely round one


def as_shown(tree: HtmlElement) -> int:
    """Change the tree to what its reader sees; return how many passages were struck out."""
    mark_quotations(tree)
    struck = 0
    for element in list(tree.iter(*STRUCK, *INLINE, "sup")):
        style = element.get("style") or ""
        if element.tag == "sup":
            _lower(element)
        elif element.tag in STRUCK or (style and STRIKE.search(style)):
            struck += bool("".join(element.itertext()).strip())
            _empty(element)
        elif element.get("hidden") is not None or (style and UNSEEN.search(style)):
            _empty(element)
        elif element.tag == "a" and element.get("href") in NOWHERE and _in_paragraph(element):
            element.tag = "span"
    return struck


def _empty(element: HtmlElement) -> None:
    """Take away what an element holds; the empty element stays, so that many in a row cost no more than one each."""
    element.clear(keep_tail=True)
    element.tag = "span"


def _in_paragraph(element: HtmlElement) -> bool:
    outer, level = element.getparent(), 0
    while outer is not None and outer.tag in INLINE and level < LEVELS:
        outer, level = outer.getparent(), level + 1
    return outer is not None and outer.tag in PARAGRAPHS


def _lower(sup: HtmlElement) -> None:
    """Read a raised figure: a note's mark is taken off, a fraction and an exponent are parted from their number."""
    raised = "".join(sup.itertext()).strip()
    before, is_link = _before(sup)
    is_link = is_link or next(sup.iter("a"), None) is not None
    if (is_link and NOTE.fullmatch(raised)) or BRACKETED.fullmatch(raised):
        _empty(sup)
    elif EXPONENT.fullmatch(raised):
        _lower_figure(sup, raised, before)


def _lower_figure(sup: HtmlElement, raised: str, before: str) -> None:
    after = (sup.tail or "").lstrip()[:1]
    if after and after in OVER:
        sup.text = f" {raised}" if before[-1:].isdigit() else raised
    elif TEN.search(before):
        sup.text = f"^{raised}"
    elif PRICE.search(before) and len(raised) == CENTS:
        sup.text = f".{raised}"
    elif MARKED.search(before) and raised.isdigit():
        _empty(sup)


def _before(element: HtmlElement) -> tuple[str, bool]:
    """Return the words that stand right before an element, and whether a link is closely round it."""
    is_link = False
    for _ in range(LEVELS):
        previous, outer = element.getprevious(), element.getparent()
        if previous is not None:
            inside = "" if previous.tail else "".join(previous.itertext())
            return (previous.tail or inside)[-NEAR:], is_link
        if outer is None or outer.text or outer.tag not in INLINE:
            return ((outer.text or "") if outer is not None else "")[-NEAR:], is_link
        is_link |= outer.tag == "a"
        element = outer
    return "", is_link
