"""What a page's head says: its meta tags, JSON-LD, canonical address, language and site, as written."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml import html as lxml_html

from webpage.bounds import without_monsters
from webpage.linked_data import linked_data

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST = 200_000  # characters in which a head is looked for
END = re.compile(r"</head\b|<body\b", re.IGNORECASE)
CLASSES = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)  # lxml's own asks Python of each element
LONGEST_SITE = 60  # code points of a site's name: a longer one is a slogan


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The page's own words about itself; empty where it says nothing."""

    meta: dict[str, str] = field(default_factory=dict)  # by name, property or itemprop, in lower case
    things: tuple[dict[str, Any], ...] = ()  # every node of its JSON-LD
    own_things: tuple[dict[str, Any], ...] = ()  # those that are no parts of others, such as the stories of a list
    canonical: str = ""
    locale: str = ""  # the root's language, with its country

    @property
    def site(self) -> str:
        """Return the name that the page gives its site."""
        name = self.meta.get("og:site_name", "")
        return name if len(name) <= LONGEST_SITE else ""

    @property
    def says_article(self) -> bool:
        """Return whether its meta tags call it an article."""
        return self.meta.get("og:type", "").lower() == "article"


def parse(text: str) -> HtmlElement | None:
    """Return the root of a page's text without comments, None where there is nothing to parse."""
    data = without_monsters(text).encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(CLASSES)
    try:
        return lxml_html.fromstring(data, parser=parser)
    except (etree.ParserError, ValueError):
        return None


def head_of(text: str) -> Head:
    """Return the head of a page's text; its body is not parsed for it."""
    end = END.search(text, 0, MOST)
    root = parse(text[: end.start() if end else MOST])
    return Head() if root is None else read_head(root)


def read_head(tree: HtmlElement) -> Head:
    """Return the head of a page, or of a part of one."""
    nodes = list(linked_data(tree))
    root = tree.getroottree().getroot()
    names = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return Head(
        meta=_meta_tags(tree),
        things=tuple(node for node, _ in nodes),
        own_things=tuple(node for node, is_own in nodes if is_own),
        canonical=next((link.get("href") or "" for link in links), "").strip(),
        locale=next(filter(None, map(root.get, names)), ""),
    )


def types_of(thing: dict[str, Any]) -> list[str]:
    """Return the types of a JSON-LD node, without the vocabulary's address."""
    kinds = thing.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def words_of(value: object) -> str:
    """Return one line of text of a JSON-LD or meta value: mark-up and character references undone."""
    if isinstance(value, list):
        value = next((item for item in value if item), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", html.unescape(html.unescape(value))).split())


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = words_of(tag.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found
