"""What a stretch stands in: the names that sites give to captions, key points, standfirsts and promotions."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from extract.pages.markup import Stretch

OUTSIDE = frozenset(("nav", "footer", "form", "aside", "menu", "dialog", "address"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
NAMED = (
    "class",
    "id",
    "role",
    "itemprop",
    "data-component",
    "data-testid",
    "data-type",
    "data-module",
    "aria-label",
    "name",
)
BUTTON = re.compile(r"(?<![a-z])(?:button|btn|cta)(?![a-z])", re.IGNORECASE)
MANY, MOST = 3, 0.5  # boxes of one name that are the story's own, and the share of the words that they hold
FEW = 4  # children of a box that asks for one thing
MUCH = 0.25  # of the chosen words: an element that holds them is the article's, whatever its name
LONGEST = 1_000  # code points of an element's names
CAPITAL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")  # relatedArticles, but not kAdSbL
UNDER = {"img", "picture"}, {"em", "i", "small"}  # a picture, then words that are set off
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PageNames:
    """page_names.toml: the names that sites give to parts of a page, as patterns of whole words."""

    elsewhere: tuple[str, ...]
    caption: tuple[str, ...]
    key_point: tuple[str, ...]
    standfirst: tuple[str, ...]
    pulled: tuple[str, ...]


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])")


_NAMES = load(PageNames, "page_names", "")
ELSEWHERE, CAPTION, KEY_POINT = _any_of(_NAMES.elsewhere), _any_of(_NAMES.caption), _any_of(_NAMES.key_point)
STANDFIRST, PULLED = _any_of(_NAMES.standfirst), _any_of(_NAMES.pulled)


def names_of(element: HtmlElement) -> str:
    """Return the names that the site gives the element, in lower case, parted by spaces; hashes (x1ad7) left out."""
    given = dict(element.items())
    return _words_of(" ".join(given[name] for name in NAMED if given.get(name))[:LONGEST]) if given else ""


@lru_cache(maxsize=4096)
def _words_of(raw: str) -> str:
    words = re.split(r"[^a-z0-9à-ÿ]+", CAPITAL.sub(" ", raw).lower())
    return " ".join(match[1] for word in words if (match := re.fullmatch(r"([a-zà-ÿ]+)\d*", word)))


@lru_cache(maxsize=8192)
def bears(names: str, kind: re.Pattern[str]) -> bool:
    """Say whether one of an element's names is of a kind; a page gives the same few again and again."""
    return bool(kind.search(names))


def up_to(stretch: Stretch, holder: HtmlElement | None) -> Iterator[HtmlElement]:
    """Yield the elements around a stretch, innermost first, up to the article's own and without it."""
    for element in stretch.around:
        if element is holder:
            return
        yield element


def is_elsewhere(stretch: Stretch, holder: HtmlElement | None, weights: Mapping[HtmlElement, float]) -> bool:
    """Say whether the stretch stands in what is not the article; what holds much of the article is never that."""
    small = [element for element in up_to(stretch, holder) if weights.get(element, 0) < MUCH]
    return any(_is_named_elsewhere(element) for element in small) or any(
        _wants_a_click(element) for element in small[:2]
    )


def together(weights: Mapping[HtmlElement, float]) -> dict[HtmlElement, float]:
    """Return the weights, boxes that bear one promotional name weighed together.

    A site may set each paragraph of its story in a box named "premium" or "card": what they hold between them tells.
    """
    boxes: dict[str, list[HtmlElement]] = {}
    for element in weights:
        names = names_of(element)
        if bears(names, ELSEWHERE) and not any(names_of(outer) == names for outer in element.iterancestors()):
            boxes.setdefault(names, []).append(element)
    held = {names: sum(weights[box] for box in same) for names, same in boxes.items()}
    common = {names for names, share in held.items() if share >= MOST and len(boxes[names]) >= MANY}
    return {**weights, **{box: held[names] for names in common for box in boxes[names]}}


def _is_named_elsewhere(element: HtmlElement) -> bool:
    return element.tag in OUTSIDE or bears(names_of(element), ELSEWHERE) or is_hidden(element)


def _wants_a_click(element: HtmlElement) -> bool:
    """Say whether the element holds a link dressed as a button: a call to subscribe, give or buy."""
    if next(element.iter("h1"), None) is not None:
        return False  # the head of the article has buttons to share it
    return len(element) <= FEW and any(BUTTON.search(link.get("class") or "") for link in element.iter("a"))


def is_hidden(element: HtmlElement) -> bool:
    """Say whether the element is not shown to a reader."""
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def is_caption(stretch: Stretch, holder: HtmlElement | None) -> bool:
    """Say whether the stretch belongs to a picture."""
    return _is_under_picture(stretch.element) or any(
        element.tag in {"figure", "figcaption", "caption"} or bears(names_of(element), CAPTION)
        for element in up_to(stretch, holder)
    )


def _is_under_picture(element: HtmlElement) -> bool:
    """Say whether the element holds a picture, then words that are set off, and nothing else."""
    parts = list(islice(element, FEW + 1))
    tags = [part.tag for part in parts if part.tag != "br"]
    if (
        len(parts) > FEW
        or len(tags) != len(UNDER)
        or any(tag not in kind for tag, kind in zip(tags, UNDER, strict=True))
    ):
        return False
    return not any(text and text.strip() for text in (element.text, *(part.tail for part in parts)))


def is_named(stretch: Stretch, kind: re.Pattern[str], levels: int = 3) -> bool:
    """Say whether the stretch's own element, or one of the nearest around it, bears one of the names."""
    return any(bears(names_of(element), kind) for element in stretch.around[:levels])
