"""A quick look at a page's markup: what it says it is, and how much prose, links and scripts it has."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from webpage.bounds import without_monsters
from webpage.head import read_head, types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe)$", re.IGNORECASE)
INDEX_TYPES = frozenset({"collectionpage", "searchresultspage", "itemlist", "profilepage"})
PROSE = 80  # characters of a paragraph that is prose, not a label
OPENING = re.compile(r"<(?:(script|template|noscript|style|p)\b|!--)", re.IGNORECASE)
SCRIPT = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
CLOSING = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
LONGEST = 1_000_000  # characters without scripts; a page of nothing but tags takes a second even so
FEED_LINK = '//link[@rel="alternate" and (contains(@type, "rss") or contains(@type, "atom"))]/@href'
SELECTOR = re.compile(r"([.#])([\w-]{1,100})")
MOST_SELECTORS = 20  # of a page's parts that are paid for: each is looked for in the whole page
REFRESH = re.compile(r"""\s*(\d{1,6}(?:\.\d*)?)[\s;,]+(?:url\s*=\s*)?["']?([^"'\s]+)""", re.IGNORECASE | re.ASCII)
SOON = 5.0  # seconds
ENOUGH = 500  # characters of a paid part that is there
BLOCKS = ("p", "blockquote", "li", "td", "dd", "div", "section", "article", "h1", "h2", "h3")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShape:
    """What a page looks like; lengths are characters with white space collapsed."""

    title: str = ""
    heading: str = ""
    visible: str = ""  # the first 3,000 characters a reader sees
    visible_length: int = 0
    prose_length: int = 0
    linked_length: int = 0  # characters inside links
    links: int = 0
    scripts: int = 0
    forms: int = 0
    says_article: bool = False
    says_index: bool = False
    says_not_free: bool = False  # and does not show the part that is paid for
    feed: str = ""  # the feed that it names
    declared_length: int = 0  # characters of the JSON-LD articleBody
    refresh: str = ""  # where a meta refresh of five seconds or less leads
    noscript: str = ""


def shape_of(text: str) -> PageShape:
    """Return the shape of a page's text; a page that cannot be parsed at all is an empty one."""
    root = parse(text)
    if root is None:
        return PageShape()
    head = read_head(root)
    paid = [thing for thing in head.own_things if not_free(thing)]
    types = {kind for thing in head.own_things for kind in types_of(thing)}
    timed = "article:published_time" in head.meta or "datepublished" in head.meta
    refresh = meta_refresh(root)
    scripts = sum(1 for _ in root.iter("script"))
    noscript = words(" ".join(strings(root, "//noscript//text()")))[:1000]
    title, heading = (words(" ".join(strings(root, f"({path})[1]//text()"))) for path in ("//title", "//h1"))
    etree.strip_elements(root, "script", "style", "noscript", "template", "title", "svg", with_tail=False)
    visible = inner(root)
    prose = [own_text(block) for block in root.iter(*BLOCKS)]
    return PageShape(
        title=title[:300],
        heading=heading[:300],
        visible=visible[:3000],
        visible_length=len(visible),
        prose_length=sum(len(paragraph) for paragraph in prose if len(paragraph) >= PROSE),
        linked_length=sum(len(inner(link)) for link in root.iter("a")),
        links=sum(1 for _ in root.iter("a")),
        scripts=scripts,
        forms=sum(1 for _ in root.iter("form", "button")),
        says_article=bool(head.says_article or timed or any(ARTICLE_TYPES.search(kind) for kind in types)),
        says_index=bool({kind.lower() for kind in types} & INDEX_TYPES),
        says_not_free=bool(paid) and not has_paid_part(paid, root),
        feed=next(iter(strings(root, FEED_LINK)), "")[:500],
        declared_length=max((len(str(thing.get("articleBody", ""))) for thing in head.own_things), default=0),
        refresh=refresh,
        noscript=noscript,
    )


def rough_prose(text: str, enough: int) -> int:
    """Return how many characters of prose a page has at least, without parsing it, counted no further than `enough`.

    Every step goes forward, so that no page takes more than one pass: a pattern with `.*?` took minutes on a page of
    opening tags alone.
    """
    lower = text.lower()
    found = at = 0
    while found < enough and (match := OPENING.search(lower, at)):
        name = match[1]
        at = lower.find("-->" if name is None else ">" if name == "p" else f"</{name}", match.end())
        if at < 0:
            break
        if name == "p":
            end = lower.find("<", at)
            length = (end if end >= 0 else len(lower)) - at - 1
            found += length if length >= PROSE else 0
    return found


def without_scripts(text: str) -> str:
    """Return a page with its scripts and styles emptied, but for JSON-LD: they may be most of it."""
    kept, at = [], 0
    for match in SCRIPT.finditer(text):
        if match.start() < at or "ld+json" in match[0]:
            continue
        end = CLOSING[match[1].lower()].search(text, match.end())
        if end is None:
            break
        kept.append(text[at : match.end()])
        at = end.start()
    kept.append(text[at:])
    return "".join(kept)


def parse(text: str) -> etree._Element | None:
    """Return the root of an HTML text, None where there is nothing to parse."""
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(without_monsters(without_scripts(text)[:LONGEST]).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def strings(root: etree._Element, path: str) -> list[str]:
    """Return the texts or attribute values that an XPath finds."""
    found = root.xpath(path)
    return [str(one) for one in found] if isinstance(found, list) else []


def inner(element: etree._Element) -> str:
    """Return all words inside an element."""
    if len(element) == 0:
        return words(element.text or "")
    return words(str(etree.tostring(element, method="text", encoding="unicode", with_tail=False)))


def words(text: str) -> str:
    """Return the text with its white space collapsed."""
    return " ".join(text.split())


def own_text(block: etree._Element) -> str:
    """Return the words directly inside a block, with those of its inline children, but links only in a paragraph."""
    if len(block) == 0:
        return words(block.text or "")
    inside = [block.text or ""]
    skipped = BLOCKS if block.tag in {"p", "blockquote"} else (*BLOCKS, "a")
    for child in block:
        if child.tag not in skipped:
            inside.append(inner(child))
        inside.append(child.tail or "")
    return words(" ".join(inside))


def not_free(thing: dict[str, Any]) -> bool:
    """Return whether an article declares that it is not accessible for free."""
    declared = thing.get("isAccessibleForFree")
    is_article = any(ARTICLE_TYPES.search(kind) for kind in types_of(thing))
    return is_article and (declared is False or str(declared).strip().lower() in {"false", "no", "0"})


def has_paid_part(things: list[dict[str, Any]], root: etree._Element) -> bool:
    """Return whether a part that articles declare as paid for (by its CSS class) stands on the page."""
    for kind, name in itertools.islice(dict.fromkeys(selectors(things)), MOST_SELECTORS):
        path = f'//*[@id="{name}"]' if kind == "#" else f'//*[contains(concat(" ", @class, " "), " {name} ")]'
        found = root.xpath(path)
        shown = found[:MOST_SELECTORS] if isinstance(found, list) else []
        if sum(len(inner(one)) for one in shown if etree.iselement(one)) > ENOUGH:
            return True
    return False


def selectors(things: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the ids (#) and classes (.) of the parts that are paid for."""
    for thing in things:
        parts = thing.get("hasPart")
        for part in parts if isinstance(parts, list) else [parts]:
            if isinstance(part, dict):
                yield from SELECTOR.findall(str(part.get("cssSelector") or ""))


def meta_refresh(root: etree._Element) -> str:
    """Return where a meta refresh within five seconds leads, empty where there is none."""
    for content in strings(root, '//meta[translate(@http-equiv, "REFSH", "refsh") = "refresh"]/@content'):
        match = REFRESH.match(content)
        if match and float(match[1]) <= SOON:
            return match[2]
    return ""
