"""What a page declares about itself: JSON-LD first, then meta tags, then what is printed on it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from extract.pages.markup import key_of
from extract.pages.published import first_time, time_of
from extract.pages.roles import line_patterns
from extract.pages.teasers import homes_of, is_of_other
from webpage.canonical import canonical_of, site_of
from webpage.head import Head, types_of, words_of
from webpage.linked_data import stray_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review|AnalysisNewsArticle)$")
OPINION_PATH = re.compile(r"/(?:opinions?|commentisfree|op-eds?|editorials?|columnists?|meinung|kommentare?|debatte)/")
LIVE = re.compile(
    r"\b(?:live ?blog|live updates?|live ticker|newsticker|liveticker|en direct|live news)\b", re.IGNORECASE
)
TITLE_SUFFIX = re.compile(r"\s+(?:[|–—·•»]|-)\s+[^|–—·•»]{2,40}$")
PUBLISHED_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "datepublished",
    "publishdate",
    "publish-date",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "article.published",
    "date",
)
SECTION_NAMES = ("article:section", "parsely-section", "og:article:section", "section", "dc.subject.section")
LONGEST_SECTION = 60  # code points of its name: a longer one is a list of topics
SITE = 4  # letters of a site's name that do not stand in a person's by chance
MOST_TIMES = 200  # of a page, that are tried
MODIFIED_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The page's own words about itself; empty where it says nothing."""

    headline: str = ""
    headlines: tuple[str, ...] = ()  # every candidate, best first
    descriptions: tuple[str, ...] = ()
    byline: str = ""
    publisher: str = ""  # an author that is but the site itself
    language: str = ""
    locale: str = ""  # with the country: en-GB
    published_at: datetime | None = None
    modified_at: datetime | None = None
    canonical: str = ""
    article_type: str = "unknown"
    section: str = ""
    is_article: bool = False
    article_body: str = ""
    is_free: bool | None = None
    words: int = 0  # the declared length, or that of the declared text


def read_metadata(tree: HtmlElement, head: Head, url: str) -> Declared:
    """Return what the page at `url` declares; nothing is guessed from the running text."""
    article = next((node for node in head.things if _is_article(node)), {})
    meta = head.meta
    byline = _byline(article, meta)
    is_site = _is_site(byline, meta.get("og:site_name", ""), url)
    locale = head.locale or meta.get("og:locale", "")
    declared = [words_of(article.get("headline")), _strip_suffix(meta.get("og:title", ""))]
    headlines = tuple(_distinct([*declared, _strip_suffix(words_of(tree.findtext(".//title")))]))
    return Declared(
        headline=headlines[0] if headlines else "",
        headlines=headlines,
        descriptions=tuple(
            _distinct(
                [words_of(article.get("description")), meta.get("og:description", ""), meta.get("description", "")]
            )
        ),
        byline="" if is_site else byline,
        publisher=byline if is_site else "",
        language=_language(head, article),
        locale=locale,
        published_at=first_time(
            article.get("datePublished"),
            *(meta.get(name) for name in PUBLISHED_NAMES),
            locale=locale,
        )
        or _printed_time(tree, locale)
        or first_time(stray_time(tree)),
        modified_at=first_time(
            article.get("dateModified"), *(meta.get(name) for name in MODIFIED_NAMES), locale=locale
        ),
        canonical=canonical_of(url, head.canonical),
        article_type=_article_type(article, head, url),
        section=_section(article, meta),
        is_article=bool(article) or head.says_article,
        article_body=_lines(article.get("articleBody")),
        is_free=_is_free(article),
        words=_word_count(article),
    )


def _is_article(node: dict[str, Any]) -> bool:
    return bool(
        any(ARTICLE_TYPES.search(kind) for kind in types_of(node))
        and (node.get("headline") or node.get("datePublished"))
    )


