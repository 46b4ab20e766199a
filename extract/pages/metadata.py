"""What a page declares about itself: JSON-LD first, then meta tags, then what is printed on it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from extract.pages.linked_data import linked_data, stray_time
from extract.pages.markup import key_of
from extract.pages.published import first_time, time_of
from extract.pages.roles import line_patterns
from extract.pages.teasers import homes_of, is_of_other

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


def read_metadata(tree: HtmlElement, url: str) -> Declared:
    """Return what the page at `url` declares; nothing is guessed from the running text."""
    nodes = list(linked_data(tree))
    article = next((node for node in nodes if _is_article(node)), {})
    meta = _meta_tags(tree)
    byline = _byline(article, meta)
    is_site = _is_site(byline, meta.get("og:site_name", ""), url)
    locale = _locale(tree) or meta.get("og:locale", "")
    declared = [_words(article.get("headline")), _strip_suffix(meta.get("og:title", ""))]
    headlines = tuple(_distinct([*declared, _strip_suffix(_words(tree.findtext(".//title")))]))
    return Declared(
        headline=headlines[0] if headlines else "",
        headlines=headlines,
        descriptions=tuple(
            _distinct([_words(article.get("description")), meta.get("og:description", ""), meta.get("description", "")])
        ),
        byline="" if is_site else byline,
        publisher=byline if is_site else "",
        language=_language(tree, article, meta),
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
        canonical=_canonical(tree, url),
        article_type=_article_type(article, meta, url),
        section=_section(article, meta),
        is_article=bool(article) or meta.get("og:type", "").lower() == "article",
        article_body=_lines(article.get("articleBody")),
        is_free=_is_free(article),
        words=_word_count(article),
    )


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _is_article(node: dict[str, Any]) -> bool:
    return bool(
        any(ARTICLE_TYPES.search(kind) for kind in _types(node)) and (node.get("headline") or node.get("datePublished"))
    )


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        content = _words(tag.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _words(value: object) -> str:
    """Return one line of text of a JSON-LD value: mark-up and character references undone."""
    if isinstance(value, list):
        value = next((item for item in value if item), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", html.unescape(html.unescape(value))).split())


def _lines(value: object) -> str:
    """Return a declared text, a paragraph a line."""
    if not isinstance(value, str):
        return ""
    parted = re.sub(
        r"<(?:br|/p|/h\d|/li|/div)\b[^<>]{0,200}>", "\n", html.unescape(html.unescape(value)), flags=re.IGNORECASE
    )
    return "\n".join(line for line in map(_words, parted.splitlines()) if line)


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _strip_suffix(title: str) -> str:
    return TITLE_SUFFIX.sub("", title)


def _byline(article: dict[str, Any], meta: dict[str, str]) -> str:
    authors = article.get("author") or article.get("creator")
    names = [_words(author) for author in (authors if isinstance(authors, list) else [authors])]
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
        host = _site(urlsplit(url).hostname or "")
    except ValueError:
        host = ""
    sites = [one for one in (key_of(name), key_of(host.rpartition(".")[0])) if len(one) >= SITE]
    return len(key) >= SITE and any(one in key or key in one for one in sites)


def _language(tree: HtmlElement, article: dict[str, Any], meta: dict[str, str]) -> str:
    for value in (
        _locale(tree),
        _words(article.get("inLanguage")),
        meta.get("og:locale", ""),
        meta.get("content-language", ""),
    ):
        if code := re.match(r"\s*([A-Za-z]{2,3})(?:[-_].*)?$", value):
            return code[1].lower()
    return ""


def _locale(tree: HtmlElement) -> str:
    """Return the language that the page's root declares, with its country."""
    root = tree.getroottree().getroot()
    return root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""


def _article_type(article: dict[str, Any], meta: dict[str, str], url: str) -> str:
    kinds = set(_types(article))
    sections = " ".join(_words(value) for value in (article.get("articleSection"), article.get("genre")))
    path = urlsplit(url).path.lower()
    words = path.replace("-", " ").replace("/", " ")
    if "LiveBlogPosting" in kinds or LIVE.search(words):
        return "live"
    section = f"{sections} {meta.get('article:section', '')}"
    if "OpinionNewsArticle" in kinds or line_patterns()["opinion"].search(section):
        return "opinion"
    if OPINION_PATH.search(path):
        return "opinion"
    if re.search(r"\btranscript\b", words):
        return "transcript"
    return "news" if kinds or meta.get("og:type", "").lower() == "article" else "unknown"


def _section(article: dict[str, Any], meta: dict[str, str]) -> str:
    """Return the outlet's section, without a path or a list of many that some write there."""
    said = (_words(article.get("articleSection")), *(meta.get(name, "") for name in SECTION_NAMES))
    return next((name for name in said if 0 < len(name) <= LONGEST_SECTION), "")


def _word_count(article: dict[str, Any]) -> int:
    body = len(_words(article.get("articleBody")).split())
    said = re.fullmatch(r"\d{1,6}", str(article.get("wordCount", "")).strip())
    return body or (int(said[0]) if said else 0)


def _is_free(article: dict[str, Any]) -> bool | None:
    said = str(article.get("isAccessibleForFree", "")).strip().lower()
    return {"true": True, "false": False, "http://schema.org/false": False, "https://schema.org/false": False}.get(said)


def _canonical(tree: HtmlElement, url: str) -> str:
    """Return the canonical address, unless it is another host's, the home page, or no web address at all."""
    for link in tree.iterfind('.//link[@rel="canonical"]'):
        try:
            found = urljoin(url, (link.get("href") or "").strip())
            ours, theirs = urlsplit(url), urlsplit(found)
        except ValueError:
            continue
        if theirs.scheme not in {"http", "https"} or theirs.path in {"", "/"}:
            continue
        if ours.hostname and _site(ours.hostname) != _site(theirs.hostname or ""):
            continue
        return str(found)
    return ""


def _site(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")


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
