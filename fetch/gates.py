"""Is this page an article? Consent pages, bot walls, empty shells, lists and polite 404s are told by what they show.

Every gate asks for two signs at least, one of them that there is little prose: an article under a consent banner, or
one about bot walls, passes.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fetch.page_shape import PageShape, rough_prose, shape_of
from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
MARKUP = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|div|p|article|h1)\b", re.IGNORECASE)
LITTLE_PROSE = 600  # characters; the shortest wire bulletin of the test web has more
MUCH_PROSE = 1800  # no gate stops a page with so much
TEASER = 1200  # characters of prose below which a declared paywall is believed to have cut the text
MANY_LINKS = 25  # a list of stories has more, a consent page fewer
NEARLY_NOTHING = 200

SHAPES: dict[str, re.Pattern[str]] = {
    name: re.compile("|".join(words), re.IGNORECASE)
    for name, words in tomllib.loads(Path(__file__).with_name("gates.toml").read_text("utf-8")).items()
}
CONSENT_HOST = re.compile(r"^(?:consent|privacy|cookies?|cmp|guce|myprivacy)\.")


def check_type(body: bytes, content_type: str) -> None:
    """Raise Fault unless the answer is a web page by its header, or by its markup where the header says nothing."""
    declared = content_type.partition(";")[0].strip().lower()
    if declared in HTML_TYPES:
        return
    vague = declared in {"", "application/octet-stream", "unknown/unknown", "*/*"}
    if vague and (not body.strip() or MARKUP.search(body[:4000].replace(b"\0", b""))):
        return
    raise Fault(Reason.TYPE, declared[:80] or "unknown")


def check_page(text: str, url: str) -> None:
    """Raise Fault with the first gate that an article's page does not pass.

    A page with enough prose passes every gate, so that most pages need not be parsed here.
    """
    if not CONSENT_HOST.match(urlsplit(url).hostname or "") and rough_prose(text, MUCH_PROSE) >= MUCH_PROSE:
        return
    page = shape_of(text)
    for reason, fails in GATES:
        if fails(page, text, url):
            raise Fault(reason, f"its feed is {page.feed}" if page.feed and reason is Reason.INDEX_PAGE else "")


def is_empty(page: PageShape, text: str, _url: str) -> bool:
    """Return whether nothing at all came."""
    return not text.strip() or not (page.visible_length or page.scripts or page.title)


def is_bot_wall(page: PageShape, text: str, _url: str) -> bool:
    """Return whether a bot check stands in the article's place."""
    if page.prose_length >= LITTLE_PROSE or page.says_article:
        return False
    return bool(SHAPES["bot_title"].search(page.title) or SHAPES["bot_title"].search(page.heading)) or (
        page.visible_length < LITTLE_PROSE and bool(SHAPES["bot_markup"].search(text[:200_000]))
    )


def is_consent(page: PageShape, _text: str, url: str) -> bool:
    """Return whether a consent page stands in the article's place."""
    if CONSENT_HOST.match(urlsplit(url).hostname or "") and SHAPES["consent_words"].search(page.visible):
        return True
    if page.says_article or page.prose_length >= MUCH_PROSE or not SHAPES["consent_act"].search(page.visible):
        return False
    titled = SHAPES["consent_title"].search(page.title) or SHAPES["consent_title"].search(page.heading)
    said = len({word.lower() for word in SHAPES["consent_words"].findall(page.visible)})
    return bool(titled and said) or (page.prose_length < LITTLE_PROSE and page.links < MANY_LINKS and said > 1)


def is_soft_404(page: PageShape, _text: str, _url: str) -> bool:
    """Return whether the page says that nothing was found."""
    if page.prose_length >= LITTLE_PROSE:
        return False
    return bool(SHAPES["not_found"].search(page.title) or SHAPES["not_found"].search(page.heading)) or (
        page.visible_length < NEARLY_NOTHING and bool(SHAPES["not_found"].search(page.visible))
    )


def is_script_page(page: PageShape, _text: str, _url: str) -> bool:
    """Return whether the page is a shell that JavaScript would fill."""
    if not page.scripts or max(page.prose_length, page.declared_length) >= NEARLY_NOTHING:
        return False
    asks = SHAPES["script_ask"].search(page.noscript) or SHAPES["script_ask"].search(page.visible)
    return page.visible_length < NEARLY_NOTHING or bool(asks and page.visible_length < LITTLE_PROSE)


def is_index(page: PageShape, _text: str, url: str) -> bool:
    """Return whether the page is a list of stories: nearly all of its words are links."""
    if page.says_article or page.prose_length >= MUCH_PROSE:
        return False
    mostly_links = page.linked_length > 0.5 * max(page.visible_length, 1) and page.links >= MANY_LINKS
    is_home = urlsplit(url).path in {"", "/"} and not urlsplit(url).query
    return (page.says_index and mostly_links) or (mostly_links and page.prose_length < LITTLE_PROSE) or (
        is_home and mostly_links
    )  # fmt: skip


def is_teaser(page: PageShape, _text: str, _url: str) -> bool:
    """Return whether the page declares that it is paid for and shows only its beginning."""
    return page.says_not_free and page.prose_length < TEASER


GATES: tuple[tuple[Reason, Callable[[PageShape, str, str], bool]], ...] = (
    (Reason.EMPTY, is_empty),
    (Reason.BOT_WALL, is_bot_wall),
    (Reason.CONSENT, is_consent),
    (Reason.SOFT_404, is_soft_404),
    (Reason.DECLARED_PAYWALL, is_teaser),
    (Reason.SCRIPT_PAGE, is_script_page),
    (Reason.INDEX_PAGE, is_index),
)