def _lines(value: object) -> str:
    """Return a declared text, a paragraph a line."""
    if not isinstance(value, str):
        return ""
    parted = re.sub(
        r"<(?:br|/p|/h\d|/li|/div)\b[^<>]{0,200}>", "\n", html.unescape(html.unescape(value)), flags=re.IGNORECASE
    )
    return "\n".join(line for line in map(words_of, parted.splitlines()) if line)


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _strip_suffix(title: str) -> str:
    return TITLE_SUFFIX.sub("", title)


def _byline(article: dict[str, Any], meta: dict[str, str]) -> str:
    authors = article.get("author") or article.get("creator")
    names = [words_of(author) for author in (authors if isinstance(authors, list) else [authors])]
    if not any(names):
        names = [
            name
            for key in ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl")
            if (name := meta.get(key, "")) and not name.startswith(("http:", "https:", "@"))
        ][:1]
    return ", ".join(_distinct(names))


def _is_site(byline: str, name: str, url: str) -> bool:
    """Say whether an author is the site: its name, or its host with or without the ending."""
    key = key_of(byline)
    try:
        host = site_of(urlsplit(url).hostname or "")
    except ValueError:
        host = ""
    sites = [one for one in (key_of(name), key_of(host.rpartition(".")[0])) if len(one) >= SITE]
    return len(key) >= SITE and any(one in key or key in one for one in sites)


def _language(head: Head, article: dict[str, Any]) -> str:
    for value in (
        head.locale,
        words_of(article.get("inLanguage")),
        head.meta.get("og:locale", ""),
        head.meta.get("content-language", ""),
    ):
        if code := re.match(r"\s*([A-Za-z]{2,3})(?:[-_].*)?$", value):
            return code[1].lower()
    return ""


def _article_type(article: dict[str, Any], head: Head, url: str) -> str:
    kinds = set(types_of(article))
    sections = " ".join(words_of(value) for value in (article.get("articleSection"), article.get("genre")))
    path = urlsplit(url).path.lower()
    words = path.replace("-", " ").replace("/", " ")
    if "LiveBlogPosting" in kinds or LIVE.search(words):
        return "live"
    section = f"{sections} {head.meta.get('article:section', '')}"
    if "OpinionNewsArticle" in kinds or line_patterns()["opinion"].search(section):
        return "opinion"
    if OPINION_PATH.search(path):
        return "opinion"
    if re.search(r"\btranscript\b", words):
        return "transcript"
    return "news" if kinds or head.says_article else "unknown"


def _section(article: dict[str, Any], meta: dict[str, str]) -> str:
    """Return the outlet's section, without a path or a list of many that some write there."""
    said = (words_of(article.get("articleSection")), *(meta.get(name, "") for name in SECTION_NAMES))
    return next((name for name in said if 0 < len(name) <= LONGEST_SECTION), "")


def _word_count(article: dict[str, Any]) -> int:
    body = len(words_of(article.get("articleBody")).split())
    said = re.fullmatch(r"\d{1,6}", str(article.get("wordCount", "")).strip())
    return body or (int(said[0]) if said else 0)


def _is_free(article: dict[str, Any]) -> bool | None:
    said = str(article.get("isAccessibleForFree", "")).strip().lower()
    return {"true": True, "false": False, "http://schema.org/false": False, "https://schema.org/false": False}.get(said)


def _printed_time(tree: HtmlElement, locale: str) -> datetime | None:
    dated = tree.xpath('.//*[(self::time and @datetime) or (@itemprop="datePublished" and @content)]')[:MOST_TIMES]
    homes = homes_of(tree)
    for found in (element for element in dated if not is_of_other(element, homes)):
        for value in _times_of(found):
            if when := time_of(value, locale):
                return when
    return None


def _times_of(element: HtmlElement) -> Iterator[str]:
    """Yield what an element declares as the story's time."""
    published = element.get("itemprop") == "datePublished"
    if element.tag == "time" and (
        published
        or element.get("pubdate") is not None
        or any(outer.tag in ("header", "article", "main") for outer in element.iterancestors())
    ):
        yield element.get("datetime") or ""
    if published:
        yield element.get("content") or ""
