"""Quotations as pages set them: the marks round `q`, boxes that say whose words they hold, posts of other sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml.html import Element

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST = 200  # boxes of a page
MOST_INSIDE = 60  # elements of a box that is one quotation
CREDIT = 120  # code points of the words that say whose it is
MARKS = "\"“”„«»‘’'"
LED = re.compile(r"\s*[―—–]\s*\S")  # a credit by its dash
DASHES = " \t\n\xa0―—–-"
HANDLE = re.compile(r"@[\w.@-]{2,60}")
CARD = re.compile(r"\s*(?:pic\.twitter\.com/\w+|https?://t\.co/\w+)\s*$")  # what a post writes for its picture
WRAPPERS = frozenset(("div", "figure", "center", "section", "aside"))
PARAGRAPHS = ("p", "div", "li", "section", "h2", "h3", "h4", "h5", "h6")
LEVELS = 4  # wrappers round a box that hold nothing else
SILENT = frozenset(("script", "style", "link"))


def mark_quotations(tree: HtmlElement) -> None:
    """Put marks round what a page sets as a quotation, and whose it is in a paragraph of its own below it."""
    quoted = [(element, next(element.iterancestors("q"), None) is not None) for element in tree.iter("q")]
    for element, inside in quoted:
        opening, closing = "‘’" if inside else "“”"
        element.text = opening + (element.text or "")
        _append(element, closing)
        element.tag = "span"
    for box in list(tree.iter("blockquote"))[:MOST]:
        if sum(1 for _, _ in zip(box.iter(), range(MOST_INSIDE + 1), strict=False)) <= MOST_INSIDE:
            _read_box(box)


def _read_box(box: HtmlElement) -> None:
    """Give a box that says whose words it holds marks and a credit; others are left as they are."""
    holder = _unwrapped(box)
    paragraphs = [one for one in box.iterdescendants(*PARAGRAPHS) if _is_told(one)]
    credit = _credit(box, holder, paragraphs)
    paragraphs = [one for one in paragraphs if _words(one)] or ([box] if _words(box) else [])
    if not credit or not paragraphs:
        return
    _set_off(paragraphs)
    line = Element("p")
    line.text, line.tail, box.tail = credit, box.tail, None
    box.addnext(line)
    for outer in (box, *(holder if holder is not None else ())):
        outer.attrib.pop("class", None)  # "embed", "social": it is read as a quotation of the story's
    if holder is not None:
        holder.tag = "div"
        holder.attrib.clear()


def _is_told(paragraph: HtmlElement) -> bool:
    """Say whether an element is a paragraph of a box's words, and no other one's box or part of a credit."""
    inside = next(paragraph.iterdescendants(*PARAGRAPHS), None) is not None
    return bool(_words(paragraph)) and not inside and next(paragraph.iterancestors("footer", "cite"), None) is None


def _unwrapped(box: HtmlElement) -> HtmlElement | None:
    """Return the outermost wrapper that holds nothing but the box and a line below it."""
    found, inner = None, box
    for _ in range(LEVELS):
        outer = inner.getparent()
        if outer is None or outer.tag not in WRAPPERS or (outer.text or "").strip() or (inner.tail or "").strip():
            break
        if any(one is not inner and one.tag not in SILENT | {"figcaption"} for one in outer):
            break
        found = inner = outer
    return found


def _credit(box: HtmlElement, holder: HtmlElement | None, paragraphs: list[HtmlElement]) -> str:
    """Take out of the box, or of what is wrapped round it, the words that say whose it is, and return them."""
    for line in (*box.iter("footer"), *box.iter("cite"), *(holder.iter("figcaption") if holder is not None else ())):
        if 0 < len(words := _words(line)) <= CREDIT and not (line.tail or "").strip():
            _take_out(line)
            return words
    if len(paragraphs) > 1 and LED.match(words := _words(paragraphs[-1])) and len(words) <= CREDIT:
        _take_out(paragraphs[-1])
        return words
    if paragraphs and LED.match(tail := _tail(paragraphs[-1])) and len(tail) <= CREDIT:
        return _take_tail(paragraphs[-1])
    for link in box.iter("a"):
        if HANDLE.fullmatch(words := _words(link)) and next(link.iterancestors("p"), None) is None:
            for other in [one for one in box.iter("a") if next(one.iterancestors("p"), None) is None]:
                _take_out(other)
            return f"— {words}"
    return ""


def _tail(paragraph: HtmlElement) -> str:
    """Return what stands in a box behind its last paragraph: — Ana Imre (@imre) May 4, 2026."""
    return " ".join(f"{paragraph.tail or ''}{''.join(map(_with_tail, paragraph.itersiblings()))}".split())


def _take_tail(paragraph: HtmlElement) -> str:
    """Take it out and return it, its date parted by a comma."""
    dated = [one for one in paragraph.itersiblings("a") if any(map(str.isdigit, _words(one)))]
    if dated:
        dated[-1].text, before = _words(dated[-1]), dated[-1].getprevious()
        if before is None or before is paragraph:
            paragraph.tail = f"{(paragraph.tail or '').rstrip()}, "
        else:
            before.tail = f"{(before.tail or '').rstrip()}, "
    said = _tail(paragraph)
    for one in list(paragraph.itersiblings()):
        one.clear()
    paragraph.tail = None
    return said


def _set_off(paragraphs: list[HtmlElement]) -> None:
    """Put marks round paragraphs: each is opened, and the last is closed; not where they have marks of their own."""
    _without_card(paragraphs[-1])
    first, last = _words(paragraphs[0]), _words(paragraphs[-1])
    if first[0] in MARKS or last[-1] in MARKS:
        return
    for paragraph in paragraphs:
        paragraph.text = f"“{(paragraph.text or '').lstrip()}"
    _append(paragraphs[-1], "”")


def _without_card(paragraph: HtmlElement) -> None:
    for link in list(paragraph.iter("a")):
        if CARD.fullmatch(_words(link)):
            _take_out(link)


def _append(element: HtmlElement, words: str) -> None:
    """Put words at an element's end."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + words if (element[-1].tail or "").strip() else words
    else:
        element.text = (element.text or "").rstrip() + words


def _take_out(element: HtmlElement) -> None:
    """Take away an element's words, and a dash that leads up to them."""
    before, outer = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip(DASHES) or None
    elif outer is not None:
        outer.text = (outer.text or "").rstrip(DASHES) or None
    element.clear(keep_tail=True)
    element.tag = "span"


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _with_tail(element: HtmlElement) -> str:
    return f"{_words(element)}{element.tail or ''}"
